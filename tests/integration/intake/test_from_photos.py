"""A photo of a vehicle's camera becomes the evidence of a case."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from gridwarden.cases.models import Case, Evidence
from gridwarden.patrols.actions import photos
from gridwarden.patrols.jt808 import Position
from gridwarden.patrols.jt808.contents import Media, MediaEvent
from gridwarden.platform.attachments.models import Attachment
from gridwarden.platform.audit.models import AuditEntry
from tests.factories.grids import middle_of
from tests.factories.patrols import DeviceFactory
from tests.logins import login
from tests.photos import jpeg

if TYPE_CHECKING:
    from django.test import Client

    from gridwarden.patrols.models import Device
    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db
LON, LAT = middle_of(0, 0)


@pytest.fixture
def device(stage: Stage) -> Device:
    return DeviceFactory.create(district=stage.people["officer"].district)


@pytest.fixture
def photo(device: Device, settings: Any, tmp_path: Any) -> Attachment:
    settings.MEDIA_ROOT = tmp_path
    at = timezone.now().replace(microsecond=0) - timedelta(minutes=20)
    media = Media(MediaEvent(1, 0, 0, 1, 1), Position(LAT, LON, at, 0.0, 0, 0, 0, 3, {}), jpeg(320, 240))
    pk = photos.keep(at=at, district_id=device.district_id, device_id=device.pk, media=media)
    return Attachment.objects.get(pk=pk)


def test_one_press_on_the_photo_leads_to_a_case_with_its_place_and_time(
    client: Client, stage: Stage, device: Device, photo: Attachment
) -> None:
    login(client, stage.people["operator"].user)
    address = f"/intake/new/?photo={photo.pk}"
    assert f'href="{address}"' in client.get(f"/patrols/devices/{device.pk}/").content.decode()
    answer = client.get(address)
    form = answer.context["form"]
    assert (form.initial["lon"], form.initial["lat"]) == (pytest.approx(LON, abs=1e-6), pytest.approx(LAT, abs=1e-6))
    assert f"/media/photos/{photo.pk}/thumb" in answer.content.decode()
    sent = {"photo": photo.pk, "channel": "hotline", "text": form.initial["text"], "lon": LON, "lat": LAT}
    assert client.post("/intake/new/", sent).status_code == 302
    case = Case.objects.get()
    seen = Evidence.objects.get(case=case)
    shown = Attachment.objects.get(pk=seen.attachment_id)
    assert (case.source, seen.kind) == ("patrol", "before")
    assert (shown.taken_at, shown.taken_lon, shown.taken_lat) == (photo.taken_at, photo.taken_lon, photo.taken_lat)
    assert (shown.sha256, shown.owner_type) == (photo.sha256, "case")
    assert client.get(f"/media/photos/{shown.pk}/full").status_code == 200
    told = AuditEntry.objects.filter(action="photo.stored", data__photo=str(shown.pk)).get()
    assert (told.data["sha256"], told.data["copied_from"]) == (photo.sha256, str(photo.pk))
    # The vehicle keeps its photo, which may show a second thing.
    photo.refresh_from_db()
    assert photo.owner_type == "device"
    assert client.post("/intake/new/", sent).status_code == 302
    assert Case.objects.count() == 2


def test_photos_that_no_camera_of_a_vehicle_took_or_that_are_not_in_sight_are_none(
    client: Client, stage: Stage, photo: Attachment
) -> None:
    login(client, stage.people["operator"].user)
    assert client.get("/intake/new/?photo=x").status_code == 200
    Attachment.objects.filter(pk=photo.pk).update(owner_type="case")
    assert client.get(f"/intake/new/?photo={photo.pk}").status_code == 404
    Attachment.objects.filter(pk=photo.pk).update(owner_type="device", district_id=photo.district_id + 1, owner_id=0)
    assert client.get(f"/intake/new/?photo={photo.pk}").status_code == 404
    assert not Case.objects.exists()


def test_whoever_opens_no_cases_is_offered_none(
    client: Client, stage: Stage, device: Device, photo: Attachment
) -> None:
    login(client, stage.people["squad_leader"].user)
    page = client.get(f"/patrols/devices/{device.pk}/")
    assert page.status_code != 200 or "/intake/new/?photo" not in page.content.decode()
