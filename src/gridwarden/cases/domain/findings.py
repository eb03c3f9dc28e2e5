"""What is remarkable about a photo in a case's file. A finding decides nothing: a person looks at it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, timedelta


class FindingKind(StrEnum):
    """What may be remarkable."""

    #: Looks like a photo in another case's file.
    REUSED = "reused"
    #: Taken far from the case.
    FAR = "far"
    #: Taken long before the step that it came with.
    OLD = "old"
    #: Taken later than it arrived.
    AHEAD = "ahead"
    #: Sent by a phone whose clock is wrong.
    SKEW = "skew"
    #: The phone says that its place is made up.
    MOCKED = "mocked"
    #: Neither camera nor phone noted when or where, though one of our people took it.
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What camera and phone say of a photo, and when we received it."""

    taken_at: datetime | None
    away_m: float | None
    clock_ahead_s: float | None
    is_mocked: bool | None
    received_at: datetime
    #: Sent by one of our people; from reporters nobody expects notes.
    is_ours: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """What is still taken for usual."""

    far_m: float
    old: timedelta
    skew: timedelta


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with its measure: metres, or seconds."""

    kind: FindingKind
    measure: float | None = None


def judge(claims: Claims, step_at: datetime, tolerance: Tolerance) -> list[Found]:
    """Return what is remarkable about a photo that came with a step at ``step_at``."""
    return [*_about_place(claims, tolerance), *_about_time(claims, step_at, tolerance)]


def _about_place(claims: Claims, tolerance: Tolerance) -> Iterator[Found]:
    if claims.is_mocked:
        yield Found(FindingKind.MOCKED)
    if claims.away_m is not None and claims.away_m > tolerance.far_m:
        yield Found(FindingKind.FAR, claims.away_m)
    if claims.is_ours and claims.away_m is None and claims.taken_at is None:
        yield Found(FindingKind.SILENT)


def _about_time(claims: Claims, step_at: datetime, tolerance: Tolerance) -> Iterator[Found]:
    skew_s = tolerance.skew.total_seconds()
    if claims.clock_ahead_s is not None and abs(claims.clock_ahead_s) > skew_s:
        yield Found(FindingKind.SKEW, claims.clock_ahead_s)
    if claims.taken_at is None:
        return
    if step_at - claims.taken_at > tolerance.old:
        yield Found(FindingKind.OLD, (step_at - claims.taken_at).total_seconds())
    if (claims.taken_at - claims.received_at).total_seconds() > skew_s:
        yield Found(FindingKind.AHEAD, (claims.taken_at - claims.received_at).total_seconds())
