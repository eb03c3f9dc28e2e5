"""Take out who reported once the time is over, and set how long that is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.cases.actions import redaction
from gridwarden.cases.queries.threads import goes_on_in
from gridwarden.intake.domain.retention import LEAST_DAYS, MOST_DAYS, Person, without_person
from gridwarden.intake.models import Answer, Call, Filing, Opinion, Publication, Reply, Report, Retention
from gridwarden.intake.queries import retention
from gridwarden.platform.access import Permission, system_for
from gridwarden.platform.audit.trail import record
from gridwarden.platform.events import redaction as events
from gridwarden.platform.notifications import redaction as messages
from gridwarden.platform.redaction import reword
from gridwarden.platform.refusals import Invalid
from gridwarden.platform.sealing import unseal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from gridwarden.cases.domain.sources import Source
    from gridwarden.platform.access import Actor

    Clean = Callable[[str], str]

_BATCH = 200
_others: dict[str, Callable[[Mapping[int, Clean]], None]] = {}


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
    """Take out of every report whose time is over who brought it, wherever that is written; return how many.

    Name, telephone, mail and network address go whole. Words stay without the telephones, numbers, addresses and names
    in them: those of the report, of its calls and answers, of the case that it opened or goes on in, and of what other
    contexts wrote about it. There is no way back.
    """
    done = 0
    while batch := _anonymise_batch(at, district_id):
        done += batch
    return done


def also(key: str, forgets: Callable[[Mapping[int, Clean]], None]) -> None:
    """Have a context above this one clean what it wrote about cases: it gets a cleaner for each case."""
    _others[key] = forgets


@transaction.atomic
def _anonymise_batch(at: datetime, district_id: int) -> int:
    due = retention.due(district_id, at).select_for_update(of=("self",), skip_locked=True).order_by("pk")[:_BATCH]
    reports = list(due.select_related("case").defer("case__search"))
    if not reports:
        return 0
    cleaners = _cleaners(reports)
    for report in reports:
        _clear(report, at)
    fields = ("reporter_name", "reporter_phone", "reporter_email", "origin", "phone_index", "attributes")
    Report.objects.bulk_update(reports, [*fields, "media_url", "text", "anonymised_at"])
    _clear_words(reports, cleaners)
    redaction.redact(cleaners)
    events.redact(district_id, cleaners)
    messages.redact(district_id, cleaners)
    for forgets in _others.values():
        forgets(cleaners)
    record(
        "reports.anonymised",
        by=system_for(district_id),
        at=at,
        subject_type="district",
        subject_id=district_id,
        reports=[report.pk for report in reports],
    )
    return len(reports)


def _cleaners(reports: list[Report]) -> dict[int, Clean]:
    """Return for each case, and for the one that it goes on in, what takes its reporters out of a text."""
    people: dict[int, list[Person]] = {}
    for report in reports:
        for case_id in {report.case_id, goes_on_in(report.case).pk}:
            people.setdefault(case_id, []).append(_person(report))
    return {case_id: partial(_without_all, tuple(found)) for case_id, found in people.items()}


def _without_all(people: tuple[Person, ...], text: str) -> str:
    for person in people:
        text = without_person(text, person)
    return text


def _person(report: Report) -> Person:
    return Person(
        name=unseal(bytes(report.reporter_name), place="report.name"),
        phone=unseal(bytes(report.reporter_phone), place="report.phone"),
        email=unseal(bytes(report.reporter_email), place="report.email"),
        link=report.media_url,
    )


def _clear(report: Report, at: datetime) -> None:
    report.text = without_person(report.text, _person(report))
    report.reporter_name = report.reporter_phone = report.reporter_email = report.origin = report.phone_index = b""
    report.attributes, report.media_url = {}, ""
    report.anonymised_at = at


def _clear_words(reports: list[Report], cleaners: Mapping[int, Clean]) -> None:
    """Clean what the desk and the reporters themselves wrote about the reports."""
    of_reports = {"report__in": reports}
    reword(Call.objects.filter(**of_reports), ["note"], "report__case", cleaners)
    reword(Opinion.objects.filter(**of_reports), ["words"], "report__case", cleaners)
    reword(Reply.objects.filter(**of_reports), ["text"], "report__case", cleaners)
    reword(Filing.objects.filter(**of_reports), ["reply", "return_reason"], "report__case", cleaners)
    reword(Answer.objects.filter(case__in=list(cleaners)), ["text", "remark"], "case", cleaners)
    reword(Publication.objects.filter(case__in=list(cleaners)), ["result"], "case", cleaners)
