"""Divided messages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gridwarden.patrols.jt808 import Header
from gridwarden.patrols.jt808.packets import MAX_ASKED, MAX_BYTES, MAX_OPEN, PART_BYTES, PATIENCE_S, Assembler, divide

PHOTO = Header(0x0801, "13912345678", 0xFFFE)


@given(st.binary(min_size=1, max_size=3000), st.integers(0, 0xFFFF), st.randoms(use_true_random=False))
def test_parts_in_any_order_and_twice_make_the_message(body: bytes, serial: int, random: object) -> None:
    parts = divide(PHOTO._replace(serial=serial), body, 100)
    if len(parts) == 1:
        assert parts[0][0].total == 0
        return
    shuffled = parts + parts[:2]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assembler = Assembler()
    whole = [made for header, part in shuffled if (made := assembler.add(header, part, 0.0))]
    assert whole[0] == (PHOTO._replace(serial=serial, body_bytes=len(body)), body)


def test_two_photos_of_one_size_do_not_mix() -> None:
    one = divide(PHOTO._replace(serial=10), b"a" * 250, 100)
    two = divide(PHOTO._replace(serial=13), b"b" * 250, 100)
    assembler = Assembler()
    made = [assembler.add(*part, 0.0) for pair in zip(one, two, strict=True) for part in pair]
    assert [whole[1] for whole in made if whole] == [b"a" * 250, b"b" * 250]


def test_what_is_missing_is_asked_for_three_times_then_given_up() -> None:
    assembler, parts, now = Assembler(), divide(PHOTO, b"x" * 350, 100), 0.0
    for header, body in (parts[0], parts[2]):
        assembler.add(header, body, now)
    assert list(assembler.overdue(PATIENCE_S - 1)) == []
    asked = []
    for _ in range(MAX_ASKED + 2):
        now += PATIENCE_S
        asked += [(one.first_serial, one.missing) for one in assembler.overdue(now)]
    assert asked == [(0xFFFE, [2, 4])] * MAX_ASKED
    assert assembler.add(*parts[1], now) is None  # begun anew, the others are gone


def test_a_part_that_comes_late_restarts_the_patience() -> None:
    assembler, parts = Assembler(), divide(PHOTO, b"x" * 350, 100)
    assembler.add(*parts[0], 0.0)
    assembler.add(*parts[1], PATIENCE_S - 1)
    assert list(assembler.overdue(PATIENCE_S + 1)) == []


def test_memory_stays_bounded_and_the_newest_survive() -> None:
    assembler = Assembler()
    for n in range(3 * MAX_OPEN):
        assembler.add(PHOTO._replace(serial=n * 10, total=2, number=1), b"half", float(n))
    assert len(assembler._open) == MAX_OPEN
    newest = PHOTO._replace(serial=(3 * MAX_OPEN - 1) * 10 + 1, total=2, number=2)
    assert assembler.add(newest, b"half", 999.0) is not None


def test_a_terminal_cannot_fill_the_memory_with_one_message() -> None:
    assembler = Assembler()
    for n in range(1, MAX_BYTES // 1000 + 10):
        assembler.add(PHOTO._replace(serial=n & 0xFFFF, total=0xFFFF, number=n), bytes(1000), 0.0)
    assert assembler._bytes <= MAX_BYTES


def test_empty_parts_take_up_room_as_well() -> None:
    assembler = Assembler()
    for n in range(1, 3 * MAX_BYTES // PART_BYTES):
        assembler.add(PHOTO._replace(serial=n & 0xFFFF, total=0xFFFF, number=n % 0xFFFF + 1), b"", float(n))
    assert sum(len(one.parts) for one in assembler._open.values()) <= MAX_BYTES // PART_BYTES
