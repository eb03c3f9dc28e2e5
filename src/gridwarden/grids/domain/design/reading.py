"""From what files hold to a town."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gridwarden.grids.domain import drafting
from gridwarden.grids.domain.design.town import ZONES, Barrier, BarrierKind, Town, TownRoad, TownZone
from gridwarden.grids.domain.faults import Fault, FaultRule, ImportRefused
from gridwarden.grids.domain.kinds import BackdropKind, ZoneKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from gridwarden.grids.domain.drafts import BackdropDraft, RoadDraft, ZoneDraft
    from gridwarden.grids.domain.features import Feature

    Shapes = NDArray[Any]

#: Ways of OpenStreetMap that no patrol keeps: paths, what is being built, what is only planned.
_NO_ROADS = {
    "footway", "path", "steps", "cycleway", "track", "bridleway", "corridor", "construction", "proposed", "platform",
    "elevator", "raceway", "razed", "abandoned", "busway", "via_ferrata", "no",
}  # fmt: skip
#: The bank of a lake or pond smaller than this many square degrees (about a hectare) parts no neighbourhoods.
_POND_DEG2 = 1e-6
_BARRIERS = {"waterway": BarrierKind.WATER, "railway": BarrierKind.RAILWAY}


def split_features(features: Sequence[Feature]) -> tuple[list[Feature], list[Barrier]]:
    """Return the roads of a file of features, and the waterways and railways that it holds beside them."""
    roads, barriers = [], []
    for feature in features:
        kind = next((kind for word, kind in _BARRIERS.items() if feature.word(word)), None)
        if kind is None or feature.word("highway") or feature.geometry is None:
            roads.append(feature)
        else:
            barriers.append(Barrier(kind=kind, geometry=feature.geometry))
    return roads, barriers


def roads_of(drafts: Iterable[RoadDraft]) -> tuple[TownRoad, ...]:
    """Return the roads that patrols keep."""
    return tuple(
        TownRoad(key=one.source_key, name=one.name, highway=one.highway, geometry=one.geometry, flow=one.flow)
        for one in drafts
        if one.highway not in _NO_ROADS
    )


def barriers_of(backdrops: Iterable[BackdropDraft]) -> tuple[Barrier, ...]:
    """Return rivers, the banks of lakes, and railways."""
    found = []
    for one in backdrops:
        if one.kind is BackdropKind.RAILWAY:
            found.append(Barrier(kind=BarrierKind.RAILWAY, geometry=one.geometry))
        elif one.kind is BackdropKind.WATERWAY:
            found.append(Barrier(kind=BarrierKind.WATER, geometry=one.geometry))
        elif one.kind is BackdropKind.WATER and one.geometry.area >= _POND_DEG2:
            found.append(Barrier(kind=BarrierKind.WATER, geometry=one.geometry.boundary))
    return tuple(found)


def buildings_of(backdrops: Iterable[BackdropDraft]) -> Shapes:
    """Return the buildings."""
    return np.array([one.geometry for one in backdrops if one.kind is BackdropKind.BUILDING], dtype=object)


def zones_from(features: Sequence[Feature]) -> tuple[tuple[TownZone, ...], BaseGeometry]:
    """Return core, town and village of a file of zones, and what it leaves out of the district."""
    drafts = drafting.zones_from(features)
    _check_communities(features, drafts)
    zones = tuple(
        TownZone(kind=one.kind, geometry=one.geometry, community=one.community) for one in drafts if one.kind in ZONES
    )
    excluded: BaseGeometry = shapely.union_all([one.geometry for one in drafts if one.kind is ZoneKind.EXCLUDED])
    return zones, excluded


def roads_from(features: Sequence[Feature]) -> tuple[TownRoad, ...]:
    """Return the roads of a file of lines."""
    return roads_of(drafting.roads_from(features, unique=False))


def area_from(features: Sequence[Feature]) -> BaseGeometry:
    """Return the areas of a file as one."""
    return drafting.boundary_from(features)


def points_of(places: Sequence[BaseGeometry]) -> Shapes:
    """Return places as an array."""
    return np.array(places, dtype=object)


def town_from(boundary: Sequence[Feature], roads: Iterable[TownRoad], barriers: tuple[Barrier, ...] = ()) -> Town:
    """Return a town of the parts that files hold."""
    return Town(boundary=area_from(boundary), roads=tuple(roads), barriers=barriers)


def _check_communities(features: Sequence[Feature], drafts: Sequence[ZoneDraft]) -> None:
    faults = [
        Fault(
            rule=FaultRule.UNKNOWN_WORD, row=feature.row, field="community", value=draft.community, expected="12 digits"
        )
        for feature, draft in zip(features, drafts, strict=True)
        if draft.community and not (draft.community.isdigit() and len(draft.community) == 12)  # noqa: PLR2004
    ]
    if faults:
        raise ImportRefused(faults)
