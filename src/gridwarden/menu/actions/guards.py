"""What every change of a menu asks first: a draft of the actor's own district."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gridwarden.menu.models import Condition, Menu, MenuItem
from gridwarden.platform.access import Permission
from gridwarden.platform.audit.trail import record
from gridwarden.platform.refusals import Conflict, NotFound

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor


class Published(Conflict):
    """A published version is final: changes go into a draft."""

    code = "menu_published"


def check_editor(by: Actor, district_id: int) -> None:
    """Refuse whoever may not edit, and whatever lies in another district than the actor's.

    The software itself (no account, no district) reaches every district.
    """
    by.require(Permission.MENU_EDIT)
    software = by.user_id is None and by.district_id is None
    if not software and by.district_id != district_id:
        raise NotFound("There is no such menu.")


def locked_draft(menu_id: int, *, by: Actor) -> Menu:
    """Return a draft of the actor's district, locked so that its lines change one hand at a time."""
    menu = Menu.objects.select_for_update().filter(pk=menu_id).first()
    if menu is None:
        by.require(Permission.MENU_EDIT)
        raise NotFound("There is no such menu.")
    check_editor(by, menu.district_id)
    if menu.published_at is not None:
        raise Published("A published version is final; begin a draft.")
    return menu


def draft_item(item_id: int, *, by: Actor) -> tuple[Menu, MenuItem]:
    """Return a line of a draft with its locked draft."""
    item = MenuItem.objects.filter(pk=item_id).first()
    menu = locked_draft(item.menu_id if item else 0, by=by)
    return menu, MenuItem.objects.get(pk=item_id)


def draft_condition(condition_id: int, *, by: Actor) -> tuple[Menu, Condition]:
    """Return a condition of a draft with its locked draft."""
    condition = Condition.objects.select_related("item").filter(pk=condition_id).first()
    menu = locked_draft(condition.item.menu_id if condition else 0, by=by)
    return menu, Condition.objects.select_related("item").get(pk=condition_id)


def tell(what: str, menu: Menu, *, by: Actor, at: datetime, **data: Any) -> None:
    """Audit one change of a menu."""
    record(
        what,
        by=by,
        at=at,
        subject_type="menu",
        subject_id=menu.pk,
        district_id=menu.district_id,
        version=menu.version,
        **data,
    )
