"""Shapes of what people enter about designs."""

from __future__ import annotations

import json
from math import isfinite
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gridwarden.grids.labels import CRS_NAMES, PATROL_MODES
from gridwarden.grids.web.forms import DayField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gridwarden.grids.domain.wanted import Pair
    from gridwarden.grids.queries.designs import DesignRow

#: How many grids of a class may be asked for.
_MOST = 500
_CLASSES = "ABC"
_WEIGHTS = [
    (0.0, _("does not matter")),
    (0.5, _("a little")),
    (1.0, _("as usual")),
    (2.0, _("much")),
    (5.0, _("above all")),
]
_TERMS = ("balance", "drawn", "cut", "compact")


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=_MOST)


def _mode(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[*PATROL_MODES.items()], initial="foot")


def _weight(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=_WEIGHTS, coerce=float, initial=1.0)


class PairsField(forms.CharField):
    """Pairs of places, drawn on the map: a list of ``[[lon, lat], [lon, lat]]``."""

    widget = forms.HiddenInput
    default_error_messages = {"unreadable": _("The pairs cannot be read; choose them on the map again.")}

    def clean(self, value: Any) -> tuple[Pair, ...]:
        """Return the pairs as numbers."""
        text = super().clean(value) or "[]"
        try:
            pairs = tuple(((_place(one)), (_place(other))) for one, other in json.loads(text))
        except (ValueError, TypeError, RecursionError):
            raise forms.ValidationError(self.error_messages["unreadable"], code="unreadable") from None
        return pairs


class DesignForm(forms.Form):
    """What is wished of a design."""

    name = forms.CharField(label=_("Name"), max_length=80, required=False)
    count_a = _count(_("Grids of class A"))
    count_b = _count(_("Grids of class B"))
    count_c = _count(_("Grids of class C"))
    mode_a = _mode(_("Class A is patrolled"))
    mode_b = _mode(_("Class B is patrolled"))
    mode_c = _mode(_("Class C is patrolled"))
    max_minutes = forms.IntegerField(
        label=_("Most work of a grid, minutes a day"), required=False, min_value=1, max_value=100_000
    )
    base = forms.TypedChoiceField(
        label=_("Plan to start from"), required=False, coerce=int, empty_value=None, choices=[("", _("Today's plan"))]
    )
    keep = forms.TypedChoiceField(
        label=_("Keep the plan"),
        choices=_WEIGHTS,
        coerce=float,
        initial=0.0,
        help_text=_("How much a change of a grid must bring before it is made."),
    )
    locked = forms.MultipleChoiceField(
        label=_("Grids that stay as they are"), required=False, widget=forms.CheckboxSelectMultiple
    )
    together = PairsField(label=_("Places that belong into one grid"), required=False)
    apart = PairsField(label=_("Places that belong into two grids"), required=False)
    community = forms.RegexField(
        regex=r"^[0-9]{12}$",
        label=_("Code of the only community"),
        required=False,
        error_messages={"invalid": _("The code of a community has 12 digits.")},
        help_text=_("12 digits; grids are then numbered with 15 digits."),
    )
    communities = forms.FileField(
        label=_("Outlines of the communities"),
        required=False,
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".geojson,.json,.gpkg,.zip"}),
        help_text=_("Areas with the property 'community' (12 digits): GeoJSON, GeoPackage or a zipped Shapefile."),
    )
    crs = forms.ChoiceField(label=_("Coordinate system of the file"), choices=[*CRS_NAMES.items()])
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

    def __init__(self, *args: Any, codes: Sequence[str], bases: Sequence[DesignRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["locked"].choices = [(code, code) for code in codes]  # type: ignore[attr-defined]
        self.fields["base"].choices = [  # type: ignore[attr-defined]
            ("", _("Today's plan")),
            *((row.id, row.name) for row in bases),
        ]

    @property
    def bonds(self) -> list[forms.BoundField]:
        """Return the fields that are filled in on the map."""
        return [self["together"], self["apart"]]

    def document(self) -> dict[str, Any]:
        """Return the settings as the designer reads them."""
        data = self.cleaned_data
        return {
            "counts": {word: data[f"count_{word.lower()}"] for word in _CLASSES},
            "modes": {word: data[f"mode_{word.lower()}"] for word in _CLASSES},
            "weights": {name: data[name] for name in _TERMS},
            "max_minutes": float(data["max_minutes"] or 0),
            "community": data["community"],
            "seed": data["seed"],
            "time_limit_s": float(data["time_limit_s"]),
        }


def again(row: DesignRow) -> dict[str, Any]:
    """Return what was entered for an earlier design, to be changed and tried again."""
    params, wishes = row.params, row.wishes
    counts, modes = params.get("counts", {}), params.get("modes", {})
    return {
        "name": row.name,
        **{f"count_{word.lower()}": counts.get(word) for word in _CLASSES},
        **{f"mode_{word.lower()}": modes.get(word, "foot") for word in _CLASSES},
        **{name: params.get("weights", {}).get(name, 1.0) for name in _TERMS},
        "max_minutes": int(params.get("max_minutes") or 0) or None,
        "community": params.get("community", ""),
        "seed": row.seed,
        "time_limit_s": int(params.get("time_limit_s", 30)),
        "base": wishes.get("base") or "",
        "keep": wishes.get("keep", 0.0),
        "locked": wishes.get("locked", []),
        "together": json.dumps(wishes.get("together", [])),
        "apart": json.dumps(wishes.get("apart", [])),
    }


def _place(value: Any) -> tuple[float, float]:
    lon, lat = value
    found = (round(float(lon), 7), round(float(lat), 7))
    if not all(map(isfinite, found)):
        raise ValueError(value)
    return found


class PublishForm(forms.Form):
    """From which day a design is the plan."""

    from_day = DayField(label=_("Holds from"), help_text=_("Cases opened before keep the grids of the plan before."))
