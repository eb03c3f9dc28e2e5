"""What holds for every calendar, start and limit."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gridwarden.algorithms.worktime import (
    DayKind,
    DayRule,
    Limit,
    LimitUnit,
    Pause,
    WeekHours,
    WorkCalendar,
    build,
    due,
    elapsed_s,
    explain,
)
from tests.unit.algorithms.worktime.cast import SHANGHAI

FIRST = date(2026, 1, 5)
ORIGIN = datetime(2026, 1, 5, tzinfo=SHANGHAI)
WEEKS = 30
#: Starts lie in the first ten weeks, so that every limit below fits.
MOMENTS = st.integers(0, 69 * 86_400_000_000).map(lambda us: ORIGIN + timedelta(microseconds=us))
SECONDS = st.integers(1, 8 * 3600)
HOUR = LimitUnit.WORKING_HOUR


@st.composite
def segments(draw: st.DrawFn) -> tuple[tuple[int, int], ...]:
    borders = draw(st.lists(st.integers(0, 86_400), min_size=2, max_size=6, unique=True).map(sorted))
    return tuple(zip(borders[::2], borders[1::2], strict=False))


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    """Any hours of at least one long segment, any days off among ten weeks."""
    hours = WeekHours(FIRST, draw(segments()), draw(st.frozensets(st.integers(0, 6), min_size=1)))
    days = draw(st.sets(st.integers(0, 70), max_size=20))
    rules = {FIRST + timedelta(days=day): DayRule(DayKind.HOLIDAY, "off") for day in days}
    rules |= {FIRST + timedelta(days=200 + day): DayRule(DayKind.WORKDAY, segments=((0, 86_400),)) for day in range(9)}
    return build(first=FIRST, last=FIRST + timedelta(weeks=WEEKS), hours=[hours], rules=rules)


@given(calendars(), MOMENTS, SECONDS)
def test_spent_time_undoes_the_deadline(calendar: WorkCalendar, start: datetime, limit_s: int) -> None:
    assert calendar.elapsed_s(start, calendar.due(start, limit_s)) == limit_s


@given(calendars(), MOMENTS, SECONDS)
def test_no_earlier_moment_has_used_the_limit_up(calendar: WorkCalendar, start: datetime, limit_s: int) -> None:
    found = calendar.due(start, limit_s)

    assert calendar.elapsed_s(start, found - timedelta(microseconds=1)) < limit_s


@given(calendars(), MOMENTS, MOMENTS, SECONDS)
def test_who_starts_later_is_not_due_earlier(
    calendar: WorkCalendar, start: datetime, other: datetime, limit_s: int
) -> None:
    early, late = sorted([start, other])

    assert calendar.due(early, limit_s) <= calendar.due(late, limit_s)


@given(calendars(), MOMENTS, SECONDS, SECONDS)
def test_a_longer_limit_is_due_later(calendar: WorkCalendar, start: datetime, limit_s: int, more_s: int) -> None:
    assert calendar.due(start, limit_s) < calendar.due(start, limit_s + more_s)


@given(calendars(), MOMENTS, SECONDS, SECONDS)
def test_limits_one_after_the_other_are_one_limit(
    calendar: WorkCalendar, start: datetime, first_s: int, then_s: int
) -> None:
    assert calendar.due(calendar.due(start, first_s), then_s) == calendar.due(start, first_s + then_s)


@given(calendars(), MOMENTS, MOMENTS, MOMENTS)
def test_spent_time_adds_up(calendar: WorkCalendar, one: datetime, two: datetime, three: datetime) -> None:
    whole = [moment.replace(microsecond=0) for moment in (one, two, three)]

    parts = calendar.elapsed_s(whole[0], whole[1]) + calendar.elapsed_s(whole[1], whole[2])

    assert parts == calendar.elapsed_s(whole[0], whole[2])


@given(calendars(), MOMENTS, st.integers(1, 480), MOMENTS, MOMENTS)
def test_a_pause_moves_the_deadline_by_the_work_it_covers(
    calendar: WorkCalendar, start: datetime, minutes: int, one: datetime, two: datetime
) -> None:
    limit, pause = Limit(minutes / 60, HOUR), Pause(*sorted([one, two]))

    found = due(calendar, start, limit, [pause])

    assert found >= due(calendar, start, limit)
    assert elapsed_s(calendar, start, found, HOUR, [pause]) == limit.seconds(calendar.day_s)


@given(calendars(), MOMENTS, st.integers(1, 480), st.lists(st.tuples(MOMENTS, MOMENTS), max_size=3))
def test_the_explanation_proves_the_deadline(
    calendar: WorkCalendar, start: datetime, minutes: int, pairs: list[tuple[datetime, datetime]]
) -> None:
    limit, pauses = Limit(minutes / 60, HOUR), [Pause(*sorted(pair)) for pair in pairs]

    steps = explain(calendar, start, limit, pauses)

    assert steps[-1].end == due(calendar, start, limit, pauses)
    assert abs(sum(step.seconds for step in steps) - limit.seconds(calendar.day_s)) < 1e-5
