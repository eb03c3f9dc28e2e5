"""The reach that the database computes equals the one that a person would count off the tables."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from gridwarden.platform.access import Role
from gridwarden.workforce.models import Posting, Unit, UnitGrid
from gridwarden.workforce.queries.actors import actor_for
from tests.conftest import SHANGHAI
from tests.factories.grids import DistrictFactory, GridFactory
from tests.factories.workforce import (
    BrigadeFactory,
    GridTeamFactory,
    PostingFactory,
    SquadronFactory,
    StaffFactory,
    UnitGridFactory,
)

if TYPE_CHECKING:
    from gridwarden.workforce.models import Staff

DAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=SHANGHAI)
#: Around the day, so that every border is met.
STARTS = st.integers(-2, 2).map(lambda days: DAY + timedelta(days=days))
LENGTHS = st.one_of(st.none(), st.integers(1, 4))


@st.composite
def lives(draw: st.DrawFn) -> tuple[date, date | None]:
    start, length = draw(STARTS), draw(LENGTHS)
    return start, None if length is None else start + timedelta(days=length)


def is_valid(row: Unit | UnitGrid | Posting) -> bool:
    return row.valid_from <= DAY and (row.valid_to is None or row.valid_to > DAY)


def counted_units(staff: Staff) -> set[int]:
    """The own unit, and every valid unit whose parent is counted already."""
    found = {staff.unit_id}
    while True:
        below = {unit.pk for unit in Unit.objects.all() if unit.parent_id in found and is_valid(unit)}
        if below <= found:
            return {pk for pk in found if pk is not None}
        found |= below


def counted_grids(staff: Staff, units: set[int]) -> set[int]:
    kept = {row.grid_id for row in UnitGrid.objects.all() if row.unit_id in units and is_valid(row)}
    return kept | {row.grid_id for row in Posting.objects.all() if row.staff_id == staff.pk and is_valid(row)}


class TestReach(TestCase):
    """Random orders of units, keepers and postings, all around one day."""

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(data=st.data())
    def test_the_reach_is_what_the_tables_say(self, data: st.DataObject) -> None:
        district = DistrictFactory()
        grids = [GridFactory(district=district) for _ in range(3)]
        brigade = BrigadeFactory(district=district)
        units = [brigade]
        for factory in (SquadronFactory, SquadronFactory, GridTeamFactory, GridTeamFactory):
            fitting = [unit for unit in units if unit.kind == ("brigade" if factory is SquadronFactory else "squadron")]
            start, end = data.draw(lives())
            parent = data.draw(st.sampled_from(fitting))
            units.append(factory(district=district, parent=parent, valid_from=start, valid_to=end))
        for grid in grids:
            start, end = data.draw(lives())
            keeper = data.draw(st.sampled_from([unit for unit in units if unit.kind != "brigade"]))
            UnitGridFactory(unit=keeper, grid=grid, valid_from=start, valid_to=end)
        staff = StaffFactory(unit=data.draw(st.sampled_from(units)), roles=[Role.ENFORCEMENT_OFFICER.value])
        for grid in data.draw(st.lists(st.sampled_from(grids), unique=True)):
            start, end = data.draw(lives())
            PostingFactory(staff=staff, grid=grid, valid_from=start, valid_to=end)

        actor = actor_for(staff.user, NOON)

        reached = counted_units(staff)
        assert actor.unit_ids == reached
        assert actor.grid_ids == counted_grids(staff, reached)
