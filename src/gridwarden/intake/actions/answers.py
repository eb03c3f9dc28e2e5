"""The answer that ends a complaint: one person writes it, another approves it, then it goes out once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction

from gridwarden.cases.models import Case, Step
from gridwarden.cases.queries import visibility
from gridwarden.cases.queries.threads import threads_of
from gridwarden.intake.domain.answers import AnswerEmpty, AnswerMovedOn, AnswerState, OwnAnswer, may_approve
from gridwarden.intake.events import AnswerSent
from gridwarden.intake.models import Answer, Filing, Reply, Report
from gridwarden.platform.access import Permission
from gridwarden.platform.audit.trail import record
from gridwarden.platform.events.bus import publish
from gridwarden.platform.notifications.actions import notify
from gridwarden.platform.refusals import NotFound
from gridwarden.workforce.queries import people

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor

#: The desk's draft and the closing's own words may come at the same moment, before there is a row to lock.
_ALONE = "SELECT pg_advisory_xact_lock(hashtextextended('intake_answer', %s))"
#: Kind of the message to those who approve.
WAITS = "intake.answer_waits"
#: Same for the one whose answer came back.
CAME_BACK = "intake.answer_sent_back"


class NoAnswer(NotFound):
    """There is no such answer."""

    code = "no_answer"


@transaction.atomic
def draft(*, by: Actor, at: datetime, case_id: int, text: str) -> Answer:
    """Write or rewrite the answer of a case before it is approved; whoever rewrote it last is its author."""
    by.require(Permission.INTAKE_REGISTER if by.may(Permission.INTAKE_REGISTER) else Permission.CASE_CLOSE)
    words = text.strip()
    if not words:
        raise AnswerEmpty("Write the answer.", text="is missing")
    case = visibility.get(by, case_id)
    answer = _locked(case_id, case.reopen_count)
    if answer is not None and answer.state in {AnswerState.APPROVED, AnswerState.SENT}:
        raise AnswerMovedOn("The answer has been approved already.")
    answer = _write(
        answer or Answer(case_id=case_id, district_id=case.district_id, round=case.reopen_count), by, at, words
    )
    _call_approvers(answer, case.number, at=at)
    _record("answer.drafted", answer, by=by, at=at)
    return answer


@transaction.atomic
def approve(*, by: Actor, at: datetime, answer_id: int) -> Answer:
    """Approve somebody else's answer; it goes out at once, or with the closing where the case is still open."""
    answer = _to_rule(by, answer_id)
    if not may_approve(author_id=answer.drafted_by_id, approver_id=by.user_id):
        raise OwnAnswer("Nobody approves what they wrote.")
    answer.state, answer.remark = AnswerState.APPROVED.value, ""
    answer.ruled_by_id, answer.ruled_by_name, answer.ruled_at = by.user_id, by.name, at
    answer.save()
    if answer.step_id is not None:
        _send(answer, at=at)
    _record("answer.approved", answer, by=by, at=at)
    return answer


@transaction.atomic
def send_back(*, by: Actor, at: datetime, answer_id: int, remark: str) -> Answer:
    """Have an answer written anew, and say why."""
    if not remark.strip():
        raise AnswerEmpty("Say what is to be changed.", remark="is missing")
    answer = _to_rule(by, answer_id)
    answer.state, answer.remark = AnswerState.SENT_BACK.value, remark.strip()[:500]
    answer.ruled_by_id, answer.ruled_by_name, answer.ruled_at = by.user_id, by.name, at
    answer.save()
    if answer.drafted_by_id is not None:
        number = Case.objects.values_list("number", flat=True).get(pk=answer.case_id)
        _tell(CAME_BACK, [answer.drafted_by_id], answer, number, at=at)
    _record("answer.sent_back", answer, by=by, at=at)
    return answer


