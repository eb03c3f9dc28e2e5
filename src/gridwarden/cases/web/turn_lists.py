"""The lists of hard turns: what waits for a ruling, requests, orders and returns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gridwarden.cases.domain.requests import Standing
from gridwarden.cases.domain.supervision import OrderState
from gridwarden.cases.labels import ORDER_STATES, STANDINGS, STATIONS, TURNS, URGENCIES
from gridwarden.cases.queries import turns
from gridwarden.platform.accounts.decorators import login_needed
from gridwarden.platform.ui.parts import Tab
from gridwarden.platform.ui.tables import Column, Kind, Table

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.cases.queries.turn_rows import OrderRow, RequestRow, ReturnRow
    from gridwarden.platform.accounts.requests import ActingRequest
    from gridwarden.platform.ui.paging import Page

STANDING_TONES = {Standing.WAITING: "warn", Standing.GRANTED: "good", Standing.REFUSED: "bad"}
ORDER_TONES = {OrderState.DEMANDED: "warn", OrderState.REPLIED: "info", OrderState.SIGNED_OFF: "good"}


def _case(row: Any) -> str:
    return reverse("cases:page", args=[row.case_id])


REQUESTS: tuple[Column[RequestRow], ...] = (
    Column(label=gettext_lazy("Number"), value=lambda row: row.number, kind=Kind.CODE, href=_case),
    Column(label=gettext_lazy("Asked for"), value=lambda row: TURNS[row.turn]),
    Column(
        label=gettext_lazy("Standing"),
        value=lambda row: STANDINGS[row.standing],
        kind=Kind.BADGE,
        tone=lambda row: STANDING_TONES.get(row.standing, ""),
    ),
    Column(label=gettext_lazy("Reason"), value=lambda row: row.reason),
    Column(label=gettext_lazy("Suspended until"), value=lambda row: row.until, kind=Kind.MOMENT, narrow=False),
    Column(label=gettext_lazy("Unit"), value=lambda row: row.unit_name),
    Column(label=gettext_lazy("Asked by"), value=lambda row: row.by_name, narrow=False),
    Column(label=gettext_lazy("Asked at"), value=lambda row: row.at, kind=Kind.MOMENT),
    Column(label=gettext_lazy("Waits for"), value=lambda row: STATIONS[row.station] if row.station else ""),
    Column(label=gettext_lazy("Due"), value=lambda row: row.due_at, kind=Kind.MOMENT, narrow=False),
)
ORDERS: tuple[Column[OrderRow], ...] = (
    Column(label=gettext_lazy("Number"), value=lambda row: row.number, kind=Kind.CODE, href=_case),
    Column(label=gettext_lazy("Light"), value=lambda row: row.light or "", kind=Kind.LIGHT),
    Column(label=gettext_lazy("Answer by"), value=lambda row: row.due_at, kind=Kind.MOMENT),
    Column(label=gettext_lazy("Urgency"), value=lambda row: URGENCIES[row.urgency]),
    Column(
        label=gettext_lazy("State"),
        value=lambda row: ORDER_STATES[row.state],
        kind=Kind.BADGE,
        tone=lambda row: ORDER_TONES[row.state],
    ),
    Column(label=gettext_lazy("With"), value=lambda row: row.unit_name),
    Column(label=gettext_lazy("Place"), value=lambda row: row.address, narrow=False),
    Column(label=gettext_lazy("Issued by"), value=lambda row: row.issued_by_name, narrow=False),
    Column(label=gettext_lazy("Issued at"), value=lambda row: row.at, kind=Kind.MOMENT),
)
RETURNS: tuple[Column[ReturnRow], ...] = (
    Column(label=gettext_lazy("Number"), value=lambda row: row.number, kind=Kind.CODE, href=_case),
    Column(label=gettext_lazy("Time"), value=lambda row: row.nth, kind=Kind.NUMBER),
    Column(label=gettext_lazy("Returned by"), value=lambda row: row.unit_name),
    Column(label=gettext_lazy("Reason"), value=lambda row: row.reason),
    Column(label=gettext_lazy("Proposed unit"), value=lambda row: row.proposed_name or "—"),
    Column(label=gettext_lazy("Now with"), value=lambda row: row.now_with),
    Column(label=gettext_lazy("Returned at"), value=lambda row: row.at, kind=Kind.MOMENT),
)


@require_safe
@login_needed
def waiting(request: ActingRequest) -> HttpResponse:
    """Show the requests that wait for the reader's ruling."""
    page = turns.requests(request.actor, waiting=True, cursor=request.GET.get("cursor"))
    return _list(request, "waiting", REQUESTS, page, _("Nothing waits for your ruling."))


@require_safe
@login_needed
def asked(request: ActingRequest) -> HttpResponse:
    """Show every request in sight."""
    page = turns.requests(request.actor, cursor=request.GET.get("cursor"))
    return _list(request, "asked", REQUESTS, page, _("Nobody has asked for anything."))


@require_safe
@login_needed
def orders(request: ActingRequest) -> HttpResponse:
    """Show the supervision orders in sight."""
    page = turns.orders(request.actor, timezone.now(), cursor=request.GET.get("cursor"))
    return _list(request, "orders", ORDERS, page, _("No case is under supervision."))


@require_safe
@login_needed
def returned(request: ActingRequest) -> HttpResponse:
    """Show the returns of wrong dispatches in sight."""
    page = turns.returns(request.actor, cursor=request.GET.get("cursor"))
    return _list(request, "returned", RETURNS, page, _("No case came back as misdirected."))


def _list(
    request: ActingRequest, here: str, columns: tuple[Column[Any], ...], page: Page[Any], nothing: str
) -> HttpResponse:
    table = Table(
        columns=columns,
        rows=page.rows,
        caption=_("Approvals and orders"),
        row_href=_case,
        params=dict(request.GET.lists()),
        page=page,
    )
    labels = {
        "waiting": _("For me to rule on"),
        "asked": _("Requests"),
        "orders": _("Supervision orders"),
        "returned": _("Returns"),
    }
    count = turns.count_waiting(request.actor)
    tabs = [
        Tab(
            label=label,
            href=reverse(f"cases:turns_{key}"),
            current=key == here,
            count=count if key == "waiting" else None,
        )
        for key, label in labels.items()
    ]
    return render(request, "cases/turns.html", {"table": table, "tabs": tabs, "nothing": nothing})
