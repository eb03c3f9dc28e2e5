"""Find the menu in force, one condition of it, the draft, and the versions before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import Count, Prefetch
from django.utils.timezone import localdate

from gridwarden.menu.models import Condition, Menu, MenuItem
from gridwarden.menu.queries.rows import ConditionRow, MenuRow, condition_row, menu_row
from gridwarden.platform.refusals import NotFound

if TYPE_CHECKING:
    from datetime import date, datetime

    from gridwarden.platform.access import Actor


class NoMenu(NotFound):
    """The district has no menu in force."""

    code = "no_menu"


class NoSuchCondition(NotFound):
    """There is no such condition."""

    code = "no_such_condition"


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """A version in the history; ``published_at`` is ``None`` for the draft."""

    id: int
    version: int
    note: str
    valid_from: date | None
    published_at: datetime | None
    condition_count: int


def current(district_id: int, at: datetime) -> MenuRow:
    """Return the version in force at ``at``: one statement, two more when this process sees it first."""
    in_force = Menu.objects.filter(district=district_id, valid_from__lte=localdate(at), published_at__isnull=False)
    found = in_force.order_by("-version").values_list("pk", "published_at").first()
    if found is None:
        raise NoMenu("The district has no menu in force.")
    return _published(*found)


def condition(condition_id: int) -> ConditionRow:
    """Return one condition of any version, whether in force or not; one statement."""
    found = Condition.objects.select_related("item__menu").filter(pk=condition_id).first()
    if found is None:
        raise NoSuchCondition("There is no such condition.")
    return condition_row(found, found.item, found.item.menu)


def conditions(condition_ids: list[int]) -> dict[int, ConditionRow]:
    """Return several conditions by id; one statement."""
    found = Condition.objects.select_related("item__menu").filter(pk__in=condition_ids)
    return {one.pk: condition_row(one, one.item, one.item.menu) for one in found}


def draft(actor: Actor) -> MenuRow | None:
    """Return the draft of the actor's district, if there is one."""
    menu = Menu.objects.filter(district=actor.district_id, published_at=None).first()
    return None if menu is None else stored(menu)


def version(actor: Actor, number: int) -> MenuRow:
    """Return a published version of the actor's district by its number."""
    menu = Menu.objects.filter(district=actor.district_id, version=number, published_at__isnull=False).first()
    if menu is None or menu.published_at is None:
        raise NoMenu("There is no such version.")
    return _published(menu.pk, menu.published_at)


def history(actor: Actor) -> list[VersionRow]:
    """Return all versions of the actor's district, the draft first, then the latest; one statement."""
    counted = Menu.objects.filter(district=actor.district_id).annotate(count=Count("items__conditions"))
    return [
        VersionRow(
            id=menu.pk,
            version=menu.version,
            note=menu.note,
            valid_from=menu.valid_from,
            published_at=menu.published_at,
            condition_count=menu.count,
        )
        for menu in counted.order_by("-version")
    ]


@lru_cache(maxsize=32)
def _published(menu_id: int, published_at: datetime) -> MenuRow:
    """Return a published version, which never changes, so that one process reads it once.

    The moment is part of the key: in a database that was restored, the same id may be another version.
    """
    return stored(Menu.objects.get(pk=menu_id, published_at=published_at))


def stored(menu: Menu) -> MenuRow:
    """Return a version as its tables hold it now; two statements."""
    in_order = Prefetch("conditions", Condition.objects.order_by("number"))
    return menu_row(menu, list(MenuItem.objects.filter(menu=menu).order_by("number").prefetch_related(in_order)))
