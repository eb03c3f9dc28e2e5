from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwarden.algorithms.worktime import LimitUnit
from gridwarden.menu.domain.compare import ChangeKind, ConditionChange, FieldChange, LineChange, compare
from gridwarden.menu.domain.words import SlipType
from tests.factories.words import condition_content, eighteen, line

STALL = condition_content()
CART = condition_content(text="流动摊贩", gb_code="E0406")
LINE = line(12, STALL, CART, name="占道经营")


def test_equal_versions_have_no_changes() -> None:
    assert compare(eighteen(), eighteen()) == ()


def test_a_new_line_is_added() -> None:
    assert compare([], [LINE]) == (LineChange(ChangeKind.ADDED, LINE),)


def test_a_struck_line_is_removed() -> None:
    assert compare([LINE], []) == (LineChange(ChangeKind.REMOVED, LINE),)


def test_a_changed_limit_is_told_before_and_after() -> None:
    longer = replace(STALL, limit_value=Decimal(4), limit_unit=LimitUnit.WORKING_HOUR)
    after = replace(LINE, conditions=(longer, CART))
    change = ConditionChange(
        ChangeKind.CHANGED,
        longer,
        (
            FieldChange("limit_value", Decimal(2), Decimal(4)),
            FieldChange("limit_unit", LimitUnit.URGENT_HOUR, LimitUnit.WORKING_HOUR),
        ),
    )
    assert compare([LINE], [after]) == (LineChange(ChangeKind.CHANGED, after, (), (change,)),)


def test_an_added_and_a_removed_condition_are_told() -> None:
    new = condition_content(text="占道收购废品", gb_code="E0404")
    after = replace(LINE, conditions=(STALL, new))
    (change,) = compare([LINE], [after])
    assert {(one.kind, one.condition) for one in change.conditions} == {
        (ChangeKind.ADDED, new),
        (ChangeKind.REMOVED, CART),
    }


def test_a_reworded_condition_of_the_same_code_is_a_change() -> None:
    after = replace(LINE, conditions=(replace(STALL, text="道路上设摊"), CART))
    (change,) = compare([LINE], [after])
    assert [one.kind for one in change.conditions] == [ChangeKind.CHANGED]


def test_conditions_that_only_change_places_are_no_change() -> None:
    assert compare([LINE], [replace(LINE, conditions=(CART, STALL))]) == ()


@pytest.mark.parametrize(
    ("after", "field", "old", "new"),
    [
        (replace(LINE, number=13), "number", 12, 13),
        (line(12, STALL, CART, name="占道摆摊"), "name", "占道经营", "占道摆摊"),
        (
            line(12, STALL, CART, name="占道经营", slip=SlipType.CONTACT_SLIP),
            "slip",
            SlipType.RECTIFICATION_NOTICE,
            SlipType.CONTACT_SLIP,
        ),
    ],
)
def test_a_changed_line_tells_its_field(after: object, field: str, old: object, new: object) -> None:
    (change,) = compare([LINE], [after])  # type: ignore[list-item]
    assert change.fields == (FieldChange(field, old, new),)


def test_a_line_is_followed_by_its_name_when_places_change() -> None:
    first, second = line(1, name="甲"), line(2, name="乙")
    changes = compare([first, second], [replace(second, number=1), replace(first, number=2)])
    assert [[one.field for one in change.fields] for change in changes] == [["number"], ["number"]]
    assert all(change.is_move for change in changes)


def test_a_line_that_also_says_something_else_did_not_only_move() -> None:
    after = replace(LINE, number=13, conditions=(STALL,))
    (change,) = compare([LINE], [after])
    assert not change.is_move


@given(st.sets(st.integers(0, 17)), st.sets(st.integers(0, 17)))
def test_every_line_of_one_side_only_is_told_once(left: set[int], right: set[int]) -> None:
    lines = eighteen()
    before, after = [lines[place] for place in sorted(left)], [lines[place] for place in sorted(right)]
    changes = compare(before, after)
    assert {one.line.number for one in changes if one.kind is ChangeKind.ADDED} == {p + 1 for p in right - left}
    assert {one.line.number for one in changes if one.kind is ChangeKind.REMOVED} == {p + 1 for p in left - right}
    assert len(changes) == len(left ^ right)
