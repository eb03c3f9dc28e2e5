"""Shapes of what people enter about the territory; every rule is the action's."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from gridwarden.grids.labels import CRS_NAMES, GRID_CLASSES, IMPORT_KINDS, PATROL_MODES, POINT_KINDS, ROAD_GRADES

#: Degrees to a decimetre.
_DEGREES = {"step": "0.000001"}


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


class PointForm(forms.Form):
    """A point of interest."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("As people call it."))
    kind = forms.ChoiceField(label=_("Kind of place"), choices=[*POINT_KINDS.items()])
    address = forms.CharField(label=_("Road and house number"), max_length=120, required=False)
    lon = forms.FloatField(label=_("Longitude"), min_value=-180, max_value=180, widget=forms.NumberInput(_DEGREES))
    lat = forms.FloatField(label=_("Latitude"), min_value=-90, max_value=90, widget=forms.NumberInput(_DEGREES))
    crs = forms.ChoiceField(
        label=_("Coordinate system"),
        choices=[*CRS_NAMES.items()],
        help_text=_("From which map the degrees were read. Wrong here, the place lies 500 m beside."),
    )


class WithdrawForm(forms.Form):
    """Why a point is found no longer."""

    reason = forms.CharField(
        label=_("Why it is withdrawn"),
        max_length=300,
        help_text=_("It closed, moved, or was never there. Further imports do not bring it back."),
    )


class UploadForm(forms.Form):
    """A file for the territory."""

    kind = forms.ChoiceField(label=_("What it holds"), choices=[*IMPORT_KINDS.items()])
    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(
            attrs={"class": "form-control", "accept": ".geojson,.json,.gpkg,.zip,.osm,.pbf,.gz,.bz2,.csv,.xlsx"}
        ),
        help_text=_(
            "GeoJSON, GeoPackage, a zipped Shapefile; for roads and points also OpenStreetMap (.osm, .gz, .pbf); "
            "for points also a list with name, kind, address, lon and lat (.csv, .xlsx)."
        ),
    )
    crs = forms.ChoiceField(
        label=_("Coordinate system of the file"),
        choices=[*CRS_NAMES.items()],
        help_text=_("What the file's degrees mean. Wrong here, everything lies 500 m beside."),
    )
    from_day = DayField(
        label=_("Holds from"), required=False, help_text=_("For grids and zones; today when left empty.")
    )
