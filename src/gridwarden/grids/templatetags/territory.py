"""How the territory's words and measures look: ``{% load territory %}``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.formats import number_format

from gridwarden.grids.labels import CONTROL_LEVELS, GRID_CLASSES, PATROL_MODES, ZONE_KINDS
from gridwarden.grids.sentences import said

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

register = template.Library()

_TONES = {"A": "info", "B": "good", "C": "warn"}


@register.inclusion_tag("ui/_badge.html")
def class_badge(grid_class: str) -> dict[str, Any]:
    """Show a grid's class."""
    return {"text": GRID_CLASSES[grid_class], "tone": _TONES[grid_class], "symbol": ""}


@register.filter
def patrol_label(mode: str) -> _StrPromise:
    """Return how a grid is patrolled."""
    return PATROL_MODES[mode]


@register.filter
def control_label(level: str) -> _StrPromise:
    """Return how closely a road is kept."""
    return CONTROL_LEVELS[level]


@register.filter(name="said")
def said_filter(sentence: str) -> str:
    """Return a sentence of the designer in the language of the page."""
    return said(sentence)


@register.filter
def zone_label(kind: str) -> _StrPromise:
    """Return what a zone is."""
    return ZONE_KINDS[kind]


@register.filter
def metres(value: float) -> str:
    """Return whole metres or square metres, in groups of three digits."""
    return f"{round(value):,}"


@register.filter
def km2(area_m2: float) -> str:
    """Return square metres as square kilometres."""
    return number_format(area_m2 / 1e6, decimal_pos=3, use_l10n=True)
