"""Shapes of what people enter about the territory; every rule is the action's."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from gridwarden.grids.labels import CRS_NAMES, GRID_CLASSES, IMPORT_KINDS, PATROL_MODES, ROAD_GRADES


class DayField(forms.DateField):
    """A day, picked from the browser's calendar."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class GridForm(forms.Form):
    """What of a grid can be changed without drawing it anew."""

    name = forms.CharField(label=_("Name"), max_length=80)
    grid_class = forms.ChoiceField(label=_("Class"), choices=[*GRID_CLASSES.items()])
    patrol_mode = forms.ChoiceField(label=_("Way of patrol"), choices=[*PATROL_MODES.items()])
    from_day = DayField(label=_("Holds from"), help_text=_("Days before keep the old name and class."))


class GradeForm(forms.Form):
    """A road's grade against the rule."""

    grade = forms.ChoiceField(
        label=_("Grade"), required=False, choices=[("", _("as its class says")), *ROAD_GRADES.items()]
    )
    reason = forms.CharField(
        label=_("Reason for the grade"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Traffic, place, shops, schools: what makes it different. Not needed for the rule."),
    )


class UploadForm(forms.Form):
    """A file for the territory."""

    kind = forms.ChoiceField(label=_("What it holds"), choices=[*IMPORT_KINDS.items()])
    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(
            attrs={"class": "form-control", "accept": ".geojson,.json,.gpkg,.zip,.osm,.pbf,.gz,.bz2"}
        ),
        help_text=_("GeoJSON, GeoPackage, a zipped Shapefile; for roads also OpenStreetMap (.osm, .gz, .pbf)."),
    )
    crs = forms.ChoiceField(
        label=_("Coordinate system of the file"),
        choices=[*CRS_NAMES.items()],
        help_text=_("What the file's degrees mean. Wrong here, everything lies 500 m beside."),
    )
    from_day = DayField(
        label=_("Holds from"), required=False, help_text=_("For grids and zones; today when left empty.")
    )
