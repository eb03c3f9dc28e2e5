"""Reports of people without an account, played forward to where the public sees them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from gridwarden.cases.actions import closure, dispatching, handling
from gridwarden.cases.domain.sources import Source
from gridwarden.intake.actions import answers, reception
from gridwarden.intake.actions.reception import NewReport
from gridwarden.intake.actions.sending import public_actor
from gridwarden.intake.domain.answers import AnswerState
from gridwarden.intake.models import Answer
from gridwarden.platform.events import delivery
from tests.factories.grids import middle_of
from tests.integration.cases.playing import Play

if TYPE_CHECKING:
    from datetime import datetime

    from tests.factories.cases import Stage

LON, LAT = middle_of(0, 0)


class Told(Play):
    """A report from the web page and its case; ``code`` follows it."""

    def __init__(self, stage: Stage, *, at: datetime | None = None, days_ago: float = 0) -> None:
        super().__init__(stage, at=at or timezone.now() - timedelta(days=days_ago, minutes=20))
        self.code = ""
        self.number = ""

    def reported(self) -> Told:
        report = NewReport(
            district_id=self.stage.district_id,
            channel=Source.WEB,
            condition_id=self.stage.slow.pk,
            lon=LON,
            lat=LAT,
            address="人民路12号王家院",
            text="王建国家门口堆放杂物",
            reporter_name="王建国",
            reporter_phone="13800005678",
        )
        received = reception.receive(by=public_actor(self.stage.district_id), at=self.at, report=report)
        self.case_id, self.code, self.number = received.case_id, received.code, received.case_number
        return self

    def closed(self) -> Told:
        """Through all the work, and the reply with a second person's word."""
        super().closed()
        return self.answered()

    def answered(self) -> Told:
        """Deliver the news, and have the reply approved where it still waits."""
        delivery.deliver_pending(now=self.at)
        for answer in Answer.objects.filter(case=self.case_id, state=AnswerState.DRAFTED.value):
            answers.approve(by=self.stage.by("leader"), at=self.tick(), answer_id=answer.pk)
        return self

    def closed_again(self) -> Told:
        """Once more through the work after it was reopened."""
        unit = self.stage.cast.contractor.pk
        dispatching.dispatch(by=self.stage.by("dispatcher"), at=self.tick(), case_id=self.case_id, unit_id=unit)
        handling.accept(by=self.stage.by("foreman"), at=self.tick(), case_id=self.case_id)
        self.finish().send_to_check().pass_check()
        by = self.stage.by("supervisor")
        closure.close(by=by, at=self.tick(), case_id=self.case_id, reply="再次清理")
        return self.answered()
