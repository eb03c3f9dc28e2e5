"""Check a territory: the one in the database, or one that so far exists only as files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click
import shapely

from gridwarden.grids.cli import options, printing
from gridwarden.grids.cli.refusing import named
from gridwarden.grids.domain import drafting, seamless
from gridwarden.grids.domain.clipping import inside
from gridwarden.grids.domain.measures import plane_around
from gridwarden.grids.domain.seamless import GridShape, RoadShape, Territory
from gridwarden.grids.sources import osm, reading
from gridwarden.grids.sources.files import Format

if TYPE_CHECKING:
    from datetime import date, datetime

    from shapely.geometry.base import BaseGeometry

    from gridwarden.grids.domain.drafts import RoadDraft
    from gridwarden.grids.domain.findings import CheckReport
    from gridwarden.grids.sources.files import SourceFile


@click.command()
@options.district
@click.option("--on", "day", type=options.a_day, help="The day to check; today unless given.")
@click.option("--boundary", type=options.FileType(), help="Check files instead: the boundary,")
@click.option("--grids", "grid_file", type=options.FileType(), help="the grids (code, class, mode),")
@click.option("--roads", type=options.FileType(), help="the roads, if orphans are to be found,")
@click.option("--exclude", type=options.FileType(), help="and what is left out of the district.")
@options.crs
@options.as_json
@click.pass_context
def check(
    ctx: click.Context,
    code6: str | None,
    day: datetime | None,
    boundary: SourceFile | None,
    grid_file: SourceFile | None,
    roads: SourceFile | None,
    exclude: SourceFile | None,
    crs: str,
    *,
    as_json: bool,
) -> None:
    """Find gaps, overlaps, grids too wide and orphan roads.

    Exit status 0 when nothing is found, 1 when something is, 2 when a file cannot be used.
    """
    if (boundary is None) != (grid_file is None):
        raise click.UsageError("--boundary and --grids go together.")
    if boundary and grid_file:
        found = _of_files(boundary, grid_file, roads, exclude, crs)
    else:
        found = _of_the_database(code6, options.day_from(day))
    if as_json:
        click.echo(json.dumps(found.as_dict(), ensure_ascii=False, indent=1))
    else:
        printing.report(found)
    ctx.exit(0 if found.is_clean else 1)


def _of_the_database(code6: str | None, day: date | None) -> CheckReport:
    import django  # noqa: PLC0415 - a second that files alone do not ask for
    from django.utils import timezone  # noqa: PLC0415

    django.setup()
    from gridwarden.grids.queries import checks  # noqa: PLC0415

    return checks.report(options.the_district(code6).pk, day or timezone.now())


def _of_files(
    boundary: SourceFile, grids: SourceFile, roads: SourceFile | None, exclude: SourceFile | None, crs: str
) -> CheckReport:
    return seamless.check(_territory(boundary, grids, roads, exclude, crs))


def _territory(
    boundary: SourceFile, grids: SourceFile, roads: SourceFile | None, exclude: SourceFile | None, crs: str
) -> Territory:
    area = _area(boundary, crs)
    with named(grids):
        drafts = drafting.grids_from(reading.features(grids, crs), broken_shapes=True)
    lines = inside(_roads(roads, crs), area) if roads else []
    return Territory(
        plane=plane_around(area.centroid.x),
        boundary=area,
        excluded=_area(exclude, crs) if exclude else shapely.Polygon(),
        grids=tuple(GridShape(d.code, d.grid_class, d.patrol_mode, d.geometry) for d in drafts),
        roads=tuple(RoadShape(line.name or line.source_key, line.geometry) for line in lines),
    )


def _area(file: SourceFile, crs: str) -> BaseGeometry:
    with named(file):
        return drafting.boundary_from(reading.features(file, crs))


def _roads(file: SourceFile, crs: str) -> list[RoadDraft]:
    with named(file):
        if file.format is Format.OSM:
            return osm.read(file, crs).roads
        return drafting.roads_from(reading.features(file, crs))
