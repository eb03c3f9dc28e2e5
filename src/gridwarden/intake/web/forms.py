"""The desk's form for a call, a letter or an instruction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gridwarden.algorithms.geodesy import Crs
from gridwarden.cases.domain.sources import OWN_FINDINGS, Source
from gridwarden.cases.labels import SOURCES

if TYPE_CHECKING:
    from gridwarden.menu.queries.rows import MenuRow

#: Channels that the desk writes down for somebody else.
CHANNELS = [source for source in Source if source not in OWN_FINDINGS]


class ReportForm(forms.Form):
    """What somebody told the desk."""

    channel = forms.ChoiceField(
        label=_("Channel"),
        choices=[(source.value, SOURCES[source]) for source in CHANNELS],
        initial=Source.HOTLINE.value,
    )
    reporter_name = forms.CharField(label=_("Name of the reporter"), required=False, max_length=60)
    reporter_phone = forms.CharField(
        label=_("Telephone"), required=False, max_length=20, widget=forms.TextInput({"inputmode": "tel"})
    )
    text = forms.CharField(label=_("What was said"), max_length=2000, widget=forms.Textarea({"rows": 4}))
    condition_id = forms.TypedChoiceField(
        label=_("Item and condition"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Can be settled later."),
    )
    address = forms.CharField(label=_("Address"), required=False, max_length=200)
    lon = forms.FloatField(widget=forms.HiddenInput, min_value=-180, max_value=180)
    lat = forms.FloatField(widget=forms.HiddenInput, min_value=-90, max_value=90)

    def __init__(self, *args: Any, menu: MenuRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [
            (f"{item.number} {item.name}", [(condition.id, condition.text) for condition in item.conditions])
            for item in menu.items
        ]
        self.fields["condition_id"].choices = [("", "—"), *groups]  # type: ignore[attr-defined] # a choice field
        for name in ("lon", "lat"):
            self.fields[name].error_messages["required"] = _("Choose the place on the map.")

    def report(self) -> dict[str, Any]:
        """Return what a ``NewReport`` takes from the form; pins on our own map are CGCS2000."""
        given = dict(self.cleaned_data)
        return {**given, "channel": Source(given["channel"]), "crs": Crs.CGCS2000}
