from __future__ import annotations

from typing import Any

import pytest

from gridwarden.algorithms.staffing import (
    Assignment,
    BadParams,
    BadProblem,
    Cover,
    Params,
    Person,
    Rules,
    Shift,
    faults,
)
from tests.unit.algorithms.staffing.small import DAY, EVENING, people, problem


def fixed(*days: tuple[int, str | None], **given: Any) -> tuple[Person, ...]:
    return (Person(code="p", groups=("g",), fixed=days, **given),)


@pytest.mark.parametrize(
    ("given", "field", "says"),
    [
        ({"days": 0, "covers": ()}, "days", "1 to 366"),
        ({"shifts": (DAY, DAY, EVENING)}, "shifts", "twice"),
        ({"people": people(1) + people(1)}, "people", "twice"),
        ({"shifts": (DAY, Shift(code="evening", starts_min=100, ends_min=90))}, "shifts[evening]", "lasts"),
        ({"rules": Rules(week_shifts=(5, 4))}, "rules.week_shifts", "least"),
        ({"rules": Rules(most_in_7_days=8)}, "rules.most_in_7_days", "1 to 7"),
        ({"rules": Rules(rest_h=-1)}, "rules.rest_h", "at least 0"),
        ({"rules": Rules(never_after=(("night", "day"),))}, "rules.never_after", "night"),
        ({"covers": (Cover(group="g", shift="night", days=(0,), at_least=1),)}, "covers[0].shift", "night"),
        ({"covers": (Cover(group="h", shift="day", days=(0,), at_least=1),)}, "covers[0].group", "belongs to h"),
        ({"covers": (Cover(group="g", shift="day", days=(9,), at_least=1),)}, "covers[0].days", "outside"),
        ({"covers": (Cover(group="g", shift="day", days=(0,), at_least=2, at_most=1),)}, "covers[0].at_least", "0"),
        ({"people": fixed((0, "night"))}, "people[p]", "night"),
        ({"people": fixed((9, "day"))}, "people[p].fixed", "outside"),
        ({"people": fixed((0, "day"), (0, None))}, "people[p].fixed", "twice"),
        ({"people": fixed((1, "day"), away=frozenset({1}))}, "people[p].fixed", "2026-03-03, a day of leave"),
        ({"people": fixed((0, "evening"), (1, "day"))}, "people[p].fixed", "too little rest"),
        ({"people": fixed((0, "evening"), shifts=("day",))}, "people[p].fixed", "does not work evening"),
        ({"people": fixed((0, "day"), (1, "day"), week_shifts=(0, 1))}, "people[p].fixed", "more than 1 shifts"),
        (
            {"people": fixed((0, "day"), (1, "day"), (2, "day")), "rules": Rules(week_shifts=(0, 6), most_in_7_days=2)},
            "people[p].fixed",
            "3 shifts in the seven days",
        ),
        ({"people": (Person(code="p", groups=("g",), earlier=((0, "day"),)),)}, "people[p].earlier", "before"),
        ({"people": (Person(code="p", groups=("g",), week_shifts=(3, 9)),)}, "people[p].week_shifts", "at most 7"),
    ],
)
def test_a_contradiction_is_refused_with_its_field_and_rule(given: dict[str, Any], field: str, says: str) -> None:
    with pytest.raises(BadProblem) as refusal:
        problem(**given)
    assert set(refusal.value.fields) == {field}
    assert says in refusal.value.message


def test_a_day_shift_may_not_follow_an_evening_shift() -> None:
    assert problem().collide(EVENING, DAY)
    assert not problem().collide(DAY, EVENING)


def test_two_shifts_can_be_kept_apart_whatever_the_rest() -> None:
    assert problem(rules=Rules(rest_h=0, never_after=(("day", "evening"),))).collide(DAY, EVENING)


def test_leave_and_a_short_week_lower_what_a_week_demands() -> None:
    asked = problem(days=10, rules=Rules(week_shifts=(5, 6)))
    away = Person(code="p", groups=("g",), away=frozenset({0, 1}))
    assert [asked.week_limits(away, week) for week in asked.weeks()] == [(3, 5), (1, 3)]


@pytest.mark.parametrize("given", [{"time_limit_s": 0}, {"seed": -1}, {"weekend_weight": -1}, {"time_limit_s": 90_000}])
def test_a_parameter_outside_its_range_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(BadParams):
        Params(**given)


@pytest.mark.parametrize(
    ("roster", "says"),
    [
        ((), "0 of 1"),
        ((Assignment(0, "x", "day"),), "nobody is called x"),
        ((Assignment(0, "p", "day"), Assignment(0, "p", "evening")), "two shifts on a day"),
        ((Assignment(0, "p", "evening"), Assignment(1, "p", "day")), "too little rest before day 1"),
        ((Assignment(2, "p", "day"),), "works on leave"),
        ((Assignment(1, "p", "evening"),), "a fixed day is not kept"),
    ],
)
def test_a_faulty_roster_is_told_what_is_wrong(roster: tuple[Assignment, ...], says: str) -> None:
    asked = problem(people=fixed((1, None), away=frozenset({2})))
    assert any(says in fault for fault in faults(asked, roster))
