"""Begin a draft, and throw it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from gridwarden.menu.actions.guards import check_editor, locked_draft, tell
from gridwarden.menu.actions.writing import write
from gridwarden.menu.models import Menu
from gridwarden.menu.queries.menus import stored
from gridwarden.platform.refusals import Conflict

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.menu.domain.content import Line
    from gridwarden.platform.access import Actor


class DraftExists(Conflict):
    """The district has a draft already."""

    code = "draft_exists"


@transaction.atomic
def begin(*, by: Actor, at: datetime, district_id: int) -> Menu:
    """Begin a draft that says what the latest version says."""
    check_editor(by, district_id)
    latest = Menu.objects.filter(district=district_id).order_by("-version").first()
    if latest is not None and latest.published_at is None:
        raise DraftExists("The district has a draft already.")
    return begin_with(stored(latest).lines if latest else (), by=by, at=at, district_id=district_id)


@transaction.atomic
def begin_with(lines: tuple[Line, ...], *, by: Actor, at: datetime, district_id: int) -> Menu:
    """Begin a draft that says ``lines``."""
    check_editor(by, district_id)
    last = Menu.objects.filter(district=district_id).aggregate(last=Max("version"))["last"] or 0
    menu = Menu.objects.create(district_id=district_id, version=last + 1)
    write(menu, lines)
    tell("menu.drafted", menu, by=by, at=at)
    return menu


@transaction.atomic
def discard(*, by: Actor, at: datetime, menu_id: int) -> None:
    """Throw a draft away."""
    menu = locked_draft(menu_id, by=by)
    tell("menu.discarded", menu, by=by, at=at)
    menu.delete()
