"""Shapes of what people enter about contracts; every rule is the action's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gridwarden.algorithms.worktime import BadLimit, Limit, LimitUnit
from gridwarden.contracts.domain.states import ContractState
from gridwarden.contracts.domain.terms import Cover, Terms
from gridwarden.contracts.labels import STATES
from gridwarden.contracts.queries.contracts import ContractFilter
from gridwarden.grids.models import Grid
from gridwarden.menu.labels import LIMIT_UNITS
from gridwarden.platform.ui.numbers import key_of
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.queries import units

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.contracts.queries.contracts import ContractRow
    from gridwarden.menu.queries.rows import MenuRow
    from gridwarden.platform.access import Actor

_DAY = {"type": "date"}


class FilterForm(forms.Form):
    """Which contracts are wanted."""

    text = forms.CharField(required=False, label=_("Number or name"), max_length=60)
    state = forms.ChoiceField(
        required=False,
        label=_("State"),
        choices=[("", _("All")), *((state.value, label) for state, label in STATES.items())],
    )
    unit_id = forms.CharField(required=False, widget=forms.HiddenInput)

    def wanted(self) -> ContractFilter:
        """Return the filter; what makes no sense does not narrow."""
        self.is_valid()
        data = self.cleaned_data
        state = data.get("state")
        return ContractFilter(
            text=data.get("text", ""),
            state=ContractState(state) if state else None,
            unit_id=key_of(data.get("unit_id")),
        )


class ContractForm(forms.Form):
    """What a contract says."""

    number = forms.CharField(label=_("Number of the contract"), max_length=60)
    name = forms.CharField(label=_("Name"), max_length=80)
    unit = forms.TypedChoiceField(label=_("Contractor"), coerce=int)
    starts_on = forms.DateField(label=_("First day of the contract"), widget=forms.DateInput(_DAY, format="%Y-%m-%d"))
    ends_on = forms.DateField(label=_("Last day of the contract"), widget=forms.DateInput(_DAY, format="%Y-%m-%d"))
    covers = forms.MultipleChoiceField(
        label=_("Covers"), required=False, widget=forms.SelectMultiple(attrs={"size": 12}),
        help_text=_("Lines of the menu, or single conditions of them."),
    )  # fmt: skip
    limit_value = forms.DecimalField(
        label=_("Agreed limit"), required=False, max_digits=9, decimal_places=3, min_value=0,
        help_text=_("For what is chosen above and has no limit of its own yet; empty: that of the condition."),
    )  # fmt: skip
    limit_unit = forms.ChoiceField(
        label=_("Unit of the limit"), required=False, choices=[("", "—"), *LIMIT_UNITS.items()]
    )
    grids = forms.MultipleChoiceField(
        label=_("Grids"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: the whole district."),
    )  # fmt: skip
    contact_name = forms.CharField(label=_("Contact"), max_length=40, required=False)
    contact_phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)

    def __init__(
        self, actor: Actor, now: datetime, menu: MenuRow | None, row: ContractRow | None, data: Any = None
    ) -> None:
        super().__init__(data, initial=_initial(row))
        self.known = {_word(cover.item, cover.condition): cover.limit for cover in row.covers} if row else {}
        contractors = units.of_kind(actor.district_id or 0, UnitKind.CONTRACTOR, localdate(now))
        grids = Grid.objects.on(localdate(now)).filter(district=actor.district_id).order_by("code", "pk")
        self._offer("unit", [(one.id, one.name) for one in contractors])
        self._offer("grids", [(code, f"{code} {name}") for code, name in grids.values_list("code", "name")])
        self._offer("covers", _lines(menu))

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined] # a choice field

    def clean(self) -> dict[str, Any]:
        """Refuse half a limit, and one that is none."""
        data: dict[str, Any] = super().clean() or {}
        if bool(data.get("limit_value")) != bool(data.get("limit_unit")):
            self.add_error("limit_unit", _("Both or neither."))
        elif data.get("limit_value"):
            try:
                data["limit"] = Limit(data["limit_value"], LimitUnit(data["limit_unit"]))
            except BadLimit:
                self.add_error("limit_value", _("This limit is too short or too long."))
        return data

    def terms(self) -> Terms:
        """Return the contract that was entered."""
        data = self.cleaned_data
        agreed = data.get("limit")
        return Terms(
            number=data["number"],
            name=data["name"],
            unit_id=data["unit"],
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            grids=tuple(data["grids"]),
            contact_name=data["contact_name"],
            contact_phone=data["contact_phone"],
            covers=tuple(_cover(word, self.known.get(word) or agreed) for word in data["covers"]),
        )


class EndForm(forms.Form):
    """Why a contract ends."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea({"rows": 2}))


def _initial(row: ContractRow | None) -> dict[str, Any]:
    if row is None:
        return {}
    same = ("number", "name", "starts_on", "ends_on", "contact_name", "contact_phone")
    return {
        **{name: getattr(row, name) for name in same},
        "unit": row.unit_id,
        "grids": list(row.grids),
        "covers": [_word(cover.item, cover.condition) for cover in row.covers],
    }


def _lines(menu: MenuRow | None) -> list[tuple[str, str]]:
    lines = []
    for item in menu.items if menu else ():
        lines.append((_word(item.number, None), f"{item.number} {item.name}"))
        lines += [
            (_word(item.number, one.number), f"　{item.number}.{one.number} {one.text}") for one in item.conditions
        ]
    return lines


def _word(item: int, condition: int | None) -> str:
    return f"{item}.{condition}" if condition else str(item)


def _cover(word: str, limit: Limit | None) -> Cover:
    item, _sep, condition = word.partition(".")
    return Cover(item=int(item), condition=int(condition) if condition else None, limit=limit)
