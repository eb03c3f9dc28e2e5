"""What every video gateway must do, whoever carries the pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest

from gridwarden.video.domain.sources import Address, VideoAway, VideoKind, VideoRefused, VideoUnserved
from gridwarden.video.gateways.chosen import gateway_of

if TYPE_CHECKING:
    from tests.integration.video.stand_in import StandIn

CODE = "34020000001320000001"


def address(kind: VideoKind, stand_in: StandIn) -> Address:
    if kind is VideoKind.GB28181:
        return Address(kind=kind, device=CODE, channel=CODE)
    if kind is VideoKind.JT1078:
        return Address(kind=kind, device="13900000001", channel="1")
    url = "rtsp://user:secret@127.0.0.1/1" if kind is VideoKind.RTSP else f"{stand_in.base}/plain/hls.m3u8"
    return Address(kind=kind, url=url)


@pytest.mark.parametrize("kind", list(VideoKind))
class TestEveryGateway:
    def test_a_started_camera_plays(self, kind: VideoKind, stand_in: StandIn) -> None:
        playing = gateway_of(kind).start(address(kind, stand_in))
        stream = playing.for_page(is_secure=False)
        with urlopen(stream, timeout=5) as answer:  # noqa: S310 - the stand-in
            listed = answer.read().decode()
        assert listed.startswith("#EXTM3U")
        piece = next(line for line in listed.splitlines() if line.endswith(".ts"))
        with urlopen(stream.replace("hls.m3u8", piece), timeout=5) as answer:  # noqa: S310 - the stand-in
            assert answer.read(1) == b"G"  # the sync byte of MPEG-TS

    def test_a_second_watcher_joins_the_first(self, kind: VideoKind, stand_in: StandIn) -> None:
        gateway, where = gateway_of(kind), address(kind, stand_in)
        assert gateway.start(where) == gateway.start(where)
        assert len(stand_in.running) <= 1

    def test_a_stopped_camera_runs_no_more_and_may_be_stopped_again(self, kind: VideoKind, stand_in: StandIn) -> None:
        gateway, where = gateway_of(kind), address(kind, stand_in)
        gateway.start(where)
        gateway.stop(where)
        gateway.stop(where)
        assert not stand_in.running

    def test_a_picture_is_a_jpeg(self, kind: VideoKind, stand_in: StandIn) -> None:
        gateway = gateway_of(kind)
        assert gateway.picture(gateway.start(address(kind, stand_in))).startswith(b"\xff\xd8")

    def test_without_a_media_server_there_is_no_picture(
        self, kind: VideoKind, stand_in: StandIn, settings: Any
    ) -> None:
        where, playing = address(kind, stand_in), gateway_of(kind).start(address(kind, stand_in))
        settings.VIDEO_MEDIA_URL = ""
        with pytest.raises((VideoAway, VideoUnserved)):
            gateway_of(where.kind).picture(playing)


#: Those that ask another server to start.
ASKING = [VideoKind.GB28181, VideoKind.JT1078, VideoKind.RTSP]


@pytest.mark.parametrize("kind", ASKING)
class TestGatewaysOverHttp:
    def test_nobody_there_is_said(self, kind: VideoKind, stand_in: StandIn, settings: Any) -> None:
        settings.VIDEO_WVP_URL = settings.VIDEO_MEDIA_URL = "http://127.0.0.1:9"
        with pytest.raises(VideoAway):
            gateway_of(kind).start(address(kind, stand_in))

    def test_a_wrong_key_is_the_gateways_refusal_in_its_words(
        self, kind: VideoKind, stand_in: StandIn, settings: Any
    ) -> None:
        settings.VIDEO_WVP_KEY = settings.VIDEO_MEDIA_SECRET = "wrong"
        with pytest.raises(VideoRefused) as told:
            gateway_of(kind).start(address(kind, stand_in))
        assert told.value.fields["said"]
        assert "secret@" not in str(told.value)

    @pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'"text"', b'{"code": "x"}', b'{"code": 100, "msg": 3}'])
    def test_an_answer_that_is_none_is_away_and_nothing_else(
        self, kind: VideoKind, stand_in: StandIn, body: bytes
    ) -> None:
        where = address(kind, stand_in)
        for path in (f"/api/play/start/{CODE}/{CODE}", "/api/jt1078/live/start", "/index/api/isMediaOnline"):
            stand_in.instead[path] = body
        with pytest.raises(VideoAway):
            gateway_of(kind).start(where)

    def test_an_installation_without_it_says_so(self, kind: VideoKind, settings: Any) -> None:
        settings.VIDEO_WVP_URL = settings.VIDEO_MEDIA_URL = ""
        with pytest.raises(VideoUnserved):
            gateway_of(kind)


def test_a_gateway_that_knows_the_camera_but_offers_no_hls_is_away(stand_in: StandIn) -> None:
    stand_in.instead[f"/api/play/start/{CODE}/{CODE}"] = b'{"code": 0, "data": {"hls": null, "flv": "http://x"}}'
    with pytest.raises(VideoAway):
        gateway_of(VideoKind.GB28181).start(address(VideoKind.GB28181, stand_in))


def test_the_name_of_a_pulled_stream_tells_no_password(stand_in: StandIn) -> None:
    stream = gateway_of(VideoKind.RTSP).start(address(VideoKind.RTSP, stand_in)).hls
    assert "secret" not in stream
    assert "user" not in stream
