"""How far the past has been lived through, told from one process to the pages of another.

A file beside the database tells it: pages look at it without a statement, and an installation without a
demo has none.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "demo-progress.json"


@dataclass(frozen=True, slots=True)
class Progress:
    """The day that is being lived, and the share of the past that is done."""

    day: str
    percent: int

    @property
    def date(self) -> date:
        """Return the day as a date."""
        return date.fromisoformat(self.day)


def tell(progress: Progress) -> None:
    """Write down how far the past has been lived through."""
    path = _path()
    draft = path.with_suffix(".new")
    path.parent.mkdir(parents=True, exist_ok=True)
    draft.write_text(json.dumps(asdict(progress)), "utf-8")
    draft.replace(path)


def clear() -> None:
    """Take the file away: the past is complete, or nobody lives it any more."""
    _path().unlink(missing_ok=True)


def told() -> Progress | None:
    """Return what was written, or nothing when no past is being lived through."""
    try:
        return Progress(**json.loads(_path().read_text("utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def _path() -> Path:
    home: Path = settings.HOME
    return home / FILE_NAME
