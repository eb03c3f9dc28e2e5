"""Words of the workforce in templates: ``{% load workforce %}``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.translation import gettext as _

from gridwarden.workforce.domain.rostering import PlanState, ShiftCode
from gridwarden.workforce.labels import (
    MEASURES,
    PLAN_STATES,
    PLAN_TONES,
    PROOFS,
    ROLES,
    SHIFT_MARKS,
    SHIFTS,
    STAFFING,
    UNIT_KINDS,
    WEEKDAY_MARKS,
)

if TYPE_CHECKING:
    from datetime import date

    from django.utils.functional import _StrPromise

    from gridwarden.platform.access import Role
    from gridwarden.workforce.domain.staffing import Staffing
    from gridwarden.workforce.domain.units import UnitKind

register = template.Library()


@register.filter
def kind_label(kind: UnitKind) -> str | _StrPromise:
    """Return what people call a kind of unit."""
    return UNIT_KINDS[kind]


@register.filter
def role_label(role: Role) -> str | _StrPromise:
    """Return what people call a role."""
    return ROLES[role]


@register.filter
def staffing_label(staffing: Staffing) -> str | _StrPromise:
    """Return how a grid stands in a role, in words."""
    return STAFFING[staffing]


@register.filter
def shift_label(code: str) -> str | _StrPromise:
    """Return what people call a shift; nothing for a day off."""
    return SHIFTS[ShiftCode(code)] if code else _("day off")


@register.filter
def shift_mark(code: str) -> str | _StrPromise:
    """Return the one character of a shift."""
    return SHIFT_MARKS[ShiftCode(code)] if code else ""


@register.filter
def group_label(code: str) -> str:
    """Return what people call a group on the roster: its grids, or its unit."""
    kind, _colon, name = code.rpartition(":")
    return (name or _("outside every unit")) if kind else code


@register.filter
def weekday_mark(day: date) -> str | _StrPromise:
    """Return the shortest word for a day of the week."""
    return WEEKDAY_MARKS[day.weekday()]


@register.filter
def state_label(state: PlanState) -> str | _StrPromise:
    """Return how far a roster has come, in words."""
    return PLAN_STATES[state]


@register.filter
def state_tone(state: PlanState) -> str:
    """Return the colour of a roster's state."""
    return PLAN_TONES[state]


@register.filter
def proof_label(status: str) -> str | _StrPromise:
    """Return how sure it is that there is no better roster."""
    return PROOFS.get(status, "")


@register.filter
def measure_label(measure: str) -> str | _StrPromise:
    """Return what is shared fairly."""
    return MEASURES.get(measure, "")
