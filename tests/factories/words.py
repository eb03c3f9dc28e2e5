"""What a menu says, for tests that need no table."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from gridwarden.algorithms.worktime import LimitUnit
from gridwarden.menu.domain.content import ConditionContent, ItemContent, Line
from gridwarden.menu.domain.words import ItemClass, SlipType
from gridwarden.workforce.domain.units import UnitKind


def condition_content(**changes: Any) -> ConditionContent:
    """Street trading: two urgent hours, by the grid team."""
    usual: dict[str, Any] = {
        "text": "在道路上摆摊设点",
        "text_en": "A stall stands on the road",
        "gb_code": "E0401",
        "limit_value": Decimal(2),
        "limit_unit": LimitUnit.URGENT_HOUR,
        "closing_condition": "人员、物品撤离，现场干净",
        "responsible_kind": UnitKind.GRID_TEAM,
        "slip": SlipType.RECTIFICATION_NOTICE,
    }
    return ConditionContent(**{**usual, **changes})


def item_content(**changes: Any) -> ItemContent:
    """Street trading."""
    usual: dict[str, Any] = {
        "item_class": ItemClass.ORDER,
        "name": "占道经营",
        "slip": SlipType.RECTIFICATION_NOTICE,
    }
    return ItemContent(**{**usual, **changes})


def line(number: int, *conditions: ConditionContent, **changes: Any) -> Line:
    """A line in its place, with one condition unless others are given."""
    item = item_content(**{"name": f"第{number}项", **changes})
    return Line(number=number, item=item, conditions=conditions or (condition_content(),))


def eighteen() -> tuple[Line, ...]:
    """A menu that is complete and says little."""
    classes = [ItemClass.CITYSCAPE] * 6 + [ItemClass.MUNICIPAL] * 5 + [ItemClass.ORDER] * 7
    return tuple(line(number, item_class=kind) for number, kind in enumerate(classes, start=1))
