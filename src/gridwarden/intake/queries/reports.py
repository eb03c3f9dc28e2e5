"""Reports as the desk and the reporter see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.cases.domain.sources import Source
from gridwarden.cases.domain.states import CaseState
from gridwarden.intake.models import Report
from gridwarden.intake.queries.telephones import phone_indexes
from gridwarden.platform.access import Permission
from gridwarden.platform.contacts import without_contacts
from gridwarden.platform.refusals import NotFound
from gridwarden.platform.sealing import mask, unseal
from gridwarden.platform.ui import paging

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor
    from gridwarden.platform.ui.paging import Page


class NoReport(NotFound):
    """No report bears this code."""

    code = "no_report"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """One report in the desk's list; name and number masked for those who may not read them."""

    id: int
    code: str
    channel: Source
    text: str
    name: str
    phone: str
    received_at: datetime
    case_id: int
    case_number: str
    case_state: CaseState
    replies: int


def page(actor: Actor, *, phone: str = "", cursor: str | None = None) -> Page[ReportRow]:
    """Return the district's reports, newest first; ``phone`` keeps one caller's; two SQL statements."""
    actor.require(Permission.INTAKE_REGISTER)
    reports = Report.objects.filter(district=actor.district_id).select_related("case").prefetch_related("replies")
    if phone:
        reports = reports.filter(phone_index__in=phone_indexes(phone))
    reads = actor.may(Permission.CASE_SEE_REPORTER)
    found = paging.page(reports.defer("case__search"), order=("-received_at", "-id"), cursor=cursor)
    return found.map(lambda report: _row(report, reads=reads))


def _row(report: Report, *, reads: bool) -> ReportRow:
    name = unseal(bytes(report.reporter_name), place="report.name")
    phone = unseal(bytes(report.reporter_phone), place="report.phone")
    return ReportRow(
        id=report.pk,
        code=report.code,
        channel=Source(report.channel),
        text=report.text if reads else without_contacts(report.text),
        name=name if reads else mask(name),
        phone=phone if reads else mask(phone),
        received_at=report.received_at,
        case_id=report.case_id,
        case_number=report.case.number,
        case_state=CaseState(report.case.state),
        replies=len(report.replies.all()),
    )
