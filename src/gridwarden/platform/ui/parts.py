"""What the components show, as frozen values that views build from the rows of their queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.utils.functional import _StrPromise


class Tone(StrEnum):
    """What a colour means; a symbol or a word always says the same."""

    NEUTRAL = "neutral"
    INFO = "info"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


class RungState(StrEnum):
    """Where a matter stands on one level of the ladder."""

    PASSED = "passed"
    HERE = "here"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A photo in a strip: the large one, its thumbnail, what it shows."""

    url: str
    thumb: str
    alt: str | _StrPromise
    caption: str | _StrPromise = ""
    #: All of it is shown, however little of the frame it fills: nobody recognises half a signature.
    whole: bool = False
    #: A step that goes on from the photo: where, and what it is called.
    href: str = ""
    step: str | _StrPromise = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One entry of a timeline. ``clock`` says what the step did to a clock, ``quote`` is what somebody wrote."""

    at: datetime
    title: str | _StrPromise
    who: str = ""
    unit: str = ""
    quote: str = ""
    clock: str | _StrPromise = ""
    tone: Tone = Tone.NEUTRAL
    icon: str = "point"
    photos: Sequence[Photo] = ()
    #: The page to which its title leads.
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One level of the five: its name, who stands there, and whether the matter has been there."""

    level: int
    label: str | _StrPromise
    state: RungState = RungState.AHEAD
    unit: str = ""
    note: str | _StrPromise = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A tab: either a link to another page (``href``) or the switch of the panel with this id on the same page."""

    label: str | _StrPromise
    panel: str = ""
    href: str = ""
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stat:
    """A figure with the way to what it counts."""

    label: str | _StrPromise
    value: str | int | float
    href: str = ""
    unit: str | _StrPromise = ""
    hint: str | _StrPromise = ""
    tone: Tone = Tone.NEUTRAL
    icon: str = ""
    #: Small bars of the last days, oldest first.
    trend: Sequence[int] = field(default_factory=tuple)

    def bars(self) -> list[tuple[int, int]]:
        """Return the trend as (left edge, height of 24) for drawing."""
        top = max(self.trend, default=0) or 1
        return [(number * 7, max(1, round(24 * value / top))) for number, value in enumerate(self.trend)]
