"""Green, yellow, red."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gridwarden.algorithms.worktime import Light, Limit, deadline, light
from tests.unit.algorithms.worktime.cast import at, calendar

WARN, DUE = at("2026-03-02 10:00"), at("2026-03-02 11:00")
INSTANT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (WARN - INSTANT, Light.GREEN),
        (WARN, Light.YELLOW),
        (DUE, Light.YELLOW),
        (DUE + INSTANT, Light.RED),
    ],
)
def test_the_light_changes_with_the_warning_and_after_the_deadline(moment, shown: Light) -> None:  # noqa: ANN001
    assert light(moment, warn_at=WARN, due_at=DUE) is shown


def test_a_deadline_shows_its_own_light() -> None:
    found = deadline(calendar(), at("2026-03-02 10:00"), Limit(1, "working_hour"))

    assert [found.light(at(f"2026-03-02 {moment}")) for moment in ("10:47", "10:48", "11:01")] == [
        Light.GREEN,
        Light.YELLOW,
        Light.RED,
    ]
