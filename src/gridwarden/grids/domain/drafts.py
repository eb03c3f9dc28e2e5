"""What is to become part of the territory: boundary, zones, roads, grids and the base map, in CGCS2000 degrees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.grids.domain.kinds import (
    BackdropKind,
    ControlLevel,
    GridClass,
    PatrolMode,
    PointKind,
    RoadGrade,
    ZoneKind,
)

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, slots=True, kw_only=True)
class GridDraft:
    """A grid as somebody wants it."""

    code: str
    name: str
    grid_class: GridClass
    geometry: BaseGeometry
    patrol_mode: PatrolMode = PatrolMode.FOOT


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneDraft:
    """A zone as somebody wants it."""

    kind: ZoneKind
    geometry: BaseGeometry
    name: str = ""
    #: Twelve digits of the community that the zone is, where it is one.
    community: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadDraft:
    """A road as its source draws it; the grade follows from ``highway`` unless it is given.

    ``flow`` is vehicles an hour, where somebody counted.
    """

    source_key: str
    name: str
    highway: str
    geometry: BaseGeometry
    osm_id: int | None = None
    grade: RoadGrade | None = None
    flow: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BackdropDraft:
    """Something that is only drawn."""

    source_key: str
    kind: BackdropKind
    geometry: BaseGeometry
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointDraft:
    """A point of interest as its source tells it; ``number`` is its house number, 0 where there is none."""

    source_key: str
    name: str
    kind: PointKind
    geometry: BaseGeometry
    road: str = ""
    number: int = 0


#: The control that a grade of road gets (主干道严管、次干道严控、背街小巷规范管理).
CONTROL_OF = {
    RoadGrade.ARTERIAL: ControlLevel.STRICT,
    RoadGrade.SECONDARY: ControlLevel.CONTROLLED,
    RoadGrade.BACK_STREET: ControlLevel.REGULATED,
}

#: OpenStreetMap's classes of road that carry a grade; footpaths, tracks and ways across fields do not.
GRADE_OF_HIGHWAY = {
    "motorway": RoadGrade.ARTERIAL,
    "trunk": RoadGrade.ARTERIAL,
    "primary": RoadGrade.ARTERIAL,
    "secondary": RoadGrade.SECONDARY,
    "tertiary": RoadGrade.SECONDARY,
    "unclassified": RoadGrade.BACK_STREET,
    "residential": RoadGrade.BACK_STREET,
    "living_street": RoadGrade.BACK_STREET,
    "pedestrian": RoadGrade.BACK_STREET,
    "service": RoadGrade.BACK_STREET,
    "road": RoadGrade.BACK_STREET,
}
GRADE_OF_HIGHWAY |= {
    f"{name}_link": GRADE_OF_HIGHWAY[name] for name in ("motorway", "trunk", "primary", "secondary", "tertiary")
}


def grade_of(highway: str) -> RoadGrade:
    """Return the grade that a class of road gets until somebody knows better."""
    return GRADE_OF_HIGHWAY.get(highway, RoadGrade.BACK_STREET)
