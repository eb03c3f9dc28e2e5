"""The words of a territory: kinds of zones, grades of roads, classes of grids."""

from __future__ import annotations

from enum import StrEnum


class ZoneKind(StrEnum):
    """What a part of the district is."""

    CORE = "core"
    TOWN = "town"
    VILLAGE = "village"
    #: Not delineated: a mountain, a reservoir, land of another administration.
    EXCLUDED = "excluded"
    WATER = "water"


class RoadGrade(StrEnum):
    """How much a road matters to the face of the city (主干道, 次干道, 背街小巷)."""

    ARTERIAL = "arterial"
    SECONDARY = "secondary"
    BACK_STREET = "back_street"


class ControlLevel(StrEnum):
    """How closely a road is kept (严管, 严控, 规范管理)."""

    STRICT = "strict"
    CONTROLLED = "controlled"
    REGULATED = "regulated"


class GradeSource(StrEnum):
    """Who says so: the tag of the imported road, or a person with a reason."""

    HIGHWAY_TAG = "highway_tag"
    OVERRIDE = "override"


class GridClass(StrEnum):
    """A: core and main roads of towns; B: secondary roads and residential parts; C: villages and country roads."""

    A = "A"
    B = "B"
    C = "C"


class PatrolMode(StrEnum):
    """How the grid is patrolled."""

    FOOT = "foot"
    VEHICLE = "vehicle"


class BackdropKind(StrEnum):
    """What the base map draws beneath the grids besides roads."""

    BUILDING = "building"
    WATER = "water"
    WATERWAY = "waterway"
    GREEN = "green"
    RAILWAY = "railway"


class ImportKind(StrEnum):
    """What a file brought into the territory."""

    BOUNDARY = "boundary"
    ZONES = "zones"
    ROADS = "roads"
    GRIDS = "grids"
    POINTS = "points"


class PointKind(StrEnum):
    """What people go to a point of interest for."""

    EDUCATION = "education"
    HEALTH = "health"
    OFFICE = "office"
    SHOPPING = "shopping"
    FOOD = "food"
    LODGING = "lodging"
    CULTURE = "culture"
    LEISURE = "leisure"
    TRANSPORT = "transport"
    SERVICE = "service"
    OTHER = "other"


class PointSource(StrEnum):
    """Who told of a point of interest: an extract of a map, a list, or somebody at the desk."""

    MAP = "map"
    LIST = "list"
    HAND = "hand"
