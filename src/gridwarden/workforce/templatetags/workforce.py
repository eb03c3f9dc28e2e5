"""Words of the workforce in templates: ``{% load workforce %}``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from gridwarden.workforce.labels import ROLES, STAFFING, UNIT_KINDS

if TYPE_CHECKING:
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
