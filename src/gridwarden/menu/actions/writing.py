"""Write lines and conditions into a draft, many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gridwarden.menu.models import Condition, MenuItem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gridwarden.menu.domain.content import ConditionContent, ItemContent, Line
    from gridwarden.menu.models import Menu


def write(menu: Menu, lines: Sequence[Line]) -> None:
    """Write ``lines`` into an empty draft: two statements, however many there are."""
    items = MenuItem.objects.bulk_create(
        [MenuItem(menu=menu, number=line.number, **item_columns(line.item)) for line in lines]
    )
    Condition.objects.bulk_create(
        Condition(item=item, number=number, **condition_columns(condition))
        for item, line in zip(items, lines, strict=True)
        for number, condition in enumerate(line.conditions, start=1)
    )


def item_columns(item: ItemContent) -> dict[str, Any]:
    """Return what a line says as columns."""
    return {
        "item_class": item.item_class.value,
        "name": item.name,
        "name_en": item.name_en,
        "slip": item.slip.value,
    }


def condition_columns(condition: ConditionContent) -> dict[str, Any]:
    """Return what a condition says as columns."""
    return {
        "text": condition.text,
        "text_en": condition.text_en,
        "gb_code": condition.gb_code,
        "kind": condition.kind.value,
        "limit_value": condition.limit_value,
        "limit_unit": condition.limit_unit.value,
        "closing_condition": condition.closing_condition,
        "closing_condition_en": condition.closing_condition_en,
        "responsible_kind": condition.responsible_kind.value,
        "slip": condition.slip.value,
        "photos_before": condition.photos_before,
        "photos_after": condition.photos_after,
    }
