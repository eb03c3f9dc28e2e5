"""How cameras are addressed."""

from __future__ import annotations

import pytest

from gridwarden.video.domain.gateway import Playing
from gridwarden.video.domain.sources import Address, VideoKind, origin_of

CODE = "34020000001320000001"


@pytest.mark.parametrize(
    ("address", "wrong"),
    [
        (Address(kind=VideoKind.GB28181, device=CODE, channel=CODE), set()),
        (Address(kind=VideoKind.GB28181, device=CODE[1:], channel=CODE), {"device"}),
        (Address(kind=VideoKind.GB28181), {"device", "channel"}),
        (Address(kind=VideoKind.GB28181, device=CODE, channel="../" + CODE[3:]), {"channel"}),
        (Address(kind=VideoKind.JT1078, device="13900000001", channel="99"), set()),
        (Address(kind=VideoKind.JT1078, device="13900000001", channel="0"), {"channel"}),
        (Address(kind=VideoKind.JT1078, channel="100"), {"device", "channel"}),
        (Address(kind=VideoKind.RTSP, url="rtsp://user:pass@10.0.0.1:554/1"), set()),
        (Address(kind=VideoKind.RTSP, url="http://10.0.0.1/1"), {"url"}),
        (Address(kind=VideoKind.RTSP, url="rtsp://"), {"url"}),
        (Address(kind=VideoKind.HLS, url="https://tv.example/hls.m3u8"), set()),
        (Address(kind=VideoKind.HLS, url="https://tv.example:port/hls.m3u8"), {"url"}),
        (Address(kind=VideoKind.HLS, url="https://[::1/hls.m3u8"), {"url"}),
        (Address(kind=VideoKind.HLS, url="file:///etc/passwd"), {"url"}),
    ],
)
def test_an_address_says_which_of_its_parts_cannot_be(address: Address, wrong: set[str]) -> None:
    assert set(address.wrongs()) == wrong


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://user:pass@tv.example:8443/a?b=c", "https://tv.example:8443"),
        ("http://10.0.0.1/a", "http://10.0.0.1"),
        ("rtsp://10.0.0.1/a", ""),
        ("", ""),
    ],
)
def test_an_origin_carries_no_password_and_only_of_the_web(url: str, origin: str) -> None:
    assert origin_of(url) == origin


def test_a_page_by_tls_gets_the_stream_by_tls_where_there_is_one() -> None:
    both = Playing(hls="http://a", secure_hls="https://a")
    assert both.for_page(is_secure=True) == "https://a"
    assert both.for_page(is_secure=False) == "http://a"
    assert Playing(hls="", secure_hls="https://a").for_page(is_secure=False) == "https://a"
    assert Playing(hls="http://a").for_page(is_secure=True) == "http://a"
