"""What a check of the territory finds, each with its size and its place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import shapely

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


class FindingKind(StrEnum):
    """The rule that is broken."""

    INVALID_GEOMETRY = "invalid_geometry"
    SEVERAL_PARTS = "several_parts"
    GAP = "gap"
    OVERLAP = "overlap"
    OUTSIDE_BOUNDARY = "outside_boundary"
    IN_EXCLUDED_ZONE = "in_excluded_zone"
    TOO_WIDE = "too_wide"
    ORPHAN_ROAD = "orphan_road"


#: The unit in which a finding of each kind is measured; parts are counted.
UNITS = {
    FindingKind.INVALID_GEOMETRY: "",
    FindingKind.SEVERAL_PARTS: "",
    FindingKind.GAP: "m2",
    FindingKind.OVERLAP: "m2",
    FindingKind.OUTSIDE_BOUNDARY: "m2",
    FindingKind.IN_EXCLUDED_ZONE: "m2",
    FindingKind.TOO_WIDE: "m",
    FindingKind.ORPHAN_ROAD: "m",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where the territory breaks a rule.

    ``subjects`` names the grids or the road concerned, ``value`` is measured in ``UNITS[kind]``;
    ``reason`` is the geometry library's word for what is invalid.
    """

    kind: FindingKind
    subjects: tuple[str, ...]
    value: float
    geometry: BaseGeometry
    limit: float | None = None
    reason: str = ""

    @property
    def unit(self) -> str:
        """Return the unit of ``value``."""
        return UNITS[self.kind]

    @property
    def place(self) -> tuple[float, float]:
        """Return longitude and latitude of a point inside what was found."""
        point = shapely.point_on_surface(self.geometry)
        return round(float(point.x), 7), round(float(point.y), 7)

    def as_dict(self) -> dict[str, Any]:
        """Return the finding ready for JSON."""
        lon, lat = self.place
        return {
            "kind": self.kind.value,
            "subjects": list(self.subjects),
            "value": round(self.value, 2),
            "unit": self.unit,
            "limit": self.limit,
            "reason": self.reason,
            "lon": lon,
            "lat": lat,
            "geometry": shapely.geometry.mapping(self.geometry),
        }


@dataclass(frozen=True, slots=True)
class Totals:
    """The areas of the whole territory, in m²; what was too small for a finding counts here, too."""

    district_m2: float
    excluded_m2: float
    #: What grids must cover: the district without its excluded zones.
    to_cover_m2: float
    #: The sum of the grids' own areas.
    grids_m2: float
    gaps_m2: float
    #: What is covered more than once, counted once for each further time.
    overlaps_m2: float
    #: What grids cover beyond what they must.
    beyond_m2: float

    @property
    def balance_m2(self) -> float:
        """Return what the account of areas leaves unexplained: rounding only."""
        covered_m2 = self.grids_m2 - self.overlaps_m2 - self.beyond_m2
        return self.to_cover_m2 - covered_m2 - self.gaps_m2


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All findings of a check, the gravest kind first and the largest of a kind first."""

    findings: tuple[Finding, ...]
    totals: Totals
    grid_count: int

    @property
    def is_clean(self) -> bool:
        """Return whether nothing was found."""
        return not self.findings

    def counts(self) -> dict[str, int]:
        """Return how many findings there are of each kind that occurs."""
        kinds = [finding.kind.value for finding in self.findings]
        return {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}

    def as_dict(self) -> dict[str, Any]:
        """Return the report ready for JSON."""
        totals = {name: round(getattr(self.totals, name), 2) for name in Totals.__slots__}
        return {
            "clean": self.is_clean,
            "grids": self.grid_count,
            "counts": self.counts(),
            "totals": {**totals, "balance_m2": round(self.totals.balance_m2, 4)},
            "findings": [finding.as_dict() for finding in self.findings],
        }
