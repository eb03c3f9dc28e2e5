"""The menu in force, its history, and what the draft changes."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gridwarden.menu.domain.compare import compare
from gridwarden.menu.queries import menus
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.menu.domain.words import ItemClass
    from gridwarden.menu.queries.rows import ItemRow, MenuRow
    from gridwarden.platform.accounts.requests import ActingRequest


def by_class(menu: MenuRow) -> list[tuple[ItemClass, list[ItemRow]]]:
    """Return runs of lines of one class, in the order of the numbers."""
    return [(kind, list(items)) for kind, items in groupby(menu.items, key=lambda item: item.item_class)]


@require_safe
@needs(Permission.MENU_SEE)
def current(request: ActingRequest) -> HttpResponse:
    """Show the version in force, what comes after it, and the way to edit."""
    now = timezone.now()
    versions = menus.history(request.actor)
    today = timezone.localdate(now)
    in_force = [one for one in versions if one.published_at and one.valid_from and one.valid_from <= today]
    menu = menus.current(request.actor.district_id or 0, now) if in_force else None
    values = {
        "menu": menu,
        "classes": by_class(menu) if menu else [],
        "upcoming": [one for one in versions if one.published_at and one.valid_from and one.valid_from > today],
        "has_draft": any(one.published_at is None for one in versions),
        "has_any": bool(versions),
        "may_edit": request.actor.may(Permission.MENU_EDIT),
    }
    return render(request, "menu/current.html", values)


@require_safe
@needs(Permission.MENU_SEE)
def history(request: ActingRequest) -> HttpResponse:
    """List the versions."""
    return render(request, "menu/history.html", {"versions": menus.history(request.actor)})


@require_safe
@needs(Permission.MENU_SEE)
def version(request: ActingRequest, number: int) -> HttpResponse:
    """Show a version, and what it changed against the one before."""
    menu = menus.version(request.actor, number)
    before = menus.version(request.actor, number - 1) if number > 1 else None
    values = {
        "menu": menu,
        "classes": by_class(menu),
        "before": before,
        "changes": compare(before.lines, menu.lines) if before else (),
    }
    return render(request, "menu/version.html", values)
