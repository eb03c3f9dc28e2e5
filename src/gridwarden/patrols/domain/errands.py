"""Where carriers of devices were sent beyond their grids; contexts above that send people say so here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import NamedTuple


class Errand(NamedTuple):
    """A person, or all of a unit, is to be where a case is."""

    number: str
    grid_id: int | None
    user_id: int | None = None
    unit_id: int | None = None


class Trip(NamedTuple):
    """An errand that lasted from ``begin`` to ``end``; one that goes on lasts to the end of what was asked for."""

    errand: Errand
    begin: datetime
    end: datetime


Source = Callable[[int, datetime], Iterable[Errand]]
History = Callable[[int, datetime, datetime], Iterable[Trip]]
_sources: dict[str, Source] = {}
_histories: dict[str, History] = {}


def register(name: str, source: Source) -> None:
    """Have ``source(district_id, at)`` asked for errands; the same name again replaces."""
    _sources[name] = source


def register_history(name: str, history: History) -> None:
    """Have ``history(district_id, begin, end)`` asked for the trips of a time that is over; the same name replaces."""
    _histories[name] = history


def errands(district_id: int, at: datetime) -> list[Errand]:
    """Return who is sent where at ``at``."""
    return [errand for source in _sources.values() for errand in source(district_id, at)]


def trips(district_id: int, begin: datetime, end: datetime) -> list[Trip]:
    """Return who was sent where in some part of ``begin`` to ``end``, cut to it."""
    return [
        Trip(trip.errand, max(trip.begin, begin), min(trip.end, end))
        for history in _histories.values()
        for trip in history(district_id, begin, end)
        if trip.begin < end and trip.end > begin
    ]


def concerns(errand: Errand, *, user_id: int | None, unit_id: int | None, grid_ids: Collection[int]) -> bool:
    """Tell whether an errand takes somebody out of their grids."""
    is_sent = errand.user_id == user_id if errand.user_id else errand.unit_id == unit_id
    return is_sent and errand.grid_id not in grid_ids
