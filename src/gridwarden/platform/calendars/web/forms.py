"""Forms of calendars; they check shape only, the actions refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from gridwarden.algorithms.worktime import DayKind
from gridwarden.platform.calendars.domain.dayfile import MAX_NAME
from gridwarden.platform.calendars.domain.hours import BadHours, parse_hours
from gridwarden.platform.calendars.domain.notice import MAX_CHARACTERS
from gridwarden.platform.calendars.labels import DAY_KINDS, RULES, WEEKDAYS

if TYPE_CHECKING:
    from gridwarden.algorithms.worktime import Segment

_DAY = {"type": "date"}


class HoursField(forms.CharField):
    """Working hours as people write them."""

    def clean(self, value: str) -> tuple[Segment, ...] | None:
        """Return the segments, or nothing for an empty field."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_hours(text)
        except BadHours as refusal:
            raise forms.ValidationError(str(RULES["is_hours"])) from refusal


class ReasonForm(forms.Form):
    """Why the calendar is changed; kept in the audit trail."""

    reason = forms.CharField(
        label=_("Reason for the change"),
        max_length=200,
        help_text=_("For example the notice that orders it. Kept in the audit trail."),
    )


class DayForm(ReasonForm):
    """What a day is."""

    kind = forms.ChoiceField(label=_("Kind of day"), choices=list(DAY_KINDS.items()), widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Name of the holiday"),
        max_length=MAX_NAME,
        required=False,
        help_text=_("For a holiday and its make-up workdays."),
    )
    hours = HoursField(
        label=_("Working hours"),
        max_length=120,
        required=False,
        help_text=_("Only if they differ from the usual ones, such as 08:00-12:00."),
    )
    field_order = ("kind", "name", "hours", "reason")

    def clean_kind(self) -> DayKind:
        """Return the kind as the domain's value."""
        return DayKind(self.cleaned_data["kind"])


class HoursForm(ReasonForm):
    """Weekly hours from a day on."""

    valid_from = forms.DateField(label=_("Valid from"), widget=forms.DateInput(attrs=_DAY))
    hours = HoursField(
        label=_("Working hours"), max_length=120, help_text=_("Such as 08:00-12:00 14:00-18:00, at most until 24:00.")
    )
    weekdays = forms.MultipleChoiceField(
        label=_("Days of the week"), choices=list(enumerate(WEEKDAYS)), widget=forms.CheckboxSelectMultiple
    )
    field_order = ("valid_from", "hours", "weekdays", "reason")

    def clean_weekdays(self) -> frozenset[int]:
        """Return the days of the week as numbers from Monday 0."""
        return frozenset(int(day) for day in self.cleaned_data["weekdays"])


class FileForm(forms.Form):
    """A CSV file of days."""

    file = forms.FileField(
        label=_("CSV file"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=_("Columns date, kind, name and, if needed, hours; UTF-8 or GB 18030."),
    )
    complete_year = forms.IntegerField(
        label=_("Complete year"),
        required=False,
        min_value=2004,
        max_value=2100,
        help_text=_(
            "If the file holds every holiday and make-up workday of a year, name it; its days are then confirmed."
        ),
    )


class NoticeForm(forms.Form):
    """The State Council's notice."""

    year = forms.IntegerField(label=_("Year"), min_value=2004, max_value=2100)
    notice = forms.CharField(
        label=_("Text of the notice"),
        max_length=MAX_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("Paste its numbered paragraphs; the number of days in each is checked."),
    )
