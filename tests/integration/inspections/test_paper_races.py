"""Two who settle one paper at once: one is heard, the other is told so, and neither waits for ever."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from gridwarden.inspections.actions import rechecking, withdrawing
from gridwarden.inspections.actions.rechecking import Result
from gridwarden.inspections.domain.words import NoticeState, Outcome, RecheckState
from gridwarden.platform.refusals import Refusal
from tests.factories import inspections as factory
from tests.integration.cases.test_races import race

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.factories.inspections import Papers

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def papers() -> Papers:
    """The stage, committed: other connections see it."""
    return factory.build()


def test_a_paper_is_rechecked_or_withdrawn_but_never_both(papers: Papers) -> None:
    for number in range(4):
        issued = papers.issued()
        recheck, at = papers.recheck(issued), issued.due_at + timedelta(minutes=1)
        by, leader, photo = papers.by(), papers.by("squad_leader"), papers.stage.photo("officer")
        result = Result(outcome=Outcome.CORRECTED, photo_ids=(photo,))

        def look(pk: int = recheck.pk, result: Result = result) -> object:
            return rechecking.record(by=by, at=at, recheck_id=pk, result=result)  # noqa: B023 - run within the turn

        def void(pk: int = issued.notice_id) -> None:
            withdrawing.void(by=leader, at=at, notice_id=pk, reason="误发")  # noqa: B023

        attempts: list[Callable[[], object]] = [look, void] if number % 2 else [void, look]
        outcomes = race(*attempts, look)
        assert sum(not isinstance(outcome, Refusal) for outcome in outcomes) == 1
        recheck.refresh_from_db()
        is_void = papers.notice(issued).state == NoticeState.VOID
        assert recheck.state == (RecheckState.DROPPED if is_void else RecheckState.DONE)
