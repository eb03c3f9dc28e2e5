"""What makes a calendar, and what does not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from gridwarden.algorithms.worktime import (
    EVERY_DAY,
    BadCalendar,
    Day,
    DayKind,
    DayRule,
    NaiveMoment,
    OutsideCalendar,
    WeekHours,
    WorkCalendar,
    build,
)
from tests.unit.algorithms.worktime.cast import at, calendar

MORNING = ((28_800, 43_200),)
MONDAY = date(2026, 3, 2)


def week(**changes: object) -> WorkCalendar:
    hours = [WeekHours(MONDAY, MORNING)]
    given = {"first": MONDAY, "last": date(2026, 3, 15), "hours": hours, "rules": {}} | changes
    return build(**given)  # type: ignore[arg-type]


def kinds(made: WorkCalendar) -> list[DayKind]:
    return [day.kind for day in made.days[:7]]


def test_a_plain_week_has_five_workdays() -> None:
    assert kinds(week()) == [DayKind.WORKDAY] * 5 + [DayKind.WEEKEND] * 2


def test_rules_make_days_off_and_days_worked() -> None:
    rules = {
        MONDAY: DayRule(DayKind.HOLIDAY, "Founding Day"),
        date(2026, 3, 7): DayRule(DayKind.MAKE_UP_WORKDAY, "Founding Day"),
        date(2026, 3, 3): DayRule(DayKind.WORKDAY, segments=((28_800, 36_000),)),
    }

    made = week(rules=rules)

    assert made.day(MONDAY) == Day(MONDAY, DayKind.HOLIDAY, (), "Founding Day")
    assert made.day(date(2026, 3, 7)).segments == MORNING
    assert made.day(date(2026, 3, 3)).segments == ((28_800, 36_000),)


def test_later_hours_hold_from_their_first_day() -> None:
    summer = WeekHours(date(2026, 3, 9), ((25_200, 39_600),), EVERY_DAY)

    made = week(hours=[WeekHours(MONDAY, MORNING), summer])

    assert made.day(date(2026, 3, 6)).segments == MORNING
    assert made.day(date(2026, 3, 7)).kind is DayKind.WEEKEND
    assert made.day(date(2026, 3, 9)).segments == summer.segments
    assert made.day(date(2026, 3, 14)).segments == summer.segments


def test_the_standard_day_is_that_of_the_first_hours_unless_told() -> None:
    assert week().day_s == 4 * 3600
    assert week(day_s=8 * 3600).day_s == 8 * 3600


def test_an_overnight_shift_is_two_segments() -> None:
    made = week(hours=[WeekHours(MONDAY, ((0, 21_600), (79_200, 86_400)), EVERY_DAY)])

    assert made.due(at("2026-03-02 23:00"), 3 * 3600) == at("2026-03-03 02:00")


def test_segments_may_touch() -> None:
    made = week(hours=[WeekHours(MONDAY, ((28_800, 36_000), (36_000, 43_200)))])

    assert made.due(at("2026-03-02 09:30"), 3600) == at("2026-03-02 10:30")
    assert made.day_s == 4 * 3600


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (lambda: week(hours=[]), "hours"),
        (lambda: week(last=date(2026, 3, 1)), "days"),
        (lambda: week(day_s=90_000), "day_s"),
        (lambda: WeekHours(MONDAY, ()), "segments"),
        (lambda: WeekHours(MONDAY, ((43_200, 28_800),)), "segments"),
        (lambda: WeekHours(MONDAY, ((28_800, 28_800),)), "segments"),
        (lambda: WeekHours(MONDAY, ((28_800, 86_401),)), "segments"),
        (lambda: WeekHours(MONDAY, ((-1, 28_800),)), "segments"),
        (lambda: WeekHours(MONDAY, ((28_800, 43_200), (40_000, 50_000))), "segments"),
        (lambda: WeekHours(MONDAY, ((50_000, 60_000), (28_800, 43_200))), "segments"),
        (lambda: WeekHours(MONDAY, MORNING, frozenset()), "weekdays"),
        (lambda: WeekHours(MONDAY, MORNING, frozenset({7})), "weekdays"),
        (lambda: Day(MONDAY, DayKind.HOLIDAY, MORNING), "kind"),
        (lambda: WorkCalendar((Day(MONDAY, DayKind.WEEKEND), Day(MONDAY, DayKind.WEEKEND)), 1), "days"),
        (lambda: WorkCalendar((Day(MONDAY, DayKind.WEEKEND), Day(date(2026, 3, 4), DayKind.WEEKEND)), 1), "days"),
    ],
)
def test_what_makes_no_calendar_is_refused_by_its_field(wrong, field: str) -> None:  # noqa: ANN001
    with pytest.raises(BadCalendar) as refusal:
        wrong()

    assert list(refusal.value.fields) == [field]


def test_days_after_the_confirmed_ones_are_provisional() -> None:
    made = week(covered_until=date(2026, 3, 9))

    assert made.covers(at("2026-03-08 23:59"))
    assert not made.covers(at("2026-03-09 00:00"))
    assert not made.covers(at("2026-03-16 00:00"))
    assert not made.covers(at("2026-03-01 23:59"))
    assert made.is_provisional(date(2026, 3, 9))
    assert not week().is_provisional(date(2026, 3, 15))


def test_moments_of_any_zone_are_the_same_instant() -> None:
    start = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)

    found = calendar().due(start, 3600)

    assert found == at("2026-03-02 10:00")
    assert found.utcoffset() == timedelta(hours=8)


def test_a_day_outside_is_refused() -> None:
    with pytest.raises(OutsideCalendar, match="2026-03-02 to 2026-03-15"):
        week().day(date(2026, 3, 16))


@pytest.mark.parametrize(
    ("start", "end"), [("2026-03-01 12:00", "2026-03-03 12:00"), ("2026-03-03 12:00", "2026-03-17 12:00")]
)
def test_time_spent_outside_is_refused(start: str, end: str) -> None:
    with pytest.raises(OutsideCalendar):
        week().elapsed_s(at(start), at(end))


def test_a_deadline_beyond_the_last_day_is_refused() -> None:
    assert week().due(at("2026-03-13 08:00"), 4 * 3600) == at("2026-03-13 12:00")
    with pytest.raises(OutsideCalendar, match="2026-03-15") as refusal:
        week().due(at("2026-03-13 08:00"), 4 * 3600 + 1)

    assert list(refusal.value.fields) == ["limit"]


def test_no_limit_after_the_last_working_second_is_refused() -> None:
    with pytest.raises(OutsideCalendar):
        week().due(at("2026-03-13 12:00"), 0)


def test_a_moment_without_its_zone_is_refused() -> None:
    with pytest.raises(NaiveMoment):
        calendar().due(datetime(2026, 3, 2, 9, 0), 3600)  # noqa: DTZ001 - that is the point
