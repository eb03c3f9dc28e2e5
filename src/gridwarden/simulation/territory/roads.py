"""Every road of the district by name: the 25 main roads, streets, alleys and village lanes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.simulation.chance import chance_of
from gridwarden.simulation.territory.words import pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

    from gridwarden.simulation.territory.ground import Ground
    from gridwarden.simulation.territory.hamlets import Village
    from gridwarden.simulation.territory.town import Town

#: Grade of every road that is not one of the 25.
BACK_STREET = "back_street"


@dataclass(frozen=True, slots=True)
class Way:
    """One road, in metres around the middle; ``key`` stays the same on every run."""

    key: str
    name: str
    highway: str
    grade: str
    line: BaseGeometry

    @property
    def is_main(self) -> bool:
        """Return whether this is one of the 25 graded main roads."""
        return self.key.startswith("main/")


def name_roads(ground: Ground, town: Town, villages: tuple[Village, ...], *, seed: int) -> tuple[Way, ...]:
    """Return all roads, the main ones first."""
    return (*_main(ground), *_streets(town, seed), *_lanes(villages))


def _main(ground: Ground) -> Iterator[Way]:
    for number, road in enumerate(ground.roads, start=1):
        yield Way(f"main/{number}", road.stroke.name, road.stroke.highway, road.stroke.grade, road.inside)


def _streets(town: Town, seed: int) -> Iterator[Way]:
    streets = pairs("streets", "street_suffixes", chance_of(seed, "street names"))
    alleys = pairs("alleys", "alley_suffixes", chance_of(seed, "alley names"))
    for number, street in enumerate(town.streets, start=1):
        old = street.use == "old_town"
        name = next(alleys if old else streets, "")
        yield Way(f"street/{number}", name, "living_street" if old else "residential", BACK_STREET, street.line)


def _lanes(villages: tuple[Village, ...]) -> Iterator[Way]:
    for village in villages:
        for number, lane in enumerate(village.lanes):
            name = f"{village.name}路" if number == 0 else ""
            yield Way(
                f"lane/{village.name}/{number}", name, "unclassified" if number == 0 else "track", BACK_STREET, lane
            )
