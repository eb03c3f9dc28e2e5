"""Pages of the work outside: who is on duty, alarms, a device's day, the figures of judging."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gridwarden.patrols.actions.watching import watch
from gridwarden.patrols.domain.alarms import Rules
from gridwarden.patrols.models import Alarm, Command, Device, Holding
from gridwarden.patrols.queries.rules import rules_of
from gridwarden.platform.events.delivery import deliver_pending
from gridwarden.platform.notifications.models import Notice
from tests.factories.grids import SIDE, SOUTH, WEST
from tests.factories.patrols import DeviceFactory, on_duty, tell
from tests.logins import login

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db
OUTSIDE = (WEST - 0.0011, SOUTH + SIDE / 2)


@pytest.fixture
def now() -> datetime:
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def phone(cast: Cast, now: datetime) -> Device:
    """The phone of the east's officer, outside the grid for five minutes."""
    on_duty(cast.east_officer, [cast.territory.grids["A01"]], now - timedelta(hours=1), now + timedelta(hours=1))
    device = DeviceFactory.create(district=cast.territory.district, staff=cast.east_officer, name="张东升手机")
    start = now - timedelta(seconds=300)
    tell(device, [(start + timedelta(seconds=n), *OUTSIDE, 4.0) for n in range(0, 301, 10)])
    watch(district_id=device.district_id, at=now)
    return device


def test_the_overview_names_everyone_on_duty_and_counts_lead_to_them(client: Client, cast: Cast, phone: Device) -> None:
    login(client, cast.dispatcher.user)
    page = client.get("/patrols/").content.decode()
    assert "张东升" in page
    assert "越界" in page
    assert 'href="/patrols/?state=outside"' in page
    assert "张东升" in client.get("/patrols/?state=outside").content.decode()
    assert "张东升" not in client.get("/patrols/?state=silent").content.decode().split("<table")[-1]


def test_the_overview_says_who_has_no_device(client: Client, cast: Cast, now: datetime) -> None:
    on_duty(cast.west_officer, [cast.territory.grids["B01"]], now - timedelta(hours=1), now + timedelta(hours=1))
    login(client, cast.dispatcher.user)
    assert "无设备" in client.get("/patrols/?state=none").content.decode()


def test_an_overview_without_duty_says_why(client: Client, cast: Cast) -> None:
    login(client, cast.dispatcher.user)
    assert "当前无人当班" in client.get("/patrols/").content.decode()


def test_the_overview_takes_the_same_statements_for_many(client: Client, cast: Cast, phone: Device) -> None:
    login(client, cast.dispatcher.user)
    client.get("/patrols/")
    with CaptureQueriesContext(connection) as few:
        client.get("/patrols/")
    for _ in range(4):
        DeviceFactory.create(district=phone.district, staff=cast.west_officer)
    with CaptureQueriesContext(connection) as many:
        client.get("/patrols/")
    assert len(many) <= len(few)


def test_whoever_leads_and_whoever_it_is_about_are_told_once(cast: Cast, phone: Device, now: datetime) -> None:
    deliver_pending(now=now)
    told = set(Notice.objects.values_list("user", "kind"))
    assert (cast.dispatcher.user_id, "patrol.alarm") in told
    assert (cast.east_leader.user_id, "patrol.alarm") in told
    assert (cast.east_officer.user_id, "patrol.own_alarm") in told
    assert cast.west_officer.user_id not in {user for user, _ in told}
    assert Notice.objects.count() == len(told)


