"""Where the menu enters the frame: the navigation, and the words of its refusals."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gridwarden.platform.access import Permission
from gridwarden.platform.ui.navigation import Entry, Section, register
from gridwarden.platform.ui.refusals import explain

register(
    Entry(
        label=_("Inspection menu"),
        url_name="menu:current",
        icon="list-check",
        section=Section.DISTRICT,
        permission=Permission.MENU_SEE,
        order=50,
    )
)

explain(
    {
        "menu_published": _("A published version is final: changes go into a draft."),
        "draft_exists": _("The district has a draft already."),
        "menu_incomplete": _("The draft is not complete yet; see what is missing."),
        "menu_too_early": _("A version begins neither in the past nor before the one it follows."),
        "menu_unchanged": _("The draft says what the latest version says; change something before it is published."),
        "no_draft": _("There is no draft at present: it was published or thrown away, or none was begun."),
        "no_menu": _("The district has no such version of the menu."),
        "no_such_condition": _("There is no such condition."),
        "bad_condition": _("The condition is not fully said."),
        "bad_item": _("The line is not fully said."),
    }
)

#: What the rules write beside a field at fault, listed here so that it is translated.
FIELD_WORDS = (
    _("missing"),
    _("a letter E or C and four digits"),
    _("a positive number in range"),
    _("between 0 and 9"),
    _("in the past"),
    _("before the last version"),
)
