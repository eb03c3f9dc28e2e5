"""Shapes of what people enter."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gridwarden.platform.access import Role
from gridwarden.workforce.domain.roles import GRID_ROLES
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.queries.choices import Choice
from gridwarden.workforce.web.forms import (
    KeepingForm,
    LastDayForm,
    LeaveForm,
    PersonForm,
    PostingForm,
    RolesForm,
    SpanForm,
    StaffFilterForm,
    UnitForm,
    offer,
)

GRIDS = [Choice(7, "A07"), Choice(8, "A08")]


def test_the_last_day_is_cleaned_into_the_day_after() -> None:
    form = LastDayForm({"valid_to": "2026-02-28"})
    assert form.is_valid()
    assert form.cleaned_data["valid_to"] == date(2026, 3, 1)


def test_a_stored_end_is_shown_as_the_last_day() -> None:
    shown = str(SpanForm(initial={"valid_from": date(2026, 1, 1), "valid_to": date(2026, 3, 1)})["valid_to"])
    assert 'value="2026-02-28"' in shown


def test_what_was_typed_stays_as_typed() -> None:
    form = SpanForm({"valid_from": "2026-03-02", "valid_to": "2026-02-28"})
    assert 'value="2026-02-28"' in str(form["valid_to"])


def test_an_open_end_is_no_day() -> None:
    form = SpanForm({"valid_from": "2026-03-02", "valid_to": ""})
    assert form.is_valid()
    assert form.cleaned_data["valid_to"] is None


@pytest.mark.parametrize("text", ["", "soon", "2026-02-30"])
def test_what_is_no_day_is_refused(text: str) -> None:
    assert "valid_to" in LastDayForm({"valid_to": text}).errors


def test_only_offered_rows_can_be_chosen() -> None:
    form = KeepingForm({"grid": "7", "valid_from": "2026-03-02"})
    offer(form, "grid", GRIDS)
    assert form.is_valid()
    assert form.cleaned_data["grid"] == 7
    other = KeepingForm({"grid": "9", "valid_from": "2026-03-02"})
    offer(other, "grid", GRIDS)
    assert "grid" in other.errors


def test_choosing_none_of_an_optional_row_gives_none() -> None:
    form = StaffFilterForm({"unit": ""})
    offer(form, "unit", GRIDS, blank="全部")
    assert form.is_valid()
    assert form.cleaned_data["unit"] is None
    assert "全部" in str(form["unit"])


def test_a_unit_is_of_a_known_kind() -> None:
    data = {"kind": "squadron", "name": "机动中队", "code": "S9", "valid_from": "2026-03-02"}
    form = UnitForm(data)
    offer(form, "parent", [])
    assert form.is_valid()
    assert form.chosen_kind() is UnitKind.SQUADRON
    assert "kind" in UnitForm({**data, "kind": "choir"}).errors


@pytest.mark.parametrize("missing", ["display_name", "username", "staff_number", "joined_on"])
def test_somebody_who_joins_is_named_numbered_and_dated(missing: str) -> None:
    data: dict[str, Any] = {"display_name": "陈露", "username": "chen", "staff_number": "E1", "joined_on": "2026-03-02"}
    whole, broken = PersonForm(data), PersonForm({**data, missing: ""})
    offer(whole, "unit", [])
    offer(broken, "unit", [])
    assert whole.is_valid()
    assert set(broken.errors) == {missing}


def test_a_posting_is_to_one_of_the_six_roles() -> None:
    offered = {value for value, _label in PostingForm().fields["role"].choices}  # type: ignore[attr-defined]
    assert offered == {role.value for role in GRID_ROLES}


def test_a_leave_has_both_ends_and_a_reason() -> None:
    form = LeaveForm({})
    offer(form, "substitute", [])
    assert set(form.errors) == {"valid_from", "valid_to", "reason"}


def test_every_role_has_a_card_with_the_ticked_ones_marked() -> None:
    cards = RolesForm(initial={"roles": ["dispatcher"]}).cards()
    assert {card["value"] for card in cards} == {role.value for role in Role}
    assert [card["value"] for card in cards if card["ticked"]] == ["dispatcher"]


def test_the_offices_of_administrators_stand_last() -> None:
    offices = [card["is_office"] for card in RolesForm().cards()]
    assert offices == sorted(offices)
    assert sum(offices) == 3


def test_no_role_at_all_may_be_ticked() -> None:
    form = RolesForm({})
    assert form.is_valid()
    assert form.cleaned_data["roles"] == []


def test_an_unknown_role_cannot_be_ticked() -> None:
    assert "roles" in RolesForm({"roles": ["poet"]}).errors
