"""What may follow from an alarm in a context above, for example a case; it says here where that begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from gridwarden.platform.access import Actor, Permission


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A page that goes on from an alarm; ``href`` gets the alarm's id."""

    permission: Permission
    href: Callable[[int], str]


_known: dict[str, FollowUp] = {}


def register(name: str, follow_up: FollowUp) -> None:
    """Offer the page on every alarm; the same name again replaces."""
    _known[name] = follow_up


def case_href(actor: Actor, alarm_id: int) -> str:
    """Return where ``actor`` opens a case for the alarm; empty where nothing can be opened."""
    open_to = [one.href(alarm_id) for one in _known.values() if actor.may(one.permission)]
    return open_to[0] if open_to else ""
