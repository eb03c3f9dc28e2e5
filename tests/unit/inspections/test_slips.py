"""Rules of contact slips that need no database."""

from __future__ import annotations

from collections import Counter

from gridwarden.cases.domain.states import OPEN, CaseState
from gridwarden.inspections.domain.slips import TILES
from gridwarden.inspections.slip_labels import TILES as WORDS


def test_a_slip_is_in_one_place_until_its_case_has_ended() -> None:
    places = Counter(state for states in TILES.values() for state in states)
    assert set(places.values()) == {1}
    assert set(places) == OPEN | {CaseState.CLOSED}
    assert list(WORDS) == list(TILES)
