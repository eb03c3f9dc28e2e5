"""Where a case starts: every source with every slip, in and out of the grids."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from gridwarden.cases.domain.clocks import ClockVerb, Stage
from gridwarden.cases.domain.opening import first_clocks, open_at
from gridwarden.cases.domain.sources import Source, awaits_answer
from gridwarden.cases.domain.states import CaseState, Level
from gridwarden.menu.domain.words import SlipType
from tests.unit.cases import world

OWN = {Source.PATROL, Source.VIDEO, Source.INSPECTION}


@pytest.mark.parametrize(
    ("source", "slip", "in_grid", "has_team"), list(product(Source, [None, *SlipType], [True, False], [True, False]))
)
def test_a_case_starts_where_the_rule_says(
    source: Source, slip: SlipType | None, *, in_grid: bool, has_team: bool
) -> None:
    chain = world.CHAIN if has_team else replace(world.CHAIN, team=None, squad=None)
    situation = open_at(replace(world.outset(source, slip), in_grid=in_grid, chain=chain), world.NOW)
    if source in OWN and in_grid and slip is SlipType.RECTIFICATION_NOTICE and has_team:
        expected = (CaseState.DISPATCHED, Level.GRID_TEAM, world.TEAM)
    elif source in OWN and in_grid and slip is SlipType.CONTACT_SLIP:
        expected = (CaseState.VERIFIED, Level.DESK, world.DESK)
    else:
        expected = (CaseState.REPORTED, Level.DESK, world.DESK)
    assert (situation.state, situation.level, situation.owner) == expected
    sent_out = situation.state is CaseState.DISPATCHED
    assert (situation.registered_at is not None, situation.dispatched_at is not None) == (sent_out, sent_out)


@pytest.mark.parametrize("source", Source)
def test_those_outside_wait_for_an_answer(source: Source) -> None:
    assert awaits_answer(source) == (source not in OWN)


@pytest.mark.parametrize(
    ("state", "stage"),
    [
        (CaseState.REPORTED, Stage.REGISTER),
        (CaseState.VERIFIED, Stage.REGISTER),
        (CaseState.DISPATCHED, Stage.HANDLE),
    ],
)
def test_the_total_and_the_first_stage_run_from_the_start(state: CaseState, stage: Stage) -> None:
    assert {(op.verb, op.stage) for op in first_clocks(state)} == {(ClockVerb.RUN, Stage.TOTAL), (ClockVerb.RUN, stage)}
