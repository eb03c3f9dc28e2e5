"""The workflow under random hands: every invariant holds after every step, and the steps are the case."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.integration.cases.machine.cases_machine import POSTS, STATIONS, CasesMachine

if TYPE_CHECKING:
    from tests.factories.cases import Stage

#: Runs and steps of a run; the nightly job raises them.
ENOUGH = 42
TURNS = {
    "suspend", "suspension granted", "merge", "unmerge", "split", "force_close", "return_dispatch", "signed_off",
}  # fmt: skip
RUNS = int(os.environ.get("GRIDWARDEN_MACHINE_RUNS", "42"))
STEPS = int(os.environ.get("GRIDWARDEN_MACHINE_STEPS", "25"))
#: Where a failure only counts, as in the seeded-fault job, the shortest failing run need not be looked for.
PHASES = [Phase.generate] if os.environ.get("GRIDWARDEN_MACHINE_QUICK") else [Phase.generate, Phase.shrink]

SETTINGS = settings(
    max_examples=max(2, RUNS // len(STATIONS)),
    stateful_step_count=STEPS,
    deadline=None,
    derandomize=True,
    database=None,
    phases=PHASES,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.timeout(1200)
def test_real_cases_under_random_hands_keep_every_invariant(stage: Stage) -> None:
    class Machine(CasesMachine):
        pass

    Machine.stage = stage
    Machine.actors = {post: stage.by(post) for post in POSTS}
    Machine.met = Counter()
    for station in STATIONS:
        Machine.station = station
        run_state_machine_as_test(Machine, settings=SETTINGS)
    print(dict(sorted(Machine.met.items())))  # noqa: T201 - what the play came to
    assert TURNS - set(Machine.met) == set() or RUNS < ENOUGH, "the play comes to every hard turn"
