"""Change the lines of a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from gridwarden.menu.actions.guards import draft_item, locked_draft, tell
from gridwarden.menu.actions.writing import item_columns
from gridwarden.menu.domain.rules import check_item
from gridwarden.menu.models import MenuItem

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.menu.domain.content import ItemContent
    from gridwarden.platform.access import Actor


@transaction.atomic
def add(*, by: Actor, at: datetime, menu_id: int, content: ItemContent) -> MenuItem:
    """Add a line at the end of its class."""
    menu = locked_draft(menu_id, by=by)
    check_item(content)
    of_class = MenuItem.objects.filter(menu=menu, item_class=content.item_class).order_by("-number").first()
    number = of_class.number + 1 if of_class else MenuItem.objects.filter(menu=menu).count() + 1
    MenuItem.objects.filter(menu=menu, number__gte=number).update(number=F("number") + 1)
    item = MenuItem.objects.create(menu=menu, number=number, **item_columns(content))
    tell("menu.line_added", menu, by=by, at=at, number=number, name=item.name)
    return item


@transaction.atomic
def revise(*, by: Actor, at: datetime, item_id: int, content: ItemContent) -> MenuItem:
    """Have a line say something else; its conditions stay."""
    menu, item = draft_item(item_id, by=by)
    check_item(content)
    columns = item_columns(content)
    for column, value in columns.items():
        setattr(item, column, value)
    item.save(update_fields=list(columns))
    tell("menu.line_revised", menu, by=by, at=at, number=item.number, name=item.name)
    return item


@transaction.atomic
def remove(*, by: Actor, at: datetime, item_id: int) -> None:
    """Strike a line with its conditions; those after it move up."""
    menu, item = draft_item(item_id, by=by)
    tell("menu.line_removed", menu, by=by, at=at, number=item.number, name=item.name)
    item.delete()
    MenuItem.objects.filter(menu=menu, number__gt=item.number).update(number=F("number") - 1)


@transaction.atomic
def move(*, by: Actor, at: datetime, item_id: int, to: int) -> None:
    """Give a line the number ``to``; the lines between make room."""
    menu, item = draft_item(item_id, by=by)
    rows = MenuItem.objects.filter(menu=menu)
    goal = max(1, min(to, rows.count()))
    if goal == item.number:
        return
    if goal < item.number:
        rows.filter(number__gte=goal, number__lt=item.number).update(number=F("number") + 1)
    else:
        rows.filter(number__gt=item.number, number__lte=goal).update(number=F("number") - 1)
    rows.filter(pk=item_id).update(number=goal)
    tell("menu.line_moved", menu, by=by, at=at, number=goal, before=item.number, name=item.name)
