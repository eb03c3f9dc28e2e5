"""Rosters beside every roster there is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gridwarden.algorithms.staffing import (
    Assignment,
    Cover,
    Params,
    Person,
    Previous,
    Problem,
    Rules,
    Status,
    faults,
)
from gridwarden.algorithms.staffing.solve import solve
from tests.unit.algorithms.staffing.small import (
    DAY,
    EVENING,
    MONDAY,
    cost,
    every_roster,
    lacking,
    people,
    problem,
    sound_rosters,
    without_covers,
)

QUICK = Params(time_limit_s=30)
#: What can differ in a small problem, with three people and three days.
VARIANTS: list[dict[str, Any]] = [
    {},
    {"rest_days": frozenset()},
    {"rules": Rules(week_shifts=(2, 3))},
    {"rules": Rules(week_shifts=(0, 6), rest_h=0)},
    {"rules": Rules(week_shifts=(0, 2), most_in_7_days=2)},
    {"people": (*people(2), Person(code="late", groups=("g",), away=frozenset({0})))},
    {"people": (*people(2), Person(code="late", groups=("g",), fixed=((1, "evening"), (2, None))))},
    {"people": (*people(2), Person(code="tired", groups=("g",), earlier=((-1, "evening"),)))},
    {"people": (*people(2), Person(code="early", groups=("g",), shifts=("day",)))},
]


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_roster_is_sound_and_none_is_fairer(variant: dict[str, Any]) -> None:
    asked = problem(**variant)
    result = solve(asked, QUICK)
    assert result.status is Status.OPTIMAL
    assert faults(asked, result.assignments) == []
    if not any(person.shifts for person in asked.people):  # those are compared among themselves
        assert result.cost == min(cost(asked, one) for one in sound_rosters(asked))
        assert result.cost == cost(asked, result.assignments)
    assert result.bound == result.cost
    assert result.gap == 0


@pytest.mark.parametrize("out", [frozenset({1}), frozenset({0, 1, 2}), frozenset({0})])
def test_after_a_sick_call_no_roster_has_fewer_changes(out: frozenset[int]) -> None:
    before = solve(problem(), QUICK)
    worked = {(one.person, one.day): one.shift for one in before.assignments}
    sick = replace(problem(), people=(replace(problem().people[0], away=out), *problem().people[1:]))
    again = solve(sick, QUICK, previous=Previous(worked=worked))

    def changes(roster: tuple[Assignment, ...]) -> int:
        now = {(one.person, one.day): one.shift for one in roster}
        slots = [(who.code, day) for who in sick.people for day in range(sick.days) if day not in who.away]
        return sum(worked.get(slot) != now.get(slot) for slot in slots)

    assert again.status is Status.OPTIMAL
    assert faults(sick, again.assignments) == []
    assert changes(again.assignments) == min(changes(one) for one in sound_rosters(sick))
    assert again.is_change_proven


def test_what_was_before_the_day_stands_even_where_it_is_no_longer_wanted() -> None:
    worked = {("g0", 0): "day", ("g1", 0): "day", ("g2", 0): "day"}
    again = solve(problem(), QUICK, previous=Previous(worked=worked, from_day=1))
    assert {one.person for one in again.assignments if one.day == 0} == {"g0", "g1", "g2"}
    assert all(change.day >= 1 for change in again.changes)


def test_without_a_reason_nothing_changes() -> None:
    before = solve(problem(), QUICK)
    worked = {(one.person, one.day): one.shift for one in before.assignments}
    assert solve(problem(), QUICK, previous=Previous(worked=worked)).changes == ()


@pytest.mark.parametrize(
    "variant",
    [
        {"people": people(1)},
        {"people": people(2), "rules": Rules(week_shifts=(0, 2))},
        {"people": (*people(1), Person(code="away", groups=("g",), away=frozenset({0, 1, 2})))},
        {"people": people(2), "covers": (Cover(group="g", shift="evening", days=(1,), at_least=3),)},
    ],
)
def test_where_people_lack_no_roster_lacks_fewer(variant: dict[str, Any]) -> None:
    asked = problem(**variant)
    result = solve(asked, QUICK)
    free = without_covers(asked)
    fewest = min(lacking(asked, one) for one in every_roster(asked) if not faults(free, one))
    assert result.status is Status.INFEASIBLE
    assert sum(one.people for one in result.shortages) == fewest == lacking(asked, result.assignments)
    assert faults(free, result.assignments) == []


def test_a_hole_says_day_shift_group_and_people() -> None:
    asked = problem(2, covers=(Cover(group="g", shift="evening", days=(1,), at_least=3),))
    (hole,) = solve(asked, QUICK).shortages
    assert (hole.day, hole.shift, hole.group, hole.people) == (1, "evening", "g", 1)


def test_too_little_work_is_told_by_person_and_week() -> None:
    asked = problem(
        1,
        covers=(
            Cover(group="g", shift="day", days=(0, 1, 2), at_least=0, at_most=0),
            Cover(group="g", shift="evening", days=(0, 1, 2), at_least=0, at_most=1),
        ),
        people=people(2),
        rules=Rules(week_shifts=(6, 6)),
    )
    result = solve(asked, QUICK)
    assert result.status is Status.INFEASIBLE
    assert sum(one.shifts for one in result.idle) == 1


@pytest.mark.parametrize("seed", [0, 7])
def test_the_same_seed_gives_the_same_roster(seed: int) -> None:
    asked = problem(6, 14, rules=Rules(week_shifts=(4, 5)))
    first, second = (solve(asked, Params(seed=seed)) for _ in range(2))
    assert first.assignments == second.assignments


def test_groups_that_share_nobody_are_solved_apart_and_told_apart() -> None:
    parts: list[tuple[int, int]] = []
    covers = tuple(Cover(group=group, shift="day", days=(0, 1), at_least=1) for group in "ab")
    asked = problem(people=(*people(2, group="a"), *people(2, group="b")), covers=covers)
    result = solve(asked, QUICK, progress=lambda done, of: parts.append((done, of)))
    assert parts == [(1, 2), (2, 2)]
    assert {share.group for share in result.shares} == {"a", "b"}


def test_whoever_is_in_two_groups_counts_in_both() -> None:
    both = Person(code="both", groups=("a", "b"))
    covers = tuple(Cover(group=group, shift="day", days=(0,), at_least=1) for group in "ab")
    result = solve(problem(people=(both,), covers=covers, days=1), QUICK)
    assert result.assignments == (Assignment(0, "both", "day"),)


@st.composite
def districts(draw: st.DrawFn) -> Problem:
    """Pairs of grids over two weeks with leave; sometimes too few people."""
    staff: list[Person] = []
    for group in "ab"[: draw(st.integers(1, 2))]:
        for number in range(draw(st.integers(3, 6))):
            away = frozenset(draw(st.sets(st.integers(0, 13), max_size=3)))
            staff.append(Person(code=f"{group}{number}", groups=(group,), away=away))
    covers = [
        Cover(group=group, shift=shift, days=tuple(range(14)), at_least=draw(st.integers(0, 2)))
        for group in {person.groups[0] for person in staff}
        for shift in ("day", "evening")
    ]
    return Problem(
        first_day=MONDAY,
        days=14,
        shifts=(DAY, EVENING),
        people=tuple(staff),
        covers=tuple(covers),
        rules=Rules(week_shifts=draw(st.sampled_from([(0, 6), (4, 6), (5, 5)]))),
        rest_days=frozenset({5, 6, 12, 13}),
    )


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(asked=districts())
def test_a_roster_keeps_every_rule_or_says_what_lacks(asked: Problem) -> None:
    result = solve(asked, Params(time_limit_s=10))
    wrong = faults(asked, result.assignments)
    if result.status is Status.INFEASIBLE:
        assert sum(one.people for one in result.shortages) == lacking_by_group(asked, result.assignments)
        assert result.shortages or result.idle
    else:
        assert wrong == []
    assert result.bound <= result.cost


def lacking_by_group(asked: Problem, roster: tuple[Assignment, ...]) -> int:
    group = {person.code: person.groups[0] for person in asked.people}
    there = [(group[one.person], one.shift, one.day) for one in roster]
    return sum(
        max(0, cover.at_least - there.count((cover.group, cover.shift, day)))
        for cover in asked.covers
        for day in cover.days
    )


def test_a_big_group_is_dealt_into_small_ones_and_stays_sound() -> None:
    days = tuple(range(14))
    covers = tuple(Cover(group="g", shift=code, days=days, at_least=7) for code in ("day", "evening"))
    asked = problem(28, 14, covers=covers, rules=Rules(week_shifts=(5, 5)), rest_days=frozenset({5, 6, 12, 13}))
    result = solve(asked, Params(time_limit_s=20))
    assert result.status in {Status.OPTIMAL, Status.FEASIBLE}
    assert faults(asked, result.assignments) == []
    assert result.bound <= result.cost
