"""Frames on the wire."""

from __future__ import annotations

from functools import reduce
from operator import xor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwarden.patrols.jt808 import BadFrame, Splitter, frame
from gridwarden.patrols.jt808.framing import MAX_FRAME_BYTES, checksum, escape, opened, opened_log, unescape

payloads = st.binary(min_size=1, max_size=300)


@given(payloads)
def test_what_goes_into_a_frame_comes_out(payload: bytes) -> None:
    wire = frame(payload)
    assert wire[:1] == wire[-1:] == b"\x7e"
    assert b"\x7e" not in wire[1:-1]
    assert opened(wire[1:-1]) == payload
    assert opened_log(wire) == payload


@given(st.binary(max_size=300))
def test_the_checksum_is_the_exclusive_or_of_the_bytes(payload: bytes) -> None:
    assert checksum(payload) == reduce(xor, payload, 0)


@pytest.mark.parametrize(
    ("plain", "wire"),
    [
        ("307e087d55", "307d02087d0155"),
        ("7d01", "7d0101"),
        ("7d02", "7d0102"),
        ("7d0102", "7d010102"),
        ("7e7d", "7d027d01"),
    ],
)
def test_escapes_are_those_of_the_standard(plain: str, wire: str) -> None:
    assert escape(bytes.fromhex(plain)).hex() == wire
    assert unescape(bytes.fromhex(wire)).hex() == plain


@pytest.mark.parametrize("wire", ["307d", "7d0355", "557d7d01"])
def test_an_unknown_escape_is_refused(wire: str) -> None:
    with pytest.raises(BadFrame, match="7d is followed by"):
        unescape(bytes.fromhex(wire))


@given(payloads, st.data())
def test_a_changed_byte_is_noticed(payload: bytes, data: st.DataObject) -> None:
    whole = bytearray(payload + bytes((checksum(payload),)))
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(BadFrame):
        opened(escape(bytes(whole)))


@given(st.lists(payloads, min_size=1, max_size=8), st.binary(max_size=20), st.data())
def test_a_stream_cut_anywhere_gives_the_same_frames(sent: list[bytes], noise: bytes, data: st.DataObject) -> None:
    stream = noise.replace(b"\x7e", b"") + b"".join(map(frame, sent))
    splitter, heard, at = Splitter(), [], 0
    while at < len(stream):
        size = data.draw(st.integers(1, 64))
        heard += [opened(part) for part in splitter.feed(stream[at : at + size])]
        at += size
    assert heard == sent


def test_frames_that_share_a_delimiter_are_read() -> None:
    one, two = frame(b"one"), frame(b"two")
    assert [opened(part) for part in Splitter().feed(one + two[1:])] == [b"one", b"two"]


def test_a_stream_without_delimiters_is_refused_and_forgotten() -> None:
    splitter = Splitter()
    assert list(splitter.feed(b"\x7e")) == []
    with pytest.raises(BadFrame, match="without a delimiter"):
        splitter.feed(b"x" * (MAX_FRAME_BYTES + 1))
    assert [opened(part) for part in splitter.feed(frame(b"again"))] == [b"again"]


def test_noise_before_the_first_frame_takes_no_memory() -> None:
    splitter = Splitter()
    for _ in range(1000):
        assert list(splitter.feed(b"noise" * 100)) == []
    assert splitter._rest == b""


def test_a_log_may_hold_frames_without_their_escapes() -> None:
    plain = b"\x02\x00\x7d\x05"
    logged = b"\x7e" + plain + bytes((checksum(plain),)) + b"\x7e"
    assert opened_log(logged) == plain
    with pytest.raises(BadFrame):
        opened_log(b"\x7e" + plain + b"\x00\x7e")


@pytest.mark.parametrize("raw", [b"", b"\x7e", b"\x7e\x7e", b"\x7e\x01\x7e", b"no frame"])
def test_what_is_no_frame_is_refused(raw: bytes) -> None:
    with pytest.raises(BadFrame):
        opened_log(raw)
