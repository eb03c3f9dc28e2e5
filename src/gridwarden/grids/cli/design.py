"""Design grids from files alone: roads graded, land cut, grids balanced below the limits of the patrols."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
import shapely

from gridwarden.algorithms.geodesy import Crs
from gridwarden.algorithms.refusals import Refusal
from gridwarden.grids.cli import options, telling
from gridwarden.grids.cli.refusing import Refused, check_writable, named, unwritable
from gridwarden.grids.domain.faults import FaultRule, refuse
from gridwarden.grids.domain.kinds import GridClass
from gridwarden.grids.sources import osm, reading
from gridwarden.grids.sources.files import Format

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from gridwarden.grids.domain.design import Design, DesignParams, Town
    from gridwarden.grids.domain.design.town import Barrier, TownRoad
    from gridwarden.grids.domain.features import Feature
    from gridwarden.grids.sources.files import SourceFile


class CountsType(click.ParamType[dict[str, int]]):
    """Numbers of grids by class: ``A=15,B=9,C=7``."""

    name = "counts"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dict[str, int]:
        """Read the numbers."""
        found: dict[str, int] = {}
        for word in str(value).split(","):
            name, sign, number = word.strip().partition("=")
            if name not in list(GridClass) or not sign or not number.strip().isdecimal() or name in found:
                self.fail(f"{word.strip()!r} is no number of a class; write A=15,B=9,C=7.", param, ctx)
            found[name] = int(number)
        return found


@click.command("design")
@click.option("--roads", type=options.FileType(), required=True, help="OpenStreetMap, or lines with highway and name.")
@click.option("--boundary", type=options.FileType(), required=True, help="The district.")
@click.option("--exclude", type=options.FileType(), help="What is left out of it.")
@click.option("--zones", type=options.FileType(), help="Areas with zone = core, town or village.")
@click.option("--params", "settings", type=options.FileType(), help="Settings as JSON.")
@click.option("--counts", type=CountsType(), help="Wanted grids by class, such as A=15,B=9,C=7; else the fewest.")
@click.option("--seed", type=int, help="Of all random choices.")
@click.option("--time-limit", type=float, metavar="S", help="Processor seconds for the search.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder for the results.")
@options.crs
@options.as_json
def design_command(
    *,
    roads: SourceFile,
    boundary: SourceFile,
    exclude: SourceFile | None,
    zones: SourceFile | None,
    settings: SourceFile | None,
    counts: dict[str, int] | None,
    seed: int | None,
    time_limit: float | None,
    out: Path,
    crs: str,
    as_json: bool,
) -> None:
    """Divide a district into grids; write grids.geojson and roads.geojson, print the figures."""
    from gridwarden.grids.domain.design import design  # noqa: PLC0415 - seconds that other commands spare

    try:
        check_writable(out)
        params = _params(settings, counts, seed, time_limit)
        town = _town(roads, boundary, exclude, zones, crs)
        plan = design(town, params, None if as_json else telling.Progress())
    except Refusal as refusal:
        raise Refused(refusal.message) from None
    _write(out, plan, Crs(crs))
    figures = plan.figures.as_dict()
    click.echo(json.dumps(figures, ensure_ascii=False, indent=1) if as_json else telling.figures(plan.figures))


def _params(
    settings: SourceFile | None, counts: dict[str, int] | None, seed: int | None, time_limit: float | None
) -> DesignParams:
    from gridwarden.grids.domain.design import DesignParams  # noqa: PLC0415 - as above
    from gridwarden.grids.domain.design.params import Counts  # noqa: PLC0415
    from gridwarden.grids.domain.design.settings import params_from  # noqa: PLC0415

    params = DesignParams() if settings is None else params_from(_json(settings))
    return replace(
        params,
        counts=params.counts if counts is None else Counts(**counts),
        seed=params.seed if seed is None else seed,
        time_limit_s=params.time_limit_s if time_limit is None else time_limit,
    )


def _json(file: SourceFile) -> object:
    try:
        document: object = json.loads(file.content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Refused(f"{file.name}: cannot be read as JSON: {error}.") from None
    return document


def _town(
    roads: SourceFile, boundary: SourceFile, exclude: SourceFile | None, zones: SourceFile | None, crs: str
) -> Town:
    from gridwarden.grids.domain.design import reading as towns  # noqa: PLC0415 - as above

    with named(boundary):
        outline = reading.features(boundary, crs)
        towns.town_from(outline, ())
    with named(roads):
        town = _with_roads(outline, roads, crs)
    if zones is not None:
        with named(zones):
            given, excluded = towns.zones_from(reading.features(zones, crs))
            _check_inside([*(zone.geometry for zone in given), *shapely.get_parts(excluded)], town.boundary)
            town = replace(town, zones=given, excluded=excluded)
    if exclude is not None:
        with named(exclude):
            left_out = towns.area_from(reading.features(exclude, crs))
            _check_inside([*shapely.get_parts(left_out)], town.boundary)
            town = replace(town, excluded=left_out.union(town.excluded))
    return town


def _with_roads(outline: list[Feature], file: SourceFile, crs: str) -> Town:
    from gridwarden.grids.domain.design import reading as towns  # noqa: PLC0415 - as above

    if file.format is Format.OSM:
        layers = osm.read(file, crs)
        if not layers.roads:
            raise Refused(f"{file.name}: the file holds no road.")
        town = towns.town_from(outline, towns.roads_of(layers.roads), barriers=towns.barriers_of(layers.backdrops))
        return replace(
            town, buildings=towns.buildings_of(layers.backdrops), facilities=towns.points_of(layers.facilities)
        )
    features = reading.features(file, crs)
    roads, barriers = _lines(features)
    _note_unclassed(file.name, features)
    return towns.town_from(outline, roads, barriers=tuple(barriers))


def _lines(features: list[Feature]) -> tuple[tuple[TownRoad, ...], list[Barrier]]:
    from gridwarden.grids.domain.design import reading as towns  # noqa: PLC0415 - as above

    roads, barriers = towns.split_features(features)
    return towns.roads_from(roads), barriers


def _note_unclassed(name: str, features: list[Feature]) -> None:
    """Say how many lines have no class: where all lack it the column has another name, and nobody would know."""
    without = sum(not any(map(feature.word, ("highway", "waterway", "railway"))) for feature in features)
    if without:
        click.echo(f"{name}: {without} of {len(features)} lines have no highway and are taken for 'road'.", err=True)


def _check_inside(areas: list[BaseGeometry], boundary: BaseGeometry) -> None:
    """Refuse areas that all lie elsewhere: they would change nothing, and nobody would know."""
    if areas and not any(area.intersects(boundary) for area in areas):
        first = areas[0].representative_point()
        raise refuse(FaultRule.OUTSIDE_DISTRICT, row=1, lon=float(first.x), lat=float(first.y))


def _write(out: Path, plan: Design, crs: Crs) -> None:
    """Write both files or none."""
    from gridwarden.grids.domain.design.export import grids_collection, roads_collection  # noqa: PLC0415 - as above

    documents = {"grids.geojson": grids_collection(plan, crs), "roads.geojson": roads_collection(plan, crs)}
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, document in documents.items():
            (out / f".{name}").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        for name in documents:
            (out / f".{name}").replace(out / name)
    except OSError as error:
        raise unwritable(out, error) from None
