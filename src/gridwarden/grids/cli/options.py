"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gridwarden.algorithms.geodesy import Crs
from gridwarden.grids.sources.files import SourceFile

if TYPE_CHECKING:
    from datetime import date, datetime

    from gridwarden.grids.models import District

crs = click.option(
    "--crs",
    type=click.Choice([crs.value for crs in Crs]),
    default=Crs.CGCS2000.value,
    show_default=True,
    help="The coordinate system of the file's degrees.",
)
district = click.option("--district", "code6", metavar="CODE", help="Six-digit code; not needed where there is one.")
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
a_day = click.DateTime(formats=["%Y-%m-%d"])


class FileType(click.ParamType[SourceFile]):
    """A file read whole; beside a ``.shp`` its sisters are taken along."""

    name = "file"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> SourceFile:
        """Read the file."""
        path = Path(str(value))
        if not path.is_file():
            self.fail(f"There is no file {path}.", param, ctx)
        return SourceFile.at(path)


def day_from(moment: datetime | None) -> date | None:
    """Return the day of an option."""
    return moment.date() if moment else None


def the_district(code6: str | None) -> District:
    """Return the district that is named, or the only one there is."""
    from gridwarden.grids.models import District  # noqa: PLC0415 - commands on files alone spare themselves Django

    found = list(District.objects.filter(**({"code6": code6} if code6 else {})).order_by("code6")[:2])
    if len(found) != 1:
        problem = f"There is no district {code6 or 'yet'}." if not found else "Name the district with --district."
        raise click.ClickException(problem)
    return found[0]
