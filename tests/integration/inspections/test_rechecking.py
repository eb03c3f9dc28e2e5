"""Looking again: planned, announced, recorded."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from gridwarden.cases.actions import checking, closure
from gridwarden.cases.domain.states import CaseState, Level
from gridwarden.inspections.actions import issuing, rechecking, serving, withdrawing
from gridwarden.inspections.actions.rechecking import Result
from gridwarden.inspections.actions.serving import Served
from gridwarden.inspections.domain import errors
from gridwarden.inspections.domain.words import (
    ArticleUse,
    FollowUp,
    NoticeState,
    Outcome,
    PictureKind,
    RecheckState,
    ServiceWay,
)
from gridwarden.inspections.models import Picture, Service
from gridwarden.platform.access import PermissionDenied
from gridwarden.platform.events.delivery import deliver_pending
from gridwarden.platform.events.models import EventRow
from gridwarden.platform.notifications.models import Notice as Message
from gridwarden.platform.timers import clockwork
from tests.factories.cases import MONDAY
from tests.factories.workforce import LeaveFactory, PostingFactory

if TYPE_CHECKING:
    from tests.factories.inspections import Papers

pytestmark = pytest.mark.django_db


def told(papers: Papers, post: str) -> list[str]:
    kinds = Message.objects.filter(user=papers.stage.user_id(post), kind__startswith="notice.")
    return list(kinds.order_by("pk").values_list("kind", flat=True))


def test_the_posted_officer_looks_again_not_whoever_issued(papers: Papers) -> None:
    issued = papers.issued(post="mate", second_officer_id=papers.stage.people["officer"].pk)
    assert papers.recheck(issued).officer_id == papers.stage.user_id("officer"), "the mate holds no posting in A01"


def test_the_substitute_looks_again_while_the_posted_one_is_away(papers: Papers) -> None:
    officer, neighbour = papers.stage.people["officer"], papers.stage.people["neighbour"]
    issued = papers.issued()
    assert papers.recheck(issued).officer_id == officer.user_id
    leave = LeaveFactory.create(staff=officer, valid_from=MONDAY.date(), valid_to=MONDAY.date() + timedelta(days=1))
    grid = papers.stage.cast.territory.grids["A01"]
    PostingFactory.create(
        staff=neighbour, grid=grid, substitute_for=officer, valid_from=leave.valid_from, valid_to=leave.valid_to
    )
    clockwork.fire_due(now=issued.due_at, district_id=papers.stage.district_id)
    assert papers.recheck(issued).officer_id == neighbour.user_id
    assert told(papers, "neighbour") == ["notice.recheck_soon", "notice.recheck_now"]
    assert told(papers, "officer") == []


def test_a_recheck_is_announced_half_an_hour_before(papers: Papers) -> None:
    issued = papers.issued()
    district = papers.stage.district_id
    clockwork.fire_due(now=issued.due_at - timedelta(minutes=31), district_id=district)
    assert told(papers, "officer") == []
    clockwork.fire_due(now=issued.due_at - timedelta(minutes=30), district_id=district)
    assert told(papers, "officer") == ["notice.recheck_soon"]
    clockwork.fire_due(now=issued.due_at, district_id=district)
    assert told(papers, "officer") == ["notice.recheck_soon", "notice.recheck_now"]


def test_what_was_corrected_is_handled_checked_and_closed(papers: Papers) -> None:
    issued = papers.issued()
    papers.rechecked(issued, Outcome.CORRECTED)
    assert papers.case(issued).state == CaseState.HANDLED
    assert papers.notice(issued).state == NoticeState.CORRECTED
    at, stage = issued.due_at + timedelta(minutes=5), papers.stage
    checking.send_to_check(by=stage.by("dispatcher"), at=at, case_id=issued.case_id, person_id=stage.user_id("checker"))
    checking.pass_check(by=stage.by("checker"), at=at, case_id=issued.case_id, photos_check=(stage.photo("checker"),))
    closure.close(by=stage.by("supervisor"), at=at, case_id=issued.case_id, reply="已恢复整洁")
    assert papers.case(issued).state == CaseState.CLOSED
    while deliver_pending(now=at):
        pass
    assert papers.notice(issued).state == NoticeState.CORRECTED, "a settled paper is not dropped"


def test_a_correction_may_be_noted_early_but_a_failure_may_not(papers: Papers) -> None:
    issued = papers.issued()
    early = MONDAY + timedelta(minutes=20)
    with pytest.raises(errors.TooEarly), transaction.atomic():
        papers.rechecked(issued, Outcome.NOT_CORRECTED, FollowUp.HAND_UP, at=early)
    papers.rechecked(issued, Outcome.CORRECTED, at=early)
    assert papers.recheck(issued).state == RecheckState.DONE


def test_what_was_not_corrected_goes_up_to_the_squad(papers: Papers) -> None:
    issued = papers.issued()
    papers.rechecked(issued, Outcome.NOT_CORRECTED, FollowUp.HAND_UP)
    case = papers.case(issued)
    assert (case.state, case.level) == (CaseState.DISPATCHED, Level.SQUAD)
    assert papers.notice(issued).state == NoticeState.NOT_CORRECTED
    assert Picture.objects.get(notice=issued.notice_id).kind == PictureKind.RECHECK
    assert EventRow.objects.get(name="notice.rechecked").payload["follow_up"] == "hand_up"


def test_a_result_needs_photo_reason_and_what_follows(papers: Papers) -> None:
    issued, at = papers.issued(), MONDAY + timedelta(hours=2)
    recheck_id, photo = papers.recheck(issued).pk, papers.stage.photo("officer")

    def refused(kind: type[Exception], result: Result) -> None:
        with pytest.raises(kind), transaction.atomic():
            rechecking.record(by=papers.by(), at=at, recheck_id=recheck_id, result=result)

    refused(errors.PhotoMissing, Result(outcome=Outcome.CORRECTED, photo_ids=()))
    refused(errors.FollowUpMissing, Result(outcome=Outcome.NOT_CORRECTED, photo_ids=(photo,), note="仍在"))
    no_words = Result(outcome=Outcome.NOT_CORRECTED, photo_ids=(photo,), follow_up=FollowUp.HAND_UP)
    refused(errors.ReasonMissing, no_words)
    order = Result(outcome=Outcome.NOT_CORRECTED, photo_ids=(photo,), note="仍在", follow_up=FollowUp.ORDER)
    refused(PermissionDenied, order)
    refused(errors.FollowUpNotWanted, Result(outcome=Outcome.CORRECTED, photo_ids=(photo,), follow_up=FollowUp.ORDER))


def test_nobody_rechecks_twice(papers: Papers) -> None:
    issued = papers.issued()
    papers.rechecked(issued, Outcome.CORRECTED)
    with pytest.raises(errors.RecheckDoneAlready):
        papers.rechecked(issued, Outcome.CORRECTED)


def test_an_outsider_hears_that_there_is_no_recheck(papers: Papers) -> None:
    issued = papers.issued()
    with pytest.raises(errors.NoSuchRecheck):
        papers.rechecked(issued, Outcome.CORRECTED, post="west_officer")


def test_a_case_that_ends_otherwise_takes_its_paper_along(papers: Papers) -> None:
    issued = papers.issued()
    closure.cancel(by=papers.by("supervisor"), at=MONDAY, case_id=issued.case_id, reason="重复")
    while deliver_pending(now=MONDAY):
        pass
    assert papers.notice(issued).state == NoticeState.DROPPED
    assert papers.recheck(issued).state == RecheckState.DROPPED
    clockwork.fire_due(now=issued.due_at, district_id=papers.stage.district_id)
    assert told(papers, "officer") == []


def test_an_order_follows_a_notice_that_was_in_vain(papers: Papers) -> None:
    issued = papers.issued()
    contents = papers.contents(
        article_ids=papers.cited(ArticleUse.BROKEN, ArticleUse.POWER), second_officer_id=papers.stage.people["mate"].pk
    )
    at, leader = issued.due_at + timedelta(minutes=10), papers.by("squad_leader")
    with pytest.raises(errors.NoNoticeBefore), transaction.atomic():
        issuing.order(by=leader, at=at, case_id=issued.case_id, contents=contents)
    papers.rechecked(issued, Outcome.NOT_CORRECTED, FollowUp.HAND_UP)
    half = papers.contents()
    with pytest.raises(errors.ArticlesMissing), transaction.atomic():
        issuing.order(by=leader, at=at, case_id=issued.case_id, contents=half)
    with pytest.raises(PermissionDenied), transaction.atomic():
        issuing.order(by=papers.by(), at=at, case_id=issued.case_id, contents=contents)
    order = issuing.order(by=leader, at=at, case_id=issued.case_id, contents=contents)
    assert order.number == "责改通〔2026〕000001号"
    assert papers.notice(order).previous_id == issued.notice_id
    assert papers.recheck(order).officer_id == leader.user_id, "above the team the unit that has the case looks again"


def test_an_order_is_served_once_with_a_receipt(papers: Papers) -> None:
    issued = papers.issued()
    papers.rechecked(issued, Outcome.NOT_CORRECTED, FollowUp.HAND_UP)
    contents = papers.contents(article_ids=papers.cited(ArticleUse.BROKEN, ArticleUse.POWER))
    at, leader = issued.due_at + timedelta(minutes=10), papers.by("squad_leader")
    order = issuing.order(by=leader, at=at, case_id=issued.case_id, contents=contents)
    left = Served(way=ServiceWay.LEFT, served_at=at, place="人民路12号", receiver="王福")
    with pytest.raises(errors.WitnessMissing):
        serving.serve(by=leader, at=at, notice_id=order.notice_id, served=left)
    direct = Served(way=ServiceWay.DIRECT, served_at=at, place="人民路12号", receiver="王福")
    with pytest.raises(errors.NotAnOrder):
        serving.serve(by=leader, at=at, notice_id=issued.notice_id, served=direct)
    early = Served(way=ServiceWay.DIRECT, served_at=MONDAY, place="人民路12号", receiver="王福")
    with pytest.raises(errors.ServedOutOfTime):
        serving.serve(by=leader, at=at, notice_id=order.notice_id, served=early)
    serving.serve(by=leader, at=at, notice_id=order.notice_id, served=direct)
    with pytest.raises(errors.ServedAlready):
        serving.serve(by=leader, at=at, notice_id=order.notice_id, served=direct)
    assert Service.objects.get().served_by_name == "赵东"


def test_a_withdrawn_paper_lets_the_next_go_out(papers: Papers) -> None:
    first = papers.issued()
    withdrawing.void(by=papers.by("squad_leader"), at=MONDAY, notice_id=first.notice_id, reason="写错")
    second = issuing.issue_for_case(by=papers.by(), at=MONDAY, case_id=first.case_id, contents=papers.contents())
    assert papers.notice(second).previous_id is None


def test_after_an_order_no_notice_follows(papers: Papers) -> None:
    issued = papers.issued()
    papers.rechecked(issued, Outcome.NOT_CORRECTED, FollowUp.HAND_UP)
    contents = papers.contents(article_ids=papers.cited(ArticleUse.BROKEN, ArticleUse.POWER))
    at, leader = issued.due_at + timedelta(minutes=10), papers.by("squad_leader")
    order = issuing.order(by=leader, at=at, case_id=issued.case_id, contents=contents)
    with pytest.raises(errors.NoticeAfterOrder), transaction.atomic():
        papers.rechecked(order, Outcome.NOT_CORRECTED, FollowUp.SECOND_NOTICE, post="squad_leader")
    papers.rechecked(order, Outcome.NOT_CORRECTED, FollowUp.ORDER, post="squad_leader")
    later = order.due_at + timedelta(minutes=5)
    with pytest.raises(errors.NoticeAfterOrder), transaction.atomic():
        issuing.issue_for_case(by=leader, at=later, case_id=issued.case_id, contents=papers.contents())
    second = issuing.order(by=leader, at=later, case_id=issued.case_id, contents=contents)
    assert papers.notice(second).sequence == 2
