"""What lies ahead, in order of time."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from datetime import datetime

T = TypeVar("T")


@dataclass(order=True, slots=True)
class _Entry(Generic[T]):
    at: datetime
    #: Of two at the same moment the one noted first comes first.
    serial: int
    what: T = field(compare=False)


class Agenda(Generic[T]):
    """A queue by time; equal moments keep their order."""

    def __init__(self) -> None:
        self._entries: list[_Entry[T]] = []
        self._serials = count()

    def note(self, at: datetime, what: T) -> None:
        """Put something on the agenda."""
        heapq.heappush(self._entries, _Entry(at, next(self._serials), what))

    def next_at(self) -> datetime | None:
        """Return when the next thing happens."""
        return self._entries[0].at if self._entries else None

    def take(self) -> tuple[datetime, T]:
        """Take the next thing off the agenda."""
        entry = heapq.heappop(self._entries)
        return entry.at, entry.what

    def __len__(self) -> int:
        return len(self._entries)
