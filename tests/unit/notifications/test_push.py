"""Which addresses of push services are spoken to. A subscription comes from outside and may name any host."""

from __future__ import annotations

import base64
import json

import pytest

from gridwarden.platform.notifications.adapters.push import WebPush

CARRIER = WebPush(key="", contact="", hosts=("push.example", "127.0.0.1"))


def _subscription(endpoint: object) -> str:
    keys = {
        "p256dh": base64.urlsafe_b64encode(b"\4" * 65).decode(),
        "auth": base64.urlsafe_b64encode(b"\4" * 16).decode(),
    }
    return json.dumps({"endpoint": endpoint, "keys": keys})


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://push.example/send/abc?x=1",
        "https://eu.push.example:8443/send/a@b",
        "HTTPS://Push.Example/send",
        "http://127.0.0.1:9/send",
    ],
)
def test_a_named_service_is_spoken_to(endpoint: str) -> None:
    assert CARRIER.check_address(_subscription(endpoint))


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://elsewhere.example/send",
        "https://push.example.elsewhere.example/send",
        "https://notpush.example/send",
        "http://push.example/send",
        # Some read the host before the backslash, some after the @ behind it.
        "https://10.0.0.1:8443\\@push.example/send",
        "https://10.0.0.1\\.push.example/send",
        "http://10.0.0.1\\@127.0.0.1/send",
        "https://somebody:word@push.example/send",
        "https://push.example#@10.0.0.1/send",
        "https://push.example\t.elsewhere.example/send",
        "https://push.example/send\n",
        "https://[::1]/send",
        "https://10.0.0.1。push.example/send",
        "",
        None,
        3,
        ["https://push.example/send"],
    ],
)
def test_no_other_host_is_reached_by_an_address_that_readers_take_differently(endpoint: object) -> None:
    assert not CARRIER.check_address(_subscription(endpoint))
