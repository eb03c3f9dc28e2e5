"""Note a call with a reporter; a call back takes the reporter's answer along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.intake.actions import opinions
from gridwarden.intake.domain.calls import Direction, Outcome
from gridwarden.intake.domain.opinions import Verdict
from gridwarden.intake.models import Call, Report
from gridwarden.intake.queries.reports import NoReport
from gridwarden.platform.access import Permission
from gridwarden.platform.audit.trail import record
from gridwarden.platform.refusals import Invalid

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor

_VERDICTS = {Outcome.SATISFIED: Verdict.SATISFIED, Outcome.NOT_SATISFIED: Verdict.NOT_SATISFIED}


class NothingSaid(Invalid):
    """A reporter who is not satisfied has said why."""

    code = "nothing_said"


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What is noted of a call; ``reopen`` takes the case up again for a reporter who is not satisfied."""

    direction: Direction
    outcome: Outcome
    note: str = ""
    reopen: bool = False


@transaction.atomic
def log(*, by: Actor, at: datetime, report_id: int, call: Noted) -> Call:
    """Note a call. A judgement given in it counts as the reporter's own, and may take the case up again.

    Raises:
        NoReport: the report is not of the actor's district.
        NothingSaid: somebody is not satisfied and nothing says why.
        NotAsked: the case is not closed, or this closure has been judged already.
    """
    by.require(Permission.INTAKE_REGISTER)
    report = Report.objects.select_related("case").defer("case__search").filter(pk=report_id).first()
    if report is None or report.district_id != by.district_id:
        raise NoReport("There is no such report.")
    if call.outcome is Outcome.NOT_SATISFIED and not call.note.strip():
        raise NothingSaid("Write down what is still wrong.", note="is missing")
    row = Call.objects.create(
        report=report,
        direction=call.direction.value,
        outcome=call.outcome.value,
        round=report.case.reopen_count,
        note=call.note.strip(),
        at=at,
        by_id=by.user_id,
        by_name=by.name,
    )
    if verdict := _VERDICTS.get(call.outcome):
        _judge(report, verdict, call, by=by, at=at)
    record("report.called", by=by, at=at, subject_type="case", subject_id=report.case_id, outcome=call.outcome.value)
    return row


def _judge(report: Report, verdict: Verdict, call: Noted, *, by: Actor, at: datetime) -> None:
    answer = opinions.Answer(verdict=verdict, words=call.note.strip(), reopen=call.reopen)
    opinions.note(by=by, at=at, code=report.code, answer=answer)
