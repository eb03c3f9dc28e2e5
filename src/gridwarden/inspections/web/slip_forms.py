"""Shapes of what people enter about slips and crews; every rule is the action's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gridwarden.inspections.actions.crews import CrewContent
from gridwarden.inspections.queries.slips import SlipFilter
from gridwarden.inspections.slip_labels import TILES
from gridwarden.menu.domain.words import SlipType
from gridwarden.platform.ui.numbers import key_of
from gridwarden.platform.ui.widgets import LongSelect

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gridwarden.inspections.queries.crews import CrewRow
    from gridwarden.menu.queries.rows import MenuRow


class SlipFilterForm(forms.Form):
    """Which slips are wanted."""

    text = forms.CharField(required=False, label=_("Number or place"), max_length=60)
    tile = forms.ChoiceField(required=False, label=_("State"), choices=[("", _("All")), *TILES.items()])
    item = forms.TypedChoiceField(required=False, label=_("Item"), coerce=int, empty_value=None)
    contract = forms.CharField(required=False, label=_("Contract"), max_length=60)
    unit_id = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, menu: MenuRow | None) -> None:
        super().__init__(data)
        items = [(item.number, f"{item.number} {item.name}") for item in menu.items] if menu else []
        self.fields["item"].choices = [("", _("All")), *items]  # type: ignore[attr-defined] # a choice field

    def wanted(self) -> SlipFilter:
        """Return the filter; what makes no sense does not narrow."""
        self.is_valid()
        data = self.cleaned_data
        return SlipFilter(
            tile=data.get("tile", ""),
            unit_id=key_of(data.get("unit_id")),
            item=data.get("item"),
            contract=data.get("contract", ""),
            text=data.get("text", ""),
        )


class SlipForm(forms.Form):
    """What an officer writes on a slip."""

    lon = forms.FloatField(widget=forms.HiddenInput, min_value=-180, max_value=180)
    lat = forms.FloatField(widget=forms.HiddenInput, min_value=-90, max_value=90)
    condition = forms.TypedChoiceField(label=_("What is to be done"), coerce=int, widget=LongSelect)
    address = forms.CharField(label=_("Address or landmark"), required=False, max_length=200)
    description = forms.CharField(
        label=_("What was found"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2})
    )
    requirement = forms.CharField(
        label=_("What is required"), required=False, max_length=500, widget=forms.Textarea({"rows": 2}),
        help_text=_("Empty: when the condition counts as done."),
    )  # fmt: skip

    def __init__(self, menu: MenuRow | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["condition"].choices = [("", _("Choose")), *_conditions(menu)]  # type: ignore[attr-defined]


class SendForm(forms.Form):
    """To whom the desk sends a slip."""

    unit = forms.TypedChoiceField(label=_("Send to"), coerce=int, empty_value=None)

    def __init__(self, choices: Iterable[tuple[int | str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = list(choices)  # type: ignore[attr-defined] # a choice field


class RefuseForm(forms.Form):
    """Why a contractor gives a slip back."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 2}))


class CrewChoiceForm(forms.Form):
    """Which crew goes."""

    crew = forms.TypedChoiceField(label=_("Crew"), coerce=int)

    def __init__(self, choices: Iterable[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["crew"].choices = list(choices)  # type: ignore[attr-defined] # a choice field


class FinishForm(forms.Form):
    """What is said about the work beside its photos."""

    note = forms.CharField(label=_("Note"), required=False, max_length=500, widget=forms.Textarea({"rows": 2}))


class CrewForm(forms.Form):
    """A crew; its members a line each."""

    name = forms.CharField(label=_("Name of the crew"), max_length=40)
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=20)
    members = forms.CharField(
        label=_("Members"), required=False, max_length=2000, widget=forms.Textarea({"rows": 5}),
        help_text=_("One a line: name, then telephone."),
    )  # fmt: skip
    is_active = forms.BooleanField(label=_("Can be sent"), required=False, initial=True)

    def content(self) -> CrewContent:
        """Return the crew that was entered."""
        data = self.cleaned_data
        lines = [line.split(maxsplit=1) for line in data["members"].splitlines() if line.strip()]
        return CrewContent(
            name=data["name"],
            phone=data["phone"],
            members=tuple((parts[0][:40], parts[1][:20] if len(parts) > 1 else "") for parts in lines),
            is_active=data["is_active"],
        )


def initial_of(row: CrewRow) -> dict[str, object]:
    """Return a crew as the form shows it."""
    members = "\n".join(f"{name} {phone}".strip() for name, phone in row.members)
    return {"name": row.name, "phone": row.phone, "members": members, "is_active": row.is_active}


def _conditions(menu: MenuRow | None) -> list[tuple[str, list[tuple[int, str]]]]:
    """Return the conditions that go by slip, under their items."""
    by_item = [
        (
            f"{item.number} {item.name}",
            [(one.id, one.text) for one in item.conditions if one.slip is SlipType.CONTACT_SLIP],
        )
        for item in (menu.items if menu else ())
    ]
    return [group for group in by_item if group[1]]
