"""The board's figures as cards, and the five levels as a ladder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from gridwarden.cases.domain.states import Level
from gridwarden.cases.labels import BOARD, LEVELS
from gridwarden.cases.presenting.names import name_of
from gridwarden.platform.ui.parts import Rung, RungState, Stat, Tone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gridwarden.cases.queries.board import Tile
    from gridwarden.cases.queries.pages import LevelRow

_BOARD_TONES = {"overdue": Tone.BAD, "due_soon": Tone.WARN}
_BOARD_ICONS = {"overdue": "alert-triangle", "due_soon": "clock-exclamation", "open": "folder", "in_hand": "users"}


def stats(tiles: Iterable[Tile]) -> list[Stat]:
    """Return the board's figures as cards that lead to their cases."""
    return [
        Stat(
            label=BOARD[tile.key],
            value=tile.count,
            href=f"{reverse('cases:list')}?{tile.query}",
            tone=_BOARD_TONES.get(tile.key, Tone.NEUTRAL) if tile.count else Tone.NEUTRAL,
            icon=_BOARD_ICONS.get(tile.key, ""),
        )
        for tile in tiles
    ]


def rungs(levels: Iterable[LevelRow]) -> list[Rung]:
    """Return the five levels as a ladder."""
    return [
        Rung(level=row.level, label=LEVELS[row.level], state=_rung(row), unit=name_of(row.unit_name)) for row in levels
    ]


def _rung(row: LevelRow) -> RungState:
    if row.is_here:
        return RungState.HERE
    return RungState.PASSED if row.was_here or row.level is Level.INFORMATION_OFFICER else RungState.AHEAD
