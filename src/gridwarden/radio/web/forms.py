"""Shapes of what the desk enters into the log; every rule is the action's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gridwarden.grids.models import Grid
from gridwarden.patrols.models import Device
from gridwarden.platform.ui.numbers import key_of
from gridwarden.radio.actions.log import NewEntry
from gridwarden.radio.domain.talk import Way
from gridwarden.radio.labels import WAYS
from gridwarden.radio.queries.log import LogFilter

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor


def _grids(actor: Actor) -> Any:
    grids = Grid.objects.on(localdate()).filter(district=actor.district_id).order_by("code")
    return [("", "—"), *((pk, f"{code} {name}") for pk, code, name in grids.values_list("pk", "code", "name"))]


class FilterForm(forms.Form):
    """Which entries are wanted."""

    text = forms.CharField(required=False, label=_("Who or what"), max_length=60)
    day = forms.DateField(required=False, label=_("Day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    way = forms.ChoiceField(required=False, label=_("Way"), choices=[("", _("All")), *WAYS.items()])
    grid = forms.ChoiceField(required=False, label=_("Grid"))
    case = forms.CharField(required=False, label=_("Case"), max_length=20)

    def __init__(self, actor: Actor, data: Any = None) -> None:
        super().__init__(data)
        self.fields["grid"].choices = _grids(actor)  # type: ignore[attr-defined] # a choice field

    def wanted(self) -> LogFilter:
        """Return the filter; what makes no sense does not narrow."""
        self.is_valid()
        data = self.cleaned_data
        way = data.get("way")
        return LogFilter(
            text=data.get("text", ""), way=Way(way) if way else None, grid_id=key_of(data.get("grid")),
            case_number=data.get("case", ""), day=data.get("day"),
        )  # fmt: skip


class EntryForm(forms.Form):
    """What was heard."""

    heard_at = forms.DateTimeField(
        label=_("Heard"), widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    way = forms.ChoiceField(label=_("Way"), choices=[(way.value, WAYS[way]) for way in Way if way is not Way.VEHICLE])
    speaker = forms.CharField(label=_("Who"), max_length=60)
    text = forms.CharField(label=_("Words"), max_length=1000, widget=forms.Textarea({"rows": 4}))
    grid = forms.ChoiceField(label=_("Grid"), required=False)
    case = forms.CharField(label=_("Case number"), max_length=20, required=False)
    corrects = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, actor: Actor, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["grid"].choices = _grids(actor)  # type: ignore[attr-defined] # a choice field

    def entry(self) -> NewEntry:
        """Return what was entered."""
        data = self.cleaned_data
        return NewEntry(
            heard_at=data["heard_at"], way=Way(data["way"]), speaker=data["speaker"], text=data["text"],
            grid_id=key_of(data["grid"]), case_number=data["case"], corrects_id=key_of(data["corrects"]),
        )  # fmt: skip


class VehiclesForm(forms.Form):
    """Words for drivers."""

    vehicles = forms.MultipleChoiceField(label=_("Vehicles"), widget=forms.CheckboxSelectMultiple)
    text = forms.CharField(label=_("Words for the drivers"), max_length=200, widget=forms.Textarea({"rows": 3}))
    is_urgent = forms.BooleanField(label=_("Urgent"), required=False)

    def __init__(self, actor: Actor, data: Any = None) -> None:
        super().__init__(data)
        found = Device.objects.filter(district=actor.district_id, kind="vehicle", retired_at=None).order_by("name")
        self.fields["vehicles"].choices = found.values_list("pk", "name")  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """Return what was entered, as the action takes it."""
        data = self.cleaned_data
        ids = [int(one) for one in data["vehicles"]]
        return {"device_ids": ids, "text": data["text"], "is_urgent": data["is_urgent"]}
