"""The answer that ends a complaint is written by one person and approved by another."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from gridwarden.cases.actions import closure, registration
from gridwarden.intake.actions import answers
from gridwarden.intake.domain.answers import AnswerEmpty, AnswerMovedOn, AnswerState, OwnAnswer
from gridwarden.intake.models import Answer, Filing, Reply
from gridwarden.platform.access import PermissionDenied
from gridwarden.platform.events import delivery
from gridwarden.platform.notifications.models import Notice
from tests.factories.cases import MONDAY
from tests.integration.cases.test_races import race
from tests.integration.intake.desk import closed, taken, transfer

if TYPE_CHECKING:
    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=1)


def replies(case_id: int) -> list[str]:
    return list(Reply.objects.filter(report__case=case_id, move="close").values_list("text", flat=True))


def test_words_that_only_their_author_has_seen_wait(stage: Stage) -> None:
    case_id = taken(stage).case_id
    closed(stage, case_id, reply="路灯已修复")
    answer = Answer.objects.get(case=case_id)
    assert (answer.state, answer.text, replies(case_id)) == (AnswerState.DRAFTED, "路灯已修复", [])
    assert Notice.objects.filter(kind=answers.WAITS, subject_id=case_id, user_id=stage.user_id("leader")).exists()
    answers.approve(by=stage.by("leader"), at=LATER, answer_id=answer.pk)
    assert replies(case_id) == ["路灯已修复"]


def test_nobody_approves_what_they_wrote(stage: Stage) -> None:
    case_id = taken(stage).case_id
    closed(stage, case_id)
    with pytest.raises(OwnAnswer):
        answers.approve(by=stage.by("supervisor"), at=LATER, answer_id=Answer.objects.get().pk)
    assert replies(case_id) == []


def test_the_database_keeps_author_and_approver_apart(stage: Stage) -> None:
    answer = answers.draft(by=stage.by("operator"), at=MONDAY, case_id=taken(stage).case_id, text="好")
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.filter(pk=answer.pk).update(state="approved", ruled_by=stage.user_id("operator"), ruled_at=LATER)


def test_an_approved_draft_goes_out_with_the_closing_whatever_the_closing_says(stage: Stage) -> None:
    case_id = taken(stage).case_id
    answer = answers.draft(by=stage.by("operator"), at=MONDAY, case_id=case_id, text="已派人修复，感谢反映")
    answers.approve(by=stage.by("supervisor"), at=MONDAY, answer_id=answer.pk)
    assert replies(case_id) == []
    closed(stage, case_id, reply="内部意见")
    assert replies(case_id) == ["已派人修复，感谢反映"]


def test_closing_with_somebody_elses_words_approves_them(stage: Stage) -> None:
    case_id = taken(stage).case_id
    answers.draft(by=stage.by("operator"), at=MONDAY, case_id=case_id, text="已修复")
    closed(stage, case_id, reply="已修复")
    answer = Answer.objects.get()
    assert (answer.state, answer.ruled_by_id, replies(case_id)) == (
        AnswerState.SENT, stage.user_id("supervisor"), ["已修复"]
    )  # fmt: skip


def test_an_answer_sent_back_is_written_anew_and_goes_out_once(stage: Stage) -> None:
    case_id = taken(stage).case_id
    closed(stage, case_id, reply="不归我们管")
    answer = Answer.objects.get()
    answers.send_back(by=stage.by("leader"), at=LATER, answer_id=answer.pk, remark="请说明去向")
    with pytest.raises(AnswerMovedOn):
        answers.approve(by=stage.by("leader"), at=LATER, answer_id=answer.pk)
    answers.draft(by=stage.by("operator"), at=LATER, case_id=case_id, text="已转路灯所并修复")
    answers.approve(by=stage.by("supervisor"), at=LATER, answer_id=answer.pk)
    delivery.deliver_pending(now=LATER)
    assert replies(case_id) == ["已转路灯所并修复"]


def test_a_refusal_is_approved_as_well(stage: Stage) -> None:
    case_id = taken(stage).case_id
    registration.refuse(by=stage.by("supervisor"), at=MONDAY, case_id=case_id, reason="不属于本区")
    delivery.deliver_pending(now=MONDAY)
    assert not Reply.objects.exists()
    answers.approve(by=stage.by("leader"), at=LATER, answer_id=Answer.objects.get().pk)
    assert Reply.objects.get().text == "不属于本区"


def test_a_reopened_case_gets_another_answer(stage: Stage) -> None:
    case_id = taken(stage).case_id
    closed(stage, case_id, reply="一次")
    answers.approve(by=stage.by("leader"), at=LATER, answer_id=Answer.objects.get().pk)
    closure.reopen(by=stage.by("supervisor"), at=LATER, case_id=case_id, reason="又坏了")
    closed(stage, case_id, reply="二次", at=LATER)
    assert list(Answer.objects.order_by("round").values_list("round", "text", "state")) == [
        (0, "一次", "sent"), (1, "二次", "drafted")
    ]  # fmt: skip


def test_the_sender_of_a_transfer_gets_the_reply_text(stage: Stage) -> None:
    case_id = transfer(stage, "HL-1").case_id
    closed(stage, case_id, reply="已清理")
    assert Filing.objects.get().replied_at is None
    answers.approve(by=stage.by("leader"), at=LATER, answer_id=Answer.objects.get().pk)
    assert (Filing.objects.get().reply, Filing.objects.get().replied_at) == ("已清理", LATER)


def test_an_event_delivered_again_changes_nothing(stage: Stage) -> None:
    case_id = taken(stage).case_id
    closed(stage, case_id, reply="好了")
    answer = Answer.objects.get()
    answers.approve(by=stage.by("leader"), at=LATER, answer_id=answer.pk)
    answers.ended(case_id=case_id, step_id=answer.step_id or 0, move="close", text="好了", at=LATER)
    assert replies(case_id) == ["好了"]


def test_who_neither_takes_reports_nor_closes_cases_writes_no_answer(stage: Stage) -> None:
    case_id = taken(stage).case_id
    with pytest.raises(PermissionDenied):
        answers.draft(by=stage.by("officer"), at=MONDAY, case_id=case_id, text="x")
    with pytest.raises(AnswerEmpty):
        answers.draft(by=stage.by("operator"), at=MONDAY, case_id=case_id, text="  ")
    written = answers.draft(by=stage.by("operator"), at=MONDAY, case_id=case_id, text="好")
    with pytest.raises(PermissionDenied):
        answers.approve(by=stage.by("dispatcher"), at=MONDAY, answer_id=written.pk)
    with pytest.raises(AnswerEmpty):
        answers.send_back(by=stage.by("leader"), at=MONDAY, answer_id=written.pk, remark="")


def test_a_neighbouring_district_finds_no_answer(stage: Stage) -> None:
    written = answers.draft(by=stage.by("operator"), at=MONDAY, case_id=taken(stage).case_id, text="好")
    neighbour = replace(stage.by("leader"), district_id=stage.district_id + 1)
    with pytest.raises(answers.NoAnswer):
        answers.approve(by=neighbour, at=MONDAY, answer_id=written.pk)


@pytest.mark.django_db(transaction=True)
def test_an_answer_begun_while_another_is_being_kept_goes_on_from_that(stage: Stage) -> None:
    case_id, is_written = taken(stage).case_id, threading.Event()
    draft = partial(answers.draft, by=stage.by("operator"), at=MONDAY, case_id=case_id)

    def first() -> None:
        with transaction.atomic():
            draft(text="已安排")
            is_written.set()
            time.sleep(0.3)

    def second() -> None:
        is_written.wait(10)
        draft(text="已修复")

    assert race(first, second) == [None, None]
    assert Answer.objects.get(case=case_id).text == "已修复"
