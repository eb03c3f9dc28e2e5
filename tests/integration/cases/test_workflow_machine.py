"""The workflow under random hands: every invariant holds after every step, and the steps are the case."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.integration.cases.machine.cases_machine import POSTS, CasesMachine

if TYPE_CHECKING:
    from tests.factories.cases import Stage

#: Runs and steps of a run; the nightly job raises them.
ENOUGH = 40
TURNS = {
    "suspend", "resume", "force_close", "merge", "unmerge", "split", "return_dispatch",
    "extension granted", "extension refused", "extension lapsed", "suspension granted", "signed_off",
}  # fmt: skip
RUNS = int(os.environ.get("GRIDWARDEN_MACHINE_RUNS", "40"))
STEPS = int(os.environ.get("GRIDWARDEN_MACHINE_STEPS", "25"))
#: Where a failure only counts, as in the seeded-fault job, the shortest failing run need not be looked for.
PHASES = [Phase.generate] if os.environ.get("GRIDWARDEN_MACHINE_QUICK") else [Phase.generate, Phase.shrink]


def test_real_cases_under_random_hands_keep_every_invariant(stage: Stage) -> None:
    class Machine(CasesMachine):
        pass

    Machine.stage = stage
    Machine.met = Counter()
    Machine.actors = {post: stage.by(post) for post in POSTS}
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            database=None,
            phases=PHASES,
            suppress_health_check=list(HealthCheck),
        ),
    )
    print(dict(sorted(Machine.met.items())))  # noqa: T201 - what the play came to
    missed = TURNS - set(Machine.met)
    assert missed == set() or RUNS < ENOUGH, "the play comes to every hard turn"
