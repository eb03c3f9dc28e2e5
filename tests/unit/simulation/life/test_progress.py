"""The progress of the past passes from one process to another through a file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from gridwarden.simulation import progress
from gridwarden.simulation.progress import Progress

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def home(settings: object, tmp_path: Path) -> Path:
    settings.HOME = tmp_path  # type: ignore[attr-defined]
    return tmp_path


def test_nothing_is_told_where_no_past_is_lived() -> None:
    assert progress.told() is None


def test_what_is_told_is_heard() -> None:
    progress.tell(Progress("2026-03-02", 40))
    assert progress.told() == Progress("2026-03-02", 40)
    assert Progress("2026-03-02", 40).date == date(2026, 3, 2)


def test_the_last_word_counts_and_can_be_taken_back() -> None:
    progress.tell(Progress("2026-03-02", 40))
    progress.tell(Progress("2026-03-03", 43))
    assert progress.told() == Progress("2026-03-03", 43)
    progress.clear()
    progress.clear()
    assert progress.told() is None


@pytest.mark.parametrize("text", ["", "no json", "[]", '{"day": "2026-03-02"}'])
def test_a_broken_file_says_nothing(home: Path, text: str) -> None:
    (home / progress.FILE_NAME).write_text(text)
    assert progress.told() is None
