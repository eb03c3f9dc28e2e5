"""What the desk takes, and cases walked to their end, for the tests of the intake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.algorithms.geodesy import Crs
from gridwarden.cases.actions import checking, closure, dispatching, handling, registration, verification
from gridwarden.cases.models import Case
from gridwarden.intake.actions import answers, desk
from gridwarden.intake.actions.desk import Filed
from gridwarden.intake.actions.reception import NewReport
from gridwarden.intake.domain.answers import AnswerState
from gridwarden.intake.domain.media import Medium, source_of
from gridwarden.intake.models import Answer
from gridwarden.platform.events import delivery
from tests.factories.cases import MONDAY
from tests.factories.grids import middle_of

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.intake.actions.reception import Received
    from tests.factories.cases import Stage

PHONE = "13800005678"
LON, LAT = middle_of(0, 0)


def words(stage: Stage, medium: Medium = Medium.HOTLINE, **changes: object) -> NewReport:
    """Return what somebody says about the middle of grid A01."""
    given = {
        "district_id": stage.district_id,
        "channel": source_of(medium),
        "condition_id": stage.slow.pk,
        "lon": LON,
        "lat": LAT,
        "crs": Crs.CGCS2000,
        "address": "人民路12号",
        "text": "路灯不亮",
        "reporter_name": "王建国",
        "reporter_phone": PHONE,
    }
    return NewReport(**given | changes)  # type: ignore[arg-type]


def taken(stage: Stage, medium: Medium = Medium.HOTLINE, *, at: datetime = MONDAY, **changes: object) -> Received:
    """Have the operator write something down."""
    filed = Filed(report=words(stage, medium, **changes), medium=medium)
    return desk.take(by=stage.by("operator"), at=at, filed=filed)


def transfer(stage: Stage, number: str, *, due_at: datetime | None = None, sender: str = "12345") -> Received:
    """Have the operator write a transfer down."""
    filed = Filed(
        report=words(stage, Medium.TRANSFER),
        medium=Medium.TRANSFER,
        sender=sender,
        external_number=number,
        external_due_at=due_at,
    )
    return desk.take(by=stage.by("operator"), at=MONDAY, filed=filed)


def closed(stage: Stage, case_id: int, *, reply: str = "已处理", at: datetime = MONDAY) -> None:
    """Walk a case from wherever it is at the desk to its closing, and deliver the news."""
    case = Case.objects.get(pk=case_id)
    if case.state == "reported":
        verification.send_to_verify(
            by=stage.by("operator"), at=at, case_id=case_id, person_id=stage.user_id("informant")
        )
        verification.confirm(by=stage.by("informant"), at=at, case_id=case_id)
        registration.register(by=stage.by("supervisor"), at=at, case_id=case_id, condition_id=stage.slow.pk)
    dispatching.dispatch(by=stage.by("dispatcher"), at=at, case_id=case_id, unit_id=stage.cast.east_team.pk)
    handling.accept(by=stage.by("officer"), at=at, case_id=case_id)
    handling.finish(by=stage.by("officer"), at=at, case_id=case_id, photos_after=[stage.photo("officer")])
    checking.send_to_check(by=stage.by("dispatcher"), at=at, case_id=case_id, person_id=stage.user_id("checker"))
    checking.pass_check(by=stage.by("checker"), at=at, case_id=case_id, photos_check=[stage.photo("checker")])
    closure.close(by=stage.by("supervisor"), at=at, case_id=case_id, reply=reply)
    delivery.deliver_pending(now=at)


def answered(stage: Stage, case_id: int, *, at: datetime = MONDAY) -> None:
    """Have a second person let out the reply of a closed case."""
    for answer in Answer.objects.filter(case=case_id, state=AnswerState.DRAFTED.value):
        answers.approve(by=stage.by("leader"), at=at, answer_id=answer.pk)
