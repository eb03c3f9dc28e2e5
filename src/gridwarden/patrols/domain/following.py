"""What may follow from an alarm in a context above, for example a case; it says here where that begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from gridwarden.platform.access import Actor, Permission


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A page that goes on from an alarm; ``href`` gets the alarm's id."""

    permission: Permission
    href: Callable[[int], str]
    #: Where the case of this number is found, for those who may see cases.
    case: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class PhotoFollowUp:
    """A page that goes on from a photo of a vehicle's camera; ``href`` gets the photo's id."""

    permission: Permission
    href: Callable[[UUID], str]


_known: dict[str, FollowUp] = {}
_of_photos: dict[str, PhotoFollowUp] = {}


def register(name: str, follow_up: FollowUp) -> None:
    """Offer the page on every alarm; the same name again replaces."""
    _known[name] = follow_up


def case_href(actor: Actor, alarm_id: int) -> str:
    """Return where ``actor`` opens a case for the alarm; empty where nothing can be opened."""
    open_to = [one.href(alarm_id) for one in _known.values() if actor.may(one.permission)]
    return open_to[0] if open_to else ""


def found_href(number: str) -> str:
    """Return where the case that was opened for an alarm is found; empty where nobody opens cases, or none was."""
    found = [one.case(number) for one in _known.values()] if number else []
    return found[0] if found else ""


def register_photo(name: str, follow_up: PhotoFollowUp) -> None:
    """Offer the page on every photo of a vehicle's camera; the same name again replaces."""
    _of_photos[name] = follow_up


def photo_href(actor: Actor, photo_id: UUID) -> str:
    """Return where ``actor`` opens a case with the photo; empty where nothing can be opened."""
    open_to = [one.href(photo_id) for one in _of_photos.values() if actor.may(one.permission)]
    return open_to[0] if open_to else ""
