"""Every place that a case can reach, every passage between two places: the invariants hold everywhere."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from time import process_time
from typing import TYPE_CHECKING

import pytest

from gridwarden.cases.domain import table
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.domain.states import CaseState
from tests.unit.cases import explorer, invariants, world

if TYPE_CHECKING:
    from tests.unit.cases.explorer import Passage, Place, Tally

CONTRACTORS = {actor.user_id for actor in world.CAST if actor.is_contractor and actor.user_id}
#: Seconds of computing that the walk may take.
BUDGET_S = 30


@dataclass(frozen=True)
class Walk:
    """The whole machine, walked once."""

    tally: Tally
    places: list[Place]
    passages: list[Passage]
    spent_s: float


@pytest.fixture(scope="module")
def walk() -> Walk:
    places: list[Place] = []
    passages: list[Passage] = []
    begun = process_time()
    tally = explorer.explore(passages.append, places.append)
    return Walk(tally, places, passages, process_time() - begun)


def test_every_place_keeps_the_invariants(walk: Walk) -> None:
    for place in walk.places:
        invariants.check_place(place, CONTRACTORS)
    assert {place.situation.state for place in walk.places} == set(CaseState)


def test_every_passage_keeps_the_invariants(walk: Walk) -> None:
    for passage in walk.passages:
        invariants.check_passage(passage)
    assert {id(passage.decision.row) for passage in walk.passages} == {id(row) for row in table.MOVES}


def test_no_open_case_is_stuck(walk: Walk) -> None:
    moved = {
        passage.before
        for passage in walk.passages
        if passage.decision.row.name is not MoveName.FEED_BACK and passage.actor is not world.SOFTWARE
    }
    stuck = [place for place in walk.places if place.situation.state in invariants.OPEN and place not in moved]
    assert stuck == []


def test_the_walk_is_quick_and_says_what_it_saw(walk: Walk, capsys: pytest.CaptureFixture[str]) -> None:
    by_state = Counter(place.situation.state.value for place in walk.places)
    with capsys.disabled():
        print(  # noqa: T201 - the counts are what one reads this test for
            f"\nworkflow explored: {walk.tally.places} places, {walk.tally.passages} passages, "
            f"{walk.tally.refusals} refusals, {len(world.CAST)} actors, {walk.spent_s:.1f} s\n"
            f"  places by state: {dict(by_state)}\n  refusals by code: {dict(sorted(walk.tally.codes.items()))}"
        )
    assert walk.spent_s < BUDGET_S
