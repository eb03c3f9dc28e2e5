"""What the maps of one district know of everything that moves, and what has changed since they were told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gridwarden.patrols.queries.movers import Mover

EVENT = "movers"


class Feed:
    """The movers of a district as they were told last.

    A message carries ``put`` (rows of id, degrees east, degrees north, course, km/h and state), ``names`` (kind and
    name of those that are new or named anew) and ``drop`` (ids). The first message to a page is ``whole``: whatever
    else the page holds is gone.
    """

    def __init__(self) -> None:
        self._told: dict[int, Mover] = {}

    def change(self, rows: Iterable[Mover]) -> bytes | None:
        """Take in how it stands now; return what pages must be told, or nothing where nothing moved."""
        now = {row.id: row for row in rows}
        put = [row for row in now.values() if self._told.get(row.id) != row]
        names = [row for row in put if _named(self._told.get(row.id)) != _named(row)]
        drop = [mover_id for mover_id in self._told if mover_id not in now]
        self._told = now
        if not put and not drop:
            return None
        return _message({"put": [_row(row) for row in put], "names": _names(names), "drop": drop})

    def whole(self) -> bytes:
        """Return everything, for a page that knows nothing yet."""
        rows = self._told.values()
        return _message({"whole": True, "put": [_row(row) for row in rows], "names": _names(rows), "drop": []})


def _row(row: Mover) -> list[int | float | str]:
    return [row.id, row.lon, row.lat, row.course_deg, row.speed_kmh, row.state]


def _named(row: Mover | None) -> tuple[str, str] | None:
    return (row.kind, row.name) if row else None


def _names(rows: Iterable[Mover]) -> dict[int, list[str]]:
    return {row.id: [row.kind, row.name] for row in rows}


def _message(data: dict[str, Any]) -> bytes:
    said = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"event: {EVENT}\ndata: {said}\n\n".encode()
