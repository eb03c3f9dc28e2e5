"""What people read for the menu's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from gridwarden.algorithms.worktime import Limit, LimitUnit
from gridwarden.menu.domain.compare import ChangeKind
from gridwarden.menu.domain.rules import Fault
from gridwarden.menu.domain.words import ConditionKind, ItemClass, SlipType

if TYPE_CHECKING:
    from decimal import Decimal

    from django.utils.functional import _StrPromise

ITEM_CLASSES: dict[ItemClass, _StrPromise] = {
    ItemClass.CITYSCAPE: _("City appearance"),
    ItemClass.MUNICIPAL: _("Municipal works"),
    ItemClass.ORDER: _("Environmental order"),
}
SLIPS: dict[SlipType, _StrPromise] = {
    SlipType.RECTIFICATION_NOTICE: _("Rectification notice"),
    SlipType.CONTACT_SLIP: _("Contact slip"),
}
KINDS: dict[ConditionKind, _StrPromise] = {
    ConditionKind.EVENT: _("Event"),
    ConditionKind.COMPONENT: _("Component"),
}
LIMIT_UNITS: dict[LimitUnit, _StrPromise] = {
    LimitUnit.WORKING_HOUR: _("working hours"),
    LimitUnit.WORKING_DAY: _("working days"),
    LimitUnit.URGENT_HOUR: _("urgent hours"),
    LimitUnit.URGENT_DAY: _("urgent days"),
}
#: Parts of an hour are said in minutes.
_MINUTES: dict[LimitUnit, _StrPromise] = {
    LimitUnit.WORKING_HOUR: _("%(value)s working minutes"),
    LimitUnit.URGENT_HOUR: _("%(value)s urgent minutes"),
}
CHANGES: dict[ChangeKind, _StrPromise] = {
    ChangeKind.ADDED: _("added"),
    ChangeKind.REMOVED: _("removed"),
    ChangeKind.CHANGED: _("changed"),
}
#: Field of a line or condition → what people call it.
FIELDS: dict[str, _StrPromise] = {
    "number": _("Number"),
    "item_class": _("Class"),
    "name": _("Name"),
    "name_en": _("Name in English"),
    "slip": _("Slip"),
    "text": _("Condition"),
    "text_en": _("Condition in English"),
    "gb_code": _("GB code"),
    "limit_value": _("Limit"),
    "limit_unit": _("Unit of the limit"),
    "closing_condition": _("Closing condition"),
    "closing_condition_en": _("Closing condition in English"),
    "responsible_kind": _("Responsible unit"),
    "photos_before": _("Photos before"),
    "photos_after": _("Photos after"),
}
#: ``%(what)s`` is filled with the finding's own word.
FAULTS: dict[Fault, _StrPromise] = {
    Fault.LINES_MISSING: _("%(what)s of the eighteen lines are missing."),
    Fault.LINES_TOO_MANY: _("There are %(what)s lines too many; the menu has eighteen."),
    Fault.NUMBERS_BROKEN: _("The lines are not numbered from 1 without gaps."),
    Fault.CLASS_EMPTY: _('The class "%(what)s" has no line.'),
    Fault.NAME_REPEATED: _('Two lines are called "%(what)s".'),
    Fault.NO_CONDITION: _('"%(what)s" has no condition.'),
    Fault.CONDITION_REPEATED: _("A condition stands there twice: %(what)s"),
}


def limit_words(limit: Limit) -> str:
    """Return a limit as people say it, for example 4 工作时 or, below an hour, 紧急 15 分钟."""
    minutes = limit.value * 60
    if limit.value < 1 and limit.unit in _MINUTES and minutes == minutes.to_integral_value():
        return str(_MINUTES[limit.unit]) % {"value": f"{minutes.normalize():f}"}
    value = f"{limit.value.normalize():f}"
    return _counted(limit.unit, limit.value) % {"value": value}


def _counted(unit: LimitUnit, value: Decimal) -> str:
    # One half is plural in English as well; Chinese has one form.
    count = 1 if value == 1 else 2
    if unit is LimitUnit.WORKING_HOUR:
        return ngettext("%(value)s working hour", "%(value)s working hours", count)
    if unit is LimitUnit.WORKING_DAY:
        return ngettext("%(value)s working day", "%(value)s working days", count)
    if unit is LimitUnit.URGENT_HOUR:
        return ngettext("%(value)s urgent hour", "%(value)s urgent hours", count)
    return ngettext("%(value)s urgent day", "%(value)s urgent days", count)
