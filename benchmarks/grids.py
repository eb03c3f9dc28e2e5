"""Grids for real towns: limits, seams, balance, borders, walks and time, beside METIS grids of the same number.

    python -m benchmarks.grids [--towns guixi,krems,futian,liechtenstein] [--seed 1] [--time-limit 15] [--baseline-s 30]

Prints one JSON object; times are processor seconds of this process, the first design of all also compiles. The towns
are read from ``GRIDWARDEN_DATA`` (``../shared/data`` beside the project); a town whose file is absent is told as
"absent". The county town is asked for 15 A, 9 B and 7 C grids within the boundary beside its file; the others, where no
boundary is given, for the fewest grids around all their roads. Every setting is the default for every town. pymetis
and spopt divide the same blocks into as many parts when installed; what has not finished after ``--baseline-s`` CPU
seconds is ended and told so.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
import shapely
from benchmarks.baselines import WAYS, divided, measures
from benchmarks.cells import deadheads
from benchmarks.floor import least_deadhead

from gridwarden.algorithms.refusals import Refusal
from gridwarden.grids.domain import seamless
from gridwarden.grids.domain.design import DesignParams, Town, TownRoad
from gridwarden.grids.domain.design import reading as towns
from gridwarden.grids.domain.design.figures import deadhead_share
from gridwarden.grids.domain.design.params import Counts
from gridwarden.grids.domain.design.posing import problem_of
from gridwarden.grids.domain.design.solving import worked_out
from gridwarden.grids.domain.design.walking import shared
from gridwarden.grids.domain.seamless import GridShape, RoadShape, Territory
from gridwarden.grids.sources import geojson, osm
from gridwarden.grids.sources.files import SourceFile

if TYPE_CHECKING:
    from gridwarden.grids.domain.design import Design
    from gridwarden.grids.domain.design.outcome import Outcome

FOLDER = Path(os.environ.get("GRIDWARDEN_DATA", "../shared/data")) / "roads"
#: Town → file, file of the boundary, wanted numbers.
TOWNS: dict[str, tuple[str, str, Counts]] = {
    "guixi": ("guixi_town_cn.osm", "guixi_boundary_44km2.geojson", Counts(A=15, B=9, C=7)),
    "krems": ("krems_at.osm.gz", "", Counts()),
    "futian": ("shenzhen_futian_cn.graphml", "", Counts()),
    "liechtenstein": ("liechtenstein.osm.pbf", "", Counts()),
}
#: A border runs on a line within so many metres of it; there is one to run on within so many.
ON_M, NEAR_M = 12.0, 50.0
#: One division by METIS is worth little: its loops differ by a tenth from seed to seed.
METIS_SEEDS = range(1, 6)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--towns", default=",".join(TOWNS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--time-limit", type=float, default=15.0)
    parser.add_argument("--baseline-s", type=float, default=30.0)
    given = parser.parse_args()
    found = {name: measured(name, given.seed, given.time_limit, given.baseline_s) for name in given.towns.split(",")}
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        json.dumps({"benchmark": "grids", "python": platform.python_version(), "peak_mb": peak_mb, **found}, indent=1)
    )


def measured(name: str, seed: int, time_limit_s: float, baseline_s: float = 30.0) -> Any:
    """Return the figures of one town."""
    file, _, counts = TOWNS[name]
    if not (FOLDER / file).is_file():
        return "absent"
    began_s = time.process_time()
    town = town_of(name)
    read_s = time.process_time() - began_s
    try:
        plan, outcome = worked_out(town, DesignParams(seed=seed, time_limit_s=time_limit_s, counts=counts))
    except Refusal as refusal:
        return {"refused": refusal.message, "read_s": read_s, "cpu_s": time.process_time() - began_s}
    return {
        "read_s": round(read_s, 2),
        "figures": plan.figures.as_dict(),
        "check": checked(town, plan, outcome),
        "border_on_lines_where_one_is_near": round(near_share(town, plan, outcome), 3),
        "metis": compared(outcome),
        "on_our_units": {name: on_units(name, outcome, baseline_s) for name in WAYS},
    }


def town_of(name: str) -> Town:
    """Return a town from its files."""
    path = FOLDER / TOWNS[name][0]
    if path.suffix == ".graphml":
        return around(Town(boundary=shapely.Polygon(), roads=roads_of_graph(path)))
    layers = osm.read(SourceFile.at(path), "wgs84")
    town = Town(
        boundary=shapely.Polygon(),
        roads=towns.roads_of(layers.roads),
        barriers=towns.barriers_of(layers.backdrops),
        buildings=towns.buildings_of(layers.backdrops),
        facilities=towns.points_of(layers.facilities),
    )
    if not TOWNS[name][1]:
        return around(town)
    (outline,) = geojson.read((FOLDER / TOWNS[name][1]).read_bytes())
    return replace(town, boundary=outline.geometry)


def roads_of_graph(path: Path) -> tuple[TownRoad, ...]:
    """Return the roads of a graph as OSMnx writes it; of the two directions of a road, one."""
    graph = nx.read_graphml(path)
    place = {node: (float(data["x"]), float(data["y"])) for node, data in graph.nodes(data=True)}
    found = {}
    for number, (one, two, data) in enumerate(graph.edges(data=True)):
        line = (
            shapely.from_wkt(data["geometry"]) if "geometry" in data else shapely.LineString([place[one], place[two]])
        )
        highway = data.get("highway", "road").strip("[]'").split("'")[0]
        key = (min(one, two), max(one, two), round(line.length, 7))
        found.setdefault(key, TownRoad(key=f"edge/{number}", name=data.get("name", ""), highway=highway, geometry=line))
    return tuple(found.values())


def around(town: Town) -> Town:
    """Return the town with a boundary drawn around its roads."""
    points = shapely.multipoints(shapely.get_coordinates([road.geometry for road in town.roads]))
    hull = shapely.concave_hull(points, ratio=0.2).buffer(0.001)
    return replace(town, boundary=shapely.Polygon(hull.exterior).simplify(0.0002))


def checked(town: Town, plan: Design, outcome: Outcome) -> dict[str, Any]:
    """Return what the check of a territory finds in the plan."""
    grids = tuple(GridShape(g.code, g.grid_class.value, g.patrol_mode.value, g.geometry) for g in plan.grids)
    roads = tuple(RoadShape(road.key, road.geometry) for road in plan.roads)
    plane = outcome.fabric.ground.frame.plane
    report = seamless.check(Territory(plane, town.boundary, grids, town.excluded, roads)).as_dict()
    return {"counts": report["counts"], "totals": report["totals"]}


def near_share(town: Town, plan: Design, outcome: Outcome) -> float:
    """Return the share of the inner border on a line, of what has a line nearby; measured on the drawn shapes alone."""
    lay = outcome.fabric.ground.frame.lay
    lines = shapely.union_all([lay(one.geometry) for one in (*town.roads, *town.barriers)])
    edges = shapely.union_all([lay(grid.geometry).boundary for grid in plan.grids])
    inner = shapely.difference(edges, shapely.buffer(lay(town.boundary).boundary, 1.0))
    points = shapely.points(shapely.get_coordinates(shapely.segmentize(inner, 5.0)))
    shapely.prepare(lines)
    near = shapely.dwithin(lines, points, NEAR_M)
    return float(shapely.dwithin(lines, points, ON_M).sum() / max(int(near.sum()), 1))


def compared(outcome: Outcome) -> Any:
    """Return METIS with as many parts on plain cells, over several seeds, and what of it no plan can be below."""
    ours, floor = deadhead_share(outcome.fabric, outcome.shares.grid), least_deadhead(outcome.fabric)
    try:
        on_cells = deadheads(outcome, METIS_SEEDS)
    except ImportError:
        return "absent"
    mean = sum(on_cells) / len(on_cells)
    return {
        "deadhead_on_cells": [round(one, 3) for one in on_cells],
        "ours_to_cells": None if ours is None else round(ours / mean, 3),
        "no_plan_below": None if floor is None else round(floor / mean, 3),
    }


def on_units(name: str, outcome: Outcome, limit_s: float) -> Any:
    """Return a baseline with as many parts on our own units, and, harder, with our own trading of roads."""
    fabric, parts = outcome.fabric, len(outcome.part_kind)
    kind = np.zeros(fabric.units.size, dtype=np.int64)
    problem = problem_of(fabric, outcome.work, kind, np.array([1e6]), units=np.arange(fabric.units.size))
    found = divided(name, problem, parts, limit_s)
    if isinstance(found, str):
        return found
    _, part = np.unique(found[0], return_inverse=True)
    figures = measures(problem, part)
    del figures["too_wide"]  # of a limit that nobody has
    deadhead = deadhead_share(fabric, shared(fabric, outcome.work, part, seed=1).grid)
    return {"cpu_s": round(found[1], 2)} | figures | {"deadhead_share": deadhead and round(deadhead, 3)}


if __name__ == "__main__":
    main()
