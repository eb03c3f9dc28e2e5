"""Ask which grid a place lies in."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click
from django.utils import timezone

from gridwarden.algorithms.geodesy import to_cgcs2000
from gridwarden.grids.cli import options
from gridwarden.grids.queries import locate as query

if TYPE_CHECKING:
    from datetime import datetime


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("lon", type=float)
@click.argument("lat", type=float)
@options.district
@options.crs
@click.option("--on", "day", type=options.a_day, help="The day to ask about; today unless given.")
@options.as_json
def locate(lon: float, lat: float, code6: str | None, crs: str, day: datetime | None, *, as_json: bool) -> None:
    """Say which grid the place LON LAT lies in."""
    x, y = to_cgcs2000(lon, lat, crs)
    found = query.locate(options.the_district(code6).pk, x, y, options.day_from(day) or timezone.now())
    if as_json:
        click.echo(json.dumps(asdict(found)))
        return
    nearest = f", nearest {found.nearest_code} at {found.nearest_m:.1f} m" if found.nearest_code else ""
    click.echo(f"{found.code or '-'} {found.flag.value}{nearest}")
