"""What screens learn about talk."""

from __future__ import annotations

from dataclasses import dataclass

from gridwarden.platform.events.bus import Event


@dataclass(frozen=True, kw_only=True)
class TalkPosted(Event):
    """Something was said in a group; what, a page asks for itself."""

    name = "talk.posted"

    group_kind: str
    about_id: int
    message_id: int
    #: Who may hear of it beside the grid and the unit.
    user_ids: tuple[int, ...]
    grid_id: int | None = None
    owner_unit_id: int | None = None
