"""What lines without a key may cost."""

from __future__ import annotations

import logging

from gridwarden.patrols.gateway.strangers import Pace, Quiet


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_pace_gives_so_many_a_second() -> None:
    clock = Clock()
    pace = Pace(3, clock)
    assert [pace.spend() for _ in range(5)] == [True, True, True, False, False]
    clock.now = 1.0
    assert pace.spend()


def test_notes_of_one_kind_are_counted_instead_of_written() -> None:
    clock = Clock()
    quiet = Quiet(clock)

    def note(wording: str) -> logging.LogRecord:
        return logging.LogRecord("gateway", logging.INFO, __file__, 1, wording, ("10.0.0.1",), None)

    assert sum(quiet.filter(note("%s: bad")) for _ in range(1000)) == Quiet.MOST
    assert quiet.filter(note("%s: another"))
    clock.now = Quiet.SPAN_S
    later = note("%s: bad")
    assert quiet.filter(later)
    assert later.getMessage() == "10.0.0.1: bad (and 990 more like it)"
