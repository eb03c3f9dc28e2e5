"""A stage for cases: the fixed cast with the posts of the desk, a division, the supplied menu, and photos."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from gridwarden.algorithms.worktime import LimitUnit
from gridwarden.cases.actions import registration
from gridwarden.cases.actions.registration import NewCase
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.models import Case
from gridwarden.menu.actions import seeding
from gridwarden.menu.domain.words import SlipType
from gridwarden.menu.models import Condition
from gridwarden.platform.access import SYSTEM, Role
from tests.factories import cast as cast_factory
from tests.factories.attachments import AttachmentFactory
from tests.factories.cast import acting
from tests.factories.grids import middle_of
from tests.factories.workforce import GridTeamFactory, StaffFactory, UnitFactory

if TYPE_CHECKING:
    from uuid import UUID

    from gridwarden.cases.actions.registration import Opened
    from gridwarden.platform.access import Actor
    from gridwarden.workforce.models import Staff, Unit
    from tests.factories.cast import Cast

SHANGHAI = ZoneInfo("Asia/Shanghai")
#: Monday, a working morning.
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)
#: From this day on the stage is set.
START = date(2026, 1, 1)


@dataclass(frozen=True)
class Stage:
    """Everybody by post; actions take ``stage.by("dispatcher")``."""

    cast: Cast
    division: Unit
    people: dict[str, Staff]
    spot: Condition
    slow: Condition

    @cached_property
    def district_id(self) -> int:
        return self.cast.territory.district.pk

    def by(self, post: str) -> Actor:
        """Return the holder of ``post`` as the one who acts."""
        return acting(self.people[post], MONDAY)

    def user_id(self, post: str) -> int:
        return self.people[post].user_id

    def new(self, source: Source = Source.CITIZEN, condition: Condition | None = None, **changes: Any) -> NewCase:
        """Return a new case in the middle of grid A01."""
        lon, lat = middle_of(0, 0)
        given: dict[str, Any] = {
            "district_id": self.district_id,
            "source": source,
            "lon": lon,
            "lat": lat,
            "condition_id": condition.pk if condition else None,
            "address": "人民路12号",
            "description": "人行道上堆放杂物",
        }
        return NewCase(**given | changes)

    def opened(
        self,
        source: Source = Source.CITIZEN,
        condition: Condition | None = None,
        *,
        by: str = "operator",
        at: datetime = MONDAY,
        **changes: Any,
    ) -> Opened:
        """Open a case."""
        return registration.open(by=self.by(by), at=at, new=self.new(source, condition, **changes))

    def case(self, case_id: int) -> Case:
        return Case.objects.select_related("owner_unit", "condition").get(pk=case_id)

    def photo(self, post: str) -> UUID:
        """Return the id of a photo that the holder of ``post`` has just sent."""
        photo = AttachmentFactory.create(district_id=self.district_id, uploaded_by_id=self.user_id(post))
        return photo.pk


def build() -> Stage:
    """Set the stage."""
    cast = cast_factory.build()
    district = cast.territory.district
    division = UnitFactory.create(district=district, name="市政科")
    south_team = GridTeamFactory.create(district=district, parent=cast.east, name="城东二组")
    seeding.seed(
        by=SYSTEM, at=datetime.combine(START, datetime.min.time(), SHANGHAI), district_id=district.pk, valid_from=START
    )
    conditions = Condition.objects.filter(item__menu__district=district).order_by("item__number", "number")
    people = {
        "operator": _member(cast.desk, "何接", Role.DESK_OPERATOR),
        "supervisor": _member(cast.desk, "吴值", Role.SHIFT_SUPERVISOR),
        "dispatcher": cast.dispatcher,
        "checker": _member(cast.desk, "郑核", Role.CHECKER),
        "officer": cast.east_officer,
        "mate": _member(cast.east_team, "冯伴", Role.ENFORCEMENT_OFFICER),
        "informant": cast.east_informant,
        "neighbour": _member(south_team, "陈邻", Role.ENFORCEMENT_OFFICER),
        "west_officer": cast.west_officer,
        "squad_leader": cast.east_leader,
        "leader": cast.leader,
        "division_officer": _member(division, "褚科", Role.DIVISION_OFFICER),
        "foreman": cast.foreman,
        "keeper": cast.keeper,
        "stranger": cast.stranger,
    }
    return Stage(
        cast=cast,
        division=division,
        people=people,
        spot=conditions.filter(
            slip=SlipType.RECTIFICATION_NOTICE.value, limit_unit=LimitUnit.URGENT_HOUR.value, limit_value=2
        )[0],
        slow=conditions.filter(slip=SlipType.CONTACT_SLIP.value, limit_unit=LimitUnit.WORKING_HOUR.value)[0],
    )


def _member(unit: Unit, name: str, role: Role) -> Staff:
    return StaffFactory.create(unit=unit, user__display_name=name, roles=[role.value])
