"""What the platform says, byte by byte as the standard's tables have it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from gridwarden.patrols.jt808 import Header, Version, downlink
from gridwarden.patrols.jt808.downlink import Admission, Command, Parameter, Result, TextFlag
from gridwarden.patrols.jt808.header import parse

HEARD = Header(0x0200, "13912345678", 0x0102)


@pytest.mark.parametrize(
    ("command", "message_id", "body"),
    [
        (downlink.reply(HEARD), 0x8001, "0102020000"),
        (downlink.reply(HEARD, Result.UNSUPPORTED), 0x8001, "0102020003"),
        (downlink.parts_wanted(7, [2, 9], Version.V2013), 0x8003, "00070200020009"),
        (downlink.parts_wanted(7, [2, 9], Version.V2019), 0x8003, "0007000200020009"),
        (downlink.time(datetime(2026, 3, 2, 0, 30, 5, tzinfo=UTC)), 0x8004, "260302003005"),
        (downlink.admitted(HEARD, Admission.ADMITTED, "k3y"), 0x8100, "0102006b3379"),
        (downlink.admitted(HEARD, Admission.TERMINAL_UNKNOWN, "k3y"), 0x8100, "010204"),
        (downlink.set_parameters({Parameter.INTERVAL_S: 10}), 0x8103, "0100000029040000000a"),
        (downlink.ask_parameters(), 0x8104, ""),
        (downlink.ask_position(), 0x8201, ""),
        (downlink.track(5, 600), 0x8202, "000500000258"),
        (downlink.track(0, 600), 0x8202, "0000"),
        (downlink.text("到", TextFlag.SPEAK, Version.V2013), 0x8300, "08b5bd"),
        (downlink.text("到", TextFlag.SPEAK | TextFlag.DISPLAY, Version.V2019), 0x8300, "0c01b5bd"),
        (downlink.media_reply(7), 0x8800, "00000007"),
        (downlink.media_reply(7, [3]), 0x8800, "00000007010003"),
        (downlink.take_photo(1), 0x8801, "010001000000020580404080"),
        (downlink.start_video("10.0.0.9", 1078, 0, 2), 0x9101, "0831302e302e302e3904360000020101"),
        (downlink.stop_video(2), 0x9102, "02000000"),
    ],
)
def test_a_command_is_written_as_the_standard_has_it(command: Command, message_id: int, body: str) -> None:
    assert (command.message_id, command.body) == (message_id, bytes.fromhex(body))


@pytest.mark.parametrize("version", [Version.V2013, Version.V2019])
def test_a_command_gets_the_head_that_its_terminal_understands(version: Version) -> None:
    payload = downlink.written(downlink.ask_position(), terminal="13912345678", serial=3, version=version)
    assert parse(payload) == (Header(0x8201, "13912345678", 3, version), b"")


def test_older_terminals_are_asked_for_as_many_parts_as_a_byte_counts() -> None:
    body = downlink.parts_wanted(1, range(1, 400), Version.V2013).body
    assert (body[2], len(body)) == (255, 3 + 2 * 255)


@pytest.mark.parametrize("words", ["长" * 511, "😀"])
def test_a_text_that_cannot_be_sent_is_refused(words: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - too long, or not in GBK
        downlink.text(words, TextFlag.SPEAK, Version.V2013)
