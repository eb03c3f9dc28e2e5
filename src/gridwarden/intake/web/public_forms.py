"""What somebody without an account fills in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from gridwarden.algorithms.geodesy import Crs
from gridwarden.cases.domain.sources import Source
from gridwarden.intake.actions.reception import NewReport
from gridwarden.intake.domain.opinions import Verdict
from gridwarden.intake.domain.plain import plain_words

if TYPE_CHECKING:
    from gridwarden.menu.queries.rows import MenuRow

#: Nobody chooses a place and writes a sentence faster.
SHORTEST_S = 3
#: After so long the page asks to be looked through again; its photos and words stay.
LONGEST_S = 24 * 3600
_SALT = "gridwarden.report"


def started_now() -> str:
    """Return a signed note of when the form was shown."""
    return signing.TimestampSigner(salt=_SALT).sign("form")


class PublicReportForm(forms.Form):
    """A report: place, item, words, photos, and only if wanted a way to call back."""

    lon = forms.FloatField(widget=forms.HiddenInput, min_value=-180, max_value=180)
    lat = forms.FloatField(widget=forms.HiddenInput, min_value=-90, max_value=90)
    address = forms.CharField(
        label=_("Address or landmark"), required=False, max_length=200, widget=forms.TextInput({"autocomplete": "off"})
    )
    item = forms.TypedChoiceField(label=_("What is wrong"), required=False, coerce=int, empty_value=None)
    condition = forms.TypedChoiceField(label=_("What exactly"), required=False, coerce=int, empty_value=None)
    text = forms.CharField(
        label=_("In words"), required=False, max_length=2000, widget=forms.Textarea({"rows": 4, "maxlength": 2000})
    )
    reporter_name = forms.CharField(
        label=_("Your name"), required=False, max_length=60, widget=forms.TextInput({"autocomplete": "name"})
    )
    reporter_phone = forms.CharField(
        label=_("Your telephone"),
        required=False,
        max_length=20,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
    )
    #: A trap: people do not see this field, programs fill it in.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )
    started = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, menu: MenuRow, has_photos: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._has_photos = has_photos
        conditions = [(one.id, one.text) for item in menu.items for one in item.conditions]
        self._item_of = {one.id: item.number for item in menu.items for one in item.conditions}
        self.fields["item"].choices = [(item.number, item.name) for item in menu.items]  # type: ignore[attr-defined]
        self.fields["condition"].choices = conditions  # type: ignore[attr-defined] # both are choice fields
        for name in ("lon", "lat"):
            self.fields[name].error_messages["required"] = _("Choose the place on the map.")

    def clean_condition(self) -> int | None:
        """Keep only a condition of the chosen item: without script the two can part."""
        chosen: int | None = self.cleaned_data.get("condition")
        return chosen if chosen and self._item_of[chosen] == self.cleaned_data.get("item") else None

    def clean_started(self) -> str:
        """Refuse what was filled in faster than anybody can, or from a page kept for days."""
        given: str = self.cleaned_data["started"]
        signer = signing.TimestampSigner(salt=_SALT)
        try:
            signer.unsign(given, max_age=LONGEST_S)
        except signing.BadSignature:
            raise forms.ValidationError(_("This page is old. Please look it through and send it again.")) from None
        try:
            signer.unsign(given, max_age=SHORTEST_S)
        except signing.SignatureExpired:
            return given
        raise forms.ValidationError(_("That was very quick. Please look it through and send it again."))

    def clean(self) -> dict[str, Any]:
        """Ask for words or a photo: a place alone says nothing."""
        given = super().clean() or {}
        if not plain_words(given.get("text", "")) and not self._has_photos:
            self.add_error("text", _("Say in a few words what is wrong, or add a photo."))
        return given

    @property
    def is_trapped(self) -> bool:
        """Whether a program has filled in what people do not see."""
        return bool(self.data.get("website", "").strip())

    def report(self, *, district_id: int, origin: str, language: str) -> NewReport:
        """Return what a report takes from the form; pins on our own map are CGCS2000."""
        given = self.cleaned_data
        return NewReport(
            district_id=district_id,
            channel=Source.WEB,
            condition_id=given["condition"],
            lon=given["lon"],
            lat=given["lat"],
            crs=Crs.CGCS2000,
            address=given["address"],
            text=given["text"],
            reporter_name=given["reporter_name"],
            reporter_phone=given["reporter_phone"],
            origin=origin,
            language=language,
            service_code=f"{given['item']:02d}" if given["item"] else "",
        )


class AnswerForm(forms.Form):
    """Whether the reporter is satisfied."""

    verdict = forms.ChoiceField(
        label=_("Are you satisfied?"),
        choices=[(Verdict.SATISFIED.value, _("Satisfied")), (Verdict.NOT_SATISFIED.value, _("Not satisfied"))],
    )
    words = forms.CharField(
        label=_("In words"), required=False, max_length=1000, widget=forms.Textarea({"rows": 3, "maxlength": 1000})
    )
    reopen = forms.BooleanField(label=_("It is not put right: take it up again"), required=False)
