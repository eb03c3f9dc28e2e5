"""What people read for the menu's words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override

from gridwarden.algorithms.worktime import Limit, LimitUnit
from gridwarden.menu import labels
from gridwarden.menu.domain.compare import ChangeKind, FieldChange
from gridwarden.menu.domain.content import ConditionContent, ItemContent
from gridwarden.menu.domain.rules import Fault, Finding
from gridwarden.menu.domain.words import ConditionKind, ItemClass, SlipType
from gridwarden.menu.templatetags import inspection_menu as tags
from gridwarden.workforce.domain.units import UnitKind


@pytest.mark.parametrize(
    ("words", "table"),
    [
        (ItemClass, labels.ITEM_CLASSES),
        (SlipType, labels.SLIPS),
        (ConditionKind, labels.KINDS),
        (LimitUnit, labels.LIMIT_UNITS),
        (ChangeKind, labels.CHANGES),
        (Fault, labels.FAULTS),
    ],
)
def test_every_word_has_a_label(words: Any, table: dict[Any, Any]) -> None:
    assert set(table) == set(words)


def test_every_field_that_can_change_has_a_label() -> None:
    fields = {*ItemContent.__dataclass_fields__, *ConditionContent.__dataclass_fields__, "number"}
    assert set(labels.FIELDS) == fields


@pytest.mark.parametrize(
    ("limit", "chinese", "english"),
    [
        (Limit(4, LimitUnit.WORKING_HOUR), "4 工作时", "4 working hours"),
        (Limit(1, LimitUnit.WORKING_DAY), "1 工作日", "1 working day"),
        (Limit(2, LimitUnit.URGENT_HOUR), "2 紧急工作时", "2 urgent hours"),
        (Limit(1, LimitUnit.URGENT_DAY), "1 紧急工作日", "1 urgent day"),
        (Limit("0.5", LimitUnit.WORKING_DAY), "0.5 工作日", "0.5 working days"),
        (Limit("10", LimitUnit.WORKING_DAY), "10 工作日", "10 working days"),
        (Limit("15.0", LimitUnit.WORKING_DAY), "15 工作日", "15 working days"),
        (Limit("0.25", LimitUnit.URGENT_HOUR), "紧急 15 分钟", "15 urgent minutes"),
        (Limit("0.5", LimitUnit.WORKING_HOUR), "工作时间 30 分钟", "30 working minutes"),
        (Limit("0.333", LimitUnit.URGENT_HOUR), "0.333 紧急工作时", "0.333 urgent hours"),
        (Limit("1.5", LimitUnit.WORKING_HOUR), "1.5 工作时", "1.5 working hours"),
    ],
)
def test_a_limit_is_said_in_both_languages(limit: Limit, chinese: str, english: str) -> None:
    with override("zh-hans"):
        assert labels.limit_words(limit) == chinese
    with override("en"):
        assert tags.limit_label(limit) == english


@pytest.mark.parametrize(
    ("unit", "urgent"),
    [
        (LimitUnit.URGENT_HOUR, True),
        (LimitUnit.URGENT_DAY, True),
        (LimitUnit.WORKING_HOUR, False),
        (LimitUnit.WORKING_DAY, False),
    ],
)
def test_a_limit_whose_clock_never_stops_is_urgent(unit: LimitUnit, *, urgent: bool) -> None:
    assert tags.is_urgent(Limit(2, unit)) is urgent


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("2.0"), "2"),
        (Decimal("0.5"), "0.5"),
        (Decimal("100.0"), "100"),
        (ItemClass.ORDER, "环境秩序"),
        (SlipType.CONTACT_SLIP, "联系单"),
        (LimitUnit.URGENT_HOUR, "紧急工作时"),
        (UnitKind.CONTRACTOR, "作业单位"),
        (3, "3"),
        ("占道经营", "占道经营"),
    ],
)
def test_a_fields_value_is_shown_as_people_read_it(value: Any, shown: str) -> None:
    with override("zh-hans"):
        assert str(tags.value_words(value)) == shown


def test_a_field_is_called_by_its_name() -> None:
    with override("zh-hans"):
        assert str(tags.field_label(FieldChange("limit_value", 1, 2))) == "处置时限"


@pytest.mark.parametrize(
    ("finding", "sentence"),
    [
        (Finding(Fault.LINES_MISSING, what="2"), "十八项中还缺 2 项。"),
        (Finding(Fault.CLASS_EMPTY, what="order"), "“环境秩序”类没有项目。"),
        (Finding(Fault.NO_CONDITION, 5, "河道与水域"), "5. “河道与水域”没有立案条件。"),
        (Finding(Fault.NUMBERS_BROKEN), "项目编号不连续。"),
    ],
)
def test_a_finding_is_a_sentence(finding: Finding, sentence: str) -> None:
    with override("zh-hans"):
        assert tags.finding_words(finding) == sentence


def test_words_are_labelled_in_templates() -> None:
    with override("zh-hans"):
        assert str(tags.class_label(ItemClass.CITYSCAPE)) == "市容"
        assert str(tags.slip_label(SlipType.RECTIFICATION_NOTICE)) == "整改联"
        assert str(tags.kind_label(ConditionKind.COMPONENT)) == "部件"
        assert str(tags.unit_kind_label(UnitKind.GRID_TEAM)) == "网格小组"
        assert str(tags.change_label(ChangeKind.ADDED)) == "新增"
