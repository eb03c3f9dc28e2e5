"""A maker's own positions, which share frame and head's begin with the standard."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwarden.patrols.jt808 import BadFrame, Position, decode
from gridwarden.patrols.jt808.locators import MAKERS_OWN
from gridwarden.patrols.jt808.profiles import LENIENT, STANDARD

#: 3 March 2026, 01:02:03 UTC; 31°30.5000′, 120°18.6000′; 12 knots, 90 degrees; signal 20, 9 satellites, 15 km; 80 %.
BODY = (
    "030326010203" + "31305000" + "12018600" + "0{flags:x}" + "12" + "2d" + "14" + "09" + "0000000f" + "50" + "00" * 11
)


def payload(*, flags: int = 7, message_id: str = "5501", body: str = BODY, upper: int = 0x8C00) -> bytes:
    """Return head and body; the attributes' upper bits are states of the device."""
    content = bytes.fromhex(body.format(flags=flags))
    head = (
        bytes.fromhex(message_id) + (upper | len(content)).to_bytes(2, "big") + bytes.fromhex("013912345678") + b"\x2a"
    )
    return head + content


@pytest.mark.parametrize("message_id", ["5501", "5502"])
def test_the_lenient_profile_reads_place_time_and_motion(message_id: str) -> None:
    message = decode(payload(message_id=message_id), LENIENT)
    said, head = message.content, message.header
    assert isinstance(said, Position)
    assert (head.terminal, head.serial, head.encryption) == ("13912345678", 42, 0)
    assert (said.lat, said.lon, said.is_fixed) == (31.508333, 120.31, True)
    assert said.time is not None
    assert said.time.isoformat() == "2026-03-03T09:02:03+08:00"
    assert (said.speed_kmh, said.course_deg, said.odometer_km, said.satellites) == (22.2, 90, 15.0, 9)
    assert said.extras[MAKERS_OWN][0] == 80


@pytest.mark.parametrize(("flags", "signs"), [(6, (1, 1)), (5, (-1, 1)), (3, (1, -1)), (1, (-1, -1))])
def test_flags_tell_hemispheres_and_whether_satellites_were_seen(flags: int, signs: tuple[int, int]) -> None:
    said = decode(payload(flags=flags), LENIENT).content
    assert isinstance(said, Position)
    assert (said.lat * signs[0] > 0, said.lon * signs[1] > 0, said.is_fixed) == (True, True, flags != 6)


def test_other_profiles_say_whose_message_it_is() -> None:
    with pytest.raises(BadFrame, match="0x5501 is a maker's own position") as refused:
        decode(payload(), STANDARD)
    assert refused.value.header.serial == 42


@pytest.mark.parametrize(
    "body",
    [
        BODY[:12] + "3130500a" + BODY[20:],
        BODY[:12] + "31605000" + BODY[20:],
        BODY[:12] + "31305000" + "1201a600" + BODY[28:],
        BODY.replace("0{flags:x}12", "071f"),
        BODY[:40],
    ],
)
def test_what_cannot_be_a_place_or_a_speed_is_a_bad_frame(body: str) -> None:
    with pytest.raises(BadFrame):
        decode(payload(body=body), LENIENT)


def test_an_impossible_time_is_told_as_none() -> None:
    said = decode(payload(body="320326010203" + BODY[12:]), LENIENT).content
    assert isinstance(said, Position)
    assert (said.time, said.is_fixed) == (None, False)


@given(st.binary(max_size=80))
def test_chance_raises_bad_frame_and_nothing_else(body: bytes) -> None:
    with suppress(BadFrame):
        decode(payload(body=body.hex()), LENIENT)
