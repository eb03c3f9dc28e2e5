"""The form of a routing rule."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import shapely
from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gridwarden.algorithms.worktime import Limit, LimitUnit
from gridwarden.cases.actions.routing import NewRule
from gridwarden.cases.domain.routing import DayKind, PlaceKind
from gridwarden.cases.web.rule_words import DAY_KINDS, GRADES, PLACES, WEEKDAYS
from gridwarden.grids.domain.kinds import RoadGrade
from gridwarden.grids.models import Grid
from gridwarden.menu.domain.words import ItemClass
from gridwarden.menu.labels import ITEM_CLASSES, LIMIT_UNITS
from gridwarden.platform.ui.widgets import LongSelect
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.queries import units

if TYPE_CHECKING:
    from datetime import datetime

    from shapely.geometry.base import BaseGeometry

    from gridwarden.menu.queries.rows import MenuRow
    from gridwarden.platform.access import Actor

_DAY = {"type": "date"}
_TIME = {"type": "time"}
_CORNERS = 3


class CornersField(forms.CharField):
    """An area as its corners, a line each: longitude and latitude."""

    widget = forms.Textarea(attrs={"rows": 4, "placeholder": "120.3012 31.5804"})

    def clean(self, value: Any) -> BaseGeometry | None:
        """Return the area, or ``None`` where nothing is written."""
        text = super().clean(value)
        if not text:
            return None
        try:
            corners = [
                tuple(float(part) for part in line.replace(",", " ").split()) for line in text.splitlines() if line
            ]
            area = shapely.Polygon(corners)
        except (ValueError, shapely.GEOSException) as error:
            raise forms.ValidationError(_("A line is not a longitude and a latitude.")) from error
        if len(corners) < _CORNERS or not area.is_valid or not area.area:
            raise forms.ValidationError(_("These corners make no area."))
        return area


def corners(area: BaseGeometry | None) -> str:
    """Return an area as the field shows it."""
    if area is None:
        return ""
    ring = shapely.get_parts(area)[0].exterior.coords[:-1]
    return "\n".join(f"{lon:.6f} {lat:.6f}" for lon, lat in ring)


class RuleForm(forms.Form):
    """What a rule says; every rule about rules is the action's."""

    name = forms.CharField(label=_("Name"), max_length=80)
    subject = forms.ChoiceField(label=_("About"), required=False, widget=LongSelect)
    unit = forms.TypedChoiceField(label=_("Goes to"), coerce=int, widget=LongSelect)
    place = forms.ChoiceField(label=_("Place"), choices=[(kind.value, label) for kind, label in PLACES.items()])
    grids = forms.MultipleChoiceField(label=_("Grids"), required=False, widget=forms.CheckboxSelectMultiple)
    grade = forms.ChoiceField(
        label=_("Grade of the road"),
        required=False,
        choices=[("", "—"), *((grade.value, label) for grade, label in GRADES.items())],
    )
    area = CornersField(
        label=_("Corners of the area"), required=False, help_text=_("CGCS2000, one corner a line: longitude latitude.")
    )
    from_time = forms.TimeField(label=_("From (time)"), required=False, widget=forms.TimeInput(_TIME, format="%H:%M"))
    until_time = forms.TimeField(
        label=_("Until (time)"),
        required=False,
        widget=forms.TimeInput(_TIME, format="%H:%M"),
        help_text=_("Before the first: until the next morning; such a night belongs to the day on which it begins."),
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Weekdays"),
        required=False,
        coerce=int,
        choices=[(number, label) for number, label in WEEKDAYS.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: every weekday."),
    )
    days = forms.ChoiceField(label=_("Days"), choices=[(kind.value, label) for kind, label in DAY_KINDS.items()])
    valid_from = forms.DateField(label=_("In force from"), widget=forms.DateInput(_DAY, format="%Y-%m-%d"))
    valid_to = forms.DateField(
        label=_("No longer from"), required=False, widget=forms.DateInput(_DAY, format="%Y-%m-%d")
    )
    priority = forms.IntegerField(
        label=_("Priority"), min_value=1, max_value=9, help_text=_("1 goes first among rules that fit as closely.")
    )
    limit_value = forms.DecimalField(label=_("Own limit"), required=False, max_digits=9, decimal_places=3, min_value=0)
    limit_unit = forms.ChoiceField(
        label=_("Unit of the limit"), required=False, choices=[("", "—"), *LIMIT_UNITS.items()]
    )
    reference = forms.CharField(label=_("Contract or order"), required=False, max_length=60)
    is_on = forms.BooleanField(label=_("Switched on"), required=False)

    def __init__(self, actor: Actor, now: datetime, menu: MenuRow | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"].choices = _subjects(menu)  # type: ignore[attr-defined] # a choice field
        self.fields["unit"].choices = _units(actor, now)  # type: ignore[attr-defined] # a choice field
        self.fields["grids"].choices = _grids(actor, now)  # type: ignore[attr-defined] # a choice field

    def clean(self) -> dict[str, Any]:
        """Refuse half a pair."""
        data: dict[str, Any] = super().clean() or {}
        for one, other in (("from_time", "until_time"), ("limit_value", "limit_unit")):
            if (
                one in data
                and other in data
                and bool(data[one] is not None and data[one] != "")
                != bool(data[other] is not None and data[other] != "")
            ):
                self.add_error(other, _("Both or neither."))
        return data

    def rule(self) -> NewRule:
        """Return the rule that was entered."""
        data = self.cleaned_data
        new = NewRule(
            name=data["name"],
            unit_id=data["unit"],
            valid_from=data["valid_from"],
            valid_to=data["valid_to"],
            place=PlaceKind(data["place"]),
            grids=tuple(data["grids"]),
            area=data["area"],
            grade=RoadGrade(data["grade"]) if data["grade"] else None,
            hours=(data["from_time"], data["until_time"]) if data["from_time"] is not None else None,
            weekdays=tuple(data["weekdays"]),
            days=DayKind(data["days"]),
            priority=data["priority"],
            limit=Limit(data["limit_value"], LimitUnit(data["limit_unit"])) if data["limit_value"] else None,
            reference=data["reference"],
            is_on=data["is_on"],
        )
        return replace(new, **_subject(data["subject"]))


def initial(new: NewRule) -> dict[str, Any]:
    """Return a rule as the form shows it."""
    begin, until = new.hours or (None, None)
    return {
        "name": new.name,
        "subject": _word(new),
        "unit": new.unit_id,
        "place": new.place.value,
        "grids": list(new.grids),
        "grade": new.grade.value if new.grade else "",
        "area": corners(new.area),
        "from_time": begin,
        "until_time": until,
        "weekdays": list(new.weekdays),
        "days": new.days.value,
        "valid_from": new.valid_from,
        "valid_to": new.valid_to,
        "priority": new.priority,
        "limit_value": new.limit.value if new.limit else None,
        "limit_unit": new.limit.unit.value if new.limit else "",
        "reference": new.reference,
        "is_on": new.is_on,
    }


def _subjects(menu: MenuRow | None) -> list[tuple[str, object]]:
    """Return what a rule can be about: everything, a class, an item or a condition."""
    wide: list[tuple[str, object]] = [("", _("Everything"))]
    wide += [(f"class:{word.value}", label) for word, label in ITEM_CLASSES.items()]
    for item in menu.items if menu else ():
        wide.append((f"item:{item.number}", f"{item.number} {item.name}"))
        wide += [
            (f"condition:{item.number}.{condition.number}", f"　{item.number}.{condition.number} {condition.text}")
            for condition in item.conditions
        ]
    return wide


def _subject(word: str) -> dict[str, Any]:
    kind, _sep, value = word.partition(":")
    if kind == "class":
        return {"item_class": ItemClass(value)}
    if kind == "item":
        return {"item": int(value)}
    if kind == "condition":
        item, condition = value.split(".")
        return {"item": int(item), "condition": int(condition)}
    return {}


def _word(new: NewRule) -> str:
    if new.condition:
        return f"condition:{new.item}.{new.condition}"
    if new.item:
        return f"item:{new.item}"
    return f"class:{new.item_class.value}" if new.item_class else ""


def _units(actor: Actor, now: datetime) -> list[tuple[int, str]]:
    district, day = actor.district_id or 0, localdate(now)
    kinds = [kind for kind in reversed(UnitKind) if kind is not UnitKind.DESK]
    return [(one.id, one.name) for kind in kinds for one in units.of_kind(district, kind, day)]


def _grids(actor: Actor, now: datetime) -> list[tuple[str, str]]:
    found = Grid.objects.on(localdate(now)).filter(district=actor.district_id).order_by("code", "pk")
    return [(code, f"{code} {name}") for code, name in found.values_list("code", "name")]
