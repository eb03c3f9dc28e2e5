"""Vector tiles of the territory, cut and encoded by the database; one statement a tile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

from gridwarden.platform.refusals import NotFound

if TYPE_CHECKING:
    from datetime import date

#: Deeper than this nobody looks; the numbers of tiles stay far below what an integer holds.
DEEPEST = 22
#: A tile is drawn on a square of so many units, with a margin for lines that run along its edge.
_EXTENT, _MARGIN = 4096, 64
#: Width of the world in the tiles' plane, in metres.
_WORLD_M = 40_075_016.685_578_5
#: Lines may leave their course by this many units: a quarter of a pixel on a screen.
_SLACK_UNITS = 2.0


class NoTile(NotFound):
    """There is no such layer or no such square."""

    code = "no_tile"


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile under a version of the territory; ``content`` is None when the asker has that version already."""

    version: int
    content: bytes | None


@dataclass(frozen=True, slots=True)
class _Layer:
    """What a layer selects. ``shape`` is what is drawn of ``source.shape``; ``where`` may use the day and the zoom."""

    table: str
    columns: str = ""
    shape: str = "source.shape"
    where: str = "TRUE"
    owner: str = "district_id"
    dated: bool = False


# Areas that share edges are not simplified, or their common edge would be drawn twice; lines and single areas are.
_LINE = "ST_Simplify(source.shape, %(slack_m)s)"
_ON_DAY = "source.valid_from <= %(day)s AND (source.valid_to IS NULL OR source.valid_to > %(day)s)"
_BIG_ENOUGH = "ST_Area(ST_Envelope(source.shape)) > %(pixel_m)s * %(pixel_m)s"
_GRID = "id, code, name, grid_class"

LAYERS = {
    "boundary": _Layer("grids_district", "name", owner="id"),
    "zones": _Layer("grids_zone", "kind, name", where=_ON_DAY, dated=True),
    "water": _Layer(
        "grids_backdrop",
        "kind, name",
        shape=_LINE,
        where=f"kind = 'waterway' OR kind = 'water' AND {_BIG_ENOUGH}",
    ),
    "green": _Layer("grids_backdrop", "name", shape=_LINE, where=f"kind = 'green' AND {_BIG_ENOUGH}"),
    "railway": _Layer("grids_backdrop", shape=_LINE, where="kind = 'railway'"),
    "buildings": _Layer("grids_backdrop", shape=_LINE, where=f"kind = 'building' AND {_BIG_ENOUGH}"),
    "roads": _Layer(
        "grids_road",
        "name, grade",
        shape=_LINE,
        where="grade = 'arterial' OR %(zoom)s >= 10 AND grade = 'secondary' OR %(zoom)s >= 12",
    ),
    "grids": _Layer("grids_grid", _GRID, where=_ON_DAY, dated=True),
    "grid_points": _Layer("grids_grid", _GRID, shape="ST_PointOnSurface(source.shape)", where=_ON_DAY, dated=True),
}

_STATEMENT = """
WITH square AS (SELECT ST_TileEnvelope(%(zoom)s, %(x)s, %(y)s) AS bounds),
drawn AS (
    SELECT {columns} ST_AsMVTGeom({shape}, square.bounds, %(extent)s, %(margin)s, TRUE) AS shape
    FROM {table} source, square
    WHERE source.{owner} = %(district)s
      AND source.shape && ST_TileEnvelope(%(zoom)s, %(x)s, %(y)s, margin => %(margin)s / %(extent)s::float8)
      AND ({where})
)
SELECT current.version, CASE WHEN current.version IS DISTINCT FROM %(known)s THEN
    (SELECT ST_AsMVT(drawn, %(layer)s, %(extent)s, 'shape') FROM drawn WHERE drawn.shape IS NOT NULL)
END
FROM grids_territoryversion current WHERE current.district_id = %(district)s
"""


def tile(district_id: int, layer: str, place: tuple[int, int, int], day: date, *, known: int | None = None) -> Tile:
    """Return the tile at ``place`` (zoom, column, row) as of ``day``, unless ``known`` is still the version."""
    _check(layer, *place)
    with connection.cursor() as cursor:
        cursor.execute(_statement(LAYERS[layer]), _parameters(district_id, layer, place, day, known))
        found = cursor.fetchone()
    if found is None:
        raise NoTile("There is no such district.")
    version, content = found
    return Tile(version, None if content is None else bytes(content))


def _check(layer: str, zoom: int, x: int, y: int) -> None:
    if layer not in LAYERS or not 0 <= zoom <= DEEPEST or not (0 <= x < 2**zoom and 0 <= y < 2**zoom):
        raise NoTile("There is no such tile.")


def _statement(layer: _Layer) -> str:
    columns = "".join(f"source.{column}, " for column in layer.columns.split(", ") if column)
    return _STATEMENT.format(
        columns=columns, shape=layer.shape, table=layer.table, where=layer.where, owner=layer.owner
    )


def _parameters(
    district_id: int, layer: str, place: tuple[int, int, int], day: date, known: int | None
) -> dict[str, Any]:
    zoom, x, y = place
    unit_m = _WORLD_M / 2**zoom / _EXTENT
    return {
        "district": district_id,
        "layer": layer,
        "zoom": zoom,
        "x": x,
        "y": y,
        "day": day,
        "known": known,
        "extent": _EXTENT,
        "margin": _MARGIN,
        "slack_m": unit_m * _SLACK_UNITS,
        # Eight units are a pixel of a screen.
        "pixel_m": unit_m * 8,
    }
