"""Shapes of what people enter about video sources; every rule is the action's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gridwarden.patrols.models import Device
from gridwarden.platform.ui.numbers import key_of
from gridwarden.video.actions.sources import NewSource
from gridwarden.video.domain.sources import Address, VideoKind
from gridwarden.video.labels import KINDS
from gridwarden.video.queries.sources import SourceFilter

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor


class FilterForm(forms.Form):
    """Which sources are wanted."""

    text = forms.CharField(required=False, label=_("Name"), max_length=60)
    kind = forms.ChoiceField(required=False, label=_("Kind"), choices=[("", _("All")), *KINDS.items()])
    retired = forms.BooleanField(required=False, label=_("Out of use"))

    def wanted(self) -> SourceFilter:
        """Return the filter; what makes no sense does not narrow."""
        self.is_valid()
        data = self.cleaned_data
        kind = data.get("kind")
        return SourceFilter(
            text=data.get("text", ""), kind=VideoKind(kind) if kind else None, retired=bool(data.get("retired"))
        )


class SourceForm(forms.Form):
    """What is known of a camera."""

    kind = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()))
    name = forms.CharField(label=_("Name"), max_length=60)
    device = forms.CharField(
        label=_("Device code"), max_length=20, required=False,
        help_text=_("GB/T 28181: twenty digits. A vehicle's terminal number is taken from the vehicle."),
    )  # fmt: skip
    channel = forms.CharField(
        label=_("Channel number"), max_length=20, required=False,
        help_text=_("GB/T 28181: twenty digits. JT/T 1078: 1 to 99."),
    )  # fmt: skip
    url = forms.CharField(
        label=_("Address of the stream"), max_length=500, required=False,
        help_text=_("RTSP and HLS only. It is kept sealed and shown to nobody again."),
    )  # fmt: skip
    vehicle = forms.ChoiceField(label=_("Vehicle"), required=False)
    lon = forms.FloatField(required=False, widget=forms.HiddenInput, min_value=-180, max_value=180)
    lat = forms.FloatField(required=False, widget=forms.HiddenInput, min_value=-90, max_value=90)

    def __init__(self, actor: Actor, data: Any = None) -> None:
        super().__init__(data)
        vehicles = Device.objects.filter(district=actor.district_id, kind="vehicle", retired_at=None).order_by("name")
        choices: Any = [("", "—"), *vehicles.values_list("pk", "name")]
        self.fields["vehicle"].choices = choices  # type: ignore[attr-defined] # a choice field

    @property
    def place_errors(self) -> list[str]:
        """What is wrong with the place, to be said beside the map."""
        return [str(words) for name in ("lon", "lat") for words in self.errors.get(name, ())][:1]

    def source(self) -> NewSource:
        """Return what was entered."""
        data = self.cleaned_data
        address = Address(
            kind=VideoKind(data["kind"]),
            device=data["device"].strip(),
            channel=data["channel"].strip(),
            url=data["url"].strip(),
        )
        return NewSource(
            name=data["name"], address=address, lon=data["lon"], lat=data["lat"], vehicle_id=key_of(data["vehicle"])
        )
