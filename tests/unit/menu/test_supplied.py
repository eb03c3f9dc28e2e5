"""The menu that comes with the product."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from gridwarden.algorithms.worktime import LimitUnit
from gridwarden.menu.actions.seeding import supplied
from gridwarden.menu.domain.rules import check_condition, check_item, findings
from gridwarden.menu.domain.words import ItemClass, SlipType
from gridwarden.workforce.domain.units import UnitKind

if TYPE_CHECKING:
    from gridwarden.menu.domain.content import Line

LINES = supplied()
CONDITIONS = [condition for line in LINES for condition in line.conditions]


def test_it_could_be_published_as_it_is() -> None:
    assert findings(LINES) == ()


def test_every_line_and_condition_is_well_said() -> None:
    for line in LINES:
        check_item(line.item)
        for condition in line.conditions:
            check_condition(condition)


def test_it_has_three_classes_and_eighteen_lines() -> None:
    assert Counter(line.item.item_class for line in LINES) == {
        ItemClass.CITYSCAPE: 6,
        ItemClass.MUNICIPAL: 5,
        ItemClass.ORDER: 7,
    }


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"line-{line.number}")
def test_a_line_has_one_to_seven_conditions(line: Line) -> None:
    assert 1 <= len(line.conditions) <= 7


def test_everything_is_said_in_both_languages() -> None:
    assert all(line.item.name_en for line in LINES)
    assert all(condition.text_en and condition.closing_condition_en for condition in CONDITIONS)


def test_all_four_clocks_are_in_use() -> None:
    assert {condition.limit_unit for condition in CONDITIONS} == set(LimitUnit)


def test_what_contractors_do_goes_by_contact_slip() -> None:
    by_contractor = [one for one in CONDITIONS if one.responsible_kind is UnitKind.CONTRACTOR]
    assert {one.slip for one in by_contractor} == {SlipType.CONTACT_SLIP}


def test_dangers_are_fenced_off_within_urgent_hours() -> None:
    urgent = {one.gb_code: one.limit_value for one in CONDITIONS if one.limit_unit is LimitUnit.URGENT_HOUR}
    assert urgent["E0505"] == urgent["E0506"] == urgent["C0104"] == 2
