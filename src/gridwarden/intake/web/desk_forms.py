"""Shapes of what the desk enters; the rules are the actions' own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gridwarden.algorithms.geodesy import Crs
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.labels import SOURCES
from gridwarden.intake.desk_labels import DIRECTIONS, MEDIA, OUTCOMES, VERDICTS
from gridwarden.intake.domain.calls import Direction, Outcome
from gridwarden.intake.domain.media import Medium
from gridwarden.intake.domain.opinions import Verdict
from gridwarden.intake.domain.retention import LEAST_DAYS, MOST_DAYS
from gridwarden.intake.queries import callers
from gridwarden.intake.queries.archive import ArchiveFilter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

    from gridwarden.intake.queries.retention import RetentionRow


def _choices(labels: Mapping[Any, str | _StrPromise], *, blank: bool = False) -> list[tuple[str, str | _StrPromise]]:
    start: list[tuple[str, str | _StrPromise]] = [("", "—")] if blank else []
    return start + [(word.value, label) for word, label in labels.items()]


def _day(label: str | _StrPromise) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput({"type": "date"}))


class ArchiveFilterForm(forms.Form):
    """Which complaints."""

    text = forms.CharField(label=_("Search"), required=False, max_length=100)
    caller = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    medium = forms.TypedChoiceField(
        label=_("Came as"), required=False, choices=_choices(MEDIA, blank=True), coerce=Medium, empty_value=None
    )
    channel = forms.TypedChoiceField(
        label=_("Channel"), required=False, choices=_choices(SOURCES, blank=True), coerce=Source, empty_value=None
    )
    standing = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", "—"),
            ("open", pgettext_lazy("complaint", "Open")),
            ("ended", pgettext_lazy("complaint", "Ended")),
        ],
    )
    verdict = forms.TypedChoiceField(
        label=_("Judgement"), required=False, choices=_choices(VERDICTS, blank=True), coerce=Verdict, empty_value=None
    )
    received_from = _day(_("Received from"))
    received_to = _day(_("Received to"))
    forgotten_next = forms.BooleanField(label=_("Forgotten next"), required=False)

    def wanted(self) -> ArchiveFilter:
        """Return the filter; what cannot be read does not narrow."""
        self.is_valid()
        given = dict(self.cleaned_data)
        # requests for a file that were written down before numbers were sealed still mean their caller
        phone = callers.opened(given.pop("caller", "")) or self.data.get("phone", "")
        return ArchiveFilter(phone=phone, **given)


class ListForm(forms.Form):
    """A hotline's list."""

    sender = forms.CharField(
        label=_("Sender"), max_length=40, initial="12345", help_text=_("For rows that name none themselves.")
    )
    crs = forms.TypedChoiceField(
        label=_("Coordinates are in"),
        coerce=Crs,
        initial=Crs.WGS84.value,
        choices=[(crs.value, crs.value.upper()) for crs in Crs],
    )
    file = forms.FileField(label=_("CSV file or workbook (.xlsx)"), allow_empty_file=True)


class ReasonForm(forms.Form):
    """A reason in one's own words."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 3}))


class AnswerForm(forms.Form):
    """The answer to the reporters."""

    text = forms.CharField(label=_("Answer to the reporter"), max_length=2000, widget=forms.Textarea({"rows": 4}))


class RemarkForm(forms.Form):
    """What is to be changed."""

    remark = forms.CharField(label=_("What is to be changed"), max_length=500)


class CallForm(forms.Form):
    """A call as it went."""

    direction = forms.TypedChoiceField(
        label=_("Who called"), choices=_choices(DIRECTIONS), coerce=Direction, initial=Direction.OUT.value
    )
    outcome = forms.TypedChoiceField(
        label=_("How it ended"), choices=_choices(OUTCOMES), coerce=Outcome, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Note of the call"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )
    reopen = forms.BooleanField(label=_("Take the case up again"), required=False)


class ReleaseForm(forms.Form):
    """What a file is for."""

    reason = forms.CharField(label=_("What the file is for"), max_length=200)


class RetentionForm(forms.Form):
    """Days for each channel."""

    def __init__(self, *args: Any, rows: list[RetentionRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in rows:
            self.fields[row.channel.value] = forms.IntegerField(
                label=SOURCES[row.channel],
                initial=row.days,
                min_value=LEAST_DAYS,
                max_value=MOST_DAYS,
                widget=forms.NumberInput({"class": "form-control gw-days"}),
            )

    def days(self) -> dict[Source, int]:
        """Return the days by channel."""
        return {Source(name): number for name, number in self.cleaned_data.items()}
