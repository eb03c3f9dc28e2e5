"""What the desk writes down, calls, and transfers that go back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from gridwarden.cases.actions import verification
from gridwarden.cases.domain.errors import MoveNotAllowed
from gridwarden.cases.models import Case
from gridwarden.intake.actions import calls, desk, transfers
from gridwarden.intake.actions.calls import Noted, NothingSaid
from gridwarden.intake.actions.desk import Filed, NumberTaken, SenderMissing
from gridwarden.intake.actions.opinions import NotAsked
from gridwarden.intake.actions.transfers import NoTransfer, ReasonMissing, TransferSettled
from gridwarden.intake.domain.calls import Direction, Outcome
from gridwarden.intake.domain.media import Medium
from gridwarden.intake.models import Call, Filing, Opinion, Report
from gridwarden.intake.queries.reports import NoReport
from gridwarden.platform.access import PermissionDenied
from tests.factories.cases import MONDAY
from tests.integration.intake.desk import answered, closed, taken, transfer, words

if TYPE_CHECKING:
    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db


def report_id(case_id: int) -> int:
    return Report.objects.get(case_id=case_id).pk


@pytest.mark.parametrize(("medium", "source"), [("letter", "citizen"), ("email", "citizen"), ("leader", "leader")])
def test_every_form_opens_a_case_of_its_source(stage: Stage, medium: str, source: str) -> None:
    case_id = taken(stage, Medium(medium)).case_id
    assert (Case.objects.get().source, Filing.objects.get(report__case=case_id).medium) == (source, medium)
    assert not Call.objects.exists()


def test_a_call_is_noted_as_one(stage: Stage) -> None:
    taken(stage)
    call = Call.objects.get()
    assert (call.direction, call.outcome, call.by_name) == ("in", "reached", "何接")


def test_the_same_number_of_a_sender_opens_nothing_twice(stage: Stage) -> None:
    transfer(stage, "HL-7")
    with pytest.raises(NumberTaken):
        transfer(stage, "HL-7")
    transfer(stage, "HL-7", sender="12319")
    assert Case.objects.count() == 2


def test_a_number_needs_its_sender(stage: Stage) -> None:
    filed = Filed(report=words(stage, Medium.LETTER), medium=Medium.LETTER, external_number="7")
    with pytest.raises(SenderMissing):
        desk.take(by=stage.by("operator"), at=MONDAY, filed=filed)
    assert not Case.objects.exists()


def test_a_wrong_transfer_goes_back_and_its_case_ends(stage: Stage) -> None:
    case_id = transfer(stage, "HL-2").case_id
    transfers.send_back(by=stage.by("supervisor"), at=MONDAY, report_id=report_id(case_id), reason="属邻区")
    assert (Case.objects.get().state, Filing.objects.get().return_reason) == ("refused", "属邻区")
    with pytest.raises(TransferSettled):
        transfers.send_back(by=stage.by("supervisor"), at=MONDAY, report_id=report_id(case_id), reason="再来")


def test_only_transfers_go_back_with_a_reason_by_whoever_registers(stage: Stage) -> None:
    own, passed_on = taken(stage).case_id, transfer(stage, "HL-3").case_id
    with pytest.raises(NoTransfer):
        transfers.send_back(by=stage.by("supervisor"), at=MONDAY, report_id=report_id(own), reason="x")
    with pytest.raises(ReasonMissing):
        transfers.send_back(by=stage.by("supervisor"), at=MONDAY, report_id=report_id(passed_on), reason=" ")
    with pytest.raises(PermissionDenied):
        transfers.send_back(by=stage.by("operator"), at=MONDAY, report_id=report_id(passed_on), reason="x")
    with pytest.raises(NoReport):
        transfers.send_back(by=stage.by("supervisor"), at=MONDAY, report_id=0, reason="x")


def test_a_transfer_is_not_returned_while_somebody_verifies_it(stage: Stage) -> None:
    case_id = transfer(stage, "HL-4").case_id
    verification.send_to_verify(
        by=stage.by("operator"), at=MONDAY, case_id=case_id, person_id=stage.user_id("informant")
    )
    with pytest.raises(MoveNotAllowed), transaction.atomic():
        transfers.send_back(by=stage.by("supervisor"), at=MONDAY, report_id=report_id(case_id), reason="x")
    assert Filing.objects.get().returned_at is None


def test_a_call_back_takes_the_judgement_and_reopens(stage: Stage) -> None:
    case_id = taken(stage).case_id
    closed(stage, case_id)
    answered(stage, case_id)
    call = Noted(direction=Direction.OUT, outcome=Outcome.NOT_SATISFIED, note="又灭了", reopen=True)
    later = MONDAY + timedelta(hours=2)
    calls.log(by=stage.by("operator"), at=later, report_id=report_id(case_id), call=call)
    assert (Case.objects.get().state, Opinion.objects.get().words) == ("registered", "又灭了")


def test_a_satisfied_reporter_is_asked_once(stage: Stage) -> None:
    case_id = taken(stage).case_id
    call = Noted(direction=Direction.OUT, outcome=Outcome.SATISFIED)
    with pytest.raises(NotAsked):
        calls.log(by=stage.by("operator"), at=MONDAY, report_id=report_id(case_id), call=call)
    closed(stage, case_id)
    answered(stage, case_id)
    calls.log(by=stage.by("operator"), at=MONDAY, report_id=report_id(case_id), call=call)
    with pytest.raises(NotAsked):
        calls.log(by=stage.by("operator"), at=MONDAY, report_id=report_id(case_id), call=call)


def test_what_is_wrong_is_written_down(stage: Stage) -> None:
    case_id = taken(stage).case_id
    call = Noted(direction=Direction.OUT, outcome=Outcome.NOT_SATISFIED)
    with pytest.raises(NothingSaid):
        calls.log(by=stage.by("operator"), at=MONDAY, report_id=report_id(case_id), call=call)


def test_who_takes_no_reports_notes_no_calls(stage: Stage) -> None:
    case_id, call = taken(stage).case_id, Noted(direction=Direction.OUT, outcome=Outcome.BUSY)
    with pytest.raises(PermissionDenied):
        calls.log(by=stage.by("officer"), at=MONDAY, report_id=report_id(case_id), call=call)
    with pytest.raises(NoReport):
        calls.log(by=stage.by("operator"), at=MONDAY, report_id=0, call=call)


def test_the_database_keeps_a_return_whole(stage: Stage) -> None:
    transfer(stage, "HL-5")
    with pytest.raises(IntegrityError), transaction.atomic():
        Filing.objects.update(returned_at=MONDAY)
