"""A photo of a vehicle's camera becomes the evidence of a case."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.gis.geos import Point
from django.utils import timezone

from gridwarden.cases.domain.sources import Source
from gridwarden.cases.models import Case, Evidence, Finding
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


def test_a_photo_is_added_to_an_open_case_near_its_place_with_its_audit_and_judgement(
    client: Client, stage: Stage, device: Device, photo: Attachment
) -> None:
    case = stage.opened(Source.PATROL, stage.slow, by="informant", at=timezone.now() - timedelta(hours=1))
    Case.objects.filter(pk=case.case_id).update(place=Point(LON, LAT + 0.001, srid=4490))
    Attachment.objects.filter(pk=photo.pk).update(taken_at=timezone.now() - timedelta(days=2))
    login(client, stage.people["operator"].user)
    page = client.get(f"/intake/new/?photo={photo.pk}")
    assert [(one.case.id, one.metres) for one in page.context["cases"]] == [(case.case_id, pytest.approx(111, abs=2))]
    sent = {"photo": photo.pk, "case": case.case_id}
    assert client.post("/intake/photo/", sent).headers["Location"] == f"/cases/{case.case_id}/"
    seen = Evidence.objects.get(case=case.case_id, attachment__original_sha256=photo.original_sha256)
    assert (seen.kind, seen.attachment.owner_type) == ("other", "case")
    told = AuditEntry.objects.get(action="case.photo_added")
    assert (told.subject_id, told.data["photo"]) == (case.case_id, str(seen.attachment_id))
    # Two days old when it came, whatever the step beside which it lies.
    assert "old" in Finding.objects.filter(evidence=seen).values_list("kind", flat=True)
    assert f"/media/photos/{seen.attachment_id}/thumb" in client.get(f"/cases/{case.case_id}/").content.decode()
    assert client.post("/intake/photo/", sent).status_code == 409
    assert Evidence.objects.filter(case=case.case_id, kind="other").count() == 1


def test_no_photo_goes_to_a_case_that_has_ended_or_is_out_of_sight(
    client: Client, stage: Stage, photo: Attachment
) -> None:
    case = stage.opened(Source.PATROL, stage.slow, by="informant", at=timezone.now() - timedelta(hours=1))
    Case.objects.filter(pk=case.case_id).update(place=Point(LON + 1, LAT, srid=4490))
    login(client, stage.people["operator"].user)
    assert client.get(f"/intake/new/?photo={photo.pk}").context["cases"] == []
    for wanted, status in (("0", 404), ("x", 404), ("9" * 30, 404), ("\u0663", 404)):
        assert client.post("/intake/photo/", {"photo": photo.pk, "case": wanted}).status_code == status
    assert client.post("/intake/photo/", {"photo": "", "case": case.case_id}).status_code == 404
    Case.objects.filter(pk=case.case_id).update(state="cancelled", warn_at=None, due_at=None)
    assert client.post("/intake/photo/", {"photo": photo.pk, "case": case.case_id}).status_code == 409
    login(client, stage.people["squad_leader"].user)
    assert client.post("/intake/photo/", {"photo": photo.pk, "case": case.case_id}).status_code == 403
    assert not AuditEntry.objects.filter(action="case.photo_added").exists()


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
