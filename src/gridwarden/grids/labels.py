"""What people read for the words of the territory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from gridwarden.algorithms.geodesy import Crs
from gridwarden.grids.domain.faults import Fault, FaultRule
from gridwarden.grids.domain.findings import FindingKind
from gridwarden.grids.domain.kinds import (
    ControlLevel,
    GridClass,
    ImportKind,
    PatrolMode,
    PointKind,
    PointSource,
    RoadGrade,
    ZoneKind,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

GRID_CLASSES: dict[str, _StrPromise] = {
    GridClass.A: _("Class A"),
    GridClass.B: _("Class B"),
    GridClass.C: _("Class C"),
}
ZONE_KINDS: dict[str, _StrPromise] = {
    ZoneKind.CORE: _("Core"),
    ZoneKind.TOWN: _("Town"),
    ZoneKind.VILLAGE: _("Village"),
    ZoneKind.EXCLUDED: _("Left out"),
    ZoneKind.WATER: _("Water"),
}
#: What each class covers, as a sentence beside it.
GRID_CLASS_NOTES: dict[str, _StrPromise] = {
    GridClass.A: _("core and main roads of towns"),
    GridClass.B: _("secondary roads and residential parts"),
    GridClass.C: _("villages and country roads"),
}
PATROL_MODES: dict[str, _StrPromise] = {PatrolMode.FOOT: _("on foot"), PatrolMode.VEHICLE: _("by vehicle")}
ROAD_GRADES: dict[str, _StrPromise] = {
    RoadGrade.ARTERIAL: _("Arterial road"),
    RoadGrade.SECONDARY: _("Secondary road"),
    RoadGrade.BACK_STREET: _("Back street"),
}
CONTROL_LEVELS: dict[str, _StrPromise] = {
    ControlLevel.STRICT: _("strictly kept"),
    ControlLevel.CONTROLLED: _("closely controlled"),
    ControlLevel.REGULATED: _("kept by the rules"),
}
IMPORT_KINDS: dict[str, _StrPromise] = {
    ImportKind.BOUNDARY: _("Boundary of the district"),
    ImportKind.ZONES: _("Zones"),
    ImportKind.ROADS: _("Roads and base map"),
    ImportKind.GRIDS: _("Grids"),
    ImportKind.POINTS: _("Points of interest"),
}
POINT_KINDS: dict[str, _StrPromise] = {
    PointKind.EDUCATION: _("School, kindergarten"),
    PointKind.HEALTH: _("Hospital, pharmacy"),
    PointKind.OFFICE: _("Authority, office"),
    PointKind.SHOPPING: _("Market, shop"),
    PointKind.FOOD: _("Restaurant"),
    PointKind.LODGING: _("Hotel"),
    PointKind.CULTURE: _("Culture"),
    PointKind.LEISURE: _("Park, leisure"),
    PointKind.TRANSPORT: _("Stop, station, car park"),
    PointKind.SERVICE: _("Public service"),
    PointKind.OTHER: pgettext_lazy("point of interest", "Other"),
}
POINT_SOURCES: dict[str, _StrPromise] = {
    PointSource.MAP: _("from a map"),
    PointSource.LIST: _("from a list"),
    PointSource.HAND: _("by hand"),
}
CRS_NAMES: dict[str, _StrPromise] = {
    Crs.CGCS2000: _("CGCS2000 (surveys, Tianditu)"),
    Crs.WGS84: _("WGS-84 (GPS, OpenStreetMap)"),
    Crs.GCJ02: _("GCJ-02 (Amap, Tencent)"),
    Crs.BD09: _("BD-09 (Baidu)"),
}
FINDINGS: dict[str, _StrPromise] = {
    FindingKind.INVALID_GEOMETRY: _("Broken outline"),
    FindingKind.SEVERAL_PARTS: _("Several parts"),
    FindingKind.GAP: _("Gap"),
    FindingKind.OVERLAP: _("Overlap"),
    FindingKind.OUTSIDE_BOUNDARY: _("Outside the district"),
    FindingKind.IN_EXCLUDED_ZONE: _("In an excluded zone"),
    FindingKind.TOO_WIDE: _("Too wide to patrol"),
    FindingKind.ORPHAN_ROAD: _("Road in no grid"),
}
#: What to do about each finding.
REMEDIES: dict[str, _StrPromise] = {
    FindingKind.INVALID_GEOMETRY: _("The outline crosses itself. Draw it anew and import the grids again."),
    FindingKind.SEVERAL_PARTS: _("A grid is one piece. Join the parts or give one of them a code of its own."),
    FindingKind.GAP: _("No grid covers this ground. Extend a neighbouring grid."),
    FindingKind.OVERLAP: _("Two grids cover this ground. Decide to whom it belongs."),
    FindingKind.OUTSIDE_BOUNDARY: _("The grid reaches beyond the district. Cut it back."),
    FindingKind.IN_EXCLUDED_ZONE: _("The grid reaches into an excluded zone. Cut it back or redraw the zone."),
    FindingKind.TOO_WIDE: _("Nobody can patrol this grid in a shift. Divide it or patrol it by vehicle."),
    FindingKind.ORPHAN_ROAD: _("Nobody is in charge of this stretch of road. Extend a grid over it."),
}
_FAULTS: dict[FaultRule, _StrPromise] = {
    FaultRule.UNREADABLE: _("cannot be read as {expected}: {value}"),
    FaultRule.NOTHING_INSIDE: _("holds nothing to take over"),
    FaultRule.NO_GEOMETRY: _("has no geometry"),
    FaultRule.WRONG_GEOMETRY: _("is a {value}, expected: {expected}"),
    FaultRule.INVALID_GEOMETRY: _("has a broken outline: {value}"),
    FaultRule.BAD_COORDINATE: _("has a coordinate that is no degree: {value}"),
    FaultRule.OUTSIDE_DISTRICT: _("lies outside the district; check the file and its coordinate system"),
    FaultRule.MISSING: _("lacks {field}"),
    FaultRule.UNKNOWN_WORD: _("has {field} '{value}', expected: {expected}"),
    FaultRule.TOO_LONG: _("has a {field} of more than {expected} characters: {value}"),
    FaultRule.DUPLICATE: _("has the {field} '{value}' a second time, first in row {expected}"),
}


def fault_text(fault: Fault) -> str:
    """Return what is wrong, as the end of a sentence that begins with the row or the file."""
    text = str(_FAULTS[fault.rule])
    return text.format(field=fault.field, value=fault.value or "—", expected=fault.expected or "—")


def fault_subject(fault: Fault) -> str:
    """Return the beginning of that sentence."""
    return gettext("Row {number}").format(number=fault.row) if fault.row else gettext("The file")
