"""Publish a draft: from then on it never changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from gridwarden.menu.actions.guards import locked_draft, tell
from gridwarden.menu.domain.compare import compare
from gridwarden.menu.domain.rules import findings
from gridwarden.menu.events import MenuPublished
from gridwarden.menu.models import Menu
from gridwarden.menu.queries.menus import stored
from gridwarden.platform.events.bus import publish as publish_event
from gridwarden.platform.refusals import Conflict, Invalid

if TYPE_CHECKING:
    from datetime import date, datetime

    from gridwarden.menu.domain.content import Line
    from gridwarden.platform.access import Actor


class Incomplete(Conflict):
    """The draft is not complete; ``findings`` of the rules say why."""

    code = "menu_incomplete"


class TooEarly(Invalid):
    """A version does not begin in the past or before the one it follows."""

    code = "menu_too_early"


class Unchanged(Conflict):
    """The draft says what the version before it says; publishing it would only blur the history."""

    code = "menu_unchanged"


@transaction.atomic
def publish(*, by: Actor, at: datetime, menu_id: int, valid_from: date, note: str = "") -> Menu:
    """Publish a complete draft; it is in force from ``valid_from``, and past cases keep their version."""
    menu = locked_draft(menu_id, by=by)
    lines = stored(menu).lines
    found = findings(lines)
    if found:
        raise Incomplete("The draft is not complete.", draft=", ".join(one.fault.value for one in found))
    _check_changed(menu, lines)
    _check_day(menu, valid_from, today=localdate(at))
    return _published(menu, by=by, at=at, valid_from=valid_from, note=note)


def _check_changed(menu: Menu, lines: tuple[Line, ...]) -> None:
    before = _latest(menu)
    if before is not None and not compare(stored(before).lines, lines):
        raise Unchanged("The draft says what the latest version says.")


def _latest(menu: Menu) -> Menu | None:
    published = Menu.objects.filter(district=menu.district_id, published_at__isnull=False)
    return published.order_by("-version").first()


def _check_day(menu: Menu, valid_from: date, *, today: date) -> None:
    before = _latest(menu)
    if before is None:
        return  # the first one may say from when on it has been in use
    if valid_from < today:
        raise TooEarly("A version does not begin in the past.", valid_from="in the past")
    if before.valid_from is not None and valid_from < before.valid_from:
        raise TooEarly("A version does not begin before the one it follows.", valid_from="before the last version")


def _published(menu: Menu, *, by: Actor, at: datetime, valid_from: date, note: str) -> Menu:
    menu.valid_from, menu.published_at, menu.note = valid_from, at, note
    menu.save(update_fields=["valid_from", "published_at", "note"])
    tell("menu.published", menu, by=by, at=at, valid_from=valid_from.isoformat(), note=note)
    publish_event(
        MenuPublished(
            district_id=menu.district_id,
            at=at,
            menu_id=menu.pk,
            version=menu.version,
            valid_from=valid_from.isoformat(),
        )
    )
    return menu
