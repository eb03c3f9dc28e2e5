"""Words about days in templates: ``{% load calendars %}``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from gridwarden.platform.calendars import labels

if TYPE_CHECKING:
    from collections.abc import Iterable

register = template.Library()


@register.filter
def day_words(day: object) -> str:
    """Return what a day is, for example ``Holiday (National Day)``; takes anything with ``kind`` and ``name``."""
    return labels.day_words(getattr(day, "kind", ""), getattr(day, "name", ""))


@register.filter
def holiday(name: str) -> str:
    """Return a holiday's name in the reader's language."""
    return labels.holiday_name(name)


@register.filter
def weekdays(numbers: Iterable[int]) -> str:
    """Return days of the week in a few words."""
    return " ".join(str(labels.SHORT_WEEKDAYS[number]) for number in numbers)


@register.filter
def rule(code: str) -> str:
    """Return the rule that a row of a file breaks."""
    return str(labels.RULES.get(code, code))


@register.filter
def source(code: str) -> str:
    """Return where a day's row comes from."""
    return str(labels.SOURCES.get(code, code))


@register.simple_tag
def week_heads() -> list[tuple[str, str]]:
    """Return the seven days of the week, short and in full."""
    return [(str(short), str(full)) for short, full in zip(labels.SHORT_WEEKDAYS, labels.WEEKDAYS, strict=True)]
