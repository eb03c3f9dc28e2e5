"""``gridwarden grids``: bring a territory in, design it, check it, ask it."""

from __future__ import annotations

import click

from gridwarden.platform.commands import Entry, LazyGroup

_HERE = "gridwarden.grids.cli"
#: What works on files alone spares itself Django, which is most of the start.
COMMANDS: dict[str, Entry] = {
    "import-district": Entry(f"{_HERE}.imports:import_district", "Found a district from its boundary, or redraw it."),
    "import-zones": Entry(f"{_HERE}.imports:import_zones", "Take over zones: kind and name."),
    "import-roads": Entry(f"{_HERE}.imports:import_roads", "Take over roads and the base map."),
    "import-grids": Entry(f"{_HERE}.imports:import_grids", "Take over ready-made grids: code, class, mode, name."),
    "import-points": Entry(f"{_HERE}.imports:import_points", "Take over points of interest: OpenStreetMap or a list."),
    "check": Entry(f"{_HERE}.check:check", "Find gaps, overlaps, grids too wide, orphan roads.", needs_django=False),
    "locate": Entry(f"{_HERE}.locate:locate", "Say which grid the place LON LAT lies in."),
    "design": Entry(f"{_HERE}.design:design_command", "Divide a district into grids.", needs_django=False),
}


@click.group(cls=LazyGroup, entries=COMMANDS)
def grids() -> None:
    """Import, design and check the territory, and ask which grid a place lies in."""
