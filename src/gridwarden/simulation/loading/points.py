"""Give the district the schools, markets and clinics that people name when they call."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from gridwarden.grids.actions import points
from gridwarden.grids.domain.drafts import PointDraft
from gridwarden.grids.domain.kinds import PointKind, PointSource
from gridwarden.grids.domain.points import address_of
from gridwarden.platform.access import system_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from gridwarden.grids.models import District
    from gridwarden.simulation.territory.model import GridArea, Territory

#: What a grid of the town has, named after it, and what one in the country has.
_IN_TOWN = (
    ("小学", PointKind.EDUCATION),
    ("幼儿园", PointKind.EDUCATION),
    ("农贸市场", PointKind.SHOPPING),
    ("社区卫生服务站", PointKind.HEALTH),
    ("社区居委会", PointKind.OFFICE),
    ("公交站", PointKind.TRANSPORT),
    ("文化广场", PointKind.LEISURE),
)
_IN_COUNTRY = (
    ("党群服务中心", PointKind.OFFICE),
    ("卫生室", PointKind.HEALTH),
    ("文化礼堂", PointKind.CULTURE),
    ("公交站", PointKind.TRANSPORT),
)
_COUNTRY_CLASS = "C"


def name_points(district: District, territory: Territory, *, at: datetime) -> None:
    """Take the invented points over as a bureau's list would be."""
    drafts = [draft for grid in territory.grids for draft in _of_grid(grid, territory)]
    points.replace(by=system_for(district.pk), at=at, district_id=district.pk, points=drafts, source=PointSource.LIST)


def _of_grid(grid: GridArea, territory: Territory) -> Iterator[PointDraft]:
    """Spread what a grid has over its spots, so that no two stand at the same door."""
    spots = [place for place in territory.places if place.grid_code == grid.code and not place.name]
    words = _IN_COUNTRY if grid.grid_class == _COUNTRY_CLASS else _IN_TOWN
    stem = grid.name.removesuffix("网格")
    for turn, (word, kind) in enumerate(words[: len(spots)]):
        spot = spots[turn * len(spots) // len(words)]
        road, number = address_of(spot.address)
        yield PointDraft(
            source_key=f"{grid.code}/{turn}",
            name=f"{stem}{word}",
            kind=kind,
            geometry=shapely.Point(spot.lon, spot.lat),
            road=road,
            number=number,
        )
