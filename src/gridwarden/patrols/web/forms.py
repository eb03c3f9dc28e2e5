"""Shapes of what people enter about devices; every rule is the action's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gridwarden.patrols.actions.devices import NewDevice
from gridwarden.patrols.domain.alarms import AlarmKind
from gridwarden.patrols.domain.devices import DeviceKind
from gridwarden.patrols.jt808.profiles import STANDARD
from gridwarden.patrols.labels import ALARM_KINDS, KINDS, PROFILE_WORDS, RULE_WORDS
from gridwarden.patrols.queries.alarms import AlarmFilter
from gridwarden.patrols.queries.devices import DeviceFilter
from gridwarden.platform.ui.numbers import key_of
from gridwarden.workforce.models import Staff, Unit

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor


class FilterForm(forms.Form):
    """Which devices are wanted."""

    text = forms.CharField(required=False, label=_("Name, plate or terminal number"), max_length=40)
    kind = forms.ChoiceField(required=False, label=_("Kind"), choices=[("", _("All")), *KINDS.items()])
    retired = forms.BooleanField(required=False, label=_("Retired ones"))

    def wanted(self) -> DeviceFilter:
        """Return the filter; what makes no sense does not narrow."""
        self.is_valid()
        data = self.cleaned_data
        kind = data.get("kind")
        return DeviceFilter(
            text=data.get("text", ""), kind=DeviceKind(kind) if kind else None, retired=bool(data.get("retired"))
        )


class DeviceForm(forms.Form):
    """What is known of a device when it is enrolled."""

    kind = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()))
    name = forms.CharField(label=_("Name"), max_length=40)
    terminal = forms.CharField(
        label=_("Terminal number"), max_length=24, required=False,
        help_text=_("Vehicles only: the number that the terminal sends, often that of its SIM card."),
    )  # fmt: skip
    plate = forms.CharField(label=_("Plate"), max_length=12, required=False)
    profile = forms.ChoiceField(label=_("Model"), choices=list(PROFILE_WORDS.items()), initial=STANDARD.name)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    staff = forms.ChoiceField(label=_("Person"), required=False)

    def __init__(self, actor: Actor, data: Any = None) -> None:
        super().__init__(data)
        units = Unit.objects.on(localdate()).filter(district=actor.district_id).order_by("kind", "code")
        people = Staff.objects.filter(district=actor.district_id, user__is_active=True).order_by("staff_number")
        self._offer("unit", units.values_list("pk", "name"))
        named = people.values_list("pk", "user__display_name", "staff_number")
        self._offer("staff", [(pk, f"{name} · {number}") for pk, name, number in named])

    def _offer(self, name: str, choices: Any) -> None:
        self.fields[name].choices = [("", "—"), *choices]  # type: ignore[attr-defined] # a choice field

    def device(self) -> NewDevice:
        """Return what was entered."""
        data = self.cleaned_data
        return NewDevice(
            kind=DeviceKind(data["kind"]),
            name=data["name"],
            terminal=data["terminal"],
            plate=data["plate"],
            profile=data["profile"],
            unit_id=key_of(data["unit"]),
            staff_id=key_of(data["staff"]),
        )


class HolderForm(forms.Form):
    """Who carries a device from now on."""

    staff = forms.ChoiceField(label=_("Person"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)

    def __init__(self, actor: Actor, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        like = DeviceForm(actor)
        for name in ("unit", "staff"):
            self.fields[name].choices = like.fields[name].choices  # type: ignore[attr-defined] # choice fields

    def holder(self) -> dict[str, int | None]:
        """Return who was chosen."""
        data = self.cleaned_data
        return {"staff_id": key_of(data["staff"]), "unit_id": key_of(data["unit"])}


class IntervalForm(forms.Form):
    """How often a vehicle tells its place."""

    driving_s = forms.IntegerField(label=_("Seconds between places"), min_value=1, max_value=3600, initial=10)
    asleep_s = forms.IntegerField(label=_("Seconds while parked"), min_value=10, max_value=86_400, initial=300)


class AlarmFilterForm(forms.Form):
    """Which alarms are wanted."""

    kind = forms.ChoiceField(required=False, label=_("Kind"), choices=[("", _("All")), *ALARM_KINDS.items()])
    grid = forms.CharField(required=False, label=_("Grid"), max_length=32)
    day = forms.DateField(required=False, label=_("Day"), widget=forms.DateInput({"type": "date"}))
    going_on = forms.BooleanField(required=False, label=_("Going on"))
    waiting = forms.BooleanField(required=False, label=_("Not acknowledged"))
    device = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=2**62)

    def wanted(self) -> AlarmFilter:
        """Return the filter; what makes no sense does not narrow."""
        self.is_valid()
        data = self.cleaned_data
        kind = data.get("kind")
        return AlarmFilter(
            kind=AlarmKind(kind) if kind else None,
            going_on=bool(data.get("going_on")),
            waiting=bool(data.get("waiting")),
            grid_code=data.get("grid", "").strip(),
            device_id=data.get("device"),
            day=data.get("day"),
        )


class NoteForm(forms.Form):
    """What somebody found."""

    note = forms.CharField(label=_("What it turned out to be"), max_length=300, required=False)


class RulesForm(forms.Form):
    """The figures by which a district judges."""

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for name, (label, least, most) in RULE_WORDS.items():
            self.fields[name] = forms.FloatField(
                label=label, min_value=least, max_value=most, widget=forms.NumberInput({"step": "any"})
            )


class SpeakForm(forms.Form):
    """Words for a driver."""

    text = forms.CharField(label=_("Words for the driver"), max_length=200)
    is_urgent = forms.BooleanField(label=_("Urgent"), required=False)
