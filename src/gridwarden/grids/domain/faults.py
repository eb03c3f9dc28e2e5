"""Why a file is not taken over: every fault with its row, its field, the rule and the place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from gridwarden.platform.refusals import Invalid

if TYPE_CHECKING:
    from collections.abc import Sequence


class FaultRule(StrEnum):
    """The rule that a row breaks."""

    UNREADABLE = "unreadable"
    NOTHING_INSIDE = "nothing_inside"
    NO_GEOMETRY = "no_geometry"
    WRONG_GEOMETRY = "wrong_geometry"
    INVALID_GEOMETRY = "invalid_geometry"
    BAD_COORDINATE = "bad_coordinate"
    OUTSIDE_DISTRICT = "outside_district"
    MISSING = "missing"
    UNKNOWN_WORD = "unknown_word"
    TOO_LONG = "too_long"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong. ``row`` counts features from 1, 0 is the file itself.

    ``value`` is what was found; ``expected`` is what would do, where that can be said.
    """

    rule: FaultRule
    row: int = 0
    field: str = ""
    value: str = ""
    expected: str = ""
    lon: float | None = None
    lat: float | None = None


class ImportRefused(Invalid):
    """The file has faults; nothing of it was taken over."""

    code = "import_refused"

    def __init__(self, faults: Sequence[Fault]) -> None:
        words = {f"row {fault.row} {fault.field}".strip(): fault.rule.value for fault in faults[:20]}
        super().__init__(f"The file has {len(faults)} faults; nothing was imported.", **words)
        self.faults = tuple(faults)


def refuse(rule: FaultRule, **details: Any) -> ImportRefused:
    """Return the refusal of a file for a single fault."""
    return ImportRefused([Fault(rule=rule, **details)])
