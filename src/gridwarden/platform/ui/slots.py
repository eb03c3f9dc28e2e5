"""Places in the frame that another room fills, for example the bell of the notices.

The frame lies below the rooms that fill it, so they hand in a template's name instead of being imported.
"""

from __future__ import annotations

from enum import StrEnum


class Slot(StrEnum):
    """A place in the frame."""

    #: Right end of the top bar: the bell with the number of unread notices.
    BELL = "bell"
    #: Middle of the top bar: the search field.
    SEARCH = "search"
    #: Below the login form: what is open to people without an account.
    PUBLIC = "public"
    #: Above the content: what everybody should know about the installation now.
    BANNER = "banner"
    #: Where people look after their devices: the phone's first page, and their account.
    DEVICE = "device"


_templates: dict[Slot, str] = {}


def fill(slot: Slot, template_name: str) -> None:
    """Show the template in the slot on every page; it is rendered with the page's context."""
    _templates[slot] = template_name


def template_of(slot: str) -> str | None:
    """Return the template that fills ``slot``, if any."""
    return _templates.get(Slot(slot))
