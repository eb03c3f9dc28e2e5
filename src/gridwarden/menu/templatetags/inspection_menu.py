"""Words of the menu in templates: ``{% load inspection_menu %}``."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import template

from gridwarden.algorithms.worktime import Limit, LimitUnit
from gridwarden.menu import labels
from gridwarden.menu.domain.words import ConditionKind, ItemClass, SlipType
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.labels import UNIT_KINDS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from gridwarden.menu.domain.compare import ChangeKind, FieldChange
    from gridwarden.menu.domain.rules import Finding

register = template.Library()


@register.filter
def class_label(kind: ItemClass) -> str | _StrPromise:
    """Return what people call a class of lines."""
    return labels.ITEM_CLASSES[kind]


@register.filter
def slip_label(slip: SlipType) -> str | _StrPromise:
    """Return what people call a slip."""
    return labels.SLIPS[slip]


@register.filter
def kind_label(kind: ConditionKind) -> str | _StrPromise:
    """Return whether a condition is about an event or a component."""
    return labels.KINDS[kind]


@register.filter
def unit_kind_label(kind: UnitKind) -> str | _StrPromise:
    """Return what people call a kind of unit."""
    return UNIT_KINDS[kind]


@register.filter
def limit_label(limit: Limit) -> str:
    """Return a limit in words."""
    return labels.limit_words(limit)


@register.filter
def is_urgent(limit: Limit) -> bool:
    """Return whether the limit's clock never stops."""
    return limit.unit.is_continuous


@register.filter
def change_label(kind: ChangeKind) -> str | _StrPromise:
    """Return what happened to a line or condition."""
    return labels.CHANGES[kind]


@register.filter
def field_label(change: FieldChange) -> str | _StrPromise:
    """Return what people call a field."""
    return labels.FIELDS[change.field]


@register.filter
def finding_words(finding: Finding) -> str:
    """Return a finding as a sentence."""
    what = finding.what
    if what in set(ItemClass):
        what = str(labels.ITEM_CLASSES[ItemClass(what)])
    sentence = str(labels.FAULTS[finding.fault]) % {"what": what}
    return f"{finding.number}. {sentence}" if finding.number else sentence


@register.filter
def value_words(value: Any) -> Any:
    """Return a field's value as people read it: words of the menu by their label, 2 instead of 2.0."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    tables: dict[type, dict[Any, Any]] = {
        ItemClass: labels.ITEM_CLASSES,
        SlipType: labels.SLIPS,
        LimitUnit: labels.LIMIT_UNITS,
        UnitKind: UNIT_KINDS,
    }
    table = tables.get(type(value))
    return table[value] if table else value