def test_alarms_are_listed_filtered_and_acknowledged(client: Client, cast: Cast, phone: Device) -> None:
    alarm = Alarm.objects.get()
    login(client, cast.dispatcher.user)
    link = f"/patrols/alarms/{alarm.pk}/"
    assert link in client.get("/patrols/alarms/").content.decode()
    assert link in client.get(f"/patrols/alarms/?kind=outside&going_on=on&grid=A01&device={phone.pk}").content.decode()
    for query in ("kind=fast", "grid=B01", "day=2020-01-01", f"device={phone.pk + 1}"):
        assert link not in client.get(f"/patrols/alarms/?{query}").content.decode()
    for query in ("kind=x", "day=x", "device=x", "device=99999999999999999999"):
        assert client.get(f"/patrols/alarms/?{query}").status_code == 200
    assert "判定依据" in client.get(link).content.decode()
    assert client.post(f"{link}acknowledge/", {"note": "已电话核实"}).status_code == 302
    assert "已电话核实" in client.get(link).content.decode()
    assert link not in client.get("/patrols/alarms/?waiting=on").content.decode()


def test_outsiders_see_no_alarm(client: Client, cast: Cast, phone: Device) -> None:
    login(client, cast.stranger.user)
    assert client.get(f"/patrols/alarms/{Alarm.objects.get().pk}/").status_code == 404
    login(client, cast.west_officer.user)
    assert client.get("/patrols/alarms/").status_code == 403


def test_the_page_of_a_device_shows_the_chosen_day(client: Client, cast: Cast, phone: Device, now: datetime) -> None:
    login(client, cast.dispatcher.user)
    today = client.get(f"/patrols/devices/{phone.pk}/")
    track = today.context["track"]
    assert track.fixes in range(1, 32)
    assert track.map.track.lines[-1][-1] == (round(OUTSIDE[0], 6), round(OUTSIDE[1], 6))
    for day in ("2020-01-01", "x", "0001-01-01", "9999-12-31"):
        assert client.get(f"/patrols/devices/{phone.pk}/?day={day}").status_code == 200
    assert "当天没有定位" in client.get(f"/patrols/devices/{phone.pk}/?day=2020-01-01").content.decode()


def test_a_line_is_not_drawn_over_a_gap(client: Client, cast: Cast) -> None:
    device = DeviceFactory.create(district=cast.territory.district)
    noon = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
    tell(device, [(noon + timedelta(seconds=n), *OUTSIDE, 4.0) for n in (0, 10, 400, 410)])
    login(client, cast.dispatcher.user)
    lines = client.get(f"/patrols/devices/{device.pk}/?day=2026-03-02").context["track"].map.track.lines
    assert [len(line) for line in lines] == [2, 2]


def test_a_vehicle_is_told_how_often_to_tell_its_place(client: Client, cast: Cast, phone: Device) -> None:
    login(client, cast.dispatcher.user)
    client.post(f"/patrols/devices/{phone.pk}/intervals/", {"driving_s": 5, "asleep_s": 600})
    assert "INTERVAL_S=5" in Command.objects.get().words
    client.post(f"/patrols/devices/{phone.pk}/intervals/", {"driving_s": 0, "asleep_s": 600})
    assert Command.objects.count() == 1


def test_a_device_is_handed_over_on_its_page(client: Client, cast: Cast, phone: Device) -> None:
    login(client, cast.keeper.user)
    client.post(f"/patrols/devices/{phone.pk}/holder/", {"staff": cast.west_officer.pk, "unit": ""})
    assert Holding.objects.get(valid_to=None).staff == cast.west_officer
    client.post(f"/patrols/devices/{phone.pk}/holder/", {"staff": 0x7FFF_FFFF, "unit": ""})
    assert Holding.objects.get(valid_to=None).staff == cast.west_officer


def test_the_figures_are_set_for_the_district(client: Client, cast: Cast) -> None:
    login(client, cast.keeper.user)
    shown = client.get("/patrols/rules/").context["form"].initial
    names = client.get("/patrols/rules/").context["form"].fields
    assert type(shown["limit_kmh"]) is int, "a whole number stands in the field without a point"
    values = {name: shown[name] for name in names} | {"limit_kmh": 40}
    assert client.post("/patrols/rules/", values).status_code == 302
    assert rules_of(cast.territory.district.pk) == Rules(limit_kmh=40.0)
    assert client.post("/patrols/rules/", values | {"limit_kmh": 4000}).status_code == 422
    login(client, cast.dispatcher.user)
    assert client.get("/patrols/rules/").status_code == 403
