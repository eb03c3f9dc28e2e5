"""Phones and vehicles of the demo move along the roads of their grids."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.contrib.gis.geos import LineString, MultiLineString, Point
from procrastinate.contrib.django.models import ProcrastinateJob

from gridwarden.patrols.actions import coverage
from gridwarden.patrols.actions.watching import watch
from gridwarden.patrols.domain.alarms import State
from gridwarden.patrols.driving.running import roads_of
from gridwarden.patrols.models import CoverageGrid, CoveragePerson, Device, Fix, LastPosition, Live
from gridwarden.simulation.life.patrolling import Patrols
from gridwarden.simulation.life.walked import Past
from gridwarden.simulation.loading.devices import hand_out
from tests.factories import cast as cast_factory
from tests.factories.grids import RoadFactory
from tests.factories.patrols import on_duty

if TYPE_CHECKING:
    from tests.factories.cast import Cast

#: A quarter past, when nobody behaves oddly.
NOW = datetime(2026, 3, 2, 2, 20, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    return cast_factory.build()


def test_everybody_who_patrols_gets_a_phone_and_every_squad_vehicles_once(cast: Cast) -> None:
    assert hand_out(cast.territory.district, at=NOW) == 3 + 2 * 2
    assert hand_out(cast.territory.district, at=NOW) == 0
    assert set(Device.objects.filter(kind="phone").values_list("staff", flat=True)) == {
        cast.east_officer.pk, cast.east_informant.pk, cast.west_officer.pk,
    }  # fmt: skip


def test_whoever_is_on_duty_walks_in_the_own_grid(cast: Cast) -> None:
    district, grid = cast.territory.district, cast.territory.grids["A01"]
    RoadFactory.create(district=district)
    hand_out(district, at=NOW)
    on_duty(cast.east_officer, [grid], NOW - timedelta(hours=1), NOW + timedelta(hours=1))
    patrols = Patrols(district.pk, seed=1)
    # The officer's phone, and the vehicles of the squad that keeps the grid.
    assert [patrols.tell(NOW + timedelta(seconds=10 * n)) for n in range(6)] == [3] * 6
    phone = Device.objects.get(staff=cast.east_officer)
    places = [Point(lon, lat, srid=4490) for lon, lat in Fix.objects.filter(device=phone).values_list("lon", "lat")]
    assert len(places) == 6
    assert all(grid.geom.distance(place) < 1e-6 for place in places)
    assert LastPosition.objects.count() == 3
    watch(district_id=district.pk, at=NOW + timedelta(seconds=55))
    assert Live.objects.get(device=phone).state == State.ON_POST


def test_the_last_days_are_walked_once_and_computed_by_the_ordinary_job(cast: Cast) -> None:
    district, grid = cast.territory.district, cast.territory.grids["A01"]
    RoadFactory.create(district=district)
    hand_out(district, at=NOW - timedelta(days=9))
    begin = NOW - timedelta(days=1)
    on_duty(cast.east_officer, [grid], begin, begin + timedelta(hours=2))
    assert len(list(Past(district.pk, seed=1, days=2).hours(NOW))) == 2 * 24
    jobs = ProcrastinateJob.objects.filter(task_name=coverage.JOB)
    assert [job.args["day"] for job in jobs] == ["2026-03-01"]
    phone = Device.objects.get(staff=cast.east_officer)
    told = list(Fix.objects.filter(device=phone).order_by("at").values_list("at", "lon", "lat"))
    assert told[0][0] >= begin
    assert told[-1][0] < begin + timedelta(hours=2, minutes=15)  # who is on duty is asked every quarter of an hour
    # What breaks off is laid again, and lies where it lay.
    list(Past(district.pk, seed=1, days=2).hours(NOW))
    assert list(Fix.objects.filter(device=phone).order_by("at").values_list("at", "lon", "lat")) == told
    coverage.compute(at=NOW, district_id=district.pk, day=date(2026, 3, 1))
    assert CoverageGrid.objects.get(grid=grid).rate > 0
    person = CoveragePerson.objects.get(staff=cast.east_officer)
    assert person.in_s > 0.5 * 2 * 3600
    assert next(Past(district.pk, seed=1, days=1).hours(NOW), None) is None
    assert not LastPosition.objects.exists()


def test_roads_that_cross_in_their_middle_can_be_turned_into(cast: Cast) -> None:
    district = cast.territory.district
    assert roads_of(district.pk) is None
    for corners in ([(120.0, 31.0), (120.02, 31.0)], [(120.01, 30.99), (120.01, 31.01)]):
        RoadFactory.create(district=district, geom=MultiLineString(LineString(corners), srid=4490))
    roads = roads_of(district.pk)
    assert roads is not None
    assert len(roads.lines) == 4
