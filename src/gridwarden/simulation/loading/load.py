"""Load the demo: district, menu, people, logins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import get_default_timezone, localdate

from gridwarden.grids.actions import places
from gridwarden.inspections.actions import articles
from gridwarden.menu.actions import seeding
from gridwarden.platform.access import system_for
from gridwarden.simulation.loading import contracts, devices, logins, points, rosters, rules, workforce
from gridwarden.simulation.loading import territory as ground
from gridwarden.simulation.models import Life, Phase
from gridwarden.simulation.people.samples import samples
from gridwarden.simulation.people.staff import plan_people
from gridwarden.simulation.territory.build import SEED, build_territory
from gridwarden.simulation.territory.drawing import load_drawing

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
    logins: str
    is_new: bool


def load(*, now: datetime, days: int = PAST_DAYS, seed: int = SEED) -> Loaded:
    """Bring the demo district into the database, all of it or nothing; a second time changes nothing."""
    life = Life.objects.filter(district__code6=load_drawing().code6).first()
    is_new = life is None
    if life is None:
        life = _bring(now, days, seed)
    text = logins.kept()
    if is_new or text is None:
        text = renew_logins(life, now=now)
    return Loaded(life, text, is_new)


def renew_logins(life: Life, *, now: datetime) -> str:
    """Give the sample accounts a new password and return the table of logins."""
    people = plan_people(build_territory(life.seed), seed=life.seed)
    return logins.issue(samples(people), at=now).text()


@transaction.atomic
def _bring(now: datetime, days: int, seed: int) -> Life:
    territory = build_territory(seed)
    began_at = _midnight(now) - timedelta(days=days)
    founded_at = began_at - _BEFORE
    district = ground.found(territory, at=founded_at)
    points.name_points(district, territory, at=founded_at)
    _seed_menu(district, founded_at)
    workforce.establish(district, territory, at=founded_at, seed=seed)
    contracts.conclude(district, territory, at=founded_at, seed=seed)
    rules.write(district, territory, at=founded_at, seed=seed)
    rosters.publish(district, at=founded_at, today=now, seed=seed)
    devices.hand_out(district, at=founded_at)
    # Addresses are searched from the first minute, not only after the first night.
    places.gather(at=now, district_id=district.pk)
    return Life.objects.create(
        district=district, seed=seed, began_at=began_at, lived_until=began_at, goal_at=now, phase=Phase.FOUNDED.value
    )


def _midnight(now: datetime) -> datetime:
    return datetime.combine(localdate(now), time(), get_default_timezone())


def _seed_menu(district: District, at: datetime) -> None:
    seeding.seed(by=system_for(district.pk), at=at, district_id=district.pk, valid_from=localdate(at))
    articles.seed(by=system_for(district.pk), at=at, district_id=district.pk)
