"""Load the demo: district, menu, people, logins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import get_default_timezone, localdate

from gridwarden.menu.actions import seeding
from gridwarden.platform.access import system_for
from gridwarden.simulation.loading import territory as ground
from gridwarden.simulation.loading import workforce
from gridwarden.simulation.models import Life, Phase
from gridwarden.simulation.territory.build import SEED, build_territory

if TYPE_CHECKING:
    from gridwarden.grids.models import District

#: The demo has lived through so many days when somebody first looks at it.
PAST_DAYS = 30
#: The district was founded this long before its first case.
_BEFORE = timedelta(hours=16)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded; ``is_new`` says whether anything had to be done."""

    life: Life
    is_new: bool


@transaction.atomic
def load(*, now: datetime, days: int = PAST_DAYS, seed: int = SEED) -> Loaded:
    """Bring the demo district into the database, all of it or nothing; a second time changes nothing."""
    territory = build_territory(seed)
    life = Life.objects.filter(district__code6=territory.code6).first()
    if life is not None:
        return Loaded(life, is_new=False)
    began_at = _midnight(now) - timedelta(days=days)
    founded_at = began_at - _BEFORE
    district = ground.found(territory, at=founded_at)
    _seed_menu(district, founded_at)
    workforce.establish(district, territory, at=founded_at, seed=seed)
    life = Life.objects.create(
        district=district, seed=seed, began_at=began_at, lived_until=began_at, goal_at=now, phase=Phase.FOUNDED.value
    )
    return Loaded(life, is_new=True)


def _midnight(now: datetime) -> datetime:
    return datetime.combine(localdate(now), time(), get_default_timezone())


def _seed_menu(district: District, at: datetime) -> None:
    seeding.seed(by=system_for(district.pk), at=at, district_id=district.pk, valid_from=localdate(at))
