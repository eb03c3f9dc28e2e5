"""Change the conditions of a draft's lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from gridwarden.menu.actions.guards import draft_condition, draft_item, tell
from gridwarden.menu.actions.writing import condition_columns
from gridwarden.menu.domain.rules import check_condition
from gridwarden.menu.models import Condition

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.menu.domain.content import ConditionContent
    from gridwarden.platform.access import Actor


@transaction.atomic
def add(*, by: Actor, at: datetime, item_id: int, content: ConditionContent) -> Condition:
    """Add a condition at the end of a line."""
    menu, item = draft_item(item_id, by=by)
    check_condition(content)
    number = Condition.objects.filter(item=item).count() + 1
    condition = Condition.objects.create(item=item, number=number, **condition_columns(content))
    tell("menu.condition_added", menu, by=by, at=at, line=item.number, number=number, text=condition.text)
    return condition


@transaction.atomic
def revise(*, by: Actor, at: datetime, condition_id: int, content: ConditionContent) -> Condition:
    """Have a condition say something else."""
    menu, condition = draft_condition(condition_id, by=by)
    check_condition(content)
    columns = condition_columns(content)
    changed = [column for column, value in columns.items() if getattr(condition, column) != value]
    for column in changed:
        setattr(condition, column, columns[column])
    if changed:
        condition.save(update_fields=changed)
    tell(
        "menu.condition_revised",
        menu,
        by=by,
        at=at,
        line=condition.item.number,
        number=condition.number,
        changed=changed,
    )
    return condition


@transaction.atomic
def remove(*, by: Actor, at: datetime, condition_id: int) -> None:
    """Strike a condition; those after it move up."""
    menu, condition = draft_condition(condition_id, by=by)
    tell(
        "menu.condition_removed",
        menu,
        by=by,
        at=at,
        line=condition.item.number,
        number=condition.number,
        text=condition.text,
    )
    condition.delete()
    later = Condition.objects.filter(item=condition.item_id, number__gt=condition.number)
    later.update(number=F("number") - 1)


@transaction.atomic
def move(*, by: Actor, at: datetime, condition_id: int, to: int) -> None:
    """Give a condition the place ``to`` in its line; those between make room."""
    menu, condition = draft_condition(condition_id, by=by)
    rows = Condition.objects.filter(item=condition.item_id)
    goal = max(1, min(to, rows.count()))
    if goal == condition.number:
        return
    if goal < condition.number:
        rows.filter(number__gte=goal, number__lt=condition.number).update(number=F("number") + 1)
    else:
        rows.filter(number__gt=condition.number, number__lte=goal).update(number=F("number") - 1)
    rows.filter(pk=condition_id).update(number=goal)
    tell("menu.condition_moved", menu, by=by, at=at, line=condition.item.number, number=goal)
