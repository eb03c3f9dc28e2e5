"""Simulated vehicles stay on their roads."""

from __future__ import annotations

import math
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwarden.patrols.driving.routes import Drive, Roads

#: A square of roads, about 950 m east and 1,110 m north, with a dead end to the west.
A, B, C, D, E = (120.30, 31.50), (120.31, 31.50), (120.31, 31.51), (120.30, 31.51), (120.29, 31.50)
F = (120.29, 31.51)
SQUARE = Roads([[A, B], [B, C], [D, C], [D, A], [A, E]])


def distance_m(one: tuple[float, float], other: tuple[float, float]) -> float:
    east = (one[0] - other[0]) * math.cos(math.radians(one[1])) * 111_320
    return math.hypot(east, (one[1] - other[1]) * 111_320)


def lies_on(place: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> bool:
    return distance_m(start, place) + distance_m(place, end) < distance_m(start, end) + 0.5


def random(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - a drive, not a secret


@given(st.integers(0, 1000), st.floats(1, 60))
def test_a_vehicle_stays_on_a_road_and_keeps_its_speed(seed: int, seconds: float) -> None:
    drive = Drive(SQUARE, random(seed), 36.0)
    before = drive.after(0.0)
    for _ in range(50):
        now = drive.after(seconds)
        on_road = any(
            abs(now[axis] - line[0][axis]) < 1e-9 and line[0][axis] == line[1][axis]
            for line in SQUARE.lines
            for axis in (0, 1)
        )
        assert on_road
        assert distance_m(before[:2], now[:2]) <= seconds * 10 * 1.001 + 0.01
        before = now


def test_the_course_is_that_of_the_road() -> None:
    east = Drive(Roads([[A, B]]), random(3), 36.0)
    courses = {east.after(10).course_deg for _ in range(400)}
    assert courses == {90, 270}  # there and, from the dead end, back


def test_the_same_seed_drives_the_same_way() -> None:
    one, other = (Drive(SQUARE, random(5), 40.0) for _ in range(2))
    assert [one.after(7) for _ in range(100)] == [other.after(7) for _ in range(100)]


@pytest.mark.parametrize("line", [[A, A, B], [A, B, B]])
def test_points_that_lie_twice_hold_nobody_up(line: list[tuple[float, float]]) -> None:
    drive = Drive(Roads([line]), random(1), 36.0)
    places = {drive.after(60)[:2] for _ in range(50)}
    assert len(places) > 5


@given(st.integers(0, 1000))
def test_the_thorough_leave_no_road_out(seed: int) -> None:
    # Two blocks side by side: a way that turns off by chance alone leaves some road out for long.
    net = Roads([[A, B], [B, C], [C, D], [D, A], [A, E], [E, F], [F, D]])
    drive = Drive(net, random(seed), 36.0, is_thorough=True)
    seen = [drive.after(5.0)[:2] for _ in range(8_000 * 3 // 50)]
    for line in net.lines:
        middle = ((line[0][0] + line[1][0]) / 2, (line[0][1] + line[1][1]) / 2)
        assert min(distance_m(middle, place) for place in seen) < 60
