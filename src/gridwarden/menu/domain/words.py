"""The menu's words: classes, slips, what a condition is about and what must be photographed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ItemClass(StrEnum):
    """The three classes of the menu (市容, 市政, 环境秩序)."""

    CITYSCAPE = "cityscape"
    MUNICIPAL = "municipal"
    ORDER = "order"


class SlipType(StrEnum):
    """What is issued when a condition is met."""

    #: 整改联: to the party on the spot, with a deadline.
    RECTIFICATION_NOTICE = "rectification_notice"
    #: 联系单: to the desk, which sends it to the contractor or unit.
    CONTACT_SLIP = "contact_slip"


class ConditionKind(StrEnum):
    """What GB/T 30428.2 sorts by: something that happens, or a thing that stands there."""

    EVENT = "event"
    COMPONENT = "component"


@dataclass(frozen=True, slots=True)
class PhotoRule:
    """How many photos are needed before and after handling."""

    before: int
    after: int
