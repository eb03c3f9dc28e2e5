"""Take out who reported once the time is over, and set how long that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.intake.domain.retention import LEAST_DAYS, MOST_DAYS, without_contacts
from gridwarden.intake.models import Call, Opinion, Report, Retention
from gridwarden.intake.queries import retention
from gridwarden.platform.access import Permission, system_for
from gridwarden.platform.audit.trail import record
from gridwarden.platform.refusals import Invalid

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from gridwarden.cases.domain.sources import Source
    from gridwarden.platform.access import Actor

_BATCH = 200


class DaysOutOfBounds(Invalid):
    """Personal data is kept neither for less than a month nor for ever."""

    code = "days_out_of_bounds"


@transaction.atomic
def put(*, by: Actor, at: datetime, days: Mapping[Source, int]) -> None:
    """Set for how many days after a case's end each channel keeps its reporters."""
    by.require(Permission.INTAKE_RETAIN)
    wrong = {channel.value: f"is not from {LEAST_DAYS} to {MOST_DAYS}" for channel, number in days.items()
             if not LEAST_DAYS <= number <= MOST_DAYS}  # fmt: skip
    if wrong:
        raise DaysOutOfBounds("Keep reporters for at least 30 days and at most 100 years.", **wrong)
    before = retention.days_of(by.district_id or 0)
    for channel, number in days.items():
        if number != before[channel]:
            Retention.objects.update_or_create(
                district_id=by.district_id or 0, channel=channel.value, defaults={"days": number}
            )
    changed = {
        channel.value: [before[channel], number] for channel, number in days.items() if before[channel] != number
    }
    record("retention.set", by=by, at=at, subject_type="district", subject_id=by.district_id, changed=changed)


def anonymise(*, at: datetime, district_id: int) -> int:
    """Take name, telephone, mail and network address out of every report whose time is over; return how many.

    What was said stays without the telephones, numbers and addresses in it. There is no way back.
    """
    done = 0
    while batch := _anonymise_batch(at, district_id):
        done += batch
    return done


@transaction.atomic
def _anonymise_batch(at: datetime, district_id: int) -> int:
    due = retention.due(district_id, at).select_for_update(of=("self",), skip_locked=True).order_by("pk")[:_BATCH]
    reports = list(due)
    if not reports:
        return 0
    for report in reports:
        _clear(report, at)
    fields = ("reporter_name", "reporter_phone", "reporter_email", "origin", "phone_index", "attributes")
    Report.objects.bulk_update(reports, [*fields, "media_url", "text", "anonymised_at"])
    _clear_words(reports)
    record(
        "reports.anonymised",
        by=system_for(district_id),
        at=at,
        subject_type="district",
        subject_id=district_id,
        reports=[report.pk for report in reports],
    )
    return len(reports)


def _clear(report: Report, at: datetime) -> None:
    report.reporter_name = report.reporter_phone = report.reporter_email = report.origin = report.phone_index = b""
    report.attributes, report.media_url = {}, ""
    report.text = without_contacts(report.text)
    report.anonymised_at = at


def _clear_words(reports: list[Report]) -> None:
    """Take contacts out of what was noted about the reports."""
    calls = list(Call.objects.filter(report__in=reports).exclude(note=""))
    for call in calls:
        call.note = without_contacts(call.note)
    Call.objects.bulk_update(calls, ["note"])
    opinions = list(Opinion.objects.filter(report__in=reports).exclude(words=""))
    for opinion in opinions:
        opinion.words = without_contacts(opinion.words)
    Opinion.objects.bulk_update(opinions, ["words"])
