"""A hundred thousand points, many of them on edges and corners: memory and PostGIS give the same answers."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from django.db import connection

from gridwarden.grids.domain.grid_index import frame_of
from gridwarden.grids.domain.locating import FLAGS, TOLERANCE_M
from gridwarden.grids.models.conversion import to_polygons, to_shapely
from gridwarden.grids.queries import locate
from tests.factories.grids import SIDE, SOUTH, START, WEST, DistrictFactory, GridFactory, ZoneFactory, square

if TYPE_CHECKING:
    from gridwarden.grids.domain.local_frame import LocalFrame
    from gridwarden.grids.models import District

pytestmark = pytest.mark.django_db

POINTS = 100_000
WIDTH = 6

# The rule of domain.locating in SQL. Stretching by the frame's two factors makes the plane of the tolerance.
TRUTH = """
CREATE TEMP TABLE shapes AS
    SELECT id, code, ST_Scale(ST_SetSRID(geom, 0), %(lon_m)s, %(lat_m)s) AS shape FROM grids_grid
    WHERE district_id = %(district)s AND valid_from <= %(day)s AND (valid_to IS NULL OR valid_to > %(day)s);
ALTER TABLE shapes ADD outline geometry;
UPDATE shapes SET outline = ST_Boundary(shape);
CREATE INDEX ON shapes USING gist (shape);
CREATE TEMP TABLE kept_out AS
    SELECT ST_Scale(ST_SetSRID(ST_Union(geom), 0), %(lon_m)s, %(lat_m)s) AS shape FROM grids_zone
    WHERE district_id = %(district)s AND kind = 'excluded';
CREATE TEMP TABLE answers AS
    WITH places AS (SELECT number, ST_MakePoint(lon * %(lon_m)s, lat * %(lat_m)s) AS place FROM points),
    claims AS (
        SELECT number, id, code, ST_DWithin(outline, place, %(tolerance)s) AS at_outline
        FROM places JOIN shapes ON ST_Expand(place, 1) && shape
            AND (ST_Covers(shape, place) OR ST_DWithin(outline, place, %(tolerance)s))
    ),
    claimed AS (
        SELECT number, (array_agg(id ORDER BY code COLLATE "C", id))[1] AS id,
            bool_or(at_outline) OR count(*) > 1 AS contested
        FROM claims GROUP BY number
    )
    SELECT number, coalesce(claimed.id, -1) AS id, CASE
        WHEN ST_Covers(kept_out.shape, place) AND NOT ST_DWithin(ST_Boundary(kept_out.shape), place, %(tolerance)s)
            THEN 'excluded'
        WHEN claimed.id IS NULL THEN 'outside'
        WHEN contested THEN 'border'
        ELSE 'inside' END AS flag
    FROM places LEFT JOIN claimed USING (number) CROSS JOIN kept_out;
"""


@pytest.fixture
def district() -> District:
    """Thirty-one crooked neighbours, one of them left out, and an excluded zone across two of them."""
    district = DistrictFactory(boundary=square(columns=WIDTH, rows=WIDTH))
    dice = np.random.default_rng(2026)
    boundary = to_shapely(district.boundary)
    seeds = shapely.MultiPoint(dice.random((31, 2)) * WIDTH * SIDE + [WEST, SOUTH])
    for number, cell in enumerate(shapely.get_parts(shapely.voronoi_polygons(seeds, extend_to=boundary))[1:]):
        crooked = shapely.transform(shapely.segmentize(shapely.intersection(cell, boundary), 0.0005), bend)
        GridFactory(district=district, code=f"{'ABC'[number % 3]}{number:02d}", geom=to_polygons(crooked))
    ZoneFactory(district=district, kind="excluded", geom=square(2, 2))
    ZoneFactory(district=district, kind="excluded", geom=square(3, 2))
    return district


def bend(points: np.ndarray) -> np.ndarray:
    return points + 0.0001 * np.sin(points[:, ::-1] * 30_000)


def scatter(district: District, frame: LocalFrame) -> np.ndarray:
    """Half of the points anywhere, the others on corners, on edges, and near both sides of the tolerance."""
    dice = np.random.default_rng(42)
    anywhere = dice.random((POINTS // 2, 2)) * (WIDTH + 1) * SIDE + [WEST - SIDE / 2, SOUTH - SIDE / 2]
    rings = [shapely.get_coordinates(to_shapely(grid.geom)) for grid in district.grids.all()]
    starts, ends = (np.concatenate([ring[part] for ring in rings]) for part in (slice(None, -1), slice(1, None)))
    chosen = dice.integers(0, len(starts), POINTS // 2)
    share = dice.choice([0.0, 0.5, 1.0, *dice.random(5)], (POINTS // 2, 1))
    on_edges = starts[chosen] + (ends - starts)[chosen] * share
    reach = dice.choice([0.0, 1e-4, 0.4999, 0.5001, 1.0], POINTS // 2)
    angle = dice.random(POINTS // 2) * 2 * np.pi
    moved = on_edges + np.column_stack([np.cos(angle) * reach / frame.lon_m, np.sin(angle) * reach / frame.lat_m])
    return np.concatenate([anywhere, moved])


def test_memory_and_postgis_agree_on_a_hundred_thousand_points(district: District) -> None:
    frame = frame_of(to_shapely(district.boundary))
    points = scatter(district, frame)
    found = locate.locate_many(district.pk, points[:, 0], points[:, 1], START)
    truth = postgis(district, frame, points)
    flags = [locate.FLAGS[flag].value for flag in found.flags]
    differing = [number for number, id_, flag in truth if (id_, flag) != (found.grid_ids[number], flags[number])]
    assert len(truth) == POINTS
    assert differing == []
    assert {flag: flags.count(flag) > 1000 for flag in FLAGS} == dict.fromkeys(FLAGS, True)


def test_single_look_ups_agree_with_the_bulk(district: District) -> None:
    points = scatter(district, frame_of(to_shapely(district.boundary)))[::37]
    found = locate.locate_many(district.pk, points[:, 0], points[:, 1], START)
    index = locate.index_on(district.pk, START)
    singles = [index.locate(lon, lat) for lon, lat in points.tolist()]
    assert [one.grid_id or -1 for one in singles] == found.grid_ids.tolist()
    assert [one.flag for one in singles] == [FLAGS[flag] for flag in found.flags]


def postgis(district: District, frame: LocalFrame, points: np.ndarray) -> list[tuple[int, int, str]]:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE points (number integer, lon float8, lat float8)")
        with cursor.copy("COPY points FROM STDIN") as copy:
            text = io.StringIO()
            for number, (lon, lat) in enumerate(points.tolist()):
                text.write(f"{number}\t{lon!r}\t{lat!r}\n")
            copy.write(text.getvalue())
        parameters = {"district": district.pk, "day": START, "tolerance": TOLERANCE_M}
        for statement in TRUTH.split(";\n")[:-1]:
            cursor.execute(statement, {**parameters, "lon_m": frame.lon_m, "lat_m": frame.lat_m})
        cursor.execute("SELECT number, id, flag FROM answers ORDER BY number")
        return list(cursor.fetchall())
