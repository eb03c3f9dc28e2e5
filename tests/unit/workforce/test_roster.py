from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from gridwarden.platform.access import Role
from gridwarden.workforce.domain.roster import ROLE_WORDS, Fault, columns, head_faults, parse
from gridwarden.workforce.labels import ROLES

CELLS = {
    "name": "陈露",
    "username": "chen.lu",
    "staff_number": "E01",
    "unit": "T1",
    "roles": "执法队员、信息员",
    "grids": "A01，A02",
    "joined_on": "2026-03-01",
}


def test_a_full_row_becomes_a_person() -> None:
    person, faults = parse(2, CELLS)
    assert faults == []
    assert person is not None
    assert person.roles == (Role.ENFORCEMENT_OFFICER, Role.INFORMATION_OFFICER)
    assert person.grids == ("A01", "A02")
    assert person.joined_on == date(2026, 3, 1)
    assert (person.phone, person.card_number) == ("", "")


@pytest.mark.parametrize("field", ["name", "username", "staff_number", "unit", "roles"])
def test_a_required_cell_must_not_be_empty(field: str) -> None:
    person, faults = parse(7, {**CELLS, field: ""})
    assert person is None
    assert faults == [Fault(7, field, "must not be empty")]


def test_every_fault_of_a_row_is_named() -> None:
    _, faults = parse(3, {**CELLS, "name": "", "roles": "诗人", "joined_on": "soon", "phone": "1" * 21})
    assert {fault.field for fault in faults} == {"name", "roles", "joined_on", "phone"}
    assert str(faults[0]) == "row 3, name: must not be empty"


@pytest.mark.parametrize("text", ["2026-03-01", "2026/3/1", "2026.03.01", "2026年3月1日", "2026-03-01 00:00:00"])
def test_a_day_is_understood_as_offices_write_it(text: str) -> None:
    person, _ = parse(2, {**CELLS, "joined_on": text})
    assert person is not None
    assert person.joined_on == date(2026, 3, 1)


@pytest.mark.parametrize("text", ["2026-02-30", "01.03.2026", "2026-13-01", "46082"])
def test_what_is_no_day_is_refused(text: str) -> None:
    _, faults = parse(2, {**CELLS, "joined_on": text})
    assert [fault.field for fault in faults] == ["joined_on"]


@pytest.mark.parametrize(
    "heads", [["姓名", "登录名", "工号", "单位编码", "角色"], ["name", "username", "staff_number", "unit", "roles"]]
)
def test_the_columns_are_found_in_both_languages(heads: list[str]) -> None:
    assert head_faults(columns(heads)) == []


def test_the_columns_may_stand_in_any_order_and_beside_others() -> None:
    assert columns(["备注", "角色", " 姓名 "]) == {"roles": 1, "name": 2}


def test_missing_columns_are_named() -> None:
    assert [fault.field for fault in head_faults(columns(["姓名"]))] == ["username", "staff_number", "unit", "roles"]


def test_every_role_but_the_administrators_has_a_chinese_word_that_people_read() -> None:
    with override("zh-hans"):
        read = {str(label): role for role, label in ROLES.items()}
    for word, role in ROLE_WORDS.items():
        if word != role.value:
            assert read.get(word, role) is role
