"""Signatures and messages without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from gridwarden.exchange.domain import envelope
from gridwarden.exchange.domain.envelope import BadKey, BadSignature
from gridwarden.exchange.domain.messages import BadMessage, Kind, Message, degrees, moment, read, text, wait_after

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PRIVATE, PUBLIC = envelope.new_key()
BODY = b'{"a":1}'
PATH = "/exchange/in/city/"
SEALED = envelope.seal(PRIVATE, path=PATH, body=BODY, at=NOW)


def verify(public: str = PUBLIC, path: str = PATH, body: bytes = BODY, now: datetime = NOW, **changes: str) -> None:
    envelope.verify(public, replace(SEALED, **changes), path=path, body=body, now=now)


def test_a_signature_counts_for_what_was_signed() -> None:
    verify()
    verify(now=NOW + timedelta(minutes=4))


@pytest.mark.parametrize(
    "change",
    [
        {"public": envelope.new_key()[1]},
        {"path": "/exchange/in/other/"},
        {"body": b'{"a":2}'},
        {"now": NOW + timedelta(minutes=6)},
        {"now": NOW - timedelta(minutes=6)},
        {"nonce": "another-nonce-of-some-length"},
        {"time": "2026-03-02T01:00:01Z"},
        {"time": "yesterday"},
        {"signature": "AAAA"},
        {"signature": "no base64!"},
        {"public": ""},
    ],
)
def test_and_for_nothing_else(change: dict[str, str]) -> None:
    with pytest.raises(BadSignature):
        verify(**change)


def test_a_key_is_32_bytes() -> None:
    assert envelope.check_key(f" {PUBLIC} ") == PUBLIC
    assert envelope.public_of(PRIVATE) == PUBLIC
    for wrong in ("", "abc", PUBLIC[:-4]):
        with pytest.raises(BadKey):
            envelope.check_key(wrong)


def test_a_message_is_read_as_it_was_written() -> None:
    message = Message(id=uuid4(), matter=uuid4(), seq=3, kind=Kind.RESULT, at=NOW, payload={"text": "好"})
    assert read(message.plain()) == message


@pytest.mark.parametrize(
    "change",
    [{"id": "x"}, {"seq": 0}, {"seq": "a"}, {"kind": "shout"}, {"at": "2026-03-02"}, {"payload": []}, {"matter": None}],
)
def test_what_is_no_message_is_refused(change: dict[str, object]) -> None:
    plain = Message(id=uuid4(), matter=uuid4(), seq=1, kind=Kind.CASE, at=NOW, payload={}).plain()
    with pytest.raises(BadMessage):
        read(plain | change)
    with pytest.raises(BadMessage):
        read([plain])


def test_values_are_checked_one_by_one() -> None:
    assert text({"a": "x" * 9}, "a", 9) == "x" * 9
    assert moment({}, "due_at") is None
    for call in (
        lambda: text({"a": 1}, "a"),
        lambda: text({"a": "\0"}, "a"),
        lambda: text({"a": "\udfff"}, "a"),
        lambda: text({"a": "x" * 9}, "a", 8),
        lambda: moment({"a": "soon"}, "a"),
        lambda: moment({"a": "2026-03-02T01:00:00"}, "a"),
        lambda: moment({"a": "9999-12-31T23:59:59-14:00"}, "a"),
        lambda: degrees({"a": 181}, "a", 180),
        lambda: degrees({"a": True}, "a", 180),
        lambda: degrees({}, "a", 180),
    ):
        with pytest.raises(BadMessage):
            call()


def test_waits_double_up_to_six_hours() -> None:
    assert [wait_after(n).total_seconds() for n in (1, 2, 3)] == [15, 30, 60]
    assert wait_after(99) == timedelta(hours=6)
