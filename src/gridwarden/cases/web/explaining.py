"""The steps of a deadline in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from gridwarden.algorithms.worktime import StepKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gridwarden.algorithms.worktime import Step


@dataclass(frozen=True, slots=True)
class ToldStep:
    """One step as people read it; ``seconds`` is what it took off the limit."""

    words: str
    seconds: float


def told_all(steps: Iterable[Step]) -> list[ToldStep]:
    """Return the steps of a deadline in words, without those too short to show on a clock; one at least is kept."""
    all_steps = list(steps)
    return [told(step) for step in all_steps if not _is_momentary(step)] or [told(step) for step in all_steps[-1:]]


def _is_momentary(step: Step) -> bool:
    return round((step.end - step.start).total_seconds() / 60) == 0


def told(step: Step) -> ToldStep:
    """Return one step of a deadline in words."""
    stretch = f"{localtime(step.start):%m-%d %H:%M} – {localtime(step.end):%m-%d %H:%M}"
    if step.seconds:
        words = _("{stretch}: {spent} counted, {left} left").format(
            stretch=stretch, spent=_span(step.seconds), left=_span(step.remaining_s)
        )
    else:
        words = _("{stretch}: does not count ({why})").format(stretch=stretch, why=_why(step))
    return ToldStep(words, step.seconds)


def _why(step: Step) -> str:
    words = {
        StepKind.OUT_OF_HOURS: _("outside working hours"),
        StepKind.PAUSED: _("the clock was paused"),
    }
    return step.name or words.get(step.kind, _("day off"))


def _span(seconds: float) -> str:
    minutes = round(seconds / 60)
    hours, rest = divmod(minutes, 60)
    return _("{h} h {m} min").format(h=hours, m=rest) if hours else _("{m} min").format(m=rest)
