"""How fast places are located, beside shapely's STRtree and PostGIS in the same run.

    python benchmarks/locate.py [--points 1000000] [--singles 100000] [--seed 20260302] [--no-database]

Prints one JSON object with look-ups per second. The territory is made: 31 grids with crooked common edges on 7 by
6.3 km; one point in ten lies outside. Every engine answers the same points, and wherever no border is near their
answers are compared, so that nobody is fast by being wrong. STRtree and PostGIS do less than the index: they know
neither the rule of the border nor the nearest grid. Times of this process are CPU seconds, those of PostGIS are
seconds on the clock; the best of three rounds counts.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import time
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gridwarden.grids.domain.grid_index import GridIndex
from gridwarden.grids.domain.locating import FLAGS, Flag, GridPlace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray
    from psycopg import Connection

WEST, SOUTH, WIDTH, HEIGHT = 120.44, 31.57, 0.0738, 0.0568
GRIDS = 31
ROUNDS = 3
#: PostGIS answers one at a time over a connection; so many are enough to know its rate.
DATABASE_SINGLES = 5_000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--points", type=int, default=1_000_000)
    parser.add_argument("--singles", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=20260302)
    parser.add_argument("--no-database", action="store_true", help="leave PostGIS out")
    given = parser.parse_args()
    print(json.dumps(measure(given), indent=2))


def measure(given: argparse.Namespace) -> dict[str, Any]:
    """Return all rates."""
    boundary, shapes = territory(given.seed)
    points = scatter(given.points, given.seed)
    built_s, index = timed(lambda: GridIndex(boundary, places(shapes)))
    bulk_s, found = timed(lambda: index.locate_many(points[:, 0], points[:, 1]))
    clear = np.flatnonzero(found.flags == FLAGS.index(Flag.INSIDE))
    report = {
        "benchmark": "locate",
        "python": platform.python_version(),
        "shapely": shapely.__version__,
        "geos": shapely.geos_version_string,
        "seed": given.seed,
        "points": given.points,
        "grids": GRIDS,
        "corners": int(shapely.get_num_coordinates(np.array(shapes)).sum()),
        "flags": {flag.value: int((found.flags == number).sum()) for number, flag in enumerate(FLAGS)},
        "index": {
            "build_s": round(built_s, 3),
            "bulk_per_s": rate(given.points, bulk_s),
            "single_per_s": single_rate(index, points[: given.singles]),
        },
        "strtree": strtree(shapes, points, given.singles, found.grid_ids, clear),
    }
    if not given.no_database:
        report["postgis"] = postgis(shapes, points, found.grid_ids, clear)
    return report


def territory(seed: int) -> tuple[Any, list[Any]]:
    """Return a boundary and grids that cover it, with common edges that no straight line would replace."""
    boundary = shapely.box(WEST, SOUTH, WEST + WIDTH, SOUTH + HEIGHT)
    dice = np.random.default_rng(seed)
    seeds = shapely.MultiPoint(dice.random((GRIDS, 2)) * (WIDTH, HEIGHT) + (WEST, SOUTH))
    cells = shapely.get_parts(shapely.voronoi_polygons(seeds, extend_to=boundary))
    pieces = shapely.segmentize(shapely.intersection(cells, boundary), 0.0003)
    return boundary, [shapely.transform(piece, crooked) for piece in pieces]


def crooked(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Bend what two neighbours share in the same way for both."""
    return points + 0.0001 * np.sin(points[:, ::-1] * 30_000)


def places(shapes: list[Any]) -> list[GridPlace]:
    """Return the grids as the index takes them."""
    return [GridPlace(number + 1, f"G{number:02d}", shape) for number, shape in enumerate(shapes)]


def scatter(count: int, seed: int) -> NDArray[np.float64]:
    """Return points of which nine in ten lie in the district."""
    reach = np.sqrt(1 / 0.9)
    middle = (WEST + WIDTH / 2, SOUTH + HEIGHT / 2)
    return (np.random.default_rng(seed).random((count, 2)) - 0.5) * (WIDTH * reach, HEIGHT * reach) + middle


def single_rate(index: GridIndex, points: NDArray[np.float64]) -> int:
    """Return how many points a second are located one by one."""
    pairs = points.tolist()

    def loop() -> None:
        locate = index.locate
        for lon, lat in pairs:
            locate(lon, lat)

    return rate(len(pairs), timed(loop)[0])


