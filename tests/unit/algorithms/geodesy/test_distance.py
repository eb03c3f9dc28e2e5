"""How far two places are apart."""

from __future__ import annotations

import pytest

from gridwarden.algorithms.geodesy import distance_m, to_plane


@pytest.mark.parametrize(
    ("place", "other", "metres"),
    [
        ((120.0, 31.0), (120.0, 31.0), 0.0),
        # A second of latitude is 30.8 m at 31° N, a second of longitude 26.5 m.
        ((120.0, 31.0), (120.0, 31.0 + 1 / 3600), 30.8),
        ((120.0, 31.0), (120.0 + 1 / 3600, 31.0), 26.5),
    ],
)
def test_known_lengths(place: tuple[float, float], other: tuple[float, float], metres: float) -> None:
    assert distance_m(*place, *other) == pytest.approx(metres, abs=0.05)
    assert distance_m(*other, *place) == pytest.approx(metres, abs=0.05)


def test_near_the_middle_of_a_zone_it_is_what_the_plane_says() -> None:
    (x, y), (other_x, other_y) = (to_plane(lon, lat, 4549) for lon, lat in ((120.0, 31.5), (120.01, 31.51)))
    flat = ((x - other_x) ** 2 + (y - other_y) ** 2) ** 0.5
    assert distance_m(120.0, 31.5, 120.01, 31.51) == pytest.approx(flat, rel=1e-5)
