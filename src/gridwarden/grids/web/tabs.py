"""The tabs of the territory's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from gridwarden.platform.access import Permission
from gridwarden.platform.ui.parts import Tab

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor


def tabs(actor: Actor, current: str) -> list[Tab]:
    """Return the tabs that ``actor`` may open."""
    pages = [("list", _("Grids")), ("roads", _("Roads")), ("points", _("Points of interest"))]
    pages += [("check", _("Seamlessness check"))]
    if actor.may(Permission.TERRITORY_EDIT):
        pages += [("studio", _("Design studio")), ("import", _("Territory import"))]
    return [Tab(label=label, href=reverse(f"grids:{name}"), current=name == current) for name, label in pages]