def strtree(
    shapes: list[Any], points: NDArray[np.float64], singles: int, ids: NDArray[np.int64], clear: NDArray[np.int64]
) -> dict[str, Any]:
    """Return the rates of shapely's tree, fed with a whole array or with one point after the other."""
    tree = shapely.STRtree(shapes)
    bulk_s, (which, found) = timed(lambda: tree.query(shapely.points(points), predicate="intersects"))
    own = np.full(len(points), -1)
    own[which] = found + 1
    pairs = points[:singles].tolist()

    def loop() -> None:
        for lon, lat in pairs:
            tree.query(shapely.Point(lon, lat), predicate="intersects")

    return {
        "bulk_per_s": rate(len(points), bulk_s),
        "single_per_s": rate(len(pairs), timed(loop, rounds=1)[0]),
        "differing": int((own[clear] != ids[clear]).sum()),
    }


def postgis(
    shapes: list[Any], points: NDArray[np.float64], ids: NDArray[np.int64], clear: NDArray[np.int64]
) -> dict[str, Any]:
    """Return the rates of an indexed table, asked with a join or with one statement a point."""
    with connected() as wire:
        fill(wire, shapes, points)
        join = "SELECT p.number, g.id FROM bench_points p JOIN bench_grids g ON ST_Covers(g.geom, p.geom)"
        bulk_s, rows = timed(lambda: wire.execute(join).fetchall(), rounds=1, clock=time.perf_counter)
        own = np.full(len(points), -1)
        own[[row[0] for row in rows]] = [row[1] for row in rows]
        one = "SELECT id FROM bench_grids WHERE ST_Covers(geom, ST_SetSRID(ST_MakePoint(%s, %s), 4490))"
        pairs = points[:DATABASE_SINGLES].tolist()

        def loop() -> None:
            for pair in pairs:
                wire.execute(one, pair).fetchone()

        single_s, _ = timed(loop, rounds=1, clock=time.perf_counter)
        version = wire.execute("SELECT postgis_lib_version()").fetchone()
        wire.rollback()
    return {
        "version": version[0] if version else "",
        "bulk_per_s": rate(len(points), bulk_s),
        "single_per_s": rate(len(pairs), single_s),
        "differing": int((own[clear] != ids[clear]).sum()),
    }


def connected() -> Connection[Any]:
    """Return a connection to the product's database; only temporary tables are made in it."""
    import django  # noqa: PLC0415 - not needed without a database
    import psycopg  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gridwarden.config.settings.production")
    django.setup()
    from django.db import connection  # noqa: PLC0415 - after the set-up

    parameters = {**connection.get_connection_params(), "cursor_factory": None, "options": "-c jit=off"}
    return psycopg.connect(**{name: value for name, value in parameters.items() if value is not None})


def fill(wire: Connection[Any], shapes: list[Any], points: NDArray[np.float64]) -> None:
    """Make the tables and their index."""
    wire.execute("CREATE TEMP TABLE bench_grids (id integer, geom geometry(Geometry, 4490))")
    for number, shape in enumerate(shapes, start=1):
        wire.execute("INSERT INTO bench_grids VALUES (%s, ST_GeomFromWKB(%s, 4490))", [number, shapely.to_wkb(shape)])
    wire.execute("CREATE TEMP TABLE bench_points (number integer, geom geometry(Point, 4490))")
    with wire.cursor().copy("COPY bench_points FROM STDIN") as copy:
        for line in rows_of(points):
            copy.write(line)
    for statement in ("CREATE INDEX ON bench_grids USING gist (geom)", "ANALYZE bench_grids", "ANALYZE bench_points"):
        wire.execute(statement)


def rows_of(points: NDArray[np.float64]) -> Iterator[str]:
    """Yield the lines that COPY takes."""
    shapes = shapely.to_wkb(shapely.set_srid(shapely.points(points), 4490), hex=True, include_srid=True)
    for number, shape in enumerate(shapes):
        yield f"{number}\t{shape}\n"


def timed(
    work: Callable[[], Any], *, rounds: int = ROUNDS, clock: Callable[[], float] = time.process_time
) -> tuple[float, Any]:
    """Return the seconds of the best round and what the work returned."""
    best, result = float("inf"), None
    for _ in range(rounds):
        begun = clock()
        result = work()
        best = min(best, clock() - begun)
    return best, result


def rate(count: int, seconds: float) -> int:
    """Return how many a second."""
    return round(count / max(seconds, 1e-9))


if __name__ == "__main__":
    main()
