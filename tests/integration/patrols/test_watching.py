"""Looking at what devices told: states, alarms, and who carries what."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gridwarden.patrols.actions import alarms, devices
from gridwarden.patrols.actions.devices import NewDevice
from gridwarden.patrols.actions.watching import watch
from gridwarden.patrols.domain import errands
from gridwarden.patrols.domain.alarms import AlarmDone, AlarmKind, NoSuchAlarm, State
from gridwarden.patrols.domain.devices import DeviceKind
from gridwarden.patrols.domain.errands import Errand
from gridwarden.patrols.models import Alarm, Device, Holding, Live, RuleSet
from gridwarden.platform.access import PermissionDenied
from gridwarden.platform.events.models import EventRow
from gridwarden.workforce.models import Leave
from gridwarden.workforce.queries.actors import actor_for
from tests.factories.grids import SIDE, SOUTH, WEST
from tests.factories.patrols import DeviceFactory, on_duty, tell
from tests.factories.workforce import UnitGridFactory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.factories.cast import Cast

#: Eight in the morning in China.
START = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)
END = START + timedelta(hours=8)
#: In the middle of A01, and a hundred metres west of it.
INSIDE = (WEST + SIDE / 2, SOUTH + SIDE / 2)
OUTSIDE = (WEST - 0.0011, SOUTH + SIDE / 2)
pytestmark = pytest.mark.django_db


@pytest.fixture
def phone(cast: Cast) -> Device:
    """The phone of the east's officer, who is on duty in A01."""
    on_duty(cast.east_officer, [cast.territory.grids["A01"]], START, END)
    new = NewDevice(kind=DeviceKind.PHONE, name="张东升", staff_id=cast.east_officer.pk)
    return devices.enrol(by=actor_for(cast.keeper.user, START), at=START, new=new).device


@pytest.fixture
def sent() -> Iterator[list[Errand]]:
    listed: list[Errand] = []
    errands.register("tested", lambda *_: listed)
    yield listed
    errands.register("tested", lambda *_: [])


def walk(device: Device, place: tuple[float, float], first_s: int, last_s: int) -> None:
    """Have a phone walk around a place, a fix every ten seconds."""
    steps = range(first_s, last_s + 1, 10)
    tell(device, [(START + timedelta(seconds=n), place[0], place[1] + n % 120 * 1e-5, 4.0) for n in steps], flags=1)


def look(device: Device, seconds: float) -> Live:
    watch(district_id=device.district_id, at=START + timedelta(seconds=seconds))
    return Live.objects.get(device=device)


def test_somebody_in_the_grid_is_on_post(phone: Device, cast: Cast) -> None:
    walk(phone, INSIDE, 0, 200)
    live = look(phone, 205)
    assert (live.state, live.staff, live.grid) == (State.ON_POST, cast.east_officer, cast.territory.grids["A01"])
    assert not Alarm.objects.exists()


def test_leaving_the_grid_gives_one_alarm_and_coming_back_ends_it(phone: Device) -> None:
    walk(phone, OUTSIDE, 0, 170)
    assert look(phone, 175).state == State.ON_POST
    walk(phone, OUTSIDE, 180, 300)
    assert look(phone, 305).state == State.OUTSIDE
    assert look(phone, 310).state == State.OUTSIDE
    (alarm,) = Alarm.objects.all()
    assert (alarm.kind, alarm.began_at, alarm.raised_at) == ("outside", START, START + timedelta(seconds=180))
    assert alarm.inputs == {"fixes": 19, "seconds": 180, "margin_m": 30.0, "limit_s": 180.0}
    assert alarm.place is not None
    walk(phone, INSIDE, 400, 470)
    assert look(phone, 475).state == State.ON_POST
    alarm.refresh_from_db()
    assert (alarm.cleared_at, alarm.cleared_why) == (START + timedelta(seconds=460), "calm")
    names = EventRow.objects.filter(name__startswith="patrols.").order_by("pk").values_list("name", flat=True)
    assert list(names) == ["patrols.alarm_raised", "patrols.alarm_cleared"]


