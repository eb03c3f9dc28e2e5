"""What the menu tells higher contexts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from gridwarden.platform.events.bus import Event


@dataclass(frozen=True, kw_only=True)
class MenuPublished(Event):
    """A version was published; it is in force from ``valid_from`` (an ISO day)."""

    name: ClassVar[str] = "menu.published"
    menu_id: int
    version: int
    valid_from: str
