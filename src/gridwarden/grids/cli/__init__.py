"""``gridwarden grids``: bring a territory in, check it, ask it."""

from __future__ import annotations

import click

from gridwarden.grids.cli.check import check
from gridwarden.grids.cli.design import design_command
from gridwarden.grids.cli.imports import import_district, import_grids, import_roads, import_zones
from gridwarden.grids.cli.locate import locate


@click.group()
def grids() -> None:
    """Import, design and check the territory, and ask which grid a place lies in."""


for command in (import_district, import_zones, import_roads, import_grids, check, locate, design_command):
    grids.add_command(command)
