"""A town that is no clean territory is refused with what and where."""

from __future__ import annotations

import pytest
import shapely

from gridwarden.grids.domain.design import DesignRefused, Town
from gridwarden.grids.domain.design.ground import Frame, lay_out
from gridwarden.grids.domain.design.town import Barrier, BarrierKind

from .invented import LON, degrees, rectangle, street

BOUNDARY = rectangle(0, 0, 2000, 1000)
ROADS = (street("a", (0, 500), (2000, 500)),)


def test_what_is_excluded_is_no_land() -> None:
    ground = lay_out(Town(boundary=BOUNDARY, roads=ROADS, excluded=rectangle(1500, 0, 2500, 1000)))
    assert ground.land.area == pytest.approx(1500 * 1000, rel=1e-3)


def test_an_exclusion_in_the_middle_leaves_a_hole() -> None:
    ground = lay_out(Town(boundary=BOUNDARY, roads=ROADS, excluded=rectangle(500, 200, 900, 400)))
    assert len(ground.land.interiors) == 1


def test_roads_and_waters_beyond_the_land_are_left_out() -> None:
    far = street("far", (5000, 0), (6000, 0))
    river = Barrier(kind=BarrierKind.WATER, geometry=far.geometry)
    ground = lay_out(Town(boundary=BOUNDARY, roads=(far, *ROADS), barriers=(river,)))
    assert [road.key for road in ground.roads] == ["a"]
    assert len(ground.lines) == 1


def test_a_frame_brings_back_what_it_lays() -> None:
    frame = Frame.around(BOUNDARY)
    assert frame.lift(frame.lay(BOUNDARY)).equals_exact(BOUNDARY, 1e-12)


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"boundary": shapely.Polygon()}, "The boundary encloses no area"),
        (
            {"boundary": degrees(shapely.Polygon([(0, 0), (2000, 1000), (2000, 0), (0, 1000)]))},
            rf"The boundary is not a clean outline: self-intersection at {LON:.1f}1\d+, 31.50\d+",
        ),
        ({"excluded": rectangle(-100, -100, 3000, 3000)}, "leaves nothing of the district"),
        (
            {"excluded": rectangle(900, -100, 1000, 1100)},
            r"splits the district into 2 parts: 1.000 km² around 118.0\d+, 31.5\d+; 0.900 km² around",
        ),
        (
            {"excluded": degrees(shapely.Polygon([(0, 0), (9, 9), (9, 0), (0, 9)]))},
            "excluded area is not a clean outline",
        ),
        ({"roads": ()}, "There is no road"),
        (
            {"roads": (street("far", (90_000, 0), (90_000, 500)),)},
            r"None of the 1 roads lies within .* the first is at 118.9\d+, 31.50\d+, the boundary around 118.0",
        ),
    ],
)
def test_a_town_that_cannot_be_divided_is_refused(parts: dict[str, object], told: str) -> None:
    with pytest.raises(DesignRefused, match=told):
        lay_out(Town(**{"boundary": BOUNDARY, "roads": ROADS, **parts}))  # type: ignore[arg-type]
