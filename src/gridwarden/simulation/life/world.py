"""The district as the simulation finds it in the database: its territory, menu, units and people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.timezone import get_default_timezone, localdate

from gridwarden.menu.queries import menus
from gridwarden.simulation.life.arrivals import Setting
from gridwarden.simulation.life.cast import Cast
from gridwarden.simulation.territory.build import build_territory
from gridwarden.workforce.models import Unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gridwarden.menu.queries.rows import ConditionRow
    from gridwarden.simulation.models import Life
    from gridwarden.simulation.territory.model import GridArea


@dataclass(frozen=True, slots=True)
class World:
    """Everything that does not change while the district lives."""

    district_id: int
    seed: int
    setting: Setting
    #: By item and number within the item.
    conditions: Mapping[tuple[int, int], ConditionRow]
    cast: Cast
    unit_ids: Mapping[str, int]
    unit_codes: Mapping[int, str]
    grids: Mapping[str, GridArea]


def find_world(life: Life) -> World:
    """Read the world of a loaded district."""
    territory = build_territory(life.seed)
    menu = menus.current(life.district_id, life.began_at)
    conditions = {(row.item_number, row.number): row for item in menu.items for row in item.conditions}
    units = dict(Unit.objects.filter(district_id=life.district_id).values_list("code", "pk"))
    return World(
        district_id=life.district_id,
        seed=life.seed,
        setting=Setting(
            territory=territory,
            conditions={key: row.content.text for key, row in conditions.items()},
            zone=get_default_timezone(),
            seed=life.seed,
            first_day=localdate(life.began_at),
        ),
        conditions=conditions,
        cast=Cast(territory, seed=life.seed),
        unit_ids=units,
        unit_codes={pk: code for code, pk in units.items()},
        grids={grid.code: grid for grid in territory.grids},
    )
