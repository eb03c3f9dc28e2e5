"""The server's configuration file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.platform.cluster.layout import Layout
from gridwarden.platform.cluster.settings import file_text

if TYPE_CHECKING:
    from pathlib import Path


def test_no_port_is_opened_and_the_socket_is_closed_to_others(tmp_path: Path) -> None:
    text = file_text(Layout.under(tmp_path), {})
    assert "listen_addresses = ''" in text
    assert "unix_socket_permissions = '0700'" in text


def test_nothing_weakens_durability_unless_asked(tmp_path: Path) -> None:
    text = file_text(Layout.under(tmp_path), {})
    assert "fsync" not in text
    assert "synchronous_commit" not in text
    assert "fsync = 'off'" in file_text(Layout.under(tmp_path), {"fsync": "off"})


def test_a_quote_in_a_path_does_not_end_the_value(tmp_path: Path) -> None:
    text = file_text(Layout.under(tmp_path / "o'hara"), {})
    assert f"log_directory = '{tmp_path}/o''hara/postgres/log'" in text


def test_what_is_asked_for_wins(tmp_path: Path) -> None:
    text = file_text(Layout.under(tmp_path), {"max_connections": "7"})
    assert "max_connections = '7'" in text
    assert text.count("max_connections") == 1
