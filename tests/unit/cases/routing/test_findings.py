"""Overlaps and holes equal what trying everything finds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, product

import shapely
from hypothesis import given, settings

from gridwarden.cases.domain.routing import DayKind, Facts, Line, PlaceKind, Rule, evaluate, holes, overlaps
from gridwarden.cases.domain.routing.evaluation import specificity
from gridwarden.grids.domain.kinds import RoadGrade
from tests.unit.cases.routing.strategies import FIRST_DAY, GRIDS, HOURS, LINES, SHAPES, rule_lists

NIGHT = Rule(id=1, number=1, unit_id=1, valid_from=FIRST_DAY)
NOON = [begin + 1 for begin in HOURS[:-1]]


def _everything(days: list[date]) -> list[Facts]:
    return [
        Facts(
            item_class=line[2], item=line[0], condition=line[1], grid=grid, lon=column + 0.5, lat=0.5,
            grade=grade, day=day, minute=minute, is_off=is_off, was_off=was_off,
        )
        for line, (column, grid), grade, day, minute, is_off, was_off in product(
            LINES, enumerate(GRIDS), [None, *RoadGrade], days, NOON, [False, True], [False, True]
        )
    ]  # fmt: skip


def _fits(rule: Rule, case: Facts) -> bool:
    return evaluate([rule], case).winner is rule


@settings(max_examples=30, deadline=None)
@given(rule_lists(areas=False, most=5))
def test_overlaps_are_the_pairs_that_some_case_meets(rules: list[Rule]) -> None:
    days = [FIRST_DAY + timedelta(days=number) for number in range(21)]
    alike = [
        (one, other)
        for one, other in combinations(rules, 2)
        if specificity(one) == specificity(other) and one.unit_id != other.unit_id and one.is_on and other.is_on
    ]
    cases = _everything(days) if alike else []
    met = {
        frozenset((one.number, other.number))
        for one, other in alike
        if any(_fits(one, case) and _fits(other, case) for case in cases)
    }
    found = overlaps(rules, FIRST_DAY)
    assert {frozenset((one.first.number, one.second.number)) for one in found} == met


@settings(max_examples=40, deadline=None)
@given(rule_lists(areas=False, most=6))
def test_holes_are_the_lines_and_grids_that_some_case_finds_open(rules: list[Rule]) -> None:
    rules = [rule for rule in rules if rule.place is not PlaceKind.GRADE]
    week = [FIRST_DAY + timedelta(days=number) for number in range(7)]
    valid = [replace(rule, valid_from=FIRST_DAY, valid_to=None) for rule in rules if rule.is_valid(FIRST_DAY)]
    cases = [case for case in _everything(week) if case.grade is None]
    is_open = {
        (case.item, case.condition, case.grid, case.day, case.is_off, case.was_off, case.minute): (
            evaluate(valid, case).winner is None
        )
        for case in cases
    }
    found = {hole.item: hole for hole in holes(rules, _lines(), SHAPES, FIRST_DAY)}
    for item, grid in product({line[0] for line in LINES}, GRIDS):
        of_lines = [
            [open_ for key, open_ in is_open.items() if key[:3] == (item, condition, grid)]
            for number, condition, _ in LINES
            if number == item
        ]
        hole = found.get(item)
        assert (hole is not None and grid in hole.never) == any(all(line) for line in of_lines)
        anything = any(any(line) for line in of_lines)
        assert (hole is not None and grid in (*hole.never, *hole.sometimes)) == anything


def _lines() -> list[Line]:
    return [Line(item_class, item, condition) for item, condition, item_class in LINES]


def test_open_hours_are_told() -> None:
    day_shift = Rule(id=1, number=1, unit_id=1, valid_from=FIRST_DAY, hours=(6 * 60, 18 * 60))
    found = holes([day_shift], _lines(), SHAPES, FIRST_DAY)
    assert [hole.item for hole in found] == [1, 2]
    assert found[0].never == ()
    assert found[0].sometimes == GRIDS
    assert found[0].hours == ((0, 6 * 60), (18 * 60, 24 * 60))
    assert found[0].conditions == (1, 2)


def test_an_area_covers_only_the_grids_that_lie_in_it() -> None:
    area = Rule(
        id=1, number=1, unit_id=1, valid_from=FIRST_DAY, place=PlaceKind.AREA, area=shapely.box(0, 0, 1.5, 1), item=2
    )
    found = {hole.item: hole for hole in holes([area], _lines(), SHAPES, FIRST_DAY)}
    assert found[2].never == ("A02", "B01")


def test_areas_overlap_where_they_meet_and_not_beside_each_other() -> None:
    one = Rule(id=1, number=1, unit_id=1, valid_from=FIRST_DAY, place=PlaceKind.AREA, area=shapely.box(0, 0, 1, 1))
    other = replace(one, id=2, number=2, unit_id=2)
    across, beside = replace(other, area=shapely.box(0.5, 0, 2, 1)), replace(other, area=shapely.box(2, 0, 3, 1))
    assert len(overlaps([one, replace(across, area=shapely.box(0.5, 0, 2, 1))], FIRST_DAY)) == 1
    assert overlaps([one, beside], FIRST_DAY) == []


def test_a_priority_makes_an_overlap_meant() -> None:
    one = Rule(id=1, number=1, unit_id=1, valid_from=FIRST_DAY)
    plain, meant = replace(one, id=2, number=2, unit_id=2), replace(one, id=2, number=2, unit_id=2, priority=1)
    assert not overlaps([one, plain], FIRST_DAY)[0].is_meant
    found = overlaps([one, meant], FIRST_DAY)[0]
    assert found.is_meant
    assert found.first is meant


def test_a_friday_night_contends_with_a_saturday_morning_and_not_with_a_friday_morning() -> None:
    night = Rule(id=1, number=1, unit_id=1, valid_from=FIRST_DAY, weekdays=frozenset({5}), hours=(22 * 60, 6 * 60))
    morning = replace(night, id=2, number=2, unit_id=2, hours=(4 * 60, 8 * 60))
    assert overlaps([night, morning], FIRST_DAY) == []
    assert len(overlaps([night, replace(morning, weekdays=frozenset({6}))], FIRST_DAY)) == 1


def test_nights_of_working_days_and_mornings_of_free_days_contend() -> None:
    night = Rule(id=1, number=1, unit_id=1, valid_from=FIRST_DAY, days=DayKind.WORKING, hours=(22 * 60, 6 * 60))
    morning = replace(night, id=2, number=2, unit_id=2, days=DayKind.OFF, hours=(4 * 60, 8 * 60))
    assert len(overlaps([night, morning], FIRST_DAY)) == 1


def test_a_friday_night_leaves_no_hole_on_saturday_morning() -> None:
    days = [replace(NIGHT, id=n, number=n, weekdays=frozenset({n}), hours=(22 * 60, 6 * 60)) for n in range(1, 8)]
    day = replace(NIGHT, id=8, number=8, hours=(6 * 60, 22 * 60))
    assert holes([*days, day], _lines(), SHAPES, FIRST_DAY) == []
    without_friday = [rule for rule in days if rule.weekdays != {5}]
    assert holes([*without_friday, day], _lines(), SHAPES, FIRST_DAY)[0].hours == ((0, 6 * 60), (22 * 60, 24 * 60))


def test_rules_of_different_days_do_not_contend() -> None:
    one = Rule(id=1, number=1, unit_id=1, valid_from=FIRST_DAY, days=DayKind.OFF)
    assert overlaps([one, replace(one, id=2, number=2, unit_id=2, days=DayKind.WORKING)], FIRST_DAY) == []
