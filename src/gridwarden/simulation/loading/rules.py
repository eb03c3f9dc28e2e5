"""Routing rules that the desk writes beside those of the contracts."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from gridwarden.cases.actions import routing
from gridwarden.cases.actions.routing import NewRule
from gridwarden.cases.domain.routing import DayKind
from gridwarden.platform.access import Role
from gridwarden.simulation.chance import chance_of
from gridwarden.simulation.life.cast import Cast
from gridwarden.simulation.people import units
from gridwarden.workforce.models import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from gridwarden.grids.models import District
    from gridwarden.simulation.territory.model import Territory

#: Illegal building is the enforcement division's; lamps and covers at night are the municipal division's.
_BUILDING, _COVERS = 16, 7
_NIGHT = (time(22), time(6))


def write(district: District, territory: Territory, *, at: datetime, seed: int) -> None:
    """Have the shift supervisor write the first rules: two that hold, and one that is still to be tried."""
    cast, chance = Cast(territory, seed=seed), chance_of(seed, "rules")
    by = cast.actor(cast.in_unit(units.DESK, Role.SHIFT_SUPERVISOR, chance), at)
    ids = dict(Unit.objects.filter(district=district).values_list("code", "pk"))
    for new in _rules(ids, localdate(at)):
        routing.write(by=by, at=at, new=new)


def _rules(ids: dict[str, int], day: date) -> Iterator[NewRule]:
    yield NewRule(name="违法建设交执法监督处", unit_id=ids["FZC"], valid_from=day, item=_BUILDING, is_on=True)
    yield NewRule(
        name="夜间市政设施应急", unit_id=ids["SZC"], valid_from=day, item=_COVERS, hours=_NIGHT, priority=3, is_on=True
    )
    yield NewRule(name="节假日市容值守", unit_id=ids["SRC"], valid_from=day, item=1, days=DayKind.OFF)
