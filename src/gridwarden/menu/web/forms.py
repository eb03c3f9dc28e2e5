"""Shapes of what an editor enters; every rule is the menu's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gridwarden.algorithms.worktime import LimitUnit
from gridwarden.menu.domain.content import ConditionContent, ItemContent
from gridwarden.menu.domain.words import ItemClass, SlipType
from gridwarden.menu.labels import FIELDS, ITEM_CLASSES, LIMIT_UNITS, SLIPS
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.labels import UNIT_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise


def _choices(labels: Mapping[Any, str | _StrPromise]) -> list[tuple[str, str | _StrPromise]]:
    return [(word.value, label) for word, label in labels.items()]


def _lines() -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 2})


class ItemForm(forms.Form):
    """A line."""

    name = forms.CharField(label=FIELDS["name"], max_length=80)
    name_en = forms.CharField(label=FIELDS["name_en"], max_length=120, required=False)
    item_class = forms.ChoiceField(label=FIELDS["item_class"], choices=_choices(ITEM_CLASSES))
    slip = forms.ChoiceField(
        label=FIELDS["slip"], choices=_choices(SLIPS), help_text=_("What new conditions start with.")
    )

    def content(self) -> ItemContent:
        """Return what was entered."""
        data = self.cleaned_data
        return ItemContent(
            name=data["name"],
            name_en=data["name_en"],
            item_class=ItemClass(data["item_class"]),
            slip=SlipType(data["slip"]),
        )


class ConditionForm(forms.Form):
    """A condition."""

    text = forms.CharField(label=FIELDS["text"], max_length=200, widget=_lines())
    text_en = forms.CharField(label=FIELDS["text_en"], max_length=300, required=False, widget=_lines())
    closing_condition = forms.CharField(label=FIELDS["closing_condition"], max_length=200, widget=_lines())
    closing_condition_en = forms.CharField(
        label=FIELDS["closing_condition_en"], max_length=300, required=False, widget=_lines()
    )
    gb_code = forms.CharField(label=FIELDS["gb_code"], max_length=5, help_text=_("For example E0401 or C0102."))
    limit_value = forms.DecimalField(label=FIELDS["limit_value"], max_digits=5, decimal_places=1)
    limit_unit = forms.ChoiceField(label=FIELDS["limit_unit"], choices=_choices(LIMIT_UNITS))
    responsible_kind = forms.ChoiceField(label=FIELDS["responsible_kind"], choices=_choices(UNIT_KINDS))
    slip = forms.ChoiceField(label=FIELDS["slip"], choices=_choices(SLIPS))
    photos_before = forms.IntegerField(label=FIELDS["photos_before"], initial=1)
    photos_after = forms.IntegerField(label=FIELDS["photos_after"], initial=1)

    def content(self) -> ConditionContent:
        """Return what was entered."""
        data = dict(self.cleaned_data)
        return ConditionContent(
            **{
                **data,
                "gb_code": data["gb_code"].upper(),
                "limit_unit": LimitUnit(data["limit_unit"]),
                "responsible_kind": UnitKind(data["responsible_kind"]),
                "slip": SlipType(data["slip"]),
            }
        )


class PublishForm(forms.Form):
    """From when a draft is in force."""

    valid_from = forms.DateField(
        label=_("In force from"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    note = forms.CharField(
        label=_("What changed"), max_length=200, required=False, help_text=_("Stands in the history.")
    )
