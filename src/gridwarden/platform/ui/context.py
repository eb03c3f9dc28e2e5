"""What every page needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from gridwarden.platform.access import ANONYMOUS, Actor
from gridwarden.platform.ui.navigation import groups_for

if TYPE_CHECKING:
    from django.http import HttpRequest

    from gridwarden.platform.ui.navigation import Group, Link

#: Cookie that holds the chosen brightness.
THEME_COOKIE = "theme"
THEMES = ("auto", "light", "dark")
#: How many entries find room in the bottom bar of a phone, beside "More".
PHONE_LINKS = 4


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the acting person, the menu, the brightness and the words that scripts show."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    theme = request.COOKIES.get(THEME_COOKIE, "")
    menu: Any = SimpleLazyObject(lambda: groups_for(actor, request.path))
    return {
        "actor": actor,
        "menu_groups": menu,
        "phone_links": SimpleLazyObject(lambda: _phone_links(menu)),
        "theme": theme if theme in THEMES else "auto",
        "ui_strings": _strings,
    }


def _phone_links(menu: tuple[Group, ...]) -> list[Link]:
    return [link for group in menu for link in group.links if link.phone][:PHONE_LINKS]


def _strings() -> dict[str, str]:
    return {
        "close": _("Close"),
        "confirm": _("Confirm"),
        "cancel": _("Cancel"),
        "areYouSure": _("Are you sure?"),
        "offline": _("No connection. What you entered is still here; try again."),
        "serverError": _("The server could not answer. Try again in a moment."),
        "movedOn": _("Somebody else has moved this case meanwhile."),
        "tooLarge": _("The file is too large."),
        "live": _("Live"),
        "reconnecting": _("Reconnecting"),
        "unsaved": _("There are changes that are not saved."),
        "selected": _("{n} selected"),
        "searchList": _("Search the list"),
        "found": _("{n} found"),
        "noneFound": _("Nothing fits"),
    }
