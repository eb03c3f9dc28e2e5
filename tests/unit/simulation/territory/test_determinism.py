"""The same seed draws the same district, byte by byte; another seed another one."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from gridwarden.simulation.chance import chance_of
from gridwarden.simulation.territory.build import SEED, build_territory

if TYPE_CHECKING:
    from gridwarden.simulation.territory.model import Territory


def digest(territory: Territory) -> str:
    """Return a hash of everything in the district."""
    sha = hashlib.sha256(repr((territory.name, territory.code6, territory.plane_srid)).encode())
    for row in (*territory.grids, *territory.zones, *territory.backdrop):
        sha.update(repr((row.name, getattr(row, "key", ""))).encode() + row.shape.wkb)
    for road in territory.roads:
        sha.update(repr((road.key, road.name, road.highway, road.grade)).encode() + road.line.wkb)
    sha.update(repr(territory.places).encode() + territory.boundary.wkb)
    return sha.hexdigest()


def test_drawing_twice_gives_the_same_bytes(territory: Territory) -> None:
    assert digest(build_territory.__wrapped__(SEED)) == digest(territory)


def test_another_seed_builds_other_houses_in_the_same_grids(territory: Territory) -> None:
    other = build_territory.__wrapped__(SEED + 1)
    assert digest(other) != digest(territory)
    assert [grid.code for grid in other.grids] == [grid.code for grid in territory.grids]


def test_chance_falls_the_same_way_for_the_same_topic() -> None:
    assert chance_of(7, "rain").random() == chance_of(7, "rain").random()


def test_topics_do_not_disturb_each_other() -> None:
    assert chance_of(7, "rain").random() != chance_of(7, "wind").random()
    assert chance_of(7, "rain", 1).random() != chance_of(7, "rain", 2).random()