def test_an_open_alarm_that_nobody_remembers_holds_nobody_up(phone: Device) -> None:
    walk(phone, OUTSIDE, 0, 300)
    look(phone, 305)
    (forgotten,) = Alarm.objects.all()
    Live.objects.all().delete()
    assert look(phone, 310).state == State.OUTSIDE
    forgotten.refresh_from_db()
    assert (forgotten.cleared_at, forgotten.cleared_why) == (START + timedelta(seconds=310), "duty_over")
    assert Alarm.objects.filter(cleared_at=None).count() == 1


def test_what_came_while_nobody_looked_is_read_afterwards(phone: Device) -> None:
    walk(phone, OUTSIDE, 0, 300)
    walk(phone, INSIDE, 340, 420)
    assert look(phone, 425).state == State.ON_POST
    (alarm,) = Alarm.objects.all()
    assert alarm.cleared_at == START + timedelta(seconds=400)


def test_late_and_repeated_fixes_change_nothing(phone: Device) -> None:
    walk(phone, INSIDE, 600, 700)
    look(phone, 700)
    before = Live.objects.values().get()
    walk(phone, OUTSIDE, 0, 590)
    walk(phone, INSIDE, 600, 700)
    assert watch(district_id=phone.district_id, at=START + timedelta(seconds=705)) == 0
    assert Live.objects.values().get() == before


def test_near_the_grid_is_inside(phone: Device) -> None:
    walk(phone, (WEST - 0.0003, SOUTH + SIDE / 2), 0, 300)
    assert look(phone, 305).state == State.ON_POST


def test_silence_is_found_by_the_time_and_is_not_absence(phone: Device) -> None:
    assert look(phone, 299).state == State.AWAITED
    assert look(phone, 301).state == State.SILENT
    (alarm,) = Alarm.objects.all()
    assert (alarm.kind, alarm.place, alarm.began_at) == ("silent", None, START)
    walk(phone, INSIDE, 400, 410)
    assert look(phone, 415).state == State.ON_POST
    assert Alarm.objects.get().cleared_why == "heard"


def test_the_end_of_the_shift_ends_alarms_and_leave_is_no_duty(phone: Device, cast: Cast) -> None:
    walk(phone, OUTSIDE, 0, 300)
    look(phone, 305)
    assert look(phone, 8 * 3600 + 1).state == State.OFF_DUTY
    assert Alarm.objects.get().cleared_why == "duty_over"
    Alarm.objects.all().delete()
    Leave.objects.create(
        district=cast.territory.district, staff=cast.east_officer, reason="病假",
        valid_from=date(2026, 3, 2), valid_to=date(2026, 3, 3),
    )  # fmt: skip
    assert look(phone, 400).state == State.OFF_DUTY
    assert not Alarm.objects.exists()


def test_an_errand_elsewhere_suppresses_what_it_explains(phone: Device, cast: Cast, sent: list[Errand]) -> None:
    sent.append(Errand("20260302-00001", cast.territory.grids["B01"].pk, user_id=cast.east_officer.user_id))
    walk(phone, OUTSIDE, 0, 300)
    live = look(phone, 305)
    assert (live.state, live.errand) == (State.ERRAND, "20260302-00001")
    assert not Alarm.objects.exists()


def test_an_errand_in_the_own_grid_suppresses_nothing(phone: Device, cast: Cast, sent: list[Errand]) -> None:
    sent.append(Errand("20260302-00001", cast.territory.grids["A01"].pk, user_id=cast.east_officer.user_id))
    walk(phone, OUTSIDE, 0, 300)
    assert look(phone, 305).state == State.OUTSIDE


def test_a_unit_s_vehicle_is_watched_while_somebody_is_on_duty(phone: Device, cast: Cast) -> None:
    UnitGridFactory.create(unit=cast.west, grid=cast.territory.grids["A02"])
    ours = DeviceFactory.create(district=cast.territory.district, unit=cast.east_team)
    theirs = DeviceFactory.create(district=cast.territory.district, unit=cast.west)
    for one in (ours, theirs):
        tell(one, [(START + timedelta(seconds=n * 10), *INSIDE, 80.0) for n in range(5)])
    assert look(ours, 45).state == State.FAST
    assert not Live.objects.filter(device=theirs).exists()
    assert Alarm.objects.get().inputs["limit_kmh"] == 60.0


