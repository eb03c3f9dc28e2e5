"""Two who write the same at once: one is heard, the other is told so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gridwarden.contracts.actions import contracts
from gridwarden.contracts.domain.errors import ContractNumberTaken
from gridwarden.contracts.models import Contract
from gridwarden.inspections.actions import crews, slips
from gridwarden.inspections.actions.crews import CrewContent
from gridwarden.inspections.domain.slips import CrewNameTaken
from gridwarden.inspections.models import Crew, CrewAssignment
from gridwarden.platform.refusals import Refusal
from tests.factories import cases as factory
from tests.factories.cases import MONDAY
from tests.factories.contracts import crew, issued, terms
from tests.integration.cases.test_races import race
from tests.integration.inspections.slips.test_slips import at

if TYPE_CHECKING:
    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db(transaction=True)
RACERS = 6


@pytest.fixture
def stage() -> Stage:
    """The stage, committed: other connections see it."""
    return factory.build()


def test_of_many_drafts_with_one_number_one_is_kept(stage: Stage) -> None:
    by, wanted = stage.by("leader"), terms(stage)
    outcomes = race(*[lambda: contracts.draft(by=by, at=MONDAY, terms=wanted)] * RACERS)
    lost = [outcome for outcome in outcomes if isinstance(outcome, Refusal)]
    assert len(lost) == RACERS - 1
    assert all(isinstance(one, ContractNumberTaken) for one in lost)
    assert Contract.objects.count() == 1


def test_of_many_crews_with_one_name_one_is_formed(stage: Stage) -> None:
    by, content = stage.by("foreman"), CrewContent(name="一班", members=(("孙洁", ""),))
    outcomes = race(*[lambda: crews.form(by=by, at=MONDAY, content=content)] * RACERS)
    lost = [outcome for outcome in outcomes if isinstance(outcome, Refusal)]
    assert len(lost) == RACERS - 1
    assert all(isinstance(one, CrewNameTaken) for one in lost)
    assert Crew.objects.count() == 1


def test_a_crew_goes_out_only_while_the_slip_is_in_hand(stage: Stage) -> None:
    own, foreman = crew(stage), stage.by("foreman")
    for number in range(6):
        slip = issued(stage)
        slips.receive(by=stage.by("supervisor"), at=at(1), slip_id=slip.pk)
        slips.send(by=stage.by("dispatcher"), at=at(2), slip_id=slip.pk, unit_id=foreman.unit_id)

        def assign(pk: int = slip.pk) -> object:
            return slips.assign(by=foreman, at=at(3), slip_id=pk, crew_id=own.pk)

        def refuse(pk: int = slip.pk) -> object:
            return slips.refuse(by=foreman, at=at(3), slip_id=pk, reason="班组在外")

        def rest() -> object:
            return crews.revise(by=foreman, at=at(3), crew_id=own.pk, content=CrewContent(name="一班"))

        attempts = [assign, refuse, rest] if number % 2 else [refuse, assign, rest]
        outcomes = dict(zip(attempts, race(*attempts), strict=True))
        assert not isinstance(outcomes[refuse], Refusal)
        is_sent = CrewAssignment.objects.filter(slip=slip).exists()
        assert is_sent != isinstance(outcomes[assign], Refusal)
