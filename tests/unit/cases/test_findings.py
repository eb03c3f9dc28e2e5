"""What is remarkable about a photo, decided without a database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gridwarden.cases.domain.findings import Claims, FindingKind, Tolerance, judge

STEP = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
TOLERANCE = Tolerance(far_m=200, old=timedelta(hours=2), skew=timedelta(minutes=5))


def claims(**changes: Any) -> Claims:
    usual: dict[str, Any] = {
        "taken_at": STEP - timedelta(minutes=3),
        "away_m": 12.0,
        "clock_ahead_s": 1.5,
        "is_mocked": None,
        "received_at": STEP,
        "is_ours": True,
    }
    return Claims(**usual | changes)


def kinds(**changes: Any) -> list[FindingKind]:
    return [one.kind for one in judge(claims(**changes), STEP, TOLERANCE)]


def test_a_usual_photo_gives_no_finding() -> None:
    assert kinds() == []
    assert kinds(is_mocked=False) == []


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"away_m": 200.5}, FindingKind.FAR),
        ({"is_mocked": True}, FindingKind.MOCKED),
        ({"taken_at": STEP - timedelta(hours=2, seconds=1)}, FindingKind.OLD),
        ({"taken_at": STEP + timedelta(minutes=5, seconds=1)}, FindingKind.AHEAD),
        ({"clock_ahead_s": 301.0}, FindingKind.SKEW),
        ({"clock_ahead_s": -301.0}, FindingKind.SKEW),
        ({"taken_at": None, "away_m": None}, FindingKind.SILENT),
    ],
)
def test_each_oddity_is_found_by_itself(changes: dict[str, Any], kind: FindingKind) -> None:
    assert kinds(**changes) == [kind]


@pytest.mark.parametrize(
    "changes",
    [
        {"away_m": 200.0},
        {"taken_at": STEP - timedelta(hours=2)},
        {"taken_at": STEP + timedelta(minutes=5)},
        {"clock_ahead_s": 300.0},
        {"taken_at": None},
        {"away_m": None},
    ],
)
def test_what_lies_on_the_edge_is_usual(changes: dict[str, Any]) -> None:
    assert kinds(**changes) == []


def test_nobody_expects_notes_from_a_reporter() -> None:
    assert kinds(taken_at=None, away_m=None, is_ours=False) == []


def test_several_oddities_are_all_told_with_their_measure() -> None:
    found = judge(claims(away_m=950.0, clock_ahead_s=-600.0), STEP, TOLERANCE)
    assert [(one.kind, one.measure) for one in found] == [(FindingKind.FAR, 950.0), (FindingKind.SKEW, -600.0)]
