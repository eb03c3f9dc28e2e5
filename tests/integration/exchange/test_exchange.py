"""Two platforms exchange cases: down with number, deadline and photos, up with result and judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from gridwarden.cases.actions import dispatching
from gridwarden.cases.models import Case, Evidence
from gridwarden.exchange.actions import peers, sending
from gridwarden.exchange.models import Incoming, Matter, Outgoing
from gridwarden.intake.actions import calls, transfers
from gridwarden.intake.actions.calls import Noted
from gridwarden.intake.domain.calls import Direction, Outcome
from gridwarden.intake.models import Filing, Report
from gridwarden.platform.access import system_for
from gridwarden.platform.events import delivery
from tests.integration.intake.desk import transfer

if TYPE_CHECKING:
    from tests.integration.exchange.pair import Pair

pytestmark = pytest.mark.django_db


def town_case(pair: Pair) -> Case:
    return Case.objects.filter(district=pair.town.district_id).latest("pk")


def theirs(pair: Pair) -> Matter:
    return Matter.objects.filter(peer=pair.above).latest("pk")


def ours(pair: Pair) -> Matter:
    return Matter.objects.filter(peer=pair.below).latest("pk")


def test_a_case_goes_down_with_number_deadline_words_place_and_photos(pair: Pair) -> None:
    case = Case.objects.get(pk=pair.passed_down())
    pair.settle()
    filing, there = Filing.objects.get(), town_case(pair)
    case.refresh_from_db()
    assert (filing.sender, filing.external_number) == ("市级平台", case.number)
    assert filing.external_due_at == ours(pair).due_at is not None
    assert (there.description, there.address, there.source) == (case.description, case.address, "transfer")
    assert (round(there.place.x, 9), round(there.place.y, 9)) == (round(case.place.x, 9), round(case.place.y, 9))
    assert Evidence.objects.filter(case=there).count() == 1
    assert (ours(pair).their_number, case.state) == (there.number, "handling")


def test_the_result_comes_up_is_checked_and_judged(pair: Pair) -> None:
    case_id = pair.passed_down()
    pair.settle()
    pair.done(town_case(pair).pk, reply="已派人修复")
    pair.settle()
    assert (Case.objects.get(pk=case_id).state, ours(pair).result) == ("handled", "已派人修复")
    assert Evidence.objects.filter(case=case_id, kind="after").count() == 1
    pair.checked(case_id)
    pair.settle()
    assert (theirs(pair).verdict, theirs(pair).verdict_words) == ("checked", "同意结案")
    assert not Outgoing.objects.filter(taken_at=None).exists()
    assert not Incoming.objects.exclude(note="").exists()


def test_bad_work_goes_down_again_and_the_second_result_counts(pair: Pair) -> None:
    case_id = pair.passed_down()
    pair.settle()
    pair.done(town_case(pair).pk)
    pair.settle()
    pair.checked(case_id, good=False)
    pair.settle()
    there = town_case(pair)
    assert (there.state, there.reopen_count) == ("registered", 1)
    pair.done(there.pk, reply="已返工")
    pair.settle()
    assert (Case.objects.get(pk=case_id).state, ours(pair).result) == ("handled", "已返工")


def test_a_wrong_case_comes_back_with_its_reason_and_may_go_down_anew(pair: Pair) -> None:
    case_id = pair.passed_down()
    pair.settle()
    report = Report.objects.get(case=town_case(pair))
    transfers.send_back(by=pair.town.by("supervisor"), at=timezone.now(), report_id=report.pk, reason="属江北区")
    pair.settle()
    assert (Case.objects.get(pk=case_id).state, ours(pair).ended_why) == ("registered", "属江北区")
    pair.dispatch(case_id)
    pair.settle()
    assert Filing.objects.latest("pk").external_number.endswith("-2")
    assert Case.objects.filter(district=pair.town.district_id).count() == 2


def test_a_case_that_the_city_takes_back_ends_below(pair: Pair) -> None:
    case_id = pair.passed_down()
    pair.settle()
    dispatching.recall(by=pair.city.by("dispatcher"), at=timezone.now(), case_id=case_id, reason="改派其他单位")
    pair.settle()
    there = town_case(pair)
    assert (there.state, theirs(pair).ended_why) == ("refused", "改派其他单位")
    assert not Outgoing.objects.filter(kind="returned").exists()


def test_the_reporters_judgement_goes_up(pair: Pair) -> None:
    pair.passed_down()
    pair.settle()
    there = town_case(pair)
    pair.done(there.pk)
    call = Noted(direction=Direction.OUT, outcome=Outcome.SATISFIED, note="好")
    report_id = Report.objects.get(case=there).pk
    calls.log(by=pair.town.by("operator"), at=timezone.now(), report_id=report_id, call=call)
    pair.settle()
    assert (ours(pair).verdict, ours(pair).verdict_words) == ("satisfied", "好")


def test_words_are_mapped_both_ways(pair: Pair) -> None:
    item = f"{pair.town.slow.item.number}.{pair.town.slow.number}"
    for stage, peer in ((pair.city, pair.below), (pair.town, pair.above)):
        by, now = system_for(stage.district_id), timezone.now()
        peers.map_words(by=by, at=now, peer_id=peer.pk, table="item", lines=[f"SJ-0305 = {item}"])
        peers.map_words(
            by=by, at=now, peer_id=peer.pk, table="state", lines=["已立案 = registered", "新收 = verifying"]
        )
    pair.passed_down()
    pair.settle()
    assert Outgoing.objects.get(kind="case").payload["category"] == "SJ-0305"
    assert town_case(pair).condition_id == pair.town.slow.pk
    pair.done(town_case(pair).pk)
    pair.settle()
    assert {"已立案", "新收"} <= {one.payload["state"] for one in Outgoing.objects.filter(kind="progress")}


@pytest.mark.parametrize("fate", ["before", "after"])
def test_what_the_line_loses_is_sent_again_and_taken_once(pair: Pair, fate: str) -> None:
    pair.lost = [fate]
    pair.passed_down()
    pair.settle()
    assert Matter.objects.filter(peer=pair.above).count() == (fate == "after")
    pair.wait()
    pair.settle()
    assert Case.objects.filter(district=pair.town.district_id).count() == 1
    assert Incoming.objects.filter(kind="case").count() == 1
    assert Outgoing.objects.get(kind="case").attempts == 2


def test_messages_of_a_case_arrive_in_order_whatever_is_lost(pair: Pair) -> None:
    case_id = pair.passed_down()
    pair.settle()
    pair.lost = ["before", "after", "before", "", "after"]
    pair.done(town_case(pair).pk)
    for _ in range(8):
        pair.settle(rounds=3)
        pair.wait()
    seqs = list(Incoming.objects.filter(matter=ours(pair)).order_by("pk").values_list("seq", flat=True))
    assert seqs == list(range(1, len(seqs) + 1))
    assert not Outgoing.objects.filter(taken_at=None).exists()
    assert Case.objects.get(pk=case_id).state == "handled"


def test_a_claim_of_a_killed_sender_runs_out(pair: Pair) -> None:
    case_id = pair.passed_down()
    now = timezone.now()
    delivery.deliver_pending(now=now)

    def killed(_parcel: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sending.send_due(lambda: now, by_way_of=killed)
    assert sending.send_due(lambda: now, by_way_of=pair.carry) == 0
    assert sending.send_due(lambda: now + sending.LEASE, by_way_of=pair.carry) >= 1
    assert Incoming.objects.filter(kind="case").count() == 1
    assert Case.objects.get(pk=case_id).state == "handling"


def test_a_case_that_came_as_a_list_before_is_the_same_case(pair: Pair) -> None:
    case_id = pair.passed_down()
    number = Case.objects.get(pk=case_id).number
    before = transfer(pair.town, number, sender="市级平台").case_id
    pair.settle()
    assert theirs(pair).case_id == before
    assert Case.objects.filter(district=pair.town.district_id).count() == 1


def test_our_case_that_cannot_follow_is_reported_and_blocks_nothing(pair: Pair) -> None:
    case_id = pair.passed_down()
    pair.settle()
    there = town_case(pair)
    pair.done(there.pk)
    dispatching.recall(by=pair.city.by("dispatcher"), at=timezone.now(), case_id=case_id, reason="收回")
    pair.settle()
    assert Incoming.objects.filter(matter=ours(pair), kind="result").exclude(note="").exists()
    assert not Outgoing.objects.filter(taken_at=None).exists()
