"""Menus, lines and conditions for tests; a published menu is made by its own action, never by hand."""

from __future__ import annotations

from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from gridwarden.algorithms.worktime import LimitUnit
from gridwarden.menu.domain.words import ConditionKind, ItemClass, SlipType
from gridwarden.menu.models import Condition, Menu, MenuItem
from gridwarden.workforce.domain.units import UnitKind


class MenuFactory(DjangoModelFactory[Menu]):
    """A draft."""

    class Meta:
        model = Menu

    district = factory.SubFactory("tests.factories.grids.DistrictFactory")
    version = 1


class MenuItemFactory(DjangoModelFactory[MenuItem]):
    class Meta:
        model = MenuItem

    menu = factory.SubFactory(MenuFactory)
    number = factory.Sequence(lambda n: n + 1)
    item_class = ItemClass.ORDER.value
    name = factory.Sequence(lambda n: f"占道经营{n}")
    slip = SlipType.RECTIFICATION_NOTICE.value


class ConditionFactory(DjangoModelFactory[Condition]):
    """Street trading: an urgent two hours, by the grid team on the spot."""

    class Meta:
        model = Condition

    item = factory.SubFactory(MenuItemFactory)
    number = factory.Sequence(lambda n: n + 1)
    text = "在道路上摆摊设点"
    gb_code = "E0401"
    kind = ConditionKind.EVENT.value
    limit_value = Decimal(2)
    limit_unit = LimitUnit.URGENT_HOUR.value
    closing_condition = "人员、物品撤离,现场干净"
    responsible_kind = UnitKind.GRID_TEAM.value
    slip = factory.SelfAttribute("item.slip")


def changed(draft: Menu, *, hours: int = 24) -> Menu:
    """Have a draft say something else than the version before it: another limit for its first condition."""
    Condition.objects.filter(item__menu=draft, item__number=1, number=1).update(limit_value=hours)
    return draft
