"""Pages of cameras: who may see and add them, what is refused, and what is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.gis.geos import Point
from django.utils import timezone

from gridwarden.patrols.models import LastPosition
from gridwarden.platform.attachments.models import Attachment
from gridwarden.platform.audit.models import AuditEntry
from gridwarden.video.actions.sources import NewSource, add
from gridwarden.video.domain.sources import Address, VideoKind
from gridwarden.video.models import VideoSource
from gridwarden.video.queries.sources import on_map
from tests.factories.patrols import DeviceFactory
from tests.factories.video import SourceFactory
from tests.logins import login

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from gridwarden.platform.access import Actor
    from gridwarden.workforce.models import Staff
    from tests.factories.cast import Cast
    from tests.integration.video.stand_in import StandIn

pytestmark = pytest.mark.django_db
AFAR = Point(111.2, 35.2, srid=4490)
CODE = "34020000001320000001"


@pytest.fixture
def as_(client: Client) -> Any:
    def logged_in(staff: Staff) -> Client:
        return login(client, staff.user)

    return logged_in


@pytest.fixture
def source(cast: Cast) -> VideoSource:
    made: VideoSource = SourceFactory.create(district=cast.territory.district)
    return made


def sent(**more: str) -> dict[str, str]:
    return {"kind": "gb28181", "name": "广场机", "device": CODE, "channel": CODE, "lon": "111.1", "lat": "35.1", **more}


class TestEmpty:
    def test_no_camera_at_all_is_told_as_such_and_filters_are_not_blamed(self, as_: Any, cast: Cast) -> None:
        page = as_(cast.keeper).get("/video/").content.decode()
        assert ("尚未接入摄像头" in page, 'href="/video/new/"' in page, "筛选条件" in page) == (True, True, False)
        page = as_(cast.dispatcher).get("/video/").content.decode()
        assert ("摄像头由系统管理员添加" in page, "/video/new/" in page) == (True, False)

    def test_filters_are_blamed_where_there_are_others(self, as_: Any, cast: Cast, source: VideoSource) -> None:
        page = as_(cast.keeper).get("/video/", {"text": "无此名"}).content.decode()
        assert ("尚未接入摄像头" in page, "筛选条件" in page) == (False, True)


class TestAdding:
    def test_a_camera_is_added_found_and_opened(self, as_: Any, cast: Cast) -> None:
        client = as_(cast.keeper)
        answer = client.post("/video/new/", sent(), follow=True)
        assert "摄像头已添加" in answer.content.decode()
        page = client.get("/video/", {"text": "广场"}).content.decode()
        assert f"/video/{VideoSource.objects.get().pk}/" in page
        assert "广场机" not in client.get("/video/", {"kind": "hls"}).content.decode()

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"device": "12"}, "应为 20 位数字"),
            ({"name": " "}, "必填"),
            ({"lon": ""}, "必填"),
            ({"kind": "hls", "url": "ftp://x/1"}, "应为 http:// 或 https:// 开头的地址"),
            ({"kind": "jt1078", "channel": "1"}, "必填"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_added(
        self, as_: Any, cast: Cast, change: dict[str, str], words: str
    ) -> None:
        answer = as_(cast.keeper).post("/video/new/", sent(**change))
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert not VideoSource.objects.exists()

    def test_the_same_camera_is_added_once(self, as_: Any, cast: Cast) -> None:
        client = as_(cast.keeper)
        client.post("/video/new/", sent())
        assert "已登记为另一个视频源" in client.post("/video/new/", sent(name="又一台")).content.decode()
        client.post(f"/video/{VideoSource.objects.get().pk}/retire/")
        client.post("/video/new/", sent(name="又一台"))
        assert VideoSource.objects.count() == 2

    def test_a_vehicles_camera_goes_by_its_terminal_and_is_where_it_is(
        self, as_: Any, cast: Cast, actor_of: Any
    ) -> None:
        vehicle = DeviceFactory.create(district=cast.territory.district)
        vehicle_sent = {"kind": "jt1078", "name": "一号车前", "channel": "1", "vehicle": str(vehicle.pk)}
        as_(cast.keeper).post("/video/new/", vehicle_sent)
        source = VideoSource.objects.get()
        assert source.device == vehicle.terminal
        assert not on_map(actor_of(cast.dispatcher))
        last = {"at": timezone.now(), "place": AFAR, "speed_kmh": 0, "course_deg": 0, "flags": 1, "alarm": 0}
        LastPosition.objects.create(device=vehicle, **last)
        assert [(row.lon, row.lat) for row in on_map(actor_of(cast.dispatcher))] == [(111.2, 35.2)]

    def test_an_address_with_a_password_is_sealed_and_shown_nowhere(self, as_: Any, cast: Cast) -> None:
        client = as_(cast.keeper)
        client.post("/video/new/", sent(kind="rtsp", url="rtsp://user:geheim@10.0.0.1/1"))
        source = VideoSource.objects.get()
        assert b"geheim" not in bytes(source.url_sealed)
        for path in ("/video/", f"/video/{source.pk}/"):
            assert "geheim" not in client.get(path).content.decode()
        assert not AuditEntry.objects.filter(data__icontains="geheim").exists()


class TestWatching:
    def test_watching_starts_the_camera_and_is_written_down(
        self, as_: Any, cast: Cast, source: VideoSource, stand_in: StandIn
    ) -> None:
        answer = as_(cast.dispatcher).post(f"/video/{source.pk}/watch/")
        assert answer.json() == {"stream": f"{stand_in.base}/rtp/{source.device}_{source.channel}/hls.m3u8"}
        assert len(stand_in.running) == 1
        entry = AuditEntry.objects.get(action="video.watched")
        assert (entry.subject_id, entry.actor_id) == (source.pk, cast.dispatcher.user_id)

    def test_the_page_alone_starts_nothing_and_lets_only_known_origins_play(
        self, as_: Any, cast: Cast, source: VideoSource, stand_in: StandIn
    ) -> None:
        answer = as_(cast.dispatcher).get(f"/video/{source.pk}/")
        assert not stand_in.asked
        policy = answer["Content-Security-Policy"]
        assert f"media-src 'self' blob: {stand_in.base};" in policy
        assert stand_in.base not in as_(cast.dispatcher).get("/video/")["Content-Security-Policy"]

    def test_a_stream_from_an_unknown_origin_is_refused_with_its_name(
        self, as_: Any, cast: Cast, source: VideoSource, stand_in: StandIn, settings: Any
    ) -> None:
        settings.VIDEO_MEDIA_PUBLIC_URL = "http://elsewhere.example"
        answer = as_(cast.dispatcher).post(f"/video/{source.pk}/watch/")
        assert answer.status_code == 502
        assert stand_in.base in answer.json()["refusal"]
        assert not AuditEntry.objects.filter(action="video.watched").exists()

    def test_a_page_by_tls_refuses_what_it_could_not_play(
        self, as_: Any, cast: Cast, source: VideoSource, stand_in: StandIn
    ) -> None:
        answer = as_(cast.dispatcher).post(f"/video/{source.pk}/watch/", secure=True)
        assert answer.status_code == 502
        assert "TLS" in answer.json()["refusal"]
        assert stand_in.running

    def test_an_installation_without_a_gateway_says_so(
        self, as_: Any, cast: Cast, source: VideoSource, settings: Any
    ) -> None:
        settings.VIDEO_WVP_URL = ""
        answer = as_(cast.dispatcher).post(f"/video/{source.pk}/watch/")
        assert answer.status_code == 503
        assert "尚未配置" in answer.json()["refusal"]

    def test_a_camera_out_of_use_is_watched_by_nobody(
        self, as_: Any, cast: Cast, source: VideoSource, stand_in: StandIn
    ) -> None:
        client = as_(cast.keeper)
        client.post(f"/video/{source.pk}/retire/")
        assert client.post(f"/video/{source.pk}/watch/").status_code == 404
        assert not stand_in.asked
        assert "已停用" in client.get(f"/video/{source.pk}/").content.decode()

    def test_a_picture_is_kept_with_the_cameras_place(
        self, as_: Any, cast: Cast, source: VideoSource, stand_in: StandIn
    ) -> None:
        client = as_(cast.dispatcher)
        client.post(f"/video/{source.pk}/picture/")
        photo = Attachment.objects.get()
        assert (photo.owner_type, photo.owner_id) == ("video", source.pk)
        assert (photo.taken_lon, photo.taken_lat) == (111.1, 35.1)
        assert str(photo.pk) in client.get(f"/video/{source.pk}/").content.decode()
        assert client.get(f"/media/photos/{photo.pk}/full").status_code == 200

    def test_a_gateway_without_a_picture_keeps_none_and_says_why(
        self, as_: Any, cast: Cast, source: VideoSource, stand_in: StandIn
    ) -> None:
        stand_in.instead["/index/api/getSnap"] = b"{}"
        answer = as_(cast.dispatcher).post(f"/video/{source.pk}/picture/")
        assert answer.status_code == 502
        assert not Attachment.objects.exists()


class TestWhoMay:
    def test_officers_and_contractors_see_no_camera(self, as_: Any, cast: Cast, source: VideoSource) -> None:
        for staff in (cast.east_officer, cast.foreman):
            client = as_(staff)
            assert client.get("/video/").status_code == 403
            assert client.get(f"/video/{source.pk}/").status_code == 403
            assert client.post(f"/video/{source.pk}/watch/").status_code == 403

    def test_the_desk_watches_but_adds_and_stops_nothing(
        self, as_: Any, cast: Cast, source: VideoSource, stand_in: StandIn
    ) -> None:
        client = as_(cast.dispatcher)
        assert client.post("/video/new/", sent()).status_code == 403
        assert client.post(f"/video/{source.pk}/stop/").status_code == 403
        assert client.post(f"/video/{source.pk}/retire/").status_code == 403
        assert not stand_in.asked

    def test_another_districts_camera_is_not_there(self, as_: Any, cast: Cast, stand_in: StandIn) -> None:
        strange = SourceFactory.create()
        client = as_(cast.keeper)
        assert client.get(f"/video/{strange.pk}/").status_code == 404
        assert client.post(f"/video/{strange.pk}/watch/").status_code == 404
        assert client.post(f"/video/{strange.pk}/retire/").status_code == 404
        assert not stand_in.asked


def test_the_map_asks_once_however_many_cameras_there_are(
    cast: Cast, actor_of: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    actor: Actor = actor_of(cast.dispatcher)
    SourceFactory.create_batch(5, district=cast.territory.district)
    with django_assert_num_queries(1):
        assert len(on_map(actor)) == 5


def test_a_vehicle_of_another_district_carries_no_camera_of_ours(cast: Cast, actor_of: Any) -> None:
    strange = DeviceFactory.create()
    address = Address(kind=VideoKind.JT1078, channel="1")
    with pytest.raises(Exception, match="no such vehicle"):
        add(
            by=actor_of(cast.keeper),
            at=timezone.now(),
            new=NewSource(name="车", address=address, vehicle_id=strange.pk),
        )
