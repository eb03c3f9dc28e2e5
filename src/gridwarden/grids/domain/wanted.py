"""What people want of a design beyond its settings, as it is kept until the design is made."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gridwarden.grids.domain import drafting
from gridwarden.grids.domain.faults import Fault, FaultRule, ImportRefused
from gridwarden.platform.refusals import Invalid

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from shapely.geometry.base import BaseGeometry

    from gridwarden.grids.domain.features import Feature

#: Longitude and latitude.
Place = tuple[float, float]
Pair = tuple[Place, Place]

#: More pairs nobody draws; each is a condition that the search has to keep.
MOST_PAIRS = 50
_COMMUNITY_DIGITS = 12
#: Communities may leave this share of the district open: their outlines are drawn by others.
_OPEN_SHARE = 0.01


class BadWishes(Invalid):
    """What is wanted of a design cannot be meant; the fields say what and where."""

    code = "bad_wishes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """A community: the first 12 digits of its unit grids, and its land in degrees."""

    community: str
    geometry: BaseGeometry = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How much of the plan in force to keep, which of its grids, and which places belong together or apart.

    ``keep`` is the price of moving land out of its grid: 0 ignores the plan, 1 is a usual price. ``base`` is the
    design that stands in the place of today's plan. Grids are numbered under ``communities`` where there are any.
    """

    keep: float = 0.0
    base: int | None = None
    locked: tuple[str, ...] = ()
    together: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()
    communities: tuple[Community, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the wishes ready for JSON."""
        return {
            "keep": self.keep,
            "base": self.base,
            "locked": list(self.locked),
            "together": self.together,
            "apart": self.apart,
            "communities": [
                {"community": one.community, "geometry": json.loads(shapely.to_geojson(one.geometry))}
                for one in self.communities
            ],
        }

    @classmethod
    def from_dict(cls, document: dict[str, Any]) -> Wanted:
        """Return the wishes that ``as_dict`` wrote."""
        return cls(
            keep=document.get("keep", 0.0),
            base=document.get("base"),
            locked=tuple(document.get("locked", ())),
            together=_pairs(document.get("together", ())),
            apart=_pairs(document.get("apart", ())),
            communities=tuple(
                Community(community=one["community"], geometry=shapely.from_geojson(json.dumps(one["geometry"])))
                for one in document.get("communities", ())
            ),
        )

    def check(self, codes: Collection[str], boundary: BaseGeometry) -> None:
        """Refuse grids that are not there, places beyond the district, and communities that leave land open."""
        for code in self.locked:
            if code not in codes:
                raise BadWishes("A grid is locked that is not there.", locked=f"There is no grid {code} to lock.")
        for name, pairs in (("together", self.together), ("apart", self.apart)):
            _check_pairs(name, pairs, boundary)
        if self.communities:
            _check_cover([one.geometry for one in self.communities], boundary)


def communities_from(features: Sequence[Feature]) -> tuple[Community, ...]:
    """Return the communities of a file of areas with ``community``, 12 digits."""
    areas = drafting.areas_from(features)
    found = [feature.word("community", "code", "社区代码") for feature in features]
    faults = [
        Fault(rule=FaultRule.UNKNOWN_WORD, row=feature.row, field="community", value=word, expected="12 digits")
        for feature, word in zip(features, found, strict=True)
        if not (word.isascii() and word.isdigit() and len(word) == _COMMUNITY_DIGITS)
    ]
    if faults:
        raise ImportRefused(faults)
    return tuple(Community(community=word, geometry=area) for word, area in zip(found, areas, strict=True))


def _pairs(document: Sequence[Any]) -> tuple[Pair, ...]:
    return tuple(((float(a[0]), float(a[1])), (float(b[0]), float(b[1]))) for a, b in document)


def _check_pairs(name: str, pairs: Sequence[Pair], boundary: BaseGeometry) -> None:
    if len(pairs) > MOST_PAIRS:
        raise BadWishes("There are too many pairs.", **{name: f"At most {MOST_PAIRS} pairs."})
    for number, pair in enumerate(pairs, start=1):
        for lon, lat in pair:
            if not shapely.intersects_xy(boundary, lon, lat):
                where = f"Pair {number}: {lon:.6f}, {lat:.6f} lies outside the district."
                raise BadWishes("A place lies outside the district.", **{name: where})
        if pair[0] == pair[1]:
            raise BadWishes("A pair is one place.", **{name: f"Pair {number}: choose two places."})


def _check_cover(shapes: Sequence[BaseGeometry], boundary: BaseGeometry) -> None:
    left: BaseGeometry = boundary.difference(shapely.union_all(np.array(shapes, dtype=object)))
    if left.area > _OPEN_SHARE * boundary.area:
        place = max(shapely.get_parts(left), key=lambda part: part.area).representative_point()
        where = f"The communities leave {left.area / boundary.area:.0%} of the district open, as at"
        raise BadWishes("Communities leave land open.", communities=f"{where} {place.x:.6f}, {place.y:.6f}.")
