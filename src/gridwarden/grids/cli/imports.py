"""Take files over into the territory."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
from django.utils import timezone

from gridwarden.grids.actions import imports
from gridwarden.grids.cli import options, printing
from gridwarden.grids.domain.faults import ImportRefused
from gridwarden.grids.domain.kinds import ImportKind
from gridwarden.platform.access import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from gridwarden.grids.sources.files import SourceFile

_dry_run = click.option("--dry-run", is_flag=True, help="Say what would happen and what a check would find.")
_begin = click.option("--from", "begin", type=options.a_day, help="First day of validity; today unless given.")


@click.command("import-district")
@click.argument("file", type=options.FileType())
@click.option("--code", "code6", required=True, metavar="CODE", help="Six-digit administrative code.")
@click.option("--name", required=True, help="The district's name.")
@click.option("--zones", type=options.FileType(), help="A file of zones in the same system.")
@options.crs
def import_district(file: SourceFile, code6: str, name: str, zones: SourceFile | None, crs: str) -> None:
    """Found a district from its boundary (GeoJSON, GeoPackage, Shapefile), or redraw it."""
    at = timezone.now()
    with _faults_told():
        district, taken = imports.take_district(by=SYSTEM, at=at, code6=code6, name=name, file=file, crs=crs)
        click.echo(f"{district}: measured in EPSG:{district.plane_srid}")
        printing.tell(taken)
        if zones is not None:
            printing.tell(
                imports.take(by=SYSTEM, at=at, order=imports.Order(ImportKind.ZONES, district.pk, zones, crs))
            )


@click.command("import-zones")
@click.argument("file", type=options.FileType())
@options.district
@options.crs
@_begin
@_dry_run
def import_zones(file: SourceFile, code6: str | None, crs: str, begin: datetime | None, *, dry_run: bool) -> None:
    """Take over zones: kind (core, town, village, excluded, water) and name."""
    _import(ImportKind.ZONES, file, code6, crs, begin, dry_run=dry_run)


@click.command("import-roads")
@click.argument("file", type=options.FileType())
@options.district
@options.crs
@_dry_run
def import_roads(file: SourceFile, code6: str | None, crs: str, *, dry_run: bool) -> None:
    """Take over roads and the base map from OpenStreetMap, or roads from GeoJSON."""
    _import(ImportKind.ROADS, file, code6, crs, None, dry_run=dry_run)


@click.command("import-grids")
@click.argument("file", type=options.FileType())
@options.district
@options.crs
@_begin
@_dry_run
def import_grids(file: SourceFile, code6: str | None, crs: str, begin: datetime | None, *, dry_run: bool) -> None:
    """Take over ready-made grids: code, class (A, B, C), mode (foot, vehicle) and name."""
    _import(ImportKind.GRIDS, file, code6, crs, begin, dry_run=dry_run)


@click.command("import-points")
@click.argument("file", type=options.FileType())
@options.district
@options.crs
@_dry_run
def import_points(file: SourceFile, code6: str | None, crs: str, *, dry_run: bool) -> None:
    """Take over points of interest: OpenStreetMap, or name, kind, address, lon, lat (CSV, xlsx, GeoJSON)."""
    _import(ImportKind.POINTS, file, code6, crs, None, dry_run=dry_run)


def _import(
    kind: ImportKind, file: SourceFile, code6: str | None, crs: str, begin: datetime | None, *, dry_run: bool
) -> None:
    district = options.the_district(code6)
    order = imports.Order(kind, district.pk, file, crs, options.day_from(begin))
    with _faults_told():
        if dry_run:
            rehearsal = imports.rehearse(by=SYSTEM, at=timezone.now(), order=order)
            printing.tell(rehearsal.taken)
            printing.report(rehearsal.report)
        else:
            printing.tell(imports.take(by=SYSTEM, at=timezone.now(), order=order))


@contextmanager
def _faults_told() -> Iterator[None]:
    """Print every fault of a refused file before the command ends with the refusal."""
    try:
        yield
    except ImportRefused as refusal:
        printing.faults(refusal.faults)
        raise click.ClickException(refusal.message) from None
