"""What people do with alarms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.patrols.domain.alarms import AlarmDone, NoSuchAlarm
from gridwarden.patrols.models import Alarm
from gridwarden.platform.access import Permission
from gridwarden.platform.audit import trail

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor


@transaction.atomic
def acknowledge(*, by: Actor, at: datetime, alarm_id: int, note: str) -> None:
    """Note that somebody has looked at an alarm. Raises ``AlarmDone`` when somebody else has."""
    alarm = _mine(by, alarm_id)
    if alarm.acknowledged_at is not None:
        raise AlarmDone("Somebody has acknowledged this alarm already.")
    alarm.acknowledged_by_id, alarm.acknowledged_at, alarm.note = by.user_id, at, note.strip()[:300]
    alarm.save(update_fields=["acknowledged_by", "acknowledged_at", "note"])
    _note("alarm.acknowledged", alarm, by, at)


@transaction.atomic
def follow(*, by: Actor, at: datetime, alarm_id: int, case_number: str) -> None:
    """Note the case that was opened for an alarm, once. Call it in the transaction that opens the case."""
    alarm = _mine(by, alarm_id)
    if alarm.case_number:
        raise AlarmDone("A case was opened for this alarm already.", case=alarm.case_number)
    alarm.case_number = case_number
    alarm.save(update_fields=["case_number"])
    _note("alarm.followed", alarm, by, at)


def _mine(by: Actor, alarm_id: int) -> Alarm:
    by.require(Permission.DEVICE_COMMAND)
    alarm = Alarm.objects.visible_to(by).select_for_update().filter(pk=alarm_id).first()
    if alarm is None:
        raise NoSuchAlarm("There is no such alarm.")
    return alarm


def _note(action: str, alarm: Alarm, by: Actor, at: datetime) -> None:
    trail.record(
        action, by=by, at=at, subject_type="alarm", subject_id=alarm.pk, district_id=alarm.district_id,
        kind=alarm.kind, case=alarm.case_number,
    )  # fmt: skip
