"""The menu of every page: each context registers its own entries, each person sees what they may open.

A context calls ``register`` in its ``AppConfig.ready`` (or in ``web/nav.py`` imported there).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from gridwarden.platform.access import Actor, Permission


class Section(StrEnum):
    """The groups of the menu, from top to bottom."""

    WORK = "work"
    DISTRICT = "district"
    FIGURES = "figures"
    SYSTEM = "system"


SECTION_LABELS: dict[Section, _StrPromise] = {
    Section.WORK: _("Work"),
    Section.DISTRICT: _("District"),
    Section.FIGURES: _("Figures"),
    Section.SYSTEM: _("System"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the menu.

    ``permission`` may be one permission or several of which any one suffices; ``None`` shows the entry to
    everybody who is logged in. ``phone`` puts it into the bottom bar, where the first four find room.
    """

    label: str | _StrPromise
    url_name: str
    icon: str
    section: Section = Section.WORK
    permission: Permission | tuple[Permission, ...] | None = None
    order: int = 100
    phone: bool = False

    def open_to(self, actor: Actor) -> bool:
        """Return whether ``actor`` may open the page behind the entry."""
        if self.permission is None:
            return actor.user_id is not None
        wanted = self.permission if isinstance(self.permission, tuple) else (self.permission,)
        return any(actor.may(permission) for permission in wanted)


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as one person sees it on one page."""

    label: str | _StrPromise
    href: str
    icon: str
    current: bool
    phone: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A section with its links."""

    label: str | _StrPromise
    links: tuple[Link, ...]


_entries: dict[str, Entry] = {}


def register(*entries: Entry) -> None:
    """Add entries to the menu; registering an address again replaces its entry."""
    for entry in entries:
        _entries[entry.url_name] = entry


def groups_for(actor: Actor, path: str) -> tuple[Group, ...]:
    """Return the menu that ``actor`` sees on the page at ``path``."""
    placed = [(entry, href) for entry in _ordered() if entry.open_to(actor) and (href := _address(entry))]
    here = _best_match([href for _entry, href in placed], path)
    groups = []
    for section in Section:
        links = tuple(_link(entry, href, here) for entry, href in placed if entry.section is section)
        if links:
            groups.append(Group(SECTION_LABELS[section], links))
    return tuple(groups)


def _ordered() -> list[Entry]:
    return sorted(_entries.values(), key=lambda entry: (entry.order, entry.url_name))


def _address(entry: Entry) -> str | None:
    """Return the entry's address, or ``None`` when its page is not mounted in this installation."""
    try:
        return reverse(entry.url_name)
    except NoReverseMatch:
        return None


def _best_match(hrefs: list[str], path: str) -> str | None:
    """Return the longest address that leads to ``path``; the home page matches only itself."""
    fitting = [href for href in hrefs if path == href or (href != "/" and path.startswith(href))]
    return max(fitting, key=len, default=None)


def _link(entry: Entry, href: str, here: str | None) -> Link:
    return Link(label=entry.label, href=href, icon=entry.icon, current=href == here, phone=entry.phone)
