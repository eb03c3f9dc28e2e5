"""Which rule wins, and why the others do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gridwarden.cases.domain.routing import (
    BadRule,
    Columns,
    DayKind,
    Facts,
    PlaceKind,
    Reason,
    Rule,
    check,
    evaluate,
    winners,
)
from gridwarden.grids.domain.kinds import RoadGrade
from gridwarden.menu.domain.words import ItemClass
from tests.unit.cases.routing.strategies import facts, rule_lists

if TYPE_CHECKING:
    import random

MONDAY = date(2026, 3, 2)
CASE = Facts(
    item_class=ItemClass.CITYSCAPE, item=1, condition=2, grid="A01", lon=0.5, lat=0.5,
    grade=RoadGrade.ARTERIAL, day=MONDAY, minute=9 * 60, is_off=False, was_off=True,
)  # fmt: skip
WIDE = Rule(id=1, number=1, unit_id=1, valid_from=MONDAY)


def close(number: int, **changes: object) -> Rule:
    """Return a rule with a number of its own that is the wide one but for ``changes``."""
    return replace(WIDE, id=number, number=number, unit_id=number, **changes)  # type: ignore[arg-type] # any field


def test_a_rule_without_wishes_has_every_case() -> None:
    assert evaluate([WIDE], CASE).winner is WIDE


def test_without_rules_nobody_wins() -> None:
    assert evaluate([], CASE).winner is None


@pytest.mark.parametrize(
    ("closer", "reason"),
    [
        ({"item_class": ItemClass.CITYSCAPE}, Reason.WIDER_SUBJECT),
        ({"item": 1}, Reason.WIDER_SUBJECT),
        ({"item": 1, "condition": 2}, Reason.WIDER_SUBJECT),
        ({"place": PlaceKind.GRADE, "grade": RoadGrade.ARTERIAL}, Reason.WIDER_PLACE),
        ({"place": PlaceKind.GRIDS, "grids": frozenset({"A01"})}, Reason.WIDER_PLACE),
        ({"place": PlaceKind.AREA, "area": shapely.box(0, 0, 1, 1)}, Reason.WIDER_PLACE),
        ({"weekdays": frozenset({1})}, Reason.WIDER_DAYS),
        ({"days": DayKind.WORKING}, Reason.WIDER_DAYS),
        ({"hours": (8 * 60, 18 * 60)}, Reason.WIDER_HOURS),
        ({"priority": 1}, Reason.LATER_PRIORITY),
    ],
)
def test_the_closer_rule_goes_before_the_wide_one(closer: dict[str, object], reason: Reason) -> None:
    rule = close(7, **closer)
    found = evaluate([WIDE, rule], CASE)
    assert found.winner is rule
    assert [one.reason for one in found.verdicts] == [Reason.WON, reason]


def test_of_equal_rules_the_smaller_number_wins() -> None:
    found = evaluate([close(3), close(2)], CASE)
    assert found.winner is not None
    assert found.winner.number == 2
    assert found.verdicts[1].reason is Reason.LATER_NUMBER


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"is_on": False}, Reason.OFF),
        ({"valid_from": date(2026, 3, 3)}, Reason.NOT_VALID),
        ({"valid_from": date(2026, 2, 1), "valid_to": MONDAY}, Reason.NOT_VALID),
        ({"unit_to": MONDAY}, Reason.NO_UNIT),
        ({"item": 2}, Reason.OTHER_SUBJECT),
        ({"item": 1, "condition": 1}, Reason.OTHER_SUBJECT),
        ({"item_class": ItemClass.ORDER}, Reason.OTHER_SUBJECT),
        ({"place": PlaceKind.GRIDS, "grids": frozenset({"B01"})}, Reason.OTHER_PLACE),
        ({"place": PlaceKind.GRADE, "grade": RoadGrade.SECONDARY}, Reason.OTHER_PLACE),
        ({"place": PlaceKind.AREA, "area": shapely.box(3, 3, 4, 4)}, Reason.OTHER_PLACE),
        ({"weekdays": frozenset({6, 7})}, Reason.OTHER_DAY),
        ({"days": DayKind.OFF}, Reason.OTHER_DAY),
        ({"hours": (18 * 60, 6 * 60)}, Reason.OTHER_HOUR),
    ],
)
def test_a_rule_that_does_not_fit_says_what_kept_it_off(change: dict[str, object], reason: Reason) -> None:
    found = evaluate([close(5, **change)], CASE)
    assert found.winner is None
    assert found.verdicts[0].reason is reason
    assert not found.verdicts[0].fits


def test_hours_go_over_midnight() -> None:
    night = close(5, hours=(22 * 60, 6 * 60))
    assert [night.meets_hours(minute * 60) for minute in (21, 22, 23, 0, 5, 6)] == [
        False,
        True,
        True,
        True,
        True,
        False,
    ]


#: The Friday and what follows, day by day with whether it is off and whether the day before was.
FRIDAY, SATURDAY, SUNDAY = (
    (date(2026, 3, 6), False, False),
    (date(2026, 3, 7), True, False),
    (date(2026, 3, 8), True, True),
)


@pytest.mark.parametrize(
    ("wanted", "day", "hour", "is_met"),
    [
        ({"weekdays": frozenset({5})}, FRIDAY, 21, False),
        ({"weekdays": frozenset({5})}, FRIDAY, 22, True),
        ({"weekdays": frozenset({5})}, SATURDAY, 5, True),
        ({"weekdays": frozenset({5})}, SATURDAY, 6, False),
        ({"weekdays": frozenset({5})}, FRIDAY, 5, False),
        ({"weekdays": frozenset({5})}, SATURDAY, 22, False),
        ({"weekdays": frozenset({7})}, (MONDAY, False, True), 3, True),
        ({"days": DayKind.WORKING}, SATURDAY, 3, True),
        ({"days": DayKind.WORKING}, SATURDAY, 23, False),
        ({"days": DayKind.OFF}, (MONDAY, False, True), 3, True),
        ({"days": DayKind.OFF}, SATURDAY, 3, False),
        ({"days": DayKind.OFF}, SUNDAY, 3, True),
    ],
)
def test_a_night_belongs_to_the_day_on_which_it_begins(
    wanted: dict[str, object],
    day: tuple[date, bool, bool],
    hour: int,
    is_met: bool,  # noqa: FBT001 - a table
) -> None:
    rule = close(5, hours=(22 * 60, 6 * 60), **wanted)
    moment = replace(CASE, day=day[0], minute=hour * 60, is_off=day[1], was_off=day[2])
    assert (evaluate([rule], moment).winner is rule) == is_met
    assert list(winners([rule], Columns.of([moment]))) == [0 if is_met else -1]


@given(rule_lists(), facts(), st.randoms(use_true_random=False))
def test_the_order_in_which_rules_come_does_not_matter(rules: list[Rule], case: Facts, chance: random.Random) -> None:
    shuffled = list(rules)
    chance.shuffle(shuffled)
    assert evaluate(rules, case) == evaluate(shuffled, case)


@given(rule_lists(), facts())
def test_the_explanation_names_the_winner_once_and_every_rule(rules: list[Rule], case: Facts) -> None:
    found = evaluate(rules, case)
    won = [one.rule for one in found.verdicts if one.reason is Reason.WON]
    assert won == ([found.winner] if found.winner else [])
    assert {one.rule.number for one in found.verdicts} == {rule.number for rule in rules}
    assert found.winner is not None or not any(one.fits for one in found.verdicts)


@given(rule_lists(), facts())
def test_taking_a_loser_away_changes_nothing(rules: list[Rule], case: Facts) -> None:
    found = evaluate(rules, case)
    for verdict in found.verdicts:
        if verdict.reason is not Reason.WON:
            assert evaluate([rule for rule in rules if rule is not verdict.rule], case).winner == found.winner


@given(rule_lists(most=20), st.lists(facts(), max_size=30))
def test_many_cases_at_once_get_what_each_gets_alone(rules: list[Rule], cases: list[Facts]) -> None:
    together = winners(rules, Columns.of(cases))
    alone = [evaluate(rules, case).winner for case in cases]
    assert [rules[index] if index >= 0 else None for index in together] == alone


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"condition": 1}, "condition"),
        ({"place": PlaceKind.GRIDS}, "grids"),
        ({"place": PlaceKind.AREA}, "area"),
        ({"place": PlaceKind.GRADE}, "grade"),
        ({"hours": (60, 60)}, "until_time"),
        ({"valid_to": MONDAY}, "valid_to"),
        ({"priority": 0}, "priority"),
    ],
)
def test_a_rule_that_contradicts_itself_is_refused(change: dict[str, object], field: str) -> None:
    with pytest.raises(BadRule) as refused:
        check(close(5, **change))
    assert set(refused.value.fields) == {field}


def test_a_sound_rule_is_accepted() -> None:
    check(close(5, item=1, condition=2, hours=(60, 30), priority=9))
