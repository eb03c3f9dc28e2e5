"""What the API says and takes about the territory."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from gridwarden.algorithms.geodesy import Crs
from gridwarden.grids.domain.kinds import GridClass, PatrolMode, RoadGrade
from gridwarden.grids.domain.locating import Flag
from gridwarden.platform.api.fields import Day
from gridwarden.platform.api.schemas import InputBody

Longitude = Annotated[float, Field(ge=-180, le=180, description="Degrees east.")]
Latitude = Annotated[float, Field(ge=-90, le=90, description="Degrees north.")]


class DistrictBody(Schema):
    """A district; `bounds` is west, south, east, north in CGCS2000 degrees."""

    id: int
    code6: str = Field(description="Administrative code of six digits (GB/T 2260).")
    name: str
    plane_srid: int = Field(description="EPSG code of the plane in which metres are measured.")
    source_crs: Crs
    bounds: tuple[float, float, float, float]


class GridBody(Schema):
    """A responsibility grid as it was from `valid_from` until the day before `valid_to`."""

    id: int
    code: str
    name: str
    grid_class: GridClass
    patrol_mode: PatrolMode
    area_m2: float
    diameter_m: float
    max_diameter_m: float = Field(description="Greatest diameter that class and patrol allow.")
    lon: float = Field(description="A place inside the grid.")
    lat: float
    valid_from: date
    valid_to: date | None


class GridShapeBody(GridBody):
    """A grid with its outline."""

    geometry: dict[str, Any] = Field(description="GeoJSON geometry in CGCS2000 degrees.")


class AmendmentBody(InputBody):
    """What changes about a grid; what is left out stays."""

    name: str | None = Field(None, min_length=1, max_length=80)
    grid_class: GridClass | None = None
    patrol_mode: PatrolMode | None = None
    from_day: Day | None = Field(None, description="First day of the change; today when left out.")


class LocateQuery(Schema):
    """A place and the system of its degrees."""

    lon: Longitude
    lat: Latitude
    crs: Crs = Crs.WGS84
    on: Day | None = Field(None, description="The day to ask about; today when left out.")


class LocatedBody(Schema):
    """Where a place lies. Outside every grid `grid_id` is null and the nearest grid is named."""

    grid_id: int | None
    code: str
    flag: Flag
    nearest_m: float | None
    nearest_code: str


class RoadBody(Schema):
    """A road: its pieces of one name and grade."""

    id: int
    name: str
    grade: RoadGrade
    control: str
    highways: str
    pieces: int
    length_m: float
    graded_by_hand: bool
    reason: str
    lon: float
    lat: float


class GradeBody(InputBody):
    """A grade against the rule; without `grade` the rule decides again."""

    grade: RoadGrade | None = None
    reason: str = Field("", max_length=300)


class GradedBody(Schema):
    """How many pieces of the road were graded."""

    pieces: int


class FindingBody(Schema):
    """One place where the territory breaks a rule."""

    kind: str
    subjects: list[str]
    value: float
    unit: Literal["m2", "m", ""]
    limit: float | None
    reason: str
    lon: float
    lat: float
    geometry: dict[str, Any]


class CheckBody(Schema):
    """What a check of the territory found; totals are in m²."""

    clean: bool
    grids: int
    counts: dict[str, int]
    totals: dict[str, float]
    findings: list[FindingBody]
