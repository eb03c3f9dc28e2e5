"""Take reporters out of what was said between platforms, once their time is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.exchange.models import Incoming, Matter, Outgoing
from gridwarden.intake.actions import retention
from gridwarden.platform.redaction import reword

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def forget(cleaners: Mapping[int, Callable[[str], str]]) -> None:
    """Clean the matters of cases and their messages, each with the cleaner of its case."""
    cases = list(cleaners)
    reword(Matter.objects.filter(case__in=cases), ["result", "verdict_words", "ended_why"], "case", cleaners)
    reword(Outgoing.objects.filter(matter__case__in=cases), ["payload"], "matter__case", cleaners)
    reword(Incoming.objects.filter(matter__case__in=cases), ["note"], "matter__case", cleaners)


retention.also("exchange", forget)
