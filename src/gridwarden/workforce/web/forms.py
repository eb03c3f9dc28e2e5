"""Shapes of what people enter; every rule is the action's."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gridwarden.platform.access import ADMINISTRATORS, Role
from gridwarden.workforce.domain.roles import GRID_ROLES
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.labels import ROLES, SENTENCES, UNIT_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.functional import _StrPromise

    from gridwarden.workforce.queries.choices import Choice


class DayField(forms.DateField):
    """A day, picked from the browser's calendar."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class LastDayField(DayField):
    """The last day of a span as people say it; cleaned into the day after, on which it no longer holds."""

    def clean(self, value: Any) -> date | None:
        """Return the first day after."""
        last: date | None = super().clean(value)
        if last == date.max:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return last + timedelta(days=1) if last else None

    def prepare_value(self, value: Any) -> Any:
        """Show the day before the stored one; what was typed stays as typed."""
        return value - timedelta(days=1) if isinstance(value, date) else value


class IdField(forms.TypedChoiceField):
    """One of some rows, by id."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, empty_value=None, **kwargs)


def offer(form: forms.Form, name: str, rows: Iterable[Choice], *, blank: str | _StrPromise = "—") -> None:
    """Set what may be chosen in a form's ``IdField``; ``blank`` is the word for choosing none."""
    field = cast("IdField", form.fields[name])
    field.choices = [("", blank), *((row.id, row.label) for row in rows)]


class UnitForm(forms.Form):
    """A unit to be founded."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind.value, label) for kind, label in UNIT_KINDS.items()])
    name = forms.CharField(label=_("Name"), max_length=60)
    code = forms.CharField(label=_("Code"), max_length=20, help_text=_("Short, once in the district."))
    parent = IdField(label=_("Stands under"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)
    valid_from = DayField(label=_("From"))

    def chosen_kind(self) -> UnitKind:
        """Return the kind that was chosen."""
        return UnitKind(self.cleaned_data["kind"])


class UnitRevisionForm(forms.Form):
    """What may change of a unit."""

    name = forms.CharField(label=_("Name"), max_length=60)
    parent = IdField(label=_("Stands under"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)


class LastDayForm(forms.Form):
    """The day on which something ends."""

    valid_to = LastDayField(label=_("Last day"))


class KeepingForm(forms.Form):
    """A grid for a unit to keep."""

    grid = IdField(label=_("Grid"))
    valid_from = DayField(label=_("From"))


class PersonForm(forms.Form):
    """Somebody who joins."""

    display_name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=60)
    username = forms.CharField(label=_("Login name"), max_length=150)
    staff_number = forms.CharField(label=_("Staff number"), max_length=20)
    unit = IdField(label=_("Unit"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)
    card_number = forms.CharField(label=_("Enforcement card"), max_length=30, required=False)
    joined_on = DayField(label=_("First day"))


class PersonRevisionForm(forms.Form):
    """What may change of a person."""

    display_name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=60)
    staff_number = forms.CharField(label=_("Staff number"), max_length=20)
    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)
    card_number = forms.CharField(label=_("Enforcement card"), max_length=30, required=False)


class MoveForm(forms.Form):
    """Another unit for a person."""

    unit = IdField(label=_("Unit"))


class PostingForm(forms.Form):
    """A posting to a grid."""

    grid = IdField(label=_("Grid"))
    role = forms.ChoiceField(label=_("Role"), choices=[(role.value, ROLES[role]) for role in GRID_ROLES])
    valid_from = DayField(label=_("From"))
    valid_to = LastDayField(label=_("Last day"), required=False, help_text=_("Empty: until further notice."))
    substitute_for = IdField(label=_("Stands in for"), required=False)


class SpanForm(forms.Form):
    """The days of a posting."""

    valid_from = DayField(label=_("From"))
    valid_to = LastDayField(label=_("Last day"), required=False, help_text=_("Empty: until further notice."))


class LeaveForm(forms.Form):
    """Days away."""

    valid_from = DayField(label=_("From"))
    valid_to = LastDayField(label=_("Last day"))
    reason = forms.CharField(label=_("Reason of the leave"), max_length=120)
    substitute = IdField(
        label=_("Substitute"),
        required=False,
        help_text=_("Is posted to every grid of the absent person for these days."),
    )


class RolesForm(forms.Form):
    """The roles of a person."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        required=False,
        choices=[(role.value, ROLES[role]) for role in Role],
        widget=forms.CheckboxSelectMultiple,
    )

    def cards(self) -> list[dict[str, Any]]:
        """Return each role with its sentence and whether it is ticked, administrators last."""
        ticked = set(self["roles"].value() or [])
        ordered = sorted(Role, key=lambda role: role in ADMINISTRATORS)
        return [
            {
                "value": role.value,
                "label": ROLES[role],
                "sentence": SENTENCES[role],
                "ticked": role.value in ticked,
                "is_office": role in ADMINISTRATORS,
            }
            for role in ordered
        ]


class DutyForm(forms.Form):
    """A duty in both languages."""

    text = forms.CharField(label=_("Duty"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    text_en = forms.CharField(
        label=_("In English"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class StaffFilterForm(forms.Form):
    """What the list of people is narrowed by."""

    q = forms.CharField(label=_("Name, number or telephone"), required=False)
    unit = IdField(label=_("Unit"), required=False)
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=[("", _("all")), *((role.value, ROLES[role]) for role in Role)]
    )
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("in service")), ("away", _("on leave today")), ("gone", _("no longer in service"))],
    )
