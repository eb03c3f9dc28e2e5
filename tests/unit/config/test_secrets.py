"""Secrets of an installation."""

from __future__ import annotations

import base64
import os
from typing import TYPE_CHECKING

import pytest

from gridwarden.config import secrets

if TYPE_CHECKING:
    from pathlib import Path

KEY = "GRIDWARDEN_SECRET_KEY"
FIELD_KEY = "GRIDWARDEN_FIELD_KEY"


@pytest.fixture(autouse=True)
def _no_secrets_of_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in secrets.MAKERS:
        monkeypatch.setenv(name, "")


def test_secrets_are_made_once_and_only_their_owner_may_read_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets.ensure(tmp_path)
    first = {name: os.environ[name] for name in secrets.MAKERS}
    assert (tmp_path / secrets.FILE).stat().st_mode & 0o777 == 0o600
    for name in secrets.MAKERS:
        monkeypatch.setenv(name, "")
    secrets.ensure(tmp_path)
    assert {name: os.environ[name] for name in secrets.MAKERS} == first


def test_the_field_key_has_32_bytes(tmp_path: Path) -> None:
    secrets.ensure(tmp_path)
    assert len(base64.b64decode(os.environ[FIELD_KEY], validate=True)) == 32
    assert len(os.environ[KEY]) >= 50


def test_the_environment_wins_and_is_not_written_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, "from the service manager")
    secrets.ensure(tmp_path)
    assert os.environ[KEY] == "from the service manager"
    assert KEY not in (tmp_path / secrets.FILE).read_text()


def test_a_secret_added_by_a_newer_release_joins_the_file(tmp_path: Path) -> None:
    (tmp_path / secrets.FILE).write_text(f"{KEY}=kept\n")
    secrets.ensure(tmp_path)
    assert os.environ[KEY] == "kept"
    assert os.environ[FIELD_KEY]
    assert (tmp_path / secrets.FILE).read_text().startswith(f"{KEY}=kept\n{FIELD_KEY}=")
