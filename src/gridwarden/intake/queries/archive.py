"""The archive: every complaint with what became of it, filtered and page by page."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import get_current_timezone, make_aware

from gridwarden.cases.domain.sources import Source
from gridwarden.cases.domain.states import ENDED, CaseState
from gridwarden.intake.domain.codes import is_code, normalise
from gridwarden.intake.domain.media import Medium
from gridwarden.intake.domain.opinions import Verdict
from gridwarden.intake.models import Filing, Opinion, Report
from gridwarden.intake.queries import callers, retention
from gridwarden.intake.queries.telephones import phone_indexes
from gridwarden.menu.queries.rows import condition_row
from gridwarden.platform.access import Permission
from gridwarden.platform.contacts import without_contacts
from gridwarden.platform.sealing import mask, unseal
from gridwarden.platform.ui import paging

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from gridwarden.platform.access import Actor
    from gridwarden.platform.ui.paging import Page

#: Whoever may do one of these reads the archive; names stay masked for those who may not see reporters.
READERS = (Permission.INTAKE_REGISTER, Permission.CASE_CLOSE, Permission.INTAKE_APPROVE)
_NUMBER_CHARACTERS = frozenset("0123456789-")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveFilter:
    """Which complaints; what is empty does not narrow. Days are whole local days, both included."""

    text: str = ""
    phone: str = ""
    channel: Source | None = None
    medium: Medium | None = None
    #: ``open`` or ``ended``.
    standing: str = ""
    verdict: Verdict | None = None
    received_from: date | None = None
    received_to: date | None = None
    #: Whose personal data the next night's run takes out.
    forgotten_next: bool = False

    @property
    def query(self) -> str:
        """The query string that asks the list for the same rows; the caller's number stands in it sealed."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        given["caller"] = callers.sealed(given.pop("phone"))
        return urlencode({name: "1" if value is True else str(value) for name, value in given.items() if value})

    def narrow(self, reports: QuerySet[Report], district_id: int, now: datetime) -> QuerySet[Report]:
        """Return those that fit."""
        if self.forgotten_next:
            reports = reports.filter(pk__in=retention.due(district_id, now).values("pk"))
        if self.verdict:
            latest = Opinion.objects.filter(report=OuterRef("pk"), verdict=self.verdict.value)
            reports = reports.filter(Exists(latest))
        return self._said(reports.filter(self._columns()))

    def _columns(self) -> Q:
        wanted: dict[str, Any] = {
            "channel": self.channel.value if self.channel else None,
            "filing__medium": self.medium.value if self.medium else None,
            "received_at__gte": _start(self.received_from),
            "received_at__lt": _start(self.received_to + timedelta(days=1)) if self.received_to else None,
            "phone_index__in": phone_indexes(self.phone) or None,
        }
        found = Q(**{name: value for name, value in wanted.items() if value})
        ended = Q(case__state__in=[state.value for state in ENDED])
        if self.standing == "ended":
            return found & ended
        return found & ~ended if self.standing == "open" else found

    def _said(self, reports: QuerySet[Report]) -> QuerySet[Report]:
        text = self.text.strip()
        if not text:
            return reports
        if set(text) <= _NUMBER_CHARACTERS and "-" in text:
            return reports.filter(case__number__startswith=text)
        external = Q(pk__in=Filing.objects.filter(external_number=text).values("pk"))
        if is_code(normalise(text)):
            return reports.filter(external | Q(code=normalise(text)))
        return reports.filter(external | Q(case__search__holds=text))


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveRow:
    """One complaint in the list and in files that leave the house."""

    id: int
    code: str
    case_id: int
    case_number: str
    state: CaseState
    channel: Source
    medium: Medium | None
    sender: str
    external_number: str
    name: str
    phone: str
    text: str
    #: A link that the reporter's program sent; nobody here has opened it.
    media_url: str
    address: str
    item: str
    unit: str
    received_at: datetime
    closed_at: datetime | None
    verdict: Verdict | None
    is_anonymised: bool


def may_read(actor: Actor) -> None:
    """Refuse whoever has no work with complaints."""
    if not any(actor.may(permission) for permission in READERS):
        actor.require(READERS[0])


def matching(actor: Actor, wanted: ArchiveFilter, now: datetime) -> QuerySet[Report]:
    """Return the complaints of the actor's district that fit."""
    may_read(actor)
    return wanted.narrow(Report.objects.filter(district=actor.district_id), actor.district_id or 0, now)


def page(actor: Actor, wanted: ArchiveFilter, now: datetime, *, cursor: str | None = None) -> Page[ArchiveRow]:
    """Return one page of the archive, newest first; two SQL statements."""
    found = paging.page(_joined(matching(actor, wanted, now)), order=("-received_at", "-id"), cursor=cursor)
    return found.map(lambda report: row(report, reads=actor.may(Permission.CASE_SEE_REPORTER)))


def rows(actor: Actor, wanted: ArchiveFilter, now: datetime) -> Iterator[ArchiveRow]:
    """Return every complaint that fits, newest first, for a file that leaves the house."""
    reads = actor.may(Permission.CASE_SEE_REPORTER)
    found = _joined(matching(actor, wanted, now)).order_by("-received_at", "-id")
    return (row(report, reads=reads) for report in found.iterator(chunk_size=500))


def of_case(actor: Actor, case_id: int) -> list[ArchiveRow]:
    """Return the reports of a case whose visibility was settled, in the order they came; two SQL statements."""
    reads = actor.may(Permission.CASE_SEE_REPORTER)
    return [row(report, reads=reads) for report in _joined(Report.objects.filter(case=case_id)).order_by("pk")]


def _joined(reports: QuerySet[Report]) -> QuerySet[Report]:
    joined = reports.select_related("case__condition__item__menu", "case__owner_unit", "filing")
    return joined.defer("case__search").prefetch_related("opinions")


def row(report: Report, *, reads: bool) -> ArchiveRow:
    """Return a report with its case, filing and opinions as a row."""
    case, filing = report.case, getattr(report, "filing", None)
    name = unseal(bytes(report.reporter_name), place="report.name")
    phone = unseal(bytes(report.reporter_phone), place="report.phone")
    opinions = sorted(report.opinions.all(), key=lambda one: one.round)
    condition = case.condition
    return ArchiveRow(
        id=report.pk,
        code=report.code,
        case_id=case.pk,
        case_number=case.number,
        state=CaseState(case.state),
        channel=Source(report.channel),
        medium=Medium(filing.medium) if filing else None,
        sender=filing.sender if filing else "",
        external_number=filing.external_number if filing else "",
        name=name if reads else mask(name),
        phone=phone if reads else mask(phone),
        text=report.text if reads else without_contacts(report.text),
        media_url=report.media_url,
        address=case.address if reads else without_contacts(case.address),
        item=condition_row(condition, condition.item, condition.item.menu).item_label if condition else "",
        unit=case.owner_unit.name,
        received_at=report.received_at,
        closed_at=case.closed_at,
        verdict=Verdict(opinions[-1].verdict) if opinions else None,
        is_anonymised=report.anonymised_at is not None,
    )


def _start(day: date | None) -> datetime | None:
    return make_aware(datetime.combine(day, time.min), get_current_timezone()) if day else None
