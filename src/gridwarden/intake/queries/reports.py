"""Reports as the desk and the reporter see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.cases.domain.sources import Source
from gridwarden.cases.domain.states import CaseState
from gridwarden.cases.queries.threads import goes_on_in
from gridwarden.intake.domain.codes import is_code, normalise
from gridwarden.intake.models import Report
from gridwarden.platform.access import Permission
from gridwarden.platform.refusals import NotFound
from gridwarden.platform.sealing import blind_index, mask, unseal
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


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """One message to the reporter."""

    at: datetime
    move: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackRow:
    """What a reporter sees of the case: nothing of other people."""

    code: str
    case_number: str
    #: Number of the case in which this one goes on; empty while it is its own.
    goes_on_in: str
    state: CaseState
    address: str
    received_at: datetime
    replies: tuple[ReplyRow, ...]


def page(actor: Actor, *, phone: str = "", cursor: str | None = None) -> Page[ReportRow]:
    """Return the district's reports, newest first; ``phone`` keeps one caller's; two SQL statements."""
    actor.require(Permission.INTAKE_REGISTER)
    reports = Report.objects.filter(district=actor.district_id).select_related("case").prefetch_related("replies")
    if phone:
        reports = reports.filter(phone_index=blind_index(phone, place="report.phone"))
    reads = actor.may(Permission.CASE_SEE_REPORTER)
    found = paging.page(reports.defer("case__search"), order=("-received_at", "-id"), cursor=cursor)
    return found.map(lambda report: _row(report, reads=reads))


def track(code: str) -> TrackRow:
    """Return what the bearer of ``code`` may see; three SQL statements, one more for each merging.

    A merged case shows how the one stands that goes on for it: its reporters keep their thread.
    """
    plain = normalise(code)
    reports = Report.objects.select_related("case").defer("case__search")
    report = reports.filter(code=plain).first() if is_code(plain) else None
    if report is None:
        raise NoReport("No report bears this code.")
    main = goes_on_in(report.case)
    replies = report.replies.order_by("at", "pk").values_list("at", "move", "text")
    return TrackRow(
        code=report.code,
        case_number=report.case.number,
        goes_on_in=main.number if main.pk != report.case_id else "",
        state=CaseState(main.state),
        address=report.case.address,
        received_at=report.received_at,
        replies=tuple(ReplyRow(*reply) for reply in replies),
    )


def _row(report: Report, *, reads: bool) -> ReportRow:
    name = unseal(bytes(report.reporter_name), place="report.name")
    phone = unseal(bytes(report.reporter_phone), place="report.phone")
    return ReportRow(
        id=report.pk,
        code=report.code,
        channel=Source(report.channel),
        text=report.text,
        name=name if reads else mask(name),
        phone=phone if reads else mask(phone),
        received_at=report.received_at,
        case_id=report.case_id,
        case_number=report.case.number,
        case_state=CaseState(report.case.state),
        replies=len(report.replies.all()),
    )
