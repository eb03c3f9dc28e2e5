"""``gridwarden jt808 decode``."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from click.testing import CliRunner

from gridwarden.patrols.cli import jt808
from gridwarden.patrols.jt808 import Header, Position, Version, frame, positions
from gridwarden.patrols.jt808.contents import (
    Batch,
    Media,
    MediaEvent,
    Registration,
    Up,
)
from gridwarden.patrols.jt808.header import build
from gridwarden.patrols.jt808.terminal import (
    pack_batch,
    pack_media,
    pack_registration,
)
from gridwarden.patrols.jt808.values import BEIJING

PLACE = Position(31.49, 120.31, datetime(2026, 3, 2, 8, 30, 5, tzinfo=BEIJING), 36.5, 90, 12, 2, 3, {0x31: b"\x0b"})


def told(*lines: str, options: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """Return what the command writes for these lines."""
    run = CliRunner().invoke(jt808, ["decode", *options], input="\n".join(lines), catch_exceptions=False)
    assert run.exit_code == 0
    return [json.loads(line) for line in run.stdout.splitlines()]


def sent(message_id: int, body: bytes, version: Version = Version.V2013) -> str:
    """Return a frame in hex."""
    return frame(build(Header(message_id, "13912345678", 9, version), body)).hex()


def test_a_position_is_told() -> None:
    (one,) = told(sent(Up.POSITION, positions.pack(PLACE), Version.V2019).upper())
    head = {key: one[key] for key in ("message_id", "terminal_id", "serial", "version")}
    assert head == {"message_id": "0x0200", "terminal_id": "13912345678", "serial": 9, "version": "2019"}
    place = one["position"]
    assert (place["lat"], place["lon"], place["time"]) == (31.49, 120.31, "2026-03-02T08:30:05+08:00")
    assert (place["speed_kmh"], place["course_deg"]) == (36.5, 90)
    assert (place["fixed"], place["alarms"], place["satellites"]) == (True, ["overspeed"], 11)


def test_a_batch_is_told_with_all_its_positions() -> None:
    (one,) = told(sent(Up.BATCH, pack_batch(Batch(is_late=True, positions=(PLACE, PLACE), unread=0))))
    assert (one["is_late"], [place["lat"] for place in one["positions"]]) == (True, [31.49, 31.49])


def test_other_messages_are_told_in_their_own_words() -> None:
    terminal = Registration(32, 206, "GWMK", "GW-1", "T1", 2, "苏B12345", Version.V2011)
    photo = Media(MediaEvent(7, 0, 0, 1, 2), PLACE, b"\xff\xd8")
    registered, pictured, unknown = told(
        sent(Up.REGISTER, pack_registration(terminal)), sent(Up.MEDIA, pack_media(photo)), sent(0x1FFF, b"\x01\x02")
    )
    assert (registered["version"], registered["registration"]["plate"]) == ("2011", "苏B12345")
    assert (pictured["media"]["media_id"], pictured["bytes"], pictured["position"]["lon"]) == (7, 2, 120.31)
    assert (unknown["message_id"], unknown["body"]) == ("0x1fff", "0102")


def test_bad_lines_get_an_error_each_and_stop_nothing() -> None:
    good = sent(Up.HEARTBEAT, b"")
    spoilt = good[:-4] + f"{int(good[-4:-2], 16) ^ 1:02x}7e"
    short = sent(Up.POSITION, b"\0" * 27)
    first, second, third, last = told("no hex", spoilt, short, "", good)
    assert (list(first), list(second)) == (["error"], ["error"])
    assert "checksum" in second["error"]
    assert (third["message_id"], "28 bytes; 27 came" in third["error"]) == ("0x0200", True)
    assert last["message_id"] == "0x0002"


def test_a_lenient_profile_reads_what_the_standard_refuses() -> None:
    body = b"\0\1\1" + b"\0\3abc"
    strict, lenient = told(sent(Up.BATCH, body)), told(sent(Up.BATCH, body), options=("--profile", "lenient"))
    assert "error" in strict[0]
    assert (lenient[0]["positions"], lenient[0]["unread"]) == ([], 1)
