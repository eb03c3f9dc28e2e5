"""A case goes on from an alarm of a patrol, once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.contrib.gis.geos import Point
from django.utils import timezone

from gridwarden.cases.models import Case
from gridwarden.patrols.models import Alarm
from tests.factories.grids import middle_of
from tests.factories.patrols import DeviceFactory
from tests.logins import login

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def alarm(stage: Stage) -> Alarm:
    now = timezone.now()
    officer = stage.people["officer"]
    device = DeviceFactory.create(district=officer.district, staff=officer)
    return Alarm.objects.create(
        district=officer.district, kind="stopped", device=device, staff=officer, grid=stage.cast.territory.grids["A01"],
        began_at=now - timedelta(minutes=20), raised_at=now, place=Point(*middle_of(0, 0), srid=4490), inputs={},
    )  # fmt: skip


def test_the_form_begins_with_what_the_alarm_knows_and_opens_one_case(
    client: Client, stage: Stage, alarm: Alarm
) -> None:
    login(client, stage.people["operator"].user)
    assert f'href="/intake/new/?alarm={alarm.pk}"' in client.get(f"/patrols/alarms/{alarm.pk}/").content.decode()
    form = client.get(f"/intake/new/?alarm={alarm.pk}").context["form"]
    lon, lat = middle_of(0, 0)
    assert (form.initial["lon"], form.initial["lat"]) == (pytest.approx(lon, abs=1e-6), pytest.approx(lat, abs=1e-6))
    sent = {"alarm": alarm.pk, "channel": "hotline", "text": form.initial["text"], "lon": lon, "lat": lat}
    assert client.post("/intake/new/", sent).status_code == 302
    case = Case.objects.get()
    alarm.refresh_from_db()
    assert (case.source, alarm.case_number) == ("patrol", case.number)
    link = f"/cases/number/{case.number}/"
    assert f'href="{link}"' in client.get(f"/patrols/alarms/{alarm.pk}/").content.decode()
    assert client.get(link).headers["Location"] == f"/cases/{case.pk}/"
    assert client.post("/intake/new/", sent).status_code == 422
    assert Case.objects.count() == 1
    assert case.number in client.get(f"/patrols/alarms/{alarm.pk}/").content.decode()


def test_an_alarm_of_another_district_is_none(client: Client, stage: Stage, alarm: Alarm) -> None:
    login(client, stage.people["operator"].user)
    assert client.get(f"/intake/new/?alarm={alarm.pk + 1}").status_code == 404
    assert client.get("/intake/new/?alarm=x").status_code == 200
