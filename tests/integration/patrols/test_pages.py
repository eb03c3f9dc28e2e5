"""Pages of devices, and the address that phones tell their places to."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from gridwarden.patrols.domain.devices import digest
from gridwarden.patrols.models import Command, Device, Fix, LastPosition
from tests.factories.patrols import DeviceFactory
from tests.logins import login

if TYPE_CHECKING:
    from django.test import Client

    from gridwarden.workforce.models import Staff
    from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_(client: Client) -> Any:
    def logged_in(staff: Staff) -> Client:
        return login(client, staff.user)

    return logged_in


def phone(cast: Cast) -> Device:
    return DeviceFactory.create(
        district=cast.territory.district, kind="phone", name="张东升", terminal="", key_digest=digest("token")
    )


class TestPages:
    def test_a_vehicle_is_enrolled_found_and_opened(self, as_: Any, cast: Cast) -> None:
        client = as_(cast.keeper)
        sent = {
            "kind": "vehicle",
            "name": "巡查1号车",
            "terminal": "013912345678",
            "plate": "苏B1",
            "profile": "standard",
        }
        answer = client.post("/patrols/devices/new/", sent, follow=True)
        assert "终端现在可以注册" in answer.content.decode()
        device = Device.objects.get()
        for text in ("巡查1", "苏B1", "5678"):
            assert f"/patrols/devices/{device.pk}/" in client.get("/patrols/devices/", {"text": text}).content.decode()
        assert "巡查1号车" not in client.get("/patrols/devices/", {"text": "别的"}).content.decode()

    def test_what_is_wrong_is_said_beside_the_field(self, as_: Any, cast: Cast) -> None:
        sent = {"kind": "vehicle", "name": "车", "terminal": "苏B", "profile": "standard"}
        answer = as_(cast.keeper).post("/patrols/devices/new/", sent)
        assert answer.status_code == 422
        assert "应为数字" in answer.content.decode()

    def test_a_phones_address_is_shown_once_as_a_code(self, as_: Any, cast: Cast, client: Client) -> None:
        sent = {"kind": "phone", "name": "张东升", "profile": "standard", "staff": cast.east_officer.pk}
        answer = as_(cast.keeper).post("/patrols/devices/new/", sent)
        address = re.search(r"http://testserver(/t/\w+/)", answer.content.decode())
        assert address is not None
        assert "<svg" in answer.content.decode()
        assert answer["Cache-Control"] == "no-store"
        assert client.get(address[1], {"lat": "31.5", "lon": "120.3"}).status_code == 200
        assert Fix.objects.count() == 1

    def test_the_desk_speaks_and_the_words_wait_for_the_vehicle(self, as_: Any, cast: Cast) -> None:
        device = DeviceFactory.create(district=cast.territory.district)
        client, page = as_(cast.dispatcher), f"/patrols/devices/{device.pk}/"
        client.post(f"{page}speak/", {"text": "请到人民路"})
        client.post(f"{page}photograph/")
        client.post(f"{page}watch/")
        shown = client.get(page).content.decode()
        assert Command.objects.count() == 3
        assert shown.count("等待中") == 3
        assert "请到人民路" in shown

    def test_keys_are_renewed_and_devices_retired(self, as_: Any, cast: Cast) -> None:
        device = phone(cast)
        client = as_(cast.keeper)
        client.post(f"/patrols/devices/{device.pk}/renew/")
        assert client.get("/t/token/", {"lat": "31.5", "lon": "120.3"}).status_code == 404
        client.post(f"/patrols/devices/{device.pk}/retire/")
        shown = client.get(f"/patrols/devices/{device.pk}/").content.decode()
        assert "已于" in shown
        assert "更换密钥" not in shown

    def test_officers_and_strangers_see_no_device(self, as_: Any, cast: Cast) -> None:
        device = DeviceFactory.create(district=cast.territory.district)
        assert as_(cast.east_officer).get("/patrols/devices/").status_code == 403
        assert as_(cast.stranger).get(f"/patrols/devices/{device.pk}/").status_code == 404

    def test_the_list_takes_as_many_statements_for_many_as_for_few(
        self, as_: Any, cast: Cast, django_assert_max_num_queries: Any
    ) -> None:
        client = as_(cast.dispatcher)
        DeviceFactory.create_batch(3, district=cast.territory.district)
        client.get("/patrols/devices/")
        DeviceFactory.create_batch(30, district=cast.territory.district)
        with django_assert_max_num_queries(12):
            assert "巡查" in client.get("/patrols/devices/").content.decode()


class TestPhones:
    def test_every_form_is_taken_and_repeats_leave_no_trace(self, client: Client, cast: Cast) -> None:
        device, at = phone(cast), timezone.now().replace(microsecond=0)
        query = {"lat": "31.5", "lon": "120.3", "timestamp": str(int(at.timestamp()))}
        owntracks = {"_type": "location", "lat": 31.6, "lon": 120.4, "tst": int(at.timestamp()) - 60}
        coords = {"latitude": 31.7, "longitude": 120.5, "speed": 1}
        traccar = {"location": {"timestamp": (at - timedelta(seconds=90)).isoformat(), "coords": coords, "mock": True}}
        for _ in range(2):
            assert client.get("/t/token/", query).status_code == 200
            assert client.post("/t/token/", query).status_code == 200
            for body in (owntracks, traccar):
                answer = client.post("/t/token/", json.dumps(body), content_type="application/json")
                assert (answer.status_code, answer.json()) == (200, [])
        assert list(Fix.objects.filter(device=device).order_by("at").values_list("lat", "flags")) == [
            (31.7, 0b101),
            (31.6, 1),
            (31.5, 1),
        ]
        last = LastPosition.objects.get(device=device)
        assert (last.at, last.place.y) == (at, 31.5)

    def test_unknown_tokens_bad_reports_and_impossible_moments(self, client: Client, cast: Cast) -> None:
        phone(cast)
        assert client.get("/t/nobody/", {"lat": "31.5", "lon": "120.3"}).status_code == 404
        refused = client.get("/t/token/", {"lat": "north", "lon": "120.3"})
        assert (refused.status_code, refused.content) == (400, b"lat is no number.")
        assert client.post("/t/token/", "{", content_type="application/json").status_code == 400
        assert client.post("/t/token/", "[" * 20_000, content_type="application/json").status_code == 400
        for timestamp in ("2031-01-01", "2020-01-01"):
            said = {"lat": "31.5", "lon": "120.3", "timestamp": timestamp}
            assert client.get("/t/token/", said).status_code == 200
        assert client.get("/t/token/", {"id": "1"}).status_code == 200
        assert not Fix.objects.exists()

    def test_bodies_beyond_measure_are_refused_in_every_form(self, client: Client, cast: Cast) -> None:
        phone(cast)
        many = json.dumps([{"_type": "location", "lat": 31.5, "lon": 120.3, "tst": n} for n in range(10_000)])
        for body, kind in (
            (many, "application/json"),
            ("lat=31.5&lon=120.3&note=" + "x" * 20_000, "application/x-www-form-urlencoded"),
            (b"--b\r\n" + b"x" * 20_000, "multipart/form-data; boundary=b"),
            ("&".join(f"f{n}=1" for n in range(1500)), "application/x-www-form-urlencoded"),
        ):
            assert client.post("/t/token/", body, content_type=kind).status_code == 400
        odd = {"data": "{}", "content_type": "application/json"}
        for length in ("-1", "many", "９"):
            assert client.generic("POST", "/t/token/", **odd, CONTENT_LENGTH=length).status_code == 400
        assert not Fix.objects.exists()

    def test_speeds_and_accuracies_beyond_measure_are_kept_within(self, client: Client, cast: Cast) -> None:
        device = phone(cast)
        said = {"lat": "31.5", "lon": "120.3", "speed": "1e308", "accuracy": "1e308", "altitude": "1e308"}
        assert client.get("/t/token/", said).status_code == 200
        fix = Fix.objects.get(device=device)
        assert (fix.speed_kmh, fix.accuracy_m, fix.altitude_m) == (1000, 1_000_000, 32_767)

    def test_who_tells_too_often_is_asked_to_wait(self, client: Client, cast: Cast, monkeypatch: Any) -> None:
        phone(cast)
        from gridwarden.patrols.web import phones  # noqa: PLC0415
        from gridwarden.platform.api.limits import Limit  # noqa: PLC0415

        monkeypatch.setattr(phones, "_PACE", Limit(name="phone", uses=2, per_s=60))
        answers = [client.get("/t/token/", {"id": "1"}) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert int(answers[-1]["Retry-After"]) > 0
