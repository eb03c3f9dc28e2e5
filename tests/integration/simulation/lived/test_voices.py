"""Every complaint of the demo has its answer, approved by a second person, and its file is complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gridwarden.cases.domain.states import CaseState
from gridwarden.intake.models import Answer, Call, Filing, Reply, Report
from gridwarden.intake.queries import tracking_file
from gridwarden.intake.queries.tracking_file import What
from gridwarden.platform.access import system_for
from gridwarden.simulation.life.voices import answer_all

if TYPE_CHECKING:
    from tests.integration.simulation.lived.conftest import Lived

pytestmark = pytest.mark.django_db


def test_whoever_reported_was_answered_by_two_people(lived: Lived) -> None:
    ended = Report.objects.filter(case__state__in=[CaseState.CLOSED.value, CaseState.REFUSED.value])
    assert ended.exists()
    answers = Answer.objects.filter(case__in=ended.values("case"))
    assert not answers.exclude(state="sent").exists()
    assert all(one.ruled_by_id != one.drafted_by_id for one in answers)
    assert not [report for report in ended if not Reply.objects.filter(report=report).exists()]
    assert answer_all(lived.world, at=lived.until) == 0


def test_what_a_worker_beside_us_wrote_down_first_is_approved_all_the_same(lived: Lived) -> None:
    answer = Answer.objects.filter(state="sent", move="close").order_by("-sent_at")[0]
    Reply.objects.filter(step_id=answer.step_id).delete()
    Answer.objects.filter(pk=answer.pk).update(state="drafted", sent_at=None, ruled_by=None, ruled_at=None)
    assert answer_all(lived.world, at=lived.until) == 1
    answer.refresh_from_db()
    assert (answer.state, answer.ruled_by_id != answer.drafted_by_id) == ("sent", True)
    assert Reply.objects.filter(step_id=answer.step_id).exists()
    assert answer_all(lived.world, at=lived.until) == 0


def test_every_closed_complaint_has_a_whole_file(lived: Lived) -> None:
    by = system_for(lived.world.district_id)
    needed = {What.RECEIVED, What.STEP, What.ANSWER_DRAFTED, What.ANSWER_APPROVED, What.TOLD}
    for report in Report.objects.filter(case__state=CaseState.CLOSED.value):
        file = tracking_file.of(by, report.pk, lived.until)
        assert needed <= {entry.what for entry in file.entries}, report
        assert next(entry.word for entry in file.entries if entry.what is What.STEP) == "open"


def test_calls_and_forms_are_on_record(lived: Lived) -> None:
    assert Filing.objects.count() == Report.objects.count()
    assert Call.objects.filter(direction="in").exists()
