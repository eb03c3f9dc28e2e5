"""What people read."""

from __future__ import annotations

import pytest
from django.utils import translation

from gridwarden.algorithms.worktime import DayKind, Limit, LimitUnit, Step, StepKind, explain
from gridwarden.platform.calendars import labels
from gridwarden.platform.calendars.domain.dayfile import Rule
from gridwarden.platform.calendars.domain.presets import CalendarCode
from gridwarden.platform.calendars.models import Source
from tests.unit.algorithms.worktime.cast import at, calendar


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (labels.CALENDARS, CalendarCode),
        (labels.DAY_KINDS, DayKind),
        (labels.UNITS, LimitUnit),
        (labels.STEPS, StepKind),
        (labels.RULES, Rule),
        (labels.SOURCES, Source),
    ],
)
def test_every_code_has_its_words(words: dict[str, str], codes: type) -> None:
    assert set(words) == set(codes)


def words_of(start: str, limit: Limit) -> list[str]:
    with translation.override("en"):
        return [labels.step_words(step) for step in explain(calendar(), at(start), limit)]


def test_a_step_says_what_happened_to_the_clock_and_why() -> None:
    assert words_of("2026-09-30 19:00", Limit(12, "working_hour"))[:3] == [
        "out of hours",
        "Holiday (National Day)",
        "Holiday (National Day)",
    ]
    assert words_of("2026-10-09 17:00", Limit(2, "working_hour"))[-1] == "counted, Make-up workday (National Day)"
    assert words_of("2026-03-07 09:00", Limit(1, "working_hour")) == ["Weekend", "Weekend", "counted"]
    assert words_of("2026-03-07 09:00", Limit(1, "urgent_hour")) == ["counted without a break"]


def test_a_provisional_step_says_so() -> None:
    moment = at("2027-01-04 08:00")
    step = Step(StepKind.COUNTED, moment, moment, 60, 0, DayKind.WORKDAY, is_provisional=True)

    with translation.override("en"):
        assert labels.step_words(step) == "counted · provisional"


def test_a_name_that_nobody_has_published_stays_as_it_is() -> None:
    with translation.override("en"):
        assert labels.day_words("holiday", "春节") == "Holiday (Spring Festival)"
        assert labels.day_words("holiday", "建区纪念日") == "Holiday (建区纪念日)"
        assert labels.day_words("weekend", "") == "Weekend"
        assert labels.calendar_name("lunar") == "lunar"
