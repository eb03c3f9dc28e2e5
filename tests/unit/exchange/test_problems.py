"""Why a message was not taken, in people's words."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from gridwarden.exchange.web.problems import in_words


@pytest.mark.parametrize(
    ("kept", "read"),
    [
        ("", ""),
        ("no answer: URLError", "对方平台没有应答。"),
        ("left out by the peer", "对方平台已略过。"),
        ('HTTP 422 {"status": "refused", "code": "bad_message", "detail": "x"}', "这不是交换报文。"),
        ("out_of_order: message 2 of this case is missing.", "缺少该案件之前的报文。"),
        ("HTTP 502 Bad Gateway", "HTTP 502 Bad Gateway"),
        ("nobody_knows_this: x", "nobody_knows_this: x"),
    ],
)
def test_what_machines_keep_is_read_as_people_say_it(kept: str, read: str) -> None:
    with override("zh-hans"):
        assert in_words(kept) == read
