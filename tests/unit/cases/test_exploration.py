"""Every place that a case can reach, every passage between two places: the invariants hold everywhere."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from time import process_time
from typing import TYPE_CHECKING

import pytest

from gridwarden.cases.domain import table
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.domain.states import CaseState
from tests.unit.cases import explorer, invariants, world

if TYPE_CHECKING:
    from tests.unit.cases.explorer import Passage, Place

CONTRACTORS = {actor.user_id for actor in world.CAST if actor.is_contractor and actor.user_id}
#: Seconds of computing that the walk may take.
BUDGET_S = 30


@dataclass
class Walk:
    """The whole machine, walked once; or up to the first place or passage that breaks an invariant."""

    tally: explorer.Tally = field(default_factory=explorer.Tally)
    by_state: Counter[CaseState] = field(default_factory=Counter)
    rows: set[int] = field(default_factory=set, repr=False)
    #: Open places that no person has been seen to lead on from; at the end, where cases are stuck.
    waiting: dict[Place, None] = field(default_factory=dict, repr=False)
    broken: AssertionError | None = None
    spent_s: float = 0

    def visit(self, place: Place) -> None:
        invariants.check_place(place, CONTRACTORS)
        self.by_state[place.situation.state] += 1
        if place.situation.state in invariants.OPEN:
            self.waiting[place] = None

    def look(self, passage: Passage) -> None:
        invariants.check_passage(passage)
        self.rows.add(id(passage.decision.row))
        if passage.decision.row.name is not MoveName.FEED_BACK and passage.actor is not world.SOFTWARE:
            self.waiting.pop(passage.before, None)


@pytest.fixture(scope="module")
def walk() -> Walk:
    walk, begun = Walk(), process_time()
    try:
        walk.tally = explorer.explore(walk.look, walk.visit)
    except AssertionError as broken:
        walk.broken = broken
    walk.spent_s = process_time() - begun
    return walk


def test_every_place_and_every_passage_keeps_the_invariants(walk: Walk) -> None:
    if walk.broken is not None:
        raise walk.broken
    assert set(walk.by_state) == set(CaseState)
    assert walk.rows == {id(row) for row in table.MOVES}


def test_no_open_case_is_stuck(walk: Walk) -> None:
    assert walk.broken is None, "the walk went to its end"
    stuck = [str(place) for place in walk.waiting][:3]
    assert stuck == []


def test_the_walk_is_quick_and_says_what_it_saw(walk: Walk, capsys: pytest.CaptureFixture[str]) -> None:
    assert walk.broken is None, "the walk went to its end"
    with capsys.disabled():
        print(  # noqa: T201 - the counts are what one reads this test for
            f"\nworkflow explored: {walk.tally.places} places, {walk.tally.passages} passages, "
            f"{walk.tally.refusals} refusals, {len(world.CAST)} actors, {walk.spent_s:.1f} s\n"
            f"  places by state: { {state.value: count for state, count in walk.by_state.items()} }\n"
            f"  refusals by code: {dict(sorted(walk.tally.codes.items()))}"
        )
    assert walk.spent_s < BUDGET_S
