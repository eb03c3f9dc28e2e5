"""Open the case of something that an alarm of a patrol led to, once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.cases.domain.sources import Source
from gridwarden.intake.actions import reception
from gridwarden.patrols.actions import alarms

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.intake.actions.reception import NewReport, Received
    from gridwarden.platform.access import Actor


@transaction.atomic
def take(*, by: Actor, at: datetime, report: NewReport, alarm_id: int) -> Received:
    """Open the case as a finding of the district's own patrol. Raises ``AlarmDone`` when the alarm has one already."""
    received = reception.receive(by=by, at=at, report=replace(report, channel=Source.PATROL))
    alarms.follow(by=by, at=at, alarm_id=alarm_id, case_number=received.case_number)
    return received
