"""The desk's form for a call, a letter or an instruction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gridwarden.algorithms.geodesy import Crs
from gridwarden.intake.actions.desk import Filed
from gridwarden.intake.actions.reception import NewReport
from gridwarden.intake.desk_labels import MEDIA
from gridwarden.intake.domain.media import Medium, source_of

if TYPE_CHECKING:
    from uuid import UUID

    from gridwarden.menu.queries.rows import MenuRow


class ReportForm(forms.Form):
    """What somebody told the desk."""

    channel = forms.TypedChoiceField(
        label=_("Came as"),
        choices=[(medium.value, label) for medium, label in MEDIA.items()],
        initial=Medium.HOTLINE.value,
        coerce=Medium,
    )
    sender = forms.CharField(
        label=_("Passed on by"), required=False, max_length=40, help_text=_("12345, 12319, a newspaper, an office")
    )
    external_number = forms.CharField(label=_("Number of the sender"), required=False, max_length=80)
    external_due_at = forms.DateTimeField(
        label=_("Sender's deadline"), required=False, widget=forms.DateTimeInput({"type": "datetime-local"})
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

    def filed(self, *, district_id: int, photo_ids: tuple[UUID, ...]) -> Filed:
        """Return what the desk files; pins on our own map are CGCS2000."""
        given = dict(self.cleaned_data)
        medium = given.pop("channel")
        filing = {name: given.pop(name) for name in ("sender", "external_number", "external_due_at")}
        report = NewReport(
            district_id=district_id, channel=source_of(medium), crs=Crs.CGCS2000, photo_ids=photo_ids, **given
        )
        return Filed(report=report, medium=medium, **filing)
