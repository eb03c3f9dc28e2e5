"""Routing rules in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from gridwarden.cases.domain.routing import DayKind, PlaceKind, Reason
from gridwarden.grids.domain.kinds import RoadGrade
from gridwarden.menu.labels import ITEM_CLASSES, limit_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gridwarden.cases.domain.routing import Rule

#: Of longer lists of grids so many are named.
SPELT_OUT = 4
GRADES = {
    RoadGrade.ARTERIAL: gettext_lazy("Arterial roads"),
    RoadGrade.SECONDARY: gettext_lazy("Secondary roads"),
    RoadGrade.BACK_STREET: gettext_lazy("Back streets"),
}
DAY_KINDS = {
    DayKind.ANY: gettext_lazy("Every day"),
    DayKind.WORKING: gettext_lazy("Working days only"),
    DayKind.OFF: gettext_lazy("Days off and holidays only"),
}
PLACES = {
    PlaceKind.DISTRICT: gettext_lazy("Whole district"),
    PlaceKind.GRADE: gettext_lazy("Roads of a grade"),
    PlaceKind.GRIDS: gettext_lazy("Certain grids"),
    PlaceKind.AREA: gettext_lazy("Drawn area"),
}
WEEKDAYS = {
    1: pgettext_lazy("weekday", "Mon"),
    2: pgettext_lazy("weekday", "Tue"),
    3: pgettext_lazy("weekday", "Wed"),
    4: pgettext_lazy("weekday", "Thu"),
    5: pgettext_lazy("weekday", "Fri"),
    6: pgettext_lazy("weekday", "Sat"),
    7: pgettext_lazy("weekday", "Sun"),
}
REASONS = {
    Reason.WON: gettext_lazy("Sends the case"),
    Reason.OFF: gettext_lazy("Is switched off"),
    Reason.NOT_VALID: gettext_lazy("Is not in force on this day"),
    Reason.NO_UNIT: gettext_lazy("Its unit does not exist on this day"),
    Reason.OTHER_SUBJECT: gettext_lazy("Is about something else"),
    Reason.OTHER_PLACE: gettext_lazy("Holds in other places"),
    Reason.OTHER_DAY: gettext_lazy("Holds on other days"),
    Reason.OTHER_HOUR: gettext_lazy("Holds at other hours"),
    Reason.WIDER_SUBJECT: gettext_lazy("Fits, but is about more than the winner"),
    Reason.WIDER_PLACE: gettext_lazy("Fits, but covers a wider place than the winner"),
    Reason.WIDER_DAYS: gettext_lazy("Fits, but holds on more days than the winner"),
    Reason.WIDER_HOURS: gettext_lazy("Fits, but holds at more hours than the winner"),
    Reason.LATER_PRIORITY: gettext_lazy("Fits as closely, but its priority comes later"),
    Reason.LATER_NUMBER: gettext_lazy("Fits as closely, but its number comes later"),
}


def subject(rule: Rule, items: Mapping[int, str]) -> str:
    """Return what the rule is about; ``items`` names the lines of the menu by number."""
    if rule.item is None:
        return str(ITEM_CLASSES[rule.item_class]) if rule.item_class else _("Everything")
    name = items.get(rule.item, "")
    number = f"{rule.item}.{rule.condition}" if rule.condition else str(rule.item)
    return f"{number} {name}".strip()


def place(rule: Rule, *, in_full: bool = False) -> str:
    """Return where the rule holds; of many grids the first ones, unless ``in_full``."""
    if rule.place is PlaceKind.GRIDS:
        return "、".join(sorted(rule.grids)) if in_full else grids(sorted(rule.grids))
    if rule.place is PlaceKind.GRADE and rule.grade:
        return str(GRADES[rule.grade])
    return str(PLACES[rule.place])


def grids(codes: Sequence[str], of: int = 0) -> str:
    """Return codes of grids: the first ones with how many they are together, or that they are all ``of`` the grids."""
    if of and len(codes) == of:
        return ngettext("all {n} grid", "all {n} grids", of).format(n=of)
    if len(codes) <= SPELT_OUT + 1:
        return "、".join(codes)
    few = "、".join(codes[:SPELT_OUT])
    return ngettext("{few} and others, {n} grid", "{few} and others, {n} grids", len(codes)).format(
        few=few, n=len(codes)
    )


def time(rule: Rule) -> str:
    """Return when the rule holds."""
    parts = []
    if rule.weekdays:
        parts.append("、".join(str(WEEKDAYS[day]) for day in sorted(rule.weekdays)))
    if rule.days is not DayKind.ANY:
        parts.append(str(DAY_KINDS[rule.days]))
    if rule.hours:
        parts.append(stretch(rule.hours))
    return " · ".join(parts) or _("Always")


def stretch(hours: tuple[int, int]) -> str:
    """Return hours of a day, given in minutes."""
    return "–".join(f"{minutes // 60:02d}:{minutes % 60:02d}" for minutes in hours)


def validity(rule: Rule) -> str:
    """Return from when to when the rule is in force."""
    if rule.valid_to is None:
        return _("from {day}").format(day=rule.valid_from.isoformat())
    return _("{day} until before {end}").format(day=rule.valid_from.isoformat(), end=rule.valid_to.isoformat())


def limit(rule: Rule) -> str:
    """Return the rule's own limit."""
    return str(limit_words(rule.limit)) if rule.limit else _("that of the condition")