def test_a_district_s_own_figures_count(phone: Device) -> None:
    RuleSet.objects.create(district_id=phone.district_id, version=1, values={"outside_s": 600.0}, set_at=START)
    walk(phone, OUTSIDE, 0, 300)
    assert look(phone, 305).state == State.ON_POST


def test_statements_do_not_grow_with_devices_or_fixes(phone: Device, cast: Cast) -> None:
    walk(phone, INSIDE, 0, 100)
    with CaptureQueriesContext(connection) as few:
        look(phone, 105)
    others = [DeviceFactory.create(district=phone.district, staff=cast.east_officer) for _ in range(5)]
    for one in (phone, *others):
        walk(one, INSIDE, 110, 300)
    with CaptureQueriesContext(connection) as many:
        look(phone, 305)
    assert len(many) <= len(few) <= 20


def test_a_device_handed_over_keeps_who_had_it(phone: Device, cast: Cast) -> None:
    by = actor_for(cast.keeper.user, START)
    for hour, staff in ((1, cast.west_officer), (2, None), (3, cast.east_officer)):
        at, staff_id = START + timedelta(hours=hour), staff.pk if staff else None
        devices.hand_over(by=by, at=at, device_id=phone.pk, staff_id=staff_id, unit_id=None)
        devices.hand_over(by=by, at=at, device_id=phone.pk, staff_id=staff_id, unit_id=None)
    held = Holding.objects.order_by("valid_from").values_list("staff", "valid_from", "valid_to")
    hours = [START + timedelta(hours=n) for n in range(4)]
    east, west = cast.east_officer.pk, cast.west_officer.pk
    assert list(held) == [(east, hours[0], hours[1]), (west, hours[1], hours[2]), (east, hours[3], None)]
    with pytest.raises(PermissionDenied):
        devices.hand_over(
            by=actor_for(cast.dispatcher.user, START), at=END, device_id=phone.pk, staff_id=west, unit_id=None
        )


class TestAcknowledging:
    @pytest.fixture
    def alarm(self, phone: Device) -> Alarm:
        look(phone, 301)
        return Alarm.objects.get(kind=AlarmKind.SILENT.value)

    def test_the_desk_says_what_it_found_once(self, alarm: Alarm, cast: Cast) -> None:
        by = actor_for(cast.dispatcher.user, START)
        alarms.acknowledge(by=by, at=END, alarm_id=alarm.pk, note=" 手机没电 ")
        alarm.refresh_from_db()
        assert (alarm.acknowledged_by, alarm.acknowledged_at, alarm.note) == (cast.dispatcher.user, END, "手机没电")
        with pytest.raises(AlarmDone):
            alarms.acknowledge(by=by, at=END, alarm_id=alarm.pk, note="")

    def test_a_case_is_opened_for_it_once(self, alarm: Alarm, cast: Cast) -> None:
        by = actor_for(cast.dispatcher.user, START)
        alarms.follow(by=by, at=END, alarm_id=alarm.pk, case_number="20260302-00001")
        with pytest.raises(AlarmDone):
            alarms.follow(by=by, at=END, alarm_id=alarm.pk, case_number="20260302-00002")
        assert Alarm.objects.get().case_number == "20260302-00001"

    def test_nobody_else_may(self, alarm: Alarm, cast: Cast) -> None:
        with pytest.raises(PermissionDenied):
            alarms.acknowledge(by=actor_for(cast.keeper.user, START), at=END, alarm_id=alarm.pk, note="")
        with pytest.raises(NoSuchAlarm):
            alarms.acknowledge(by=actor_for(cast.dispatcher.user, START), at=END, alarm_id=alarm.pk + 1, note="")
