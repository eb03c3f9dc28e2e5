"""Merging, dividing, ending and reviving the same few cases at once: counts stay true, links never turn in a circle."""

from __future__ import annotations

import random
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from gridwarden.cases.actions import closure, dispatching, families, merging, moving
from gridwarden.cases.actions.moving import Given
from gridwarden.cases.domain.errors import WrongMainCase
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.domain.sources import Source, awaits_answer
from gridwarden.cases.domain.states import ENDED
from gridwarden.cases.models import Case
from gridwarden.platform.refusals import Refusal
from tests.factories import cases as factory
from tests.integration.cases.playing import Play
from tests.integration.cases.test_races import race

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stage() -> Stage:
    """The stage, committed: other connections see it."""
    return factory.build()


def check_kin() -> None:
    """Hold every count against the cases that it counts, and follow every link to its end."""
    cases = {case.pk: case for case in Case.objects.all()}
    for case in cases.values():
        parts = [one for one in cases.values() if one.parent_id == case.pk]
        assert case.open_parts == sum(one.state not in ENDED for one in parts)
        assert case.closed_parts == sum(one.state == "closed" for one in parts)
        merged = [one for one in cases.values() if one.merged_into_id == case.pk]
        assert case.followers == sum(one.followers + awaits_answer(Source(one.source)) for one in merged)
        assert (case.state == "merged") == (case.merged_into_id is not None)
        seen, place = {case.pk}, case.merged_into_id
        while place is not None:
            assert place not in seen
            seen.add(place)
            place = cases[place].merged_into_id
        if case.state == "closed" and case.closed_how == "parts":
            assert not case.open_parts


def test_of_three_that_are_merged_in_a_ring_one_at_least_goes_on(stage: Stage) -> None:
    plays = [Play(stage).registered() for _ in range(3)]
    by, at = stage.by("dispatcher"), max(play.tick() for play in plays)
    ring = [
        partial(merging.merge, by=by, at=at, case_id=one.case_id, into_id=other.case_id, reason="同一处")
        for one, other in zip(plays, [*plays[1:], plays[0]], strict=True)
    ]
    outcomes = race(*ring)
    assert any(isinstance(one, Refusal) for one in outcomes)
    assert "registered" in Case.objects.values_list("state", flat=True)
    check_kin()


def test_a_case_is_divided_or_ended_but_never_both(stage: Stage) -> None:
    for _ in range(4):
        play = Play(stage).registered()
        at = play.tick()
        units = [stage.cast.contractor.pk, stage.cast.east_team.pk]
        desk, chief = stage.by("dispatcher"), stage.by("supervisor")
        split = partial(families.split, by=desk, at=at, case_id=play.case_id, unit_ids=units, instruction="各清各段")
        cancel = partial(closure.cancel, by=chief, at=at, case_id=play.case_id, reason="误报")
        outcomes = race(split, cancel, split)
        assert sum(not isinstance(one, Refusal) for one in outcomes) == 1
        check_kin()


def test_the_whole_and_its_last_parts_end_at_once_and_the_counts_stay_true(stage: Stage) -> None:
    for _ in range(3):
        play = Play(stage).parted()
        at, chief = play.tick(), stage.by("supervisor")
        cancels = [partial(closure.cancel, by=chief, at=at, case_id=part_id, reason="重复") for part_id in play.others]
        end = partial(closure.cancel, by=chief, at=at, case_id=play.case_id, reason="误报")
        join = partial(
            merging.merge,
            by=stage.by("dispatcher"), at=at, case_id=play.others[0], into_id=play.others[1], reason="同",
        )  # fmt: skip
        outcomes = race(*cancels, end, join)
        assert any(not isinstance(one, Refusal) for one in outcomes), "somebody is first"
        check_kin()


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_done_at_once_counts_and_links_stay_true(stage: Stage, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - repeatable play
    Play(stage).registered()
    done = 0
    for _ in range(5):
        # What has ended is seldom moved again: each round brings something that can be.
        at = max(Play(stage).registered().tick() for _ in range(3))
        at = max(at, Case.objects.latest("moved_at").moved_at)
        outcomes = race(*[_deed(stage, chance, at) for _ in range(5)])
        done += sum(not isinstance(one, Refusal) for one in outcomes)
        check_kin()
    assert done >= 5, "each round somebody is first"


def _deed(stage: Stage, chance: random.Random, at: datetime) -> Callable[[], object]:
    ids = list(Case.objects.order_by("-pk").values_list("pk", flat=True)[:6])
    one, other = chance.sample(ids, 2)
    desk, chief = stage.by("dispatcher"), stage.by("supervisor")
    units = [stage.cast.contractor.pk, stage.cast.east_team.pk]
    sent: dict[str, Any] = {"at": at, "case_id": one}
    deeds = [
        *[partial(merging.merge, by=desk, into_id=other, reason="同一处", **sent)] * 3,
        partial(merging.unmerge, by=desk, reason="不是同一处", **sent),
        partial(families.split, by=desk, unit_ids=units, instruction="各清各段", **sent),
        partial(closure.cancel, by=chief, reason="误报", **sent),
        partial(dispatching.dispatch, by=desk, unit_id=units[0], **sent),
    ]
    return chance.choice(deeds)


def test_a_case_goes_on_in_none_of_another_district(stage: Stage) -> None:
    elsewhere = factory.build()
    here, there = Play(stage).registered(), Play(elsewhere).registered()
    at = max(here.tick(), there.tick())
    desk = stage.by("dispatcher")
    with pytest.raises(WrongMainCase):
        merging.merge(by=desk, at=at, case_id=here.case_id, into_id=there.case_id, reason="同")
    Case.objects.filter(pk=there.case_id).update(number="20990101-00001")
    given = Given(text="同", case_number="20990101-00001")
    with pytest.raises(WrongMainCase):
        moving.make(MoveName.MERGE, by=desk, at=at, case_id=here.case_id, given=given)
    assert set(Case.objects.values_list("state", flat=True)) == {"registered"}
