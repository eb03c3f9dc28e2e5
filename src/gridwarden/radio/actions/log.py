"""Write the desk's radio log, and speak to vehicles through it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from gridwarden.cases.queries import visibility
from gridwarden.grids.models import Grid
from gridwarden.patrols.actions import commands
from gridwarden.patrols.models import Device
from gridwarden.platform.access import Permission
from gridwarden.platform.audit.trail import record
from gridwarden.platform.refusals import Conflict, Invalid
from gridwarden.radio.domain.talk import Way
from gridwarden.radio.models import LogEntry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from gridwarden.platform.access import Actor


class EntryWrong(Invalid):
    """An entry lacks something, or names what there is not."""

    code = "log_entry_wrong"


class EntryCorrected(Conflict):
    """Another entry corrects this one already."""

    code = "log_entry_corrected"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """What the desk writes down. ``case_number`` and ``grid_id`` say what it was about."""

    heard_at: datetime
    way: Way
    speaker: str
    text: str
    grid_id: int | None = None
    case_number: str = ""
    corrects_id: int | None = None


@transaction.atomic
def write(*, by: Actor, at: datetime, new: NewEntry) -> LogEntry:
    """Write an entry. Raises ``EntryWrong`` with the fields that are wrong, and ``EntryCorrected``."""
    by.require(Permission.RADIO_LOG)
    wrong = {name: "missing" for name in ("speaker", "text") if not getattr(new, name).strip()}
    if new.heard_at > at:
        wrong["heard_at"] = "in_the_future"
    if new.grid_id and not Grid.objects.filter(pk=new.grid_id, district=by.district_id).exists():
        wrong["grid"] = "unknown"
    if new.corrects_id and not LogEntry.objects.filter(pk=new.corrects_id, district=by.district_id).exists():
        wrong["corrects"] = "unknown"
    if wrong:
        raise EntryWrong("The entry cannot be written like this.", **wrong)
    case = visibility.by_number(by, new.case_number.strip()) if new.case_number.strip() else None
    entry = LogEntry(
        district_id=by.district_id or 0, heard_at=new.heard_at, way=new.way.value, speaker=new.speaker.strip(),
        text=new.text.strip(), grid_id=new.grid_id, case=case, corrects_id=new.corrects_id,
        written_by_id=by.user_id or 0, written_at=at,
    )  # fmt: skip
    return _saved(entry, by, at)


@transaction.atomic
def call_vehicles(*, by: Actor, at: datetime, device_ids: Sequence[int], text: str, is_urgent: bool) -> int:
    """Have vehicles speak ``text`` (JT/T 808, 0x8300) and write an entry for each; return how many.

    All or none. Raises what ``patrols.commands.speak`` raises, and ``EntryWrong`` without a vehicle.
    """
    by.require(Permission.RADIO_LOG)
    if not device_ids:
        raise EntryWrong("No vehicle was chosen.", vehicles="missing")
    names = dict(Device.objects.filter(pk__in=device_ids, district=by.district_id).values_list("pk", "name"))
    for device_id in dict.fromkeys(device_ids):
        commands.speak(by=by, at=at, device_id=device_id, text=text, is_urgent=is_urgent)
        entry = LogEntry(
            district_id=by.district_id or 0, heard_at=at, way=Way.VEHICLE.value,
            speaker=f"{by.name} → {names[device_id]}"[:60], text=text.strip(), device_id=device_id,
            written_by_id=by.user_id or 0, written_at=at,
        )  # fmt: skip
        _saved(entry, by, at)
    return len(names)


def _saved(entry: LogEntry, by: Actor, at: datetime) -> LogEntry:
    try:
        with transaction.atomic():
            entry.save()
    except IntegrityError as error:
        if "corrects" not in str(error):
            raise
        raise EntryCorrected("Another entry corrects this one already.") from error
    record("radio.logged", by=by, at=at, subject_type="radio_log", subject_id=entry.pk, district_id=entry.district_id)
    return entry
