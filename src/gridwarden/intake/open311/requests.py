"""Cases as the standard's service requests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Prefetch, Q

from gridwarden.cases.domain.states import ENDED, IN_HAND, CaseState
from gridwarden.cases.models import Case
from gridwarden.intake.models import Reply, Report
from gridwarden.intake.open311.faults import Fault
from gridwarden.intake.open311.services import code_of
from gridwarden.intake.queries import published, terms
from gridwarden.intake.queries.published import PublicFilter
from gridwarden.menu.queries import menus

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from gridwarden.intake.domain.openness import Openness
    from gridwarden.intake.open311.asking import Wanted
    from gridwarden.intake.open311.writing import Fields
    from gridwarden.platform.api.models import ApiClient

_ENDED = [state.value for state in ENDED]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, of which district, when; ``client`` is known by its key and sees its own requests as they are."""

    district_id: int
    now: datetime
    client: ApiClient | None = None


def asked(reader: Reader, wanted: Wanted) -> list[Fields]:
    """Return the requests that fit, the newest first; three statements, two more with a key."""
    openness = terms.of(reader.district_id)
    cases = _readable(reader, openness)
    cases = cases.filter(number__in=wanted.numbers) if wanted.numbers else _narrowed(cases, wanted, openness, reader)
    first = (wanted.page - 1) * wanted.size
    found = cases.order_by("-opened_at", "-id")[first : first + wanted.size]
    return [_fields(case, reader, openness) for case in found]


def one(reader: Reader, number: str) -> Fields:
    """Return one request by its number."""
    openness = terms.of(reader.district_id)
    case = _readable(reader, openness).filter(number=number).first()
    if case is None:
        raise Fault(f"service_request_id {number} was not found.", status=HTTPStatus.NOT_FOUND)
    return _fields(case, reader, openness)


def _readable(reader: Reader, openness: Openness) -> QuerySet[Case]:
    """Return what the public may know, and what the program itself has sent."""
    public = published.shown(reader.district_id, openness, reader.now, PublicFilter())
    related = ("condition__item__menu", "grid", "publication", "owner_unit")
    if reader.client is None:
        return public.select_related(*related)
    own = Report.objects.filter(case=OuterRef("pk"), client=reader.client)
    replies = Prefetch("replies", Reply.objects.order_by("at", "pk"))
    reports = Prefetch(
        "reports", Report.objects.filter(client=reader.client).prefetch_related(replies), to_attr="own_reports"
    )
    return (
        Case.objects.filter(district=reader.district_id)
        .filter(Exists(own) | Q(pk__in=public.values("pk")))
        .annotate(is_own=Exists(own))
        .select_related(*related)
        .defer("search", "grid__geom", "grid__shape")
        .prefetch_related(reports)
    )


def _narrowed(cases: QuerySet[Case], wanted: Wanted, openness: Openness, reader: Reader) -> QuerySet[Case]:
    cases = cases.filter(opened_at__gte=wanted.start, opened_at__lte=wanted.end)
    if wanted.service_codes:
        numbers = [int(code) for code in wanted.service_codes if code.isascii() and code.isdigit() and len(code) < 4]  # noqa: PLR2004
        cases = cases.filter(condition__item__number__in=numbers)
    if len(wanted.statuses) == 1:
        closed = Q(state=CaseState.CLOSED.value, closed_at__lte=openness.shown_until(reader.now))
        if reader.client is not None:
            closed |= Q(is_own=True, state__in=_ENDED)
        cases = cases.filter(closed) if "closed" in wanted.statuses else cases.exclude(closed)
    return cases


def _fields(case: Case, reader: Reader, openness: Openness) -> Fields:
    own: list[Report] = getattr(case, "own_reports", [])
    return _own(case, own[0], reader) if own else _public(case, reader, openness)


def _public(case: Case, reader: Reader, openness: Openness) -> Fields:
    row = published.row(case, openness, reader.now)
    until = openness.shown_until(reader.now)
    moments = (case.opened_at, case.registered_at, case.dispatched_at, case.handled_at, case.checked_at)
    latest = max(moment for moment in (*moments, row.closed_at) if moment is not None and moment <= until)
    return {
        "service_request_id": row.number,
        "status": "open" if row.is_open else "closed",
        "status_notes": row.result or None,
        "service_name": row.item or None,
        "service_code": code_of(row.condition.item_number) if row.condition else None,
        "description": row.condition.text if row.condition else None,
        "agency_responsible": case.owner_unit.name,
        "service_notice": None,
        "requested_datetime": _moment(row.opened_at),
        "updated_datetime": _moment(row.closed_at or latest),
        "expected_datetime": _expected(case) if row.is_open else None,
        "address": row.grid_name or None,
        "address_id": None,
        "zipcode": None,
        "lat": round(row.lat, 6),
        "long": round(row.lon, 6),
        "media_url": None,
    }


def _own(case: Case, report: Report, reader: Reader) -> Fields:
    """Return a request as the program that sent it may know it: its own words and place, at once."""
    replies = [reply.text for reply in report.replies.all() if reply.text]
    is_closed = case.state in _ENDED
    condition = published.row_condition(case)
    return {
        "service_request_id": case.number,
        "status": "closed" if is_closed else "open",
        "status_notes": replies[-1] if replies else None,
        "service_name": condition.item_label if condition else _chosen(report, reader),
        "service_code": code_of(condition.item_number) if condition else report.service_code or None,
        "description": report.text or None,
        "agency_responsible": case.owner_unit.name,
        "service_notice": None,
        "requested_datetime": _moment(report.received_at),
        "updated_datetime": _moment(case.closed_at or case.moved_at),
        "expected_datetime": _expected(case),
        "address": case.address or None,
        "address_id": None,
        "zipcode": None,
        "lat": round(case.place.y, 7),
        "long": round(case.place.x, 7),
        "media_url": report.media_url or None,
    }


def _chosen(report: Report, reader: Reader) -> str | None:
    """Return the name of the service that was asked for, while the desk has not settled it."""
    menu = menus.current(reader.district_id, reader.now)
    return next((item.name for item in menu.items if code_of(item.number) == report.service_code), None)


def _expected(case: Case) -> str | None:
    """Return until when it should be put right; before somebody has it in hand only the desk's own clocks run."""
    return _moment(case.due_at) if CaseState(case.state) in IN_HAND else None


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
