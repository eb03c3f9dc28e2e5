"""The menu as the standard's services: an item is a service, its conditions are the values of one attribute."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from gridwarden.intake.open311.faults import Fault
from gridwarden.menu.labels import ITEM_CLASSES

if TYPE_CHECKING:
    from gridwarden.intake.open311.writing import Fields
    from gridwarden.menu.queries.rows import ConditionRow, ItemRow, MenuRow

#: Code of the attribute that tells the condition.
CONDITION = "condition"


def code_of(number: int) -> str:
    """Return the service code of a menu item."""
    return f"{number:02d}"


def services(menu: MenuRow) -> list[Fields]:
    """Return every service."""
    return [_service(item) for item in menu.items]


def _service(item: ItemRow) -> Fields:
    group = str(ITEM_CLASSES[item.item_class])
    return {
        "service_code": code_of(item.number),
        "service_name": item.name,
        "description": "; ".join(condition.text for condition in item.conditions) or item.name,
        "metadata": bool(item.conditions),
        "type": "realtime",
        "keywords": ", ".join(dict.fromkeys((group, item.item_class.value))),
        "group": group,
    }


def definition(item: ItemRow) -> Fields:
    """Return which attributes a service has."""
    values: list[Fields] = [{"key": str(one.number), "name": one.text} for one in item.conditions]
    attribute: Fields = {
        "variable": True,
        "code": CONDITION,
        "datatype": "singlevaluelist",
        "required": False,
        "datatype_description": _("Choose one; leave it out when none fits."),
        "order": 1,
        "description": _("What exactly is the matter?"),
        "values": values,
    }
    return {"service_code": code_of(item.number), "attributes": [attribute] if values else []}


def item_of(menu: MenuRow, code: str) -> ItemRow:
    """Return the menu item of a service code."""
    for item in menu.items:
        if code_of(item.number) == code.strip():
            return item
    raise Fault(f"service_code {code} was not found.", status=HTTPStatus.NOT_FOUND)


def condition_of(item: ItemRow, attributes: dict[str, str]) -> ConditionRow | None:
    """Return the condition that the attributes name; None when they name none."""
    unknown = sorted(set(attributes) - {CONDITION})
    if unknown:
        raise Fault(*(f"attribute[{name}] is not one of this service." for name in unknown))
    key = attributes.get(CONDITION, "").strip()
    if not key:
        return None
    for condition in item.conditions:
        if str(condition.number) == key:
            return condition
    raise Fault(f"attribute[{CONDITION}] has no value {key}.")
