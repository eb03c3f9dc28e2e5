"""Several people and timers at the same case in the same moment: one wins, nothing is doubled, nothing is lost."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction

from gridwarden.cases.actions import dispatching, escalation, registration
from gridwarden.cases.domain.errors import CaseMovedOn, MoveNotAllowed, NotYourCase
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.models import Alarm, Case, NumberCounter, Step
from gridwarden.platform.refusals import Refusal
from gridwarden.platform.timers.clockwork import fire_due
from gridwarden.platform.timers.models import Timer
from tests.factories import cases as factory
from tests.factories.cases import MONDAY
from tests.integration.cases.playing import Play

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db(transaction=True)
RACERS = 8


@pytest.fixture
def stage() -> Stage:
    """The stage, committed: other connections see it."""
    return factory.build()


def race(*attempts: Callable[[], object]) -> list[object]:
    """Run the attempts at once, each on a connection of its own; return results and refusals."""
    barrier = threading.Barrier(len(attempts))

    def run(attempt: Callable[[], object]) -> object:
        try:
            barrier.wait(timeout=10)
            return attempt()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(run, attempts))


def test_of_many_who_dispatch_one_case_one_wins(stage: Stage) -> None:
    play = Play(stage).registered()
    by, at, unit_id = stage.by("dispatcher"), play.tick(), stage.cast.contractor.pk

    def attempt() -> object:
        return dispatching.dispatch(by=by, at=at, case_id=play.case_id, unit_id=unit_id)

    outcomes = race(*[attempt] * RACERS)
    lost = [outcome for outcome in outcomes if isinstance(outcome, Refusal)]
    assert len(lost) == RACERS - 1
    assert all(isinstance(one, CaseMovedOn | MoveNotAllowed) for one in lost)
    assert Step.objects.filter(case=play.case_id, move="dispatch").count() == 1
    assert Timer.objects.filter(kind="case.breach").count() == 1


def test_a_recall_and_a_hand_up_in_the_same_moment_leave_one_of_them(stage: Stage) -> None:
    play = Play(stage).found()
    at = play.tick()
    dispatcher, officer = stage.by("dispatcher"), stage.by("officer")
    race(
        lambda: dispatching.recall(by=dispatcher, at=at, case_id=play.case_id, reason="改派"),
        lambda: escalation.hand_up(by=officer, at=at, case_id=play.case_id, reason="需要协调"),
    )
    case = stage.case(play.case_id)
    moves = list(Step.objects.filter(case=case).order_by("seq").values_list("move", flat=True))
    assert moves in (["open", "recall"], ["open", "hand_up"], ["open", "hand_up", "recall"])
    assert case.version == len(moves)


def test_numbers_have_no_gaps_when_many_open_and_some_fail(stage: Stage) -> None:
    by, fine = stage.by("operator"), stage.new(Source.CITIZEN)
    broken = stage.new(Source.CITIZEN, photos=(stage.photo("officer"),))

    def attempt(new: registration.NewCase) -> Callable[[], object]:
        return lambda: registration.open(by=by, at=MONDAY, new=new)

    race(*[attempt(fine), attempt(broken)] * 4)
    numbers = sorted(Case.objects.values_list("number", flat=True))
    assert numbers == [f"20260302-{serial:05d}" for serial in range(1, 5)]
    assert NumberCounter.objects.get().last == 4


def test_a_case_that_somebody_is_moving_is_looked_at_again_a_second_later(stage: Stage) -> None:
    play = Play(stage).found()
    now = MONDAY + timedelta(hours=3)
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=play.case_id)
        race(lambda: fire_due(now=now))
        assert not Alarm.objects.exists()
    assert Timer.objects.get(kind="case.breach").due_at == now + timedelta(seconds=1)
    fire_due(now=now + timedelta(seconds=1))
    assert stage.case(play.case_id).level == 3


def test_timers_and_people_at_one_case_never_wait_for_each_other_in_a_circle(stage: Stage) -> None:
    for _ in range(6):
        play = Play(stage).found()
        officer, at = stage.by("officer"), MONDAY + timedelta(hours=3)
        race(
            lambda officer=officer, at=at, case_id=play.case_id: escalation.hand_up(
                by=officer, at=at, case_id=case_id, reason="需要协调"
            ),
            lambda at=at: fire_due(now=at),
            lambda at=at: fire_due(now=at),
        )
        fire_due(now=at + timedelta(seconds=5))
        case = stage.case(play.case_id)
        assert Step.objects.filter(case=case).count() == case.version
        assert Alarm.objects.filter(clock__case=case, kind="breach").count() <= 2


def test_a_loser_is_told_that_the_case_is_no_longer_theirs(stage: Stage) -> None:
    play = Play(stage).found()
    officer = stage.by("officer")
    escalation.hand_up(by=officer, at=play.tick(), case_id=play.case_id, reason="需要协调")
    with pytest.raises(NotYourCase):
        escalation.hand_up(by=officer, at=play.tick(), case_id=play.case_id, reason="需要协调")
