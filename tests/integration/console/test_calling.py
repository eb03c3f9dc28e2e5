"""The nearest free people of a case, and the tap that calls them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.contrib.gis.geos import LineString, MultiLineString
from django.utils import timezone

from gridwarden.cases.domain.sources import Source
from gridwarden.patrols.actions.watching import watch
from gridwarden.patrols.models import Command, Device, Live
from gridwarden.patrols.queries.nearest import nearest
from gridwarden.platform.notifications.models import Notice
from tests.factories.grids import RoadFactory, middle_of
from tests.factories.patrols import DeviceFactory, on_duty, tell
from tests.logins import login

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    return timezone.now().replace(microsecond=0)


def carried(stage: Stage, post: str, code: str, place: tuple[float, float], now: datetime) -> Device:
    """A phone of somebody on duty in a grid, at a place."""
    staff = stage.people[post]
    on_duty(staff, [stage.cast.territory.grids[code]], now - timedelta(hours=1), now + timedelta(hours=1))
    device = DeviceFactory.create(
        district=staff.district, staff=staff, kind="phone", terminal="", key_digest=post.encode()
    )
    tell(device, [(now - timedelta(seconds=30), *place, 4.0)], flags=1)
    return device


@pytest.fixture
def phones(stage: Stage, now: datetime) -> tuple[Device, Device]:
    """The east's officer near the case, the west's two grids further."""
    roads = MultiLineString(LineString(middle_of(0, 0), middle_of(1, 0), middle_of(1, 1)), srid=4490)
    RoadFactory.create(district=stage.cast.territory.district, geom=roads)
    found = (
        carried(stage, "officer", "A01", middle_of(0, 0), now),
        carried(stage, "west_officer", "B01", middle_of(1, 1), now),
    )
    watch(district_id=stage.district_id, at=now)
    return found


def test_the_nearest_by_road_come_first_and_the_busy_do_not_come(
    stage: Stage, phones: tuple[Device, Device], now: datetime
) -> None:
    lon, lat = middle_of(0, 0)
    by = stage.by("dispatcher")
    near, far = nearest(by, lon, lat, now)
    assert (near.device_id, far.device_id) == tuple(one.pk for one in phones)
    assert near.metres == pytest.approx(0, abs=1)
    # East and then north, and not across.
    assert 2000 < far.metres < 2200
    assert nearest(by, lon, lat, now + timedelta(minutes=20)) == []
    Live.objects.filter(device=phones[0]).update(errand="20260302-00001")
    assert [one.device_id for one in nearest(by, lon, lat, now)] == [phones[1].pk]


def test_one_tap_tells_the_one_who_is_nearest_once(client: Client, stage: Stage, phones: tuple[Device, Device]) -> None:
    case_id = stage.opened(at=timezone.now()).case_id
    login(client, stage.people["dispatcher"].user)
    assert f"/console/cases/{case_id}/call/{phones[0].pk}/" in client.get(f"/cases/{case_id}/").content.decode()
    for _ in range(2):
        assert client.post(f"/console/cases/{case_id}/call/{phones[0].pk}/").status_code == 302
    notice = Notice.objects.get(kind="console.called")
    assert notice.user_id == stage.user_id("officer")


def test_the_map_s_surroundings_call_too_and_lead_back_to_the_map(
    client: Client, stage: Stage, phones: tuple[Device, Device]
) -> None:
    case_id = stage.opened(at=timezone.now()).case_id
    login(client, stage.people["dispatcher"].user)
    address, back = f"/console/cases/{case_id}/call/{phones[0].pk}/", f"/map/?around={case_id}"
    part = client.get(f"/map/cases/{case_id}/around/").content.decode()
    assert address in part
    assert f'value="{back}"' in part
    assert client.post(address, {"back": back}).headers["Location"] == back
    assert client.post(address, {"back": "https://elsewhere.example/"}).headers["Location"] == f"/cases/{case_id}/"
    login(client, stage.people["officer"].user)
    answer = client.get(f"/map/cases/{case_id}/around/")
    assert answer.status_code == 404 or address not in answer.content.decode()


def test_a_squad_s_call_goes_through_the_workflow_too(
    client: Client, stage: Stage, phones: tuple[Device, Device], now: datetime
) -> None:
    from gridwarden.cases.actions import escalation  # noqa: PLC0415

    case_id = stage.opened(Source.PATROL, stage.spot, by="informant", at=now).case_id
    escalation.hand_up(by=stage.by("officer"), at=now, case_id=case_id, reason="人手不足")
    login(client, stage.people["squad_leader"].user)
    client.post(f"/console/cases/{case_id}/call/{phones[1].pk}/")
    assert stage.case(case_id).supports.get().unit == stage.people["west_officer"].unit
    assert Notice.objects.get(kind="console.called").params["sees"] is True


def test_a_vehicle_is_spoken_to(client: Client, stage: Stage, phones: tuple[Device, Device], now: datetime) -> None:
    vehicle = DeviceFactory.create(district=stage.cast.territory.district, unit=stage.cast.east_team)
    tell(vehicle, [(now, *middle_of(0, 0), 20.0)])
    watch(district_id=stage.district_id, at=now)
    case_id = stage.opened(at=now).case_id
    login(client, stage.people["dispatcher"].user)
    assert client.post(f"/console/cases/{case_id}/call/{vehicle.pk}/").status_code == 302
    assert stage.case(case_id).number in Command.objects.get(device=vehicle).words


def test_nobody_calls_whoever_is_not_free_or_without_the_right(
    client: Client, stage: Stage, phones: tuple[Device, Device], now: datetime
) -> None:
    case_id = stage.opened(at=now).case_id
    login(client, stage.people["dispatcher"].user)
    assert client.post(f"/console/cases/{case_id}/call/{phones[1].pk + 1}/").status_code == 404
    login(client, stage.people["officer"].user)
    assert client.post(f"/console/cases/{case_id}/call/{phones[1].pk}/").status_code == 403
    assert not Notice.objects.filter(kind="console.called").exists()