@transaction.atomic
def ended(*, case_id: int, step_id: int, move: str, text: str, at: datetime) -> None:
    """Hear that a case has ended with ``text`` for its reporters; delivered again it changes nothing.

    An approved answer goes out now. Words that a second person closed the case with are approved by that. Words that
    nobody but their author has seen wait.
    """
    if not Report.objects.filter(case_id__in=threads_of(case_id)).exists():
        return
    step = Step.objects.get(pk=step_id)
    turns = Step.objects.filter(case_id=case_id, move="reopen", seq__lt=step.seq).count()
    answer = _locked(case_id, turns)
    if answer is not None and answer.step_id is not None:
        return
    if answer is None or (answer.state != AnswerState.APPROVED and answer.text != text.strip()):
        answer = _from_step(answer, step, turns, text)
    elif answer.state != AnswerState.APPROVED and may_approve(author_id=answer.drafted_by_id, approver_id=step.by_id):
        answer.state = AnswerState.APPROVED.value
        answer.ruled_by_id, answer.ruled_by_name, answer.ruled_at = step.by_id, step.by_name, at
    answer.step_id, answer.move = step_id, move
    answer.save()
    if answer.state == AnswerState.APPROVED:
        _send(answer, at=at)
    else:
        number = Case.objects.values_list("number", flat=True).get(pk=case_id)
        _call_approvers(answer, number, at=at)


def _from_step(answer: Answer | None, step: Step, turns: int, text: str) -> Answer:
    """Return the closing's own words as the draft; they replace what nobody had approved."""
    district_id = Case.objects.values_list("district", flat=True).get(pk=step.case_id)
    found = answer or Answer(case_id=step.case_id, district_id=district_id, round=turns)
    found.state, found.text = AnswerState.DRAFTED.value, text.strip() or "—"
    found.drafted_by_id, found.drafted_by_name, found.drafted_at = step.by_id, step.by_name, step.at
    found.ruled_by_id, found.ruled_by_name, found.ruled_at, found.remark = None, "", None, ""
    return found


def _write(answer: Answer, by: Actor, at: datetime, words: str) -> Answer:
    answer.state, answer.text, answer.remark = AnswerState.DRAFTED.value, words, ""
    answer.drafted_by_id, answer.drafted_by_name, answer.drafted_at = by.user_id, by.name, at
    answer.ruled_by_id, answer.ruled_by_name, answer.ruled_at = None, "", None
    answer.save()
    return answer


def _send(answer: Answer, *, at: datetime) -> None:
    """Tell every reporter of the case and of those that go on in it, and note the reply for whoever passed one on."""
    if answer.step_id is None:
        raise AnswerMovedOn("The case has not ended.")
    reports = list(Report.objects.filter(case_id__in=threads_of(answer.case_id)).values_list("pk", flat=True))
    replies = [
        Reply(report_id=report_id, step_id=answer.step_id, move=answer.move, text=answer.text, at=at)
        for report_id in reports
    ]
    Reply.objects.bulk_create(replies, ignore_conflicts=True)
    Filing.objects.filter(report__in=reports, returned_at=None).exclude(external_number="").update(
        reply=answer.text, replied_at=at
    )
    answer.state, answer.sent_at = AnswerState.SENT.value, at
    answer.save()
    publish(
        AnswerSent(
            district_id=answer.district_id,
            at=at,
            case_id=answer.case_id,
            answer_id=answer.pk,
            move=answer.move,
            text=answer.text,
        )
    )


def _to_rule(by: Actor, answer_id: int) -> Answer:
    by.require(Permission.INTAKE_APPROVE)
    answer = Answer.objects.select_for_update().filter(pk=answer_id, district=by.district_id).first()
    if answer is None:
        raise NoAnswer("There is no such answer.")
    if answer.state != AnswerState.DRAFTED:
        raise AnswerMovedOn("The answer has been approved or sent back already.")
    return answer


def _locked(case_id: int, turn: int) -> Answer | None:
    """Return the answer of this round, which nobody else writes meanwhile: neither changes it nor begins it."""
    with connection.cursor() as cursor:
        cursor.execute(_ALONE, [case_id])
    return Answer.objects.select_for_update().filter(case_id=case_id, round=turn).first()


def _call_approvers(answer: Answer, number: str, *, at: datetime) -> None:
    approvers = people.user_ids_in_district(Permission.INTAKE_APPROVE, answer.district_id, at=at)
    _tell(WAITS, [one for one in approvers if one != answer.drafted_by_id], answer, number, at=at)


def _tell(kind: str, user_ids: list[int], answer: Answer, number: str, *, at: datetime) -> None:
    notify(
        user_ids=user_ids,
        kind=kind,
        at=at,
        district_id=answer.district_id,
        subject_type="case",
        subject_id=answer.case_id,
        params={"number": number},
        dedupe_key=f"answer:{answer.pk}:{kind}:{answer.drafted_at.isoformat()}",
    )


def _record(action: str, answer: Answer, *, by: Actor, at: datetime) -> None:
    record(action, by=by, at=at, subject_type="case", subject_id=answer.case_id, answer=answer.pk, round=answer.round)
