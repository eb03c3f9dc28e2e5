"""Lists of slips and of their results."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gridwarden.cases.domain.sources import Source
from gridwarden.cases.labels import KEPT, SOURCES, STATES
from gridwarden.cases.presenting.looks import STATE_TONES
from gridwarden.inspections.queries import slip_results, slips
from gridwarden.inspections.queries.slip_results import Blame
from gridwarden.inspections.slip_labels import TILES
from gridwarden.inspections.web.slip_forms import SlipFilterForm
from gridwarden.menu.queries import menus
from gridwarden.menu.queries.menus import NoMenu
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.ui.parts import Stat
from gridwarden.platform.ui.tables import Column, Kind, Table

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse

    from gridwarden.inspections.queries.slip_results import ResultRow
    from gridwarden.inspections.queries.slips import SlipRow
    from gridwarden.menu.queries.rows import MenuRow
    from gridwarden.platform.access import Actor
    from gridwarden.platform.accounts.requests import ActingRequest

sees = needs(Permission.CASE_SEE_DISTRICT, Permission.SLIP_ISSUE, Permission.CREW_EDIT)


def href(row: SlipRow) -> str:
    """Return the address of a slip."""
    return reverse("inspections:slip", args=[row.id])


COLUMNS: tuple[Column[SlipRow], ...] = (
    Column(label=gettext_lazy("Number"), value=lambda row: row.number, kind=Kind.CODE, href=href),
    Column(label=gettext_lazy("Light"), value=lambda row: row.case.light or "", kind=Kind.LIGHT),
    Column(label=gettext_lazy("Due"), value=lambda row: row.case.due_at, kind=Kind.MOMENT),
    Column(label=gettext_lazy("Item"), value=lambda row: row.case.item_name),
    Column(label=gettext_lazy("Place"), value=lambda row: row.case.address),
    Column(
        label=gettext_lazy("State"),
        value=lambda row: STATES[row.case.state],
        kind=Kind.BADGE,
        tone=lambda row: STATE_TONES[row.case.state],
    ),
    Column(
        label=gettext_lazy("Deadline kept"),
        value=lambda row: "" if row.case.was_late is None else KEPT[row.case.was_late],
        kind=Kind.BADGE,
        tone=lambda row: "bad" if row.case.was_late else "good",
        narrow=False,
    ),
    Column(label=gettext_lazy("With"), value=lambda row: row.case.unit_name),
    Column(label=gettext_lazy("Contract"), value=lambda row: row.contract_number, narrow=False),
    Column(label=gettext_lazy("Written"), value=lambda row: row.issued_at, kind=Kind.MOMENT, narrow=False),
    Column(label=gettext_lazy("By"), value=lambda row: row.issued_by_name, narrow=False),
    Column(
        label=gettext_lazy("Reworks"), value=lambda row: row.case.rework_count or "", kind=Kind.NUMBER, narrow=False
    ),
)
RESULT_COLUMNS: tuple[Column[ResultRow], ...] = (
    Column(
        label=gettext_lazy("Number"),
        value=lambda row: row.number,
        kind=Kind.CODE,
        href=lambda row: reverse("inspections:slip", args=[row.slip_id]),
    ),
    Column(label=gettext_lazy("Contract"), value=lambda row: row.contract_number),
    Column(label=gettext_lazy("Contractor"), value=lambda row: row.unit_name),
    Column(label=gettext_lazy("Item"), value=lambda row: row.item, kind=Kind.NUMBER),
    Column(label=gettext_lazy("Condition"), value=lambda row: row.condition, narrow=False),
    Column(label=gettext_lazy("Grid"), value=lambda row: row.grid_code, kind=Kind.CODE, narrow=False),
    Column(label=gettext_lazy("Closed"), value=lambda row: row.closed_at, kind=Kind.MOMENT),
    Column(label=gettext_lazy("Days late"), value=lambda row: row.days_late or "", kind=Kind.NUMBER),
    Column(label=gettext_lazy("Reworks"), value=lambda row: row.rework_count or "", kind=Kind.NUMBER),
    Column(label=gettext_lazy("Refusals"), value=lambda row: row.refusals or "", kind=Kind.NUMBER, narrow=False),
    Column(label=gettext_lazy("Found by"), value=lambda row: row.found_by_name, narrow=False),
    Column(label=gettext_lazy("Source"), value=lambda row: SOURCES[Source(row.source)], on_page=False),
    Column(
        label=gettext_lazy("Photos"),
        value=lambda row: len(row.photos_before) + len(row.photos_after),
        kind=Kind.NUMBER,
        narrow=False,
    ),
)


@require_safe
@sees
def slip_list(request: ActingRequest) -> HttpResponse:
    """Show the slips in sight."""
    now = timezone.now()
    form = SlipFilterForm(request.GET, _menu(request.actor, now))
    page = slips.page(request.actor, form.wanted(), now, cursor=request.GET.get("cursor"))
    table = Table(
        columns=COLUMNS, rows=page.rows, caption=_("Contact slips"), row_href=href,
        params=dict(request.GET.lists()), page=page,
    )  # fmt: skip
    values = {
        "table": table,
        "form": form,
        "tiles": _tiles(request.actor),
        "may_issue": request.actor.may(Permission.SLIP_ISSUE),
    }
    return render(request, "inspections/slips.html", values)


@require_safe
@needs(Permission.CONTRACT_SEE, Permission.CREW_EDIT)
def results(request: ActingRequest) -> HttpResponse:
    """Show the frozen results of a month."""
    month = _month(request.GET.get("month"))
    contract = request.GET.get("contract", "")[:60]
    asked = request.GET.get("blame", "")
    blame = Blame(asked) if asked in set(Blame) else None
    page = slip_results.page(request.actor, month, contract=contract, blame=blame, cursor=request.GET.get("cursor"))
    table = Table(
        columns=RESULT_COLUMNS, rows=page.rows, caption=_("Results of slips"),
        params=dict(request.GET.lists()), page=page,
    )  # fmt: skip
    values = {
        "table": table,
        "month": f"{month:%Y-%m}" if month else "",
        "contract": contract,
        "blame": blame or "",
        "blames": [("", _("All")), (Blame.LATE, _("Late ones")), (Blame.REWORKED, _("Reworked ones"))],
    }
    return render(request, "inspections/slip_results.html", values)


def _month(word: str | None) -> date | None:
    """Return the first day of a month as the browser writes it; anything else asks for every month."""
    try:
        return date.fromisoformat(f"{word}-01") if word else None
    except ValueError:
        return None


def _tiles(actor: Actor) -> list[Stat]:
    counts = slips.counts(actor)
    here = reverse("inspections:slips")
    return [Stat(label=label, value=counts[key], href=f"{here}?tile={key}") for key, label in TILES.items()]


def _menu(actor: Actor, now: datetime) -> MenuRow | None:
    try:
        return menus.current(actor.district_id or 0, now)
    except NoMenu:
        return None
