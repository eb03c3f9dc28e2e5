"""Two who rule at once, a timer against a person, merging against a move: one wins, nothing is half done."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from gridwarden.cases.actions import closure, extensions, merging, rulings, suspensions
from gridwarden.cases.domain.errors import CaseMovedOn
from gridwarden.cases.models import Case, Clock, Request, Ruling, Step
from gridwarden.platform.refusals import Refusal
from gridwarden.platform.timers.clockwork import fire_due
from gridwarden.platform.timers.models import Timer
from tests.factories import cases as factory
from tests.factories.cast import acting
from tests.factories.workforce import StaffFactory
from tests.integration.cases.playing import Play
from tests.integration.cases.test_races import race

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stage() -> Stage:
    """The stage, committed: other connections see it."""
    return factory.build()


def test_of_two_who_rule_at_once_one_rules(stage: Stage) -> None:
    play = Play(stage).asked()
    request = Request.objects.get()
    second = StaffFactory.create(unit=stage.cast.desk, user__display_name="冯派", roles=["dispatcher"])
    both = [stage.by("dispatcher"), acting(second, play.at)]
    at = play.tick()

    def ruling(index: int) -> Callable[[], object]:
        return lambda: rulings.rule(by=both[index], at=at, request_id=request.pk, grants=index == 0, note="阅")

    outcomes = race(ruling(0), ruling(1), ruling(0), ruling(1))
    assert sum(not isinstance(outcome, Refusal) for outcome in outcomes) == 1
    assert Ruling.objects.count() == 1
    request.refresh_from_db()
    clock = Clock.objects.get(case=play.case_id, stage="handle")
    assert clock.extensions == (1 if request.standing == "granted" else 0)


def test_of_two_who_ask_for_the_same_one_is_heard(stage: Stage) -> None:
    play = Play(stage).handling()
    by, at = stage.by("foreman"), play.tick()
    photos = [stage.photo("foreman") for _ in range(4)]

    def asking(index: int) -> Callable[[], object]:
        return lambda: extensions.ask(by=by, at=at, case_id=play.case_id, reason="迟", proofs=[photos[index]])

    outcomes = race(*[asking(index) for index in range(4)])
    assert sum(not isinstance(outcome, Refusal) for outcome in outcomes) == 1
    assert Request.objects.count() == 1


def test_the_timer_and_the_desk_take_a_case_up_once_between_them(stage: Stage) -> None:
    play = Play(stage).suspended(days=2)
    until = Case.objects.get(pk=play.case_id).suspended_until
    assert until is not None
    by = stage.by("dispatcher")

    def desk() -> object:
        return suspensions.resume(by=by, at=until, case_id=play.case_id, reason="提前")

    race(lambda: fire_due(now=until), desk, lambda: fire_due(now=until), desk)
    fire_due(now=until + timedelta(seconds=5))
    assert Step.objects.filter(case=play.case_id, move="resume").count() == 1
    assert Case.objects.get(pk=play.case_id).state == "dispatched"
    assert not Timer.objects.filter(kind="case.resume").exists()
    assert not Timer.objects.filter(attempts__gt=0).exists(), "no handler fails"


def test_merging_against_the_end_of_the_other_leaves_no_reporter_alone(stage: Stage) -> None:
    for _ in range(4):
        first, second = Play(stage).checked(), Play(stage).registered()
        at = max(first.tick(), second.tick())
        desk, supervisor = stage.by("dispatcher"), stage.by("supervisor")

        merge = partial(merging.merge, by=desk, at=at, case_id=second.case_id, into_id=first.case_id, reason="同一处")
        close = partial(closure.close, by=supervisor, at=at, case_id=first.case_id, reply="已清")
        merged, closed = race(merge, close)
        main, other = (Case.objects.get(pk=play.case_id) for play in (first, second))
        if isinstance(merged, Refusal):
            assert (main.state, other.state, main.followers) == ("closed", "registered", 0)
        else:
            assert (other.state, main.followers) == ("merged", 1)
            assert isinstance(closed, CaseMovedOn) == (main.state != "closed")


def test_two_cases_are_never_merged_into_each_other(stage: Stage) -> None:
    first, second = Play(stage).registered(), Play(stage).registered()
    by, at = stage.by("dispatcher"), max(first.tick(), second.tick())
    outcomes = race(
        lambda: merging.merge(by=by, at=at, case_id=first.case_id, into_id=second.case_id, reason="同"),
        lambda: merging.merge(by=by, at=at, case_id=second.case_id, into_id=first.case_id, reason="同"),
    )
    assert sum(isinstance(outcome, Refusal) for outcome in outcomes) == 1
    assert sorted(Case.objects.values_list("state", flat=True)) == ["merged", "registered"]
