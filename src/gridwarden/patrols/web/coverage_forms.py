"""Shapes of what people enter about coverage; every rule is the action's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gridwarden.algorithms.coverage import Params
from gridwarden.grids.domain.kinds import GridClass, RoadGrade
from gridwarden.patrols.coverage_labels import GRADES, PARAMS
from gridwarden.patrols.domain.coverage import MOST_PASSES, SETTABLE

if TYPE_CHECKING:
    from gridwarden.patrols.domain.coverage import Plan


class DayForm(forms.Form):
    """Which day is wanted."""

    day = forms.DateField(required=False, label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))


class PlanForm(forms.Form):
    """Passes by grade and class, and the parameters that a district sets."""

    def __init__(self, plan: Plan, data: Any = None) -> None:
        super().__init__(data)
        for grade in RoadGrade:
            for grid_class in GridClass:
                self.fields[f"{grade}_{grid_class}"] = forms.IntegerField(
                    label=format_lazy("{} · {}", GRADES[grade], grid_class.value),
                    min_value=0, max_value=MOST_PASSES, initial=plan.passes(grade, grid_class),
                )  # fmt: skip
        for name in SETTABLE:
            label, hint = PARAMS[name]
            self.fields[name] = forms.FloatField(
                label=label, help_text=hint, initial=plan.params.get(name, getattr(Params(), name))
            )

    def required(self) -> dict[str, dict[str, int]]:
        """Return the passes."""
        return {grade: {one: self.cleaned_data[f"{grade}_{one}"] for one in GridClass} for grade in RoadGrade}

    def params(self) -> dict[str, float]:
        """Return the parameters."""
        return {name: self.cleaned_data[name] for name in SETTABLE}

    def rows(self) -> list[tuple[Any, list[Any]]]:
        """Return the passes as a table: a grade, and its fields by class."""
        return [(GRADES[grade], [self[f"{grade}_{one}"] for one in GridClass]) for grade in RoadGrade]

    def figures(self) -> list[Any]:
        """Return the fields of the parameters."""
        return [self[name] for name in SETTABLE]


class AppealForm(forms.Form):
    """What an officer says."""

    text = forms.CharField(
        label=_("What the figures do not show"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReviewForm(forms.Form):
    """What another decides."""

    answer = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
