"""The columns of the territory's lists, said once for the page and for the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gridwarden.grids.labels import CONTROL_LEVELS, GRID_CLASSES, PATROL_MODES, POINT_KINDS, POINT_SOURCES, ROAD_GRADES
from gridwarden.platform.ui.tables import Column, Kind

if TYPE_CHECKING:
    from gridwarden.grids.queries.grids import GridRow
    from gridwarden.grids.queries.points import PointRow
    from gridwarden.grids.queries.roads import RoadRow

_CLASS_TONES = {"A": "info", "B": "good", "C": "warn"}
_GRADE_TONES = {"arterial": "warn", "secondary": "info", "back_street": ""}


def grid_columns() -> list[Column[GridRow]]:
    """Return the columns of the list of grids."""
    return [
        Column(
            label=_("Grid code"),
            value=lambda row: row.code,
            kind=Kind.CODE,
            href=lambda row: reverse("grids:detail", args=[row.id]),
        ),
        Column(label=_("Name"), value=lambda row: row.name),
        Column(
            label=_("Class"),
            value=lambda row: str(GRID_CLASSES[row.grid_class]),
            kind=Kind.BADGE,
            tone=lambda row: _CLASS_TONES[row.grid_class],
        ),
        Column(label=_("Way of patrol"), value=lambda row: str(PATROL_MODES[row.patrol_mode]), on_page=False),
        Column(label=_("Area, sq km"), value=lambda row: round(row.area_m2 / 1e6, 2), kind=Kind.NUMBER),
        Column(label=_("Diameter, m"), value=lambda row: round(row.diameter_m), kind=Kind.NUMBER),
        Column(label=_("Limit, m"), value=lambda row: round(row.max_diameter_m), kind=Kind.NUMBER, on_page=False),
        Column(
            label=_("Width"),
            value=_width_word,
            kind=Kind.BADGE,
            tone=lambda row: "bad" if row.is_too_wide else "good",
        ),
        Column(label=_("Holds from"), value=lambda row: row.valid_from, kind=Kind.DAY, on_page=False),
    ]


def road_columns(*, may_edit: bool) -> list[Column[RoadRow]]:
    """Return the columns of the list of roads; who may edit reaches the grading through the grade."""
    return [
        Column(label=_("Name"), value=lambda row: row.name or gettext("without a name")),
        Column(
            label=_("Grade"),
            value=lambda row: str(ROAD_GRADES[row.grade]),
            kind=Kind.BADGE,
            tone=lambda row: _GRADE_TONES[row.grade],
            href=(lambda row: reverse("grids:grade", args=[row.id]) if row.name else "") if may_edit else None,
        ),
        Column(label=_("Control"), value=lambda row: str(CONTROL_LEVELS[row.control]), on_page=False),
        Column(label=_("Length, m"), value=lambda row: round(row.length_m), kind=Kind.NUMBER),
        Column(label=_("Class of road"), value=lambda row: row.highways, on_page=False),
        Column(label=_("Graded by hand"), value=lambda row: row.reason if row.graded_by_hand else "", narrow=False),
    ]


def point_columns(*, may_edit: bool) -> list[Column[PointRow]]:
    """Return the columns of the list of points; who may edit reaches the withdrawal through the name."""
    return [
        Column(
            label=_("Name"),
            value=lambda row: row.name,
            href=(lambda row: reverse("grids:withdraw_point", args=[row.id])) if may_edit else None,
        ),
        Column(label=_("Kind of place"), value=lambda row: str(POINT_KINDS[row.kind]), kind=Kind.BADGE),
        Column(label=_("Road and house number"), value=lambda row: row.address),
        Column(label=_("Comes"), value=lambda row: str(POINT_SOURCES[row.source]), narrow=False),
        Column(label=_("Withdrawn because"), value=lambda row: row.withdrawn_reason, narrow=False),
        Column(label=_("Longitude"), value=lambda row: round(row.lon, 6), kind=Kind.NUMBER, on_page=False),
        Column(label=_("Latitude"), value=lambda row: round(row.lat, 6), kind=Kind.NUMBER, on_page=False),
    ]


def _width_word(row: GridRow) -> str:
    return gettext("too wide") if row.is_too_wide else gettext("in order")
