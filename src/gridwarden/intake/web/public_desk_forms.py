"""Forms of the desk for the public pages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gridwarden.intake.actions.terms import BOUNDS
from gridwarden.intake.domain.blocking import BlockKind

BLOCK_KINDS = {
    BlockKind.PHONE: pgettext_lazy("blocked", "Telephone"),
    BlockKind.ADDRESS: pgettext_lazy("blocked", "Network address"),
    BlockKind.PHRASE: pgettext_lazy("blocked", "Phrase"),
}


def _number(name: str, label: object, hint: object = "") -> forms.IntegerField:
    low, high = BOUNDS[name]
    return forms.IntegerField(label=label, help_text=hint, min_value=low, max_value=high)  # type: ignore[arg-type] # lazy


class TermsForm(forms.Form):
    """On what terms the district is open."""

    takes_reports = forms.BooleanField(label=_("People without an account can report"), required=False)
    reports_per_hour = _number("reports_per_hour", _("Reports from one network address in an hour"))
    greeting = forms.CharField(
        label=_("Words above the form"),
        required=False,
        max_length=200,
        help_text=_("For example the desk's telephone."),
    )
    shows_cases = forms.BooleanField(label=_("Cases are shown on the public map and as open data"), required=False)
    delay_h = _number("delay_h", _("Shown after this many hours"))
    coarse_m = _number(
        "coarse_m", _("Places are shown as squares of this many metres"), _("The middle of the square is shown.")
    )
    reopen_days = _number("reopen_days", _("Days in which a reporter may have a case taken up again"))
    reopen_times = _number("reopen_times", _("How often a case may be taken up again for its reporters"))


class BlockForm(forms.Form):
    """Block one sender or phrase."""

    kind = forms.ChoiceField(
        label=_("What is blocked"), choices=[(kind.value, label) for kind, label in BLOCK_KINDS.items()]
    )
    value = forms.CharField(label=_("Telephone, address or phrase"), max_length=60)
    reason = forms.CharField(label=_("Why"), max_length=200)
    until = forms.DateField(
        label=_("Until the end of"), required=False, widget=forms.DateInput({"type": "date"}),
        help_text=_("Empty: until it is lifted."),
    )  # fmt: skip


class OriginForm(forms.Form):
    """Block where a report came from."""

    code = forms.CharField(label=_("Tracking code of the report"), max_length=12)
    origin_reason = forms.CharField(label=_("Why"), max_length=200)


class AnnouncementForm(forms.Form):
    """Announce something to everybody."""

    title = forms.CharField(label=_("Title"), max_length=80)
    text = forms.CharField(label=_("Text"), max_length=4000, widget=forms.Textarea({"rows": 6}))
    ends_on = forms.DateField(
        label=_("Until the end of"), required=False, widget=forms.DateInput({"type": "date"}),
        help_text=_("Empty: until it is withdrawn."),
    )  # fmt: skip
