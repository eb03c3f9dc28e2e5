"""Give a district its first menu."""

from __future__ import annotations

import json
from decimal import Decimal
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from django.db import transaction

from gridwarden.algorithms.worktime import LimitUnit
from gridwarden.menu.actions.drafts import begin_with
from gridwarden.menu.actions.guards import check_editor
from gridwarden.menu.actions.publishing import publish
from gridwarden.menu.domain.content import ConditionContent, ItemContent, Line
from gridwarden.menu.domain.words import ItemClass, SlipType
from gridwarden.menu.models import Menu
from gridwarden.workforce.domain.units import UnitKind

if TYPE_CHECKING:
    from datetime import date, datetime

    from gridwarden.platform.access import Actor


@transaction.atomic
def seed(*, by: Actor, at: datetime, district_id: int, valid_from: date) -> Menu:
    """Publish the menu that comes with the product as version 1; a district that has one keeps it."""
    check_editor(by, district_id)
    first = Menu.objects.filter(district=district_id).order_by("version").first()
    if first is not None:
        return first
    menu = begin_with(supplied(), by=by, at=at, district_id=district_id)
    return publish(by=by, at=at, menu_id=menu.pk, valid_from=valid_from)


def supplied() -> tuple[Line, ...]:
    """Return the menu that comes with the product."""
    text = files("gridwarden.menu").joinpath("data/menu.json").read_text(encoding="utf-8")
    return tuple(_line(entry) for entry in json.loads(text))


def _line(entry: dict[str, Any]) -> Line:
    item = ItemContent(
        item_class=ItemClass(entry["item_class"]),
        name=entry["name"],
        name_en=entry["name_en"],
        slip=SlipType(entry["slip"]),
    )
    return Line(number=entry["number"], item=item, conditions=tuple(_condition(one) for one in entry["conditions"]))


def _condition(entry: dict[str, Any]) -> ConditionContent:
    typed = {
        "limit_value": Decimal(entry["limit_value"]),
        "limit_unit": LimitUnit(entry["limit_unit"]),
        "responsible_kind": UnitKind(entry["responsible_kind"]),
        "slip": SlipType(entry["slip"]),
    }
    return ConditionContent(**{**entry, **typed})
