"""Shapes of what people enter about designs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gridwarden.grids.web.forms import DayField

#: How many grids of a class may be asked for.
_MOST = 500
_WEIGHTS = [
    (0.0, _("does not matter")),
    (0.5, _("a little")),
    (1.0, _("as usual")),
    (2.0, _("much")),
    (5.0, _("above all")),
]


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=_MOST)


def _weight(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=_WEIGHTS, coerce=float, initial=1.0)


class DesignForm(forms.Form):
    """What is wished of a design."""

    name = forms.CharField(label=_("Name"), max_length=80, required=False)
    count_a = _count(_("Grids of class A"))
    count_b = _count(_("Grids of class B"))
    count_c = _count(_("Grids of class C"))
    keep = forms.TypedChoiceField(label=_("Keep today's plan"), choices=_WEIGHTS, coerce=float, initial=0.0)
    balance = _weight(_("Even work"))
    drawn = _weight(_("Borders along roads"))
    cut = _weight(_("Few roads cut"))
    compact = _weight(_("Round grids"))
    time_limit_s = forms.TypedChoiceField(
        label=_("Time for the search"),
        choices=[(10, _("10 seconds")), (30, _("30 seconds")), (60, _("1 minute")), (300, _("5 minutes"))],
        coerce=int,
        initial=30,
    )
    seed = forms.IntegerField(label=_("Seed"), min_value=0, max_value=2**31 - 1, initial=0)

    def document(self) -> dict[str, Any]:
        """Return the settings as the designer reads them."""
        data = self.cleaned_data
        return {
            "counts": {word: data[f"count_{word.lower()}"] for word in "ABC"},
            "weights": {name: data[name] for name in ("balance", "cut", "drawn", "compact")},
            "seed": data["seed"],
            "time_limit_s": float(data["time_limit_s"]),
        }


class PublishForm(forms.Form):
    """From which day a design is the plan."""

    from_day = DayField(label=_("Holds from"), help_text=_("Cases opened before keep the grids of the plan before."))
