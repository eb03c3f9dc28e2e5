"""Roads found again from fixes: precision, recall and time, beside the nearest segment of each fix.

    python -m benchmarks.coverage [--walks 60] [--people 100] [--hours 8] [--seed 1]

Prints one JSON object. People walk and drive by chance through a made town (streets 200 m apart, alleys 28 m beside
some) and through the roads of Guixi, read from ``GRIDWARDEN_DATA`` (``../shared/data`` beside the project) where it is
there; receivers err by AR(1) noise with a memory of 30 s. Truth is every segment walked from end to end; precision and
recall are of segments, and again of their length. ``gap_m`` is the median way between two fixes. Beside our two methods
stands the plain one in the same run: the segment nearest to each fix. ``day`` is a day's work of a district: matching,
figures of presence and coverage; CPU seconds of this process, machine code compiled before.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import time
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from benchmarks.walks import Manner, Walk, chessboard, walk

from gridwarden.algorithms.coverage import (
    Clean,
    Matcher,
    Method,
    Params,
    Streets,
    clean,
    joined,
    kept,
    presence,
    streets,
)
from gridwarden.grids.domain.local_frame import LocalFrame
from gridwarden.grids.sources import osm
from gridwarden.grids.sources.files import SourceFile

if TYPE_CHECKING:
    from collections.abc import Callable

GUIXI = Path(os.environ.get("GRIDWARDEN_DATA", "../shared/data")) / "roads" / "guixi_town_cn.osm"
#: Walked and driven, from dense to sparse, with the usual and with bad reception.
MANNERS = (
    Manner(1.3, 10.0),
    Manner(1.3, 30.0),
    Manner(5.0, 5.0),
    Manner(5.0, 10.0),
    Manner(5.0, 20.0),
    Manner(5.0, 30.0),
    Manner(1.3, 10.0, noise_m=15.0),
    Manner(5.0, 10.0, noise_m=15.0),
)
PLACES = 31


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--walks", type=int, default=60)
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--hours", type=float, default=8.0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(json.dumps(measure(given.walks, given.people, given.hours, given.seed), indent=2))


def measure(walks: int, people: int, hours: float, seed: int) -> dict[str, Any]:
    """Return all figures."""
    towns = {"made": chessboard(seed), "guixi": guixi()}
    known = {name: town for name, town in towns.items() if town is not None}
    report: dict[str, Any] = {"benchmark": "coverage", "python": platform.python_version(), "seed": seed}
    report["towns"] = {name: accuracy(town, walks, seed) for name, town in known.items()}
    report["towns"] |= {name: "absent" for name in towns if name not in known}
    name = "guixi" if "guixi" in known else "made"
    report["day"] = {"town": name} | day(known[name], people, hours, seed)
    return report


def guixi() -> Streets | None:
    """Return the roads of a town as they are, where its file is there."""
    if not GUIXI.exists():
        return None
    lines = [road.geometry for road in osm.read(SourceFile.at(GUIXI), "wgs84").roads]
    frame = LocalFrame.at(float(np.mean([line.centroid.y for line in lines])))
    return streets(frame.stretch(np.array(lines)))


def accuracy(town: Streets, walks: int, seed: int) -> dict[str, Any]:
    """Return how well each way of matching finds again what was walked."""
    ways = {
        "way": ours(town, Method.WAY),
        "cells": ours(town, Method.CELLS),
        "nearest": lambda fixes: nearest(town, fixes),
    }
    found = []
    for manner in MANNERS:
        rng = np.random.default_rng(seed)
        some = [walk(town, manner, rng) for _ in range(walks)]
        rates = {name: judged(town, some, way) for name, way in ways.items()}
        found.append(asdict(manner) | {"gap_m": round(gap_m(some), 1)} | rates)
    return {"segments": town.size, "metres": round(float(town.length_m.sum())), "manners": found}


def ours(town: Streets, method: Method) -> Callable[[Clean], set[int]]:
    """Return one of our methods."""
    matcher = Matcher(town, Params(method=method))
    return lambda fixes: set(matcher.passes(fixes).segment.tolist())


def nearest(town: Streets, fixes: Clean) -> set[int]:
    """Return the segment nearest to each fix: what one would do without thinking."""
    return set(_tree(town).nearest(shapely.points(fixes.xy)).tolist())


@cache
def _tree(town: Streets) -> shapely.STRtree:
    return shapely.STRtree(town.shapes)


def judged(town: Streets, walks: list[Walk], way: Callable[[Clean], set[int]]) -> dict[str, float]:
    """Return precision, recall, and fixes matched in a second of CPU."""
    fixes = [clean(one.track, Params()) for one in walks]
    way(fixes[0])
    began = time.process_time()
    answers = [way(one) for one in fixes]
    spent = max(time.process_time() - began, 1e-9)
    truths = [set(one.segments.tolist()) for one in walks]
    rates = {}
    for suffix, weight in (("", np.ones(town.size)), ("_of_length", town.length_m)):
        right, told, true = (
            sum(float(weight[list(one)].sum()) for one in some)
            for some in ([a & b for a, b in zip(answers, truths, strict=True)], answers, truths)
        )
        rates["precision" + suffix] = round(right / max(told, 1.0), 3)
        rates["recall" + suffix] = round(right / max(true, 1.0), 3)
    return rates | {"fixes_per_cpu_s": round(sum(one.track.size for one in walks) / spent)}


def gap_m(walks: list[Walk]) -> float:
    """Return the median distance between fixes."""
    return float(np.median([clean(one.track, Params()).median_gap_m for one in walks]))


def day(town: Streets, people: int, hours: float, seed: int) -> dict[str, Any]:
    """Return what a day of a district costs."""
    rng, manner = np.random.default_rng(seed), Manner(last_s=hours * 3_600)
    tracks = [walk(town, manner, rng, begin_s=8 * 3_600.0).track for _ in range(people)]
    params, grids = Params(), districts(town)
    Matcher(town, params).passes(clean(tracks[0], params))
    began = time.process_time()
    matcher = Matcher(town, params)
    built = time.process_time()
    fixes = [clean(track, params) for track in tracks]
    passes = joined([matcher.passes(one, number) for number, one in enumerate(fixes)])
    matched = time.process_time()
    rates = figures(town, fixes, passes.count(town.size), grids, params)
    ended = time.process_time()
    count = sum(track.size for track in tracks)
    return {
        "people": people,
        "fixes": count,
        "grids": len(grids),
        "passes": passes.size,
        "cpu_s": {
            "ways_prepared": round(built - began, 2),
            "matched": round(matched - built, 2),
            "figures": round(ended - matched, 2),
            "together": round(ended - began, 2),
        },
        "coverage_mean": round(float(np.mean(rates)), 3) if rates else None,
    }


def districts(town: Streets) -> list[shapely.Geometry]:
    """Return grids of about the same size."""
    west, south, east, north = shapely.total_bounds(town.shapes)
    seeds = np.random.default_rng(7).uniform((west, south), (east, north), (PLACES, 2))
    cells = shapely.voronoi_polygons(shapely.multipoints(seeds), extend_to=shapely.box(west, south, east, north))
    return list(shapely.get_parts(cells))


def figures(
    town: Streets, fixes: list[Clean], count: np.ndarray[Any, Any], grids: list[shapely.Geometry], params: Params
) -> list[float]:
    """Return the coverage of each grid; who was where counts for every person in one of them."""
    middle = shapely.line_interpolate_point(town.shapes, 0.5, normalized=True)
    required = np.full(town.size, 2)
    for number, one in enumerate(fixes):
        near = shapely.buffer(grids[number % len(grids)], params.margin_m)
        shapely.prepare(near)
        presence(one, shapely.contains_xy(near, one.xy), [(8 * 3_600.0, 16 * 3_600.0)])
    found = []
    for grid in grids:
        own = shapely.contains(grid, middle)
        rate = kept(
            town.length_m[own], count[own], required[own], fixes=1, median_gap_m=13.0, sparse_m=params.sparse_m
        ).rate
        found += [] if rate is None else [rate]
    return found


if __name__ == "__main__":
    main()
