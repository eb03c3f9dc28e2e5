"""Whom the desk calls back: reporters of closed cases who were not asked yet, not reached, or not satisfied."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, Max, OuterRef, Q, Subquery

from gridwarden.cases.domain.states import CaseState
from gridwarden.intake.domain.calls import MOST_TRIES, SETTLES, Direction, Outcome, next_try
from gridwarden.intake.domain.opinions import Verdict
from gridwarden.intake.models import Answer, Call, Opinion, Report
from gridwarden.platform.access import Permission
from gridwarden.platform.contacts import without_contacts
from gridwarden.platform.sealing import mask, unseal
from gridwarden.platform.ui import paging

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from gridwarden.platform.access import Actor
    from gridwarden.platform.ui.paging import Page

#: Nobody is called about something that ended longer ago.
_AS_LONG = timedelta(days=60)


class Why(StrEnum):
    """Why somebody stands on the list."""

    TO_ASK = "to_ask"
    NOT_REACHED = "not_reached"
    NOT_SATISFIED = "not_satisfied"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBackRow:
    """One reporter to be called; name and numbers, in words too, masked for those who may not read them."""

    report_id: int
    case_id: int
    case_number: str
    name: str
    phone: str
    text: str
    answer: str
    closed_at: datetime
    tries: int
    last_at: datetime | None
    next_at: datetime
    complaint: str


def page(actor: Actor, now: datetime, why: Why, *, cursor: str | None = None) -> Page[CallBackRow]:
    """Return who is to be called, the longest closed first; one SQL statement."""
    actor.require(Permission.INTAKE_REGISTER)
    reads = actor.may(Permission.CASE_SEE_REPORTER)
    reports = wanted(actor.district_id or 0, now, why).select_related("case").defer("case__search")
    found = paging.page(reports, order=("case__closed_at", "id"), cursor=cursor)
    return found.map(lambda report: _row(report, now, reads=reads))


def counts(actor: Actor, now: datetime) -> dict[Why, int]:
    """Return how long each list is; three SQL statements."""
    return {why: wanted(actor.district_id or 0, now, why).count() for why in Why}


def wanted(district_id: int, now: datetime, why: Why) -> QuerySet[Report]:
    """Return the reporters with a telephone whose case is closed and whose answer went out, as ``why`` narrows it."""
    this_round = Q(calls__direction=Direction.OUT.value, calls__round=F("case__reopen_count"))
    judged = Opinion.objects.filter(report=OuterRef("pk"), round=OuterRef("case__reopen_count"))
    sent = Answer.objects.filter(case=OuterRef("case"), round=OuterRef("case__reopen_count"), sent_at__isnull=False)
    settled = Call.objects.filter(
        report=OuterRef("pk"),
        direction=Direction.OUT.value,
        round=OuterRef("case__reopen_count"),
        outcome__in=[outcome.value for outcome in SETTLES],
    )
    reports = Report.objects.filter(
        district=district_id, case__state=CaseState.CLOSED.value, case__closed_at__gte=now - _AS_LONG
    ).exclude(phone_index=b"")
    reports = reports.annotate(
        tries=Count("calls", filter=this_round),
        last_at=Max("calls__at", filter=this_round),
        answer=Subquery(sent.values("text")[:1]),
        complaint=Subquery(judged.filter(verdict=Verdict.NOT_SATISFIED.value).values("words")[:1]),
    ).filter(Exists(sent))
    if why is Why.NOT_SATISFIED:
        unhappy = judged.filter(verdict=Verdict.NOT_SATISFIED.value, reopened=False)
        explained = Call.objects.filter(
            report=OuterRef("pk"),
            direction=Direction.OUT.value,
            round=OuterRef("case__reopen_count"),
            outcome=Outcome.REACHED.value,
        )
        return reports.filter(Exists(unhappy)).exclude(Exists(explained)).exclude(Exists(settled))
    reports = reports.exclude(Exists(judged)).exclude(Exists(settled))
    return reports.filter(tries=0) if why is Why.TO_ASK else reports.filter(tries__gt=0, tries__lt=MOST_TRIES)


def _row(report: Report, now: datetime, *, reads: bool) -> CallBackRow:
    name = unseal(bytes(report.reporter_name), place="report.name")
    phone = unseal(bytes(report.reporter_phone), place="report.phone")
    noted = {key: getattr(report, key) for key in ("tries", "last_at", "answer", "complaint")}
    return CallBackRow(
        report_id=report.pk,
        case_id=report.case_id,
        case_number=report.case.number,
        name=name if reads else mask(name),
        phone=phone if reads else mask(phone),
        text=report.text if reads else without_contacts(report.text),
        answer=noted["answer"] or "" if reads else without_contacts(noted["answer"] or ""),
        closed_at=report.case.closed_at or now,
        tries=noted["tries"],
        last_at=noted["last_at"],
        next_at=next_try(noted["last_at"], now),
        complaint=noted["complaint"] or "" if reads else without_contacts(noted["complaint"] or ""),
    )
