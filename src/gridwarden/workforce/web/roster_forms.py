"""Shapes of what people enter for rosters."""

from __future__ import annotations

import itertools
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gridwarden.workforce.domain.rostering import MOST_WANTED, ROSTER_DAYS, Wanted
from gridwarden.workforce.web.forms import DayField, IdField, LastDayField


def _people(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_WANTED)


class MinuteField(forms.TimeField):
    """A time of the day, cleaned into minutes after midnight."""

    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})

    def clean(self, value: Any) -> int | None:
        """Return the minutes after midnight."""
        found = super().clean(value)
        return None if found is None else found.hour * 60 + found.minute

    def prepare_value(self, value: Any) -> Any:
        """Show minutes as a time; what was typed stays as typed."""
        return f"{value // 60:02}:{value % 60:02}" if isinstance(value, int) else value


class RosterForm(forms.Form):
    """A roster to be made."""

    unit = IdField(label=_("Unit"), help_text=_("With everything below it."))
    first_day = DayField(
        label=pgettext_lazy("roster", "First day"), help_text=_("Weeks are counted from it: best a Monday.")
    )
    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=62, initial=ROSTER_DAYS)
    workday_day = _people(_("Each pair of grids, workday, day shift"))
    workday_evening = _people(_("Each pair of grids, workday, evening shift"))
    rest_day = _people(_("Each pair of grids, day of rest, day shift"))
    rest_evening = _people(_("Each pair of grids, day of rest, evening shift"))
    desk_workday_day = _people(_("The desk, workday, day shift"))
    desk_workday_evening = _people(_("The desk, workday, evening shift"))
    desk_rest_day = _people(_("The desk, day of rest, day shift"))
    desk_rest_evening = _people(_("The desk, day of rest, evening shift"))
    day_starts = MinuteField(label=_("Day shift starts"))
    day_ends = MinuteField(label=_("Day shift ends"))
    evening_starts = MinuteField(label=_("Evening shift starts"))
    evening_ends = MinuteField(
        label=_("Evening shift ends"), help_text=_("A time before the start is on the day after.")
    )
    office_starts = MinuteField(label=_("Office hours start"))
    office_ends = MinuteField(label=_("Office hours end"))

    @property
    def parts(self) -> list[list[forms.BoundField]]:
        """Return the fields below the unit as they stand together: days, pairs of grids, the desk, hours."""
        names = list(self.fields)[1:]
        return [[self[name] for name in names[start:end]] for start, end in itertools.pairwise((0, 2, 6, 10, None))]

    def wanted(self) -> Wanted:
        """Return how many are wanted, and when the shifts are."""
        return Wanted(**{name: self.cleaned_data[name] for name in Wanted.__dataclass_fields__})


class PublishForm(forms.Form):
    """From when a roster is in force."""

    from_day = DayField(label=pgettext_lazy("roster", "In force from"))


class SickForm(forms.Form):
    """Days on which somebody cannot come."""

    valid_from = DayField(label=_("From"))
    valid_to = LastDayField(label=_("Last day"))
    reason = forms.CharField(label=_("Reason"), max_length=100)


class RosterFilterForm(forms.Form):
    """Whose roster, and from when."""

    unit = IdField(label=_("Unit"), required=False)
    first = DayField(label=_("From"), required=False)
