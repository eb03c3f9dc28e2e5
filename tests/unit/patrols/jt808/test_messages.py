"""Messages of terminals, read and written."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gridwarden.patrols.jt808 import BadFrame, Header, Position, Profile, Version, decode, positions
from gridwarden.patrols.jt808.codec import read
from gridwarden.patrols.jt808.contents import (
    AskedPosition,
    Authentication,
    Batch,
    Driver,
    Empty,
    Media,
    MediaEvent,
    PartsWanted,
    PassedThrough,
    Registration,
    Reply,
    Unread,
    Up,
)
from gridwarden.patrols.jt808.header import MAX_BODY_BYTES, build, parse
from gridwarden.patrols.jt808.profiles import FLAGGED_2013, LENIENT, PROFILES
from gridwarden.patrols.jt808.terminal import (
    pack_authentication,
    pack_batch,
    pack_media,
    pack_registration,
    pack_reply,
)
from gridwarden.patrols.jt808.values import BEIJING, bcd_of, bcd_time, padded, time_of, utc_time
from tests.unit.patrols.jt808 import strategies

MORNING = datetime(2026, 3, 2, 8, 30, 5, tzinfo=BEIJING)
PLACE = Position(31.491234, 120.311234, MORNING, 36.5, 90, 12, 0, 0b11, {0x01: bytes((0, 0, 4, 210)), 0x31: b"\x0b"})
IN, OUT = (True, MORNING), (False, MORNING)
EVENT = MediaEvent(7, 0, 0, 1, 2)


def said(message_id: int, body: bytes, version: Version = Version.V2013) -> bytes:
    """Return a payload of a terminal."""
    return build(Header(message_id, "13912345678", 9, version), body)


class TestHead:
    @given(strategies.headers, st.binary(max_size=MAX_BODY_BYTES))
    def test_it_comes_back_as_it_was_written(self, header: Header, body: bytes) -> None:
        assert parse(build(header, body)) == (header._replace(body_bytes=len(body)), body)

    @given(strategies.headers, st.integers(1, 500), st.binary(max_size=100))
    def test_parts_keep_their_number(self, header: Header, total: int, body: bytes) -> None:
        part = header._replace(total=total, number=(total + 1) // 2)
        assert parse(build(part, body))[0] == part._replace(body_bytes=len(body))

    def test_a_part_beyond_the_last_is_refused(self) -> None:
        with pytest.raises(BadFrame, match="Part 3 of 2"):
            parse(build(Header(0x0801, "1", 1, total=2, number=3), b""))

    @pytest.mark.parametrize("version", [Version.V2013, Version.V2019])
    def test_a_false_length_is_refused_unless_the_model_is_known_for_it(self, version: Version) -> None:
        payload = said(Up.HEARTBEAT, b"abc", version) + b"d"
        with pytest.raises(BadFrame, match="announces a body of 3 bytes; 4 came") as refused:
            parse(payload)
        assert isinstance(refused.value.header, Header)
        assert parse(payload, loose_length=True)[1] == b"abcd"

    def test_a_device_of_2013_that_sets_the_flag_of_2019_is_understood(self) -> None:
        payload = bytearray(said(Up.POSITION, positions.pack(PLACE)))
        payload[2] |= 0x40
        for profile in (PROFILES["standard"], FLAGGED_2013):
            header, content = decode(bytes(payload), profile)
            assert (header.terminal, header.version, content) == ("13912345678", Version.V2013, PLACE)

    def test_a_body_too_long_for_a_frame_is_not_written(self) -> None:
        with pytest.raises(ValueError, match="does not fit"):
            build(Header(1, "1", 1), bytes(MAX_BODY_BYTES + 1))

    def test_the_names_of_the_parts_are_those_of_the_standard(self) -> None:
        assert build(Header(0x0002, "13912345678", 0x0102), b"").hex() == "000200000139123456780102"
        new = build(Header(0x0002, "13912345678", 0x0102, Version.V2019), b"")
        assert new.hex() == "0002400001000000000139123456780102"


class TestPositions:
    @given(strategies.positions)
    def test_they_come_back_as_they_were_written(self, position: Position) -> None:
        assert positions.parse(positions.pack(position)) == position

    def test_the_base_is_that_of_the_standard(self) -> None:
        raw = bytes.fromhex("000000020000000301e08512072bbcb2000c016d005a2603020830050104000004d2")
        found = positions.parse(raw)
        assert (found.lat, found.lon, found.altitude_m) == (31.491346, 120.306866, 12)
        assert (found.speed_kmh, found.course_deg, found.time) == (36.5, 90, MORNING)
        assert (found.alarms, found.is_fixed, found.is_on, found.odometer_km) == (("overspeed",), True, True, 123.4)

    def test_south_and_west_are_negative(self) -> None:
        found = positions.parse(positions.pack(PLACE._replace(lat=-33.5, lon=-70.6)))
        assert (found.lat, found.lon) == (-33.5, -70.6)

    @pytest.mark.parametrize(
        "change",
        [
            {"status": 0b01},  # no satellites
            {"status": 0b100011},  # the coordinates are encrypted
            {"time": None},
        ],
    )
    def test_what_is_no_fix_is_not_called_one(self, change: dict[str, object]) -> None:
        assert PLACE.is_fixed
        assert not positions.parse(positions.pack(PLACE._replace(**change))).is_fixed  # type: ignore[arg-type]

    def test_a_place_outside_the_earth_is_no_fix(self) -> None:
        assert not PLACE._replace(lat=90.1).is_fixed
        assert not PLACE._replace(lon=-180.1).is_fixed

    def test_items_that_are_cut_off_cost_only_themselves(self) -> None:
        whole = positions.pack(PLACE)
        assert positions.parse(whole + b"\x30\x05ab").extras == PLACE.extras
        assert positions.parse(whole + b"\x30").extras == PLACE.extras

    def test_a_repeated_item_counts_once(self) -> None:
        assert positions.parse(positions.pack(PLACE) + b"\x31\x01\xff").satellites == 11

    def test_a_model_may_write_lengths_of_two_bytes(self) -> None:
        raw = positions.pack(PLACE._replace(extras={})) + b"\xeb\x00\x02ab\x31\x01\x05"
        found = positions.parse(raw, Profile(wide_extras=frozenset({0xEB})))
        assert found.extras == {0xEB: b"ab", 0x31: b"\x05"}
        assert positions.parse(raw[:29], Profile(wide_extras=frozenset({0xEB}))).extras == {}

    def test_numbers_of_an_unexpected_size_are_not_guessed(self) -> None:
        assert positions.parse(positions.pack(PLACE._replace(extras={0x01: b"\x01"}))).odometer_km is None

    def test_fewer_bytes_than_a_position_has_are_refused(self) -> None:
        with pytest.raises(BadFrame, match="28 bytes; 27 came"):
            positions.parse(positions.pack(PLACE)[:27])


@pytest.mark.parametrize(
    "raw",
    ["000000000000", "261302083005", "260230083005", "260302243005", "260302086005", "2603020830a5", "26030208306f"],
)
def test_digits_that_name_no_moment_are_no_time(raw: str) -> None:
    assert time_of(bytes.fromhex(raw)) is None


def test_terminals_tell_beijing_time_and_are_told_utc() -> None:
    assert bcd_time(datetime(2026, 3, 2, 0, 30, 5, tzinfo=UTC)).hex() == "260302083005"
    assert utc_time(MORNING).hex() == "260302003005"


@given(st.integers(0, 10**20 - 1).map(str))
def test_digits_that_fit_are_written_and_longer_ones_refused(digits: str) -> None:
    if len(digits) <= 12:
        assert bcd_of(digits, 6).hex() == digits.rjust(12, "0")
    else:
        with pytest.raises(ValueError, match="does not fit"):
            bcd_of(digits, 6)


class TestRegistration:
    @pytest.mark.parametrize("edition", list(Version))
    def test_every_edition_is_read(self, edition: Version) -> None:
        terminal = Registration(32, 206, "GWMK", "GW-1", "T000001", 2, "苏B12345", edition)
        version = Version.V2019 if edition is Version.V2019 else Version.V2013
        assert decode(said(Up.REGISTER, pack_registration(terminal), version)).content == terminal

    def test_a_body_that_ends_early_names_the_field(self) -> None:
        with pytest.raises(BadFrame, match="ends in the maker"):
            decode(said(Up.REGISTER, b"\0\0\0\0ab"))

    def test_a_name_too_long_is_not_written(self) -> None:
        with pytest.raises(ValueError, match="longer than 5"):
            padded("网格长", 5)


class TestContents:
    @pytest.mark.parametrize("version", [Version.V2013, Version.V2019])
    def test_keys(self, version: Version) -> None:
        key = Authentication("k3y", "860000000000001", "1.2") if version is Version.V2019 else Authentication("k3y")
        assert decode(said(Up.AUTHENTICATE, pack_authentication(key, version), version)).content == key

    @given(st.lists(strategies.positions, max_size=5), st.booleans())
    def test_batches(self, several: list[Position], is_late: bool) -> None:  # noqa: FBT001 - drawn
        sent = Batch(is_late, tuple(several), 0)
        assert read(Header(Up.BATCH, "1", 1), pack_batch(sent)) == sent

    def test_a_broken_item_spoils_a_batch_unless_the_model_is_known_for_it(self) -> None:
        good = positions.pack(PLACE)
        body = b"\0\2\1" + b"\0\3abc" + len(good).to_bytes(2, "big") + good
        with pytest.raises(BadFrame):
            decode(said(Up.BATCH, body))
        assert decode(said(Up.BATCH, body), LENIENT).content == Batch(is_late=True, positions=(PLACE,), unread=1)

    def test_answers(self) -> None:
        assert decode(said(Up.REPLY, pack_reply(Reply(5, 0x8300, 3)))).content == Reply(5, 0x8300, 3)

    def test_asked_positions(self) -> None:
        assert decode(said(Up.ASKED_POSITION, b"\0\x07" + positions.pack(PLACE))).content == AskedPosition(7, PLACE)

    def test_recordings(self) -> None:
        photo = Media(EVENT, PLACE._replace(extras={}), b"\xff\xd8photo")
        assert decode(said(Up.MEDIA, pack_media(photo))).content == photo
        assert decode(said(Up.MEDIA_EVENT, pack_media(photo)[:8])).content == EVENT

    def test_drivers(self) -> None:
        at = bytes.fromhex("260302083005")
        card = b"\x01" + at + b"\0" + b"\x04" + "张三".encode("gbk") + padded("320206", 20)
        assert decode(said(Up.DRIVER, card)).content == Driver(*IN, "张三", "320206")
        assert decode(said(Up.DRIVER, b"\x02" + at)).content == Driver(*OUT, "", "")
        assert decode(said(Up.DRIVER, b"\x01" + at + b"\x01")).content == Driver(*IN, "", "")

    def test_missing_parts(self) -> None:
        assert decode(said(Up.PARTS_WANTED, bytes.fromhex("0009000200010005"))).content == PartsWanted(9, (1, 5))

    def test_what_goes_to_others_and_what_nobody_knows_is_kept(self) -> None:
        assert decode(said(Up.PASSED_THROUGH, b"\x41raw")).content == PassedThrough(0x41, b"raw")
        assert decode(said(0x1FFF, b"raw")).content == Unread(b"raw")
        assert decode(said(Up.HEARTBEAT, b"")).content == Empty()

    def test_parts_and_encrypted_bodies_are_left_alone(self) -> None:
        part = Header(Up.MEDIA, "1", 1, total=2, number=1)
        assert decode(build(part, b"half")).content == Unread(b"half")
        assert decode(build(Header(Up.POSITION, "1", 1, encryption=1), b"secret")).content == Unread(b"secret")


ANY_ID = st.sampled_from([*Up, 0x0107, 0x5501]) | st.integers(0, 0xFFFF)


@given(st.binary(max_size=400), st.sampled_from(sorted(PROFILES.values(), key=lambda one: one.name)))
def test_random_bytes_raise_nothing_but_bad_frame(raw: bytes, profile: Profile) -> None:
    with suppress(BadFrame):
        decode(raw, profile)


@given(ANY_ID, strategies.versions, st.binary(max_size=300))
def test_random_bodies_raise_nothing_but_bad_frame(message_id: int, version: Version, body: bytes) -> None:
    with suppress(BadFrame):
        decode(said(message_id, body, version))


@given(strategies.positions, strategies.versions, st.data())
def test_a_shortened_message_is_refused(position: Position, version: Version, data: st.DataObject) -> None:
    payload = said(Up.POSITION, positions.pack(position), version)
    cut = data.draw(st.integers(1, len(payload)))
    assume(cut != 5 or version is Version.V2013)  # as long as an old head with the flag set by mistake: the sum tells
    with pytest.raises(BadFrame):
        decode(payload[:-cut])
