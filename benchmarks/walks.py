"""Walks through streets whose truth is known, and what a receiver would tell of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gridwarden.algorithms.coverage import Track, streets, track

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gridwarden.algorithms.coverage import Streets

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

#: The errors of a receiver a second apart are nearly the same; after so many seconds they have forgotten each other.
MEMORY_S = 30.0


@dataclass(frozen=True, eq=False)
class Walk:
    """What somebody did, and what their receiver told.

    Parameters
    ----------
    track
        The fixes.
    segments
        The segments walked from end to end, in this order.
    forward
        Whether each of them was walked as it is drawn.
    """

    track: Track
    segments: Ints = field(repr=False)
    forward: NDArray[np.bool_] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Manner:
    """How somebody walks, and how well they are seen; ``beside_m`` is how far to the right of the line they keep."""

    speed_ms: float = 1.3
    every_s: float = 10.0
    noise_m: float = 8.0
    beside_m: float = 0.0
    last_s: float = 1_800.0


def walk(town: Streets, manner: Manner, rng: np.random.Generator, begin_s: float = 0.0) -> Walk:
    """Return a walk by chance, from corner to corner; nobody turns back but in a dead end."""
    order, forward = _wander(town, manner.speed_ms * manner.last_s, rng)
    points = _course(town, order, forward, manner.beside_m)
    step = np.hypot(*np.diff(points, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(step)])
    times = np.arange(0.0, along[-1] / manner.speed_ms, manner.every_s)
    times = np.append(times, along[-1] / manner.speed_ms)
    places = np.column_stack([np.interp(times * manner.speed_ms, along, points[:, axis]) for axis in (0, 1)])
    seen = places + _errors(times, manner.noise_m, rng)
    return Walk(track(times + begin_s, seen), order, forward)


def chessboard(seed: int = 1, blocks: int = 26, side_m: float = 200.0, alleys: int = 120) -> Streets:
    """Return a made town: streets crossing at right angles, and alleys 28 m beside some of them."""
    rng = np.random.default_rng(seed)
    ends = (blocks - 1) * side_m
    lines = [((0.0, n * side_m), (ends, n * side_m)) for n in range(blocks)]
    lines += [((n * side_m, 0.0), (n * side_m, ends)) for n in range(blocks)]
    for _ in range(alleys):
        column, row = rng.integers(0, blocks - 1, 2) * side_m
        lines.append(((column, row + 28.0), (column + side_m, row + 28.0)))
    return streets(np.array([shapely.LineString(line) for line in lines]), longest_m=250.0)


def _wander(town: Streets, metres: float, rng: np.random.Generator) -> tuple[Ints, NDArray[np.bool_]]:
    at: dict[int, list[tuple[int, int]]] = {}
    for segment, (one, two) in enumerate(town.ends.tolist()):
        at.setdefault(one, []).append((segment, two))
        at.setdefault(two, []).append((segment, one))
    corner, last, gone = int(rng.choice(town.ends.ravel())), -1, 0.0
    order, forward = [], []
    while gone < metres:
        ways = [way for way in at[corner] if way[0] != last] or at[corner]
        last, beyond = ways[int(rng.integers(len(ways)))]
        order.append(last)
        forward.append(bool(town.ends[last, 0] == corner))
        gone, corner = gone + float(town.length_m[last]), beyond
    return np.array(order), np.array(forward)


def _course(town: Streets, order: Ints, forward: NDArray[np.bool_], beside_m: float) -> Floats:
    """Return the corners of the way, a little beside the lines."""
    parts = []
    for segment, ahead in zip(order.tolist(), forward.tolist(), strict=True):
        points = shapely.get_coordinates(town.shapes[segment])
        points = points if ahead else points[::-1]
        course = np.gradient(points, axis=0)
        course /= np.maximum(np.hypot(*course.T), 1e-9)[:, None]
        parts.append(points + beside_m * np.column_stack([course[:, 1], -course[:, 0]]))
    return np.concatenate(parts)


def _errors(times: Floats, noise_m: float, rng: np.random.Generator) -> Floats:
    """Return errors that remember the one before (AR(1)), each as large as ``noise_m`` in both directions."""
    fresh = rng.normal(0.0, noise_m, (len(times), 2))
    keep = np.exp(-np.diff(times, prepend=times[0] - 1e9) / MEMORY_S)
    errors = np.empty_like(fresh)
    before = np.zeros(2)
    for number, share in enumerate(keep.tolist()):
        before = share * before + np.sqrt(1.0 - share * share) * fresh[number]
        errors[number] = before
    return errors
