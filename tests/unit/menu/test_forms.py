"""Shapes of what an editor enters."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from gridwarden.algorithms.worktime import LimitUnit
from gridwarden.menu.domain.words import ConditionKind, ItemClass, SlipType
from gridwarden.menu.web.forms import ConditionForm, ItemForm, PublishForm
from gridwarden.workforce.domain.units import UnitKind

CONDITION: dict[str, Any] = {
    "text": "在道路上摆摊设点",
    "closing_condition": "撤离",
    "gb_code": "e0401",
    "limit_value": "1.5",
    "limit_unit": "working_hour",
    "responsible_kind": "grid_team",
    "slip": "rectification_notice",
    "photos_before": "2",
    "photos_after": "0",
}


def test_a_condition_is_read_into_its_content() -> None:
    form = ConditionForm(CONDITION)
    assert form.is_valid()
    content = form.content()
    assert (content.gb_code, content.kind) == ("E0401", ConditionKind.EVENT)
    assert (content.limit_value, content.limit_unit) == (Decimal("1.5"), LimitUnit.WORKING_HOUR)
    assert (content.responsible_kind, content.slip) == (UnitKind.GRID_TEAM, SlipType.RECTIFICATION_NOTICE)
    assert (content.photos_before, content.photos_after) == (2, 0)
    assert (content.text_en, content.closing_condition_en) == ("", "")


@pytest.mark.parametrize(
    "missing",
    [
        "text",
        "closing_condition",
        "gb_code",
        "limit_value",
        "limit_unit",
        "responsible_kind",
        "slip",
        "photos_before",
        "photos_after",
    ],
)
def test_a_condition_lacks_nothing_but_its_english(missing: str) -> None:
    assert set(ConditionForm({**CONDITION, missing: ""}).errors) == {missing}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("limit_value", "1.55"),
        ("limit_value", "many"),
        ("limit_unit", "fortnight"),
        ("responsible_kind", "choir"),
        ("slip", "poem"),
        ("photos_before", "some"),
        ("gb_code", "E04011"),
        ("text", "长" * 201),
    ],
)
def test_what_has_not_the_shape_is_refused_at_its_field(field: str, value: str) -> None:
    assert set(ConditionForm({**CONDITION, field: value}).errors) == {field}


def test_a_line_is_read_into_its_content() -> None:
    form = ItemForm({"name": "占道经营", "item_class": "order", "slip": "contact_slip", "name_en": "Trading"})
    assert form.is_valid()
    content = form.content()
    assert (content.name, content.name_en) == ("占道经营", "Trading")
    assert (content.item_class, content.slip) == (ItemClass.ORDER, SlipType.CONTACT_SLIP)


def test_a_line_is_of_one_of_the_three_classes() -> None:
    assert "item_class" in ItemForm({"name": "x", "item_class": "music", "slip": "contact_slip"}).errors


def test_a_version_begins_on_a_day() -> None:
    assert PublishForm({"valid_from": "2026-03-02"}).is_valid()
    assert set(PublishForm({"valid_from": ""}).errors) == {"valid_from"}
