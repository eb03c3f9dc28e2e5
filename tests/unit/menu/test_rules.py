from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from gridwarden.menu.domain.rules import BadCondition, BadItem, Fault, Finding, check_condition, check_item, findings
from gridwarden.menu.domain.words import ConditionKind, ItemClass, PhotoRule
from tests.factories.words import condition_content, eighteen, item_content, line


def test_a_condition_that_says_everything_passes() -> None:
    check_condition(condition_content())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", " "),
        ("closing_condition", ""),
        ("gb_code", ""),
        ("gb_code", "E12"),
        ("gb_code", "X0401"),
        ("gb_code", "E04011"),
        ("gb_code", "e0401"),
        ("limit_value", Decimal(0)),
        ("limit_value", Decimal(-1)),
        ("limit_value", Decimal(9_999_999)),
        ("photos_before", -1),
        ("photos_after", 10),
    ],
)
def test_a_condition_is_refused_at_the_field_at_fault(field: str, value: Any) -> None:
    with pytest.raises(BadCondition) as refusal:
        check_condition(condition_content(**{field: value}))
    assert set(refusal.value.fields) == {field}


def test_all_faults_of_a_condition_are_told_at_once() -> None:
    with pytest.raises(BadCondition) as refusal:
        check_condition(condition_content(text="", gb_code="?"))
    assert set(refusal.value.fields) == {"text", "gb_code"}


@pytest.mark.parametrize("limit", ["0.5", "2", "1.5"])
def test_a_limit_may_be_a_fraction(limit: str) -> None:
    check_condition(condition_content(limit_value=Decimal(limit)))


@pytest.mark.parametrize(("code", "kind"), [("E0401", ConditionKind.EVENT), ("C0102", ConditionKind.COMPONENT)])
def test_the_letter_of_the_code_says_what_a_condition_is_about(code: str, kind: ConditionKind) -> None:
    assert condition_content(gb_code=code).kind is kind


def test_the_photo_rule_is_read_off_the_condition() -> None:
    content = condition_content(photos_before=2, photos_after=0)
    assert content.photo_rule == PhotoRule(before=2, after=0)


def test_a_line_has_a_name() -> None:
    check_item(item_content())
    with pytest.raises(BadItem):
        check_item(item_content(name="  "))


def test_a_complete_menu_has_no_findings() -> None:
    assert findings(eighteen()) == ()


@pytest.mark.parametrize(("count", "fault", "what"), [(17, Fault.LINES_MISSING, "1"), (0, Fault.LINES_MISSING, "18")])
def test_missing_lines_are_counted(count: int, fault: Fault, what: str) -> None:
    assert Finding(fault, what=what) in findings(eighteen()[:count])


def test_a_nineteenth_line_is_too_many() -> None:
    assert findings((*eighteen(), line(19))) == (Finding(Fault.LINES_TOO_MANY, what="1"),)


def test_a_gap_in_the_numbers_is_found() -> None:
    lines = (*eighteen()[:-1], line(20))
    assert findings(lines) == (Finding(Fault.NUMBERS_BROKEN),)


def test_a_class_without_a_line_is_found() -> None:
    lines = tuple(replace(one, item=replace(one.item, item_class=ItemClass.ORDER)) for one in eighteen())
    assert [(one.fault, one.what) for one in findings(lines)] == [
        (Fault.CLASS_EMPTY, "cityscape"),
        (Fault.CLASS_EMPTY, "municipal"),
    ]


def test_two_lines_of_one_name_are_found() -> None:
    lines = (*eighteen()[:-1], line(18, name="第1项"))
    assert findings(lines) == (Finding(Fault.NAME_REPEATED, what="第1项"),)


def test_a_line_without_conditions_is_found_in_its_place() -> None:
    empty = replace(eighteen()[4], conditions=())
    assert findings((*eighteen()[:4], empty, *eighteen()[5:])) == (Finding(Fault.NO_CONDITION, 5, "第5项"),)


def test_a_condition_said_twice_is_found_in_its_place() -> None:
    same = condition_content()
    lines = (*eighteen()[:-1], line(18, same, same, item_class=ItemClass.ORDER))
    assert [(one.fault, one.number) for one in findings(lines)] == [(Fault.CONDITION_REPEATED, 18)]


def test_one_text_under_two_codes_is_no_repetition() -> None:
    lines = (*eighteen()[:-1], line(18, condition_content(), condition_content(gb_code="E0406")))
    assert findings(lines) == ()
