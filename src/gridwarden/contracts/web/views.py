"""Pages of contracts: list, one with its rules and results, writing, signing, ending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gridwarden.cases.queries import routing_rules
from gridwarden.contracts.actions import contracts
from gridwarden.contracts.actions.contracts import origin_of
from gridwarden.contracts.domain.states import ContractState
from gridwarden.contracts.labels import STATES, TONES
from gridwarden.contracts.queries import contracts as found
from gridwarden.contracts.web.forms import ContractForm, EndForm, FilterForm
from gridwarden.inspections.queries import slip_results
from gridwarden.menu.labels import limit_words
from gridwarden.menu.queries import menus
from gridwarden.menu.queries.menus import NoMenu
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.refusals import Refusal
from gridwarden.platform.ui.refusals import onto_form
from gridwarden.platform.ui.tables import Column, Kind, Table

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.contracts.queries.contracts import ContractRow
    from gridwarden.menu.queries.rows import MenuRow
    from gridwarden.platform.access import Actor
    from gridwarden.platform.accounts.requests import ActingRequest

sees = needs(Permission.CONTRACT_SEE, Permission.CREW_EDIT)


def _href(row: ContractRow) -> str:
    return reverse("contracts:page", args=[row.id])


COLUMNS: tuple[Column[ContractRow], ...] = (
    Column(label=gettext_lazy("Number of the contract"), value=lambda row: row.number, kind=Kind.CODE, href=_href),
    Column(label=gettext_lazy("Name"), value=lambda row: row.name),
    Column(label=gettext_lazy("Contractor"), value=lambda row: row.unit_name),
    Column(
        label=gettext_lazy("First day of the contract"), value=lambda row: row.starts_on, kind=Kind.DAY, narrow=False
    ),
    Column(label=gettext_lazy("Last day of the contract"), value=lambda row: row.ends_on, kind=Kind.DAY),
    Column(
        label=gettext_lazy("Grids"),
        value=lambda row: "、".join(row.grids) or _("Whole district"),
        narrow=False,
    ),
    Column(
        label=gettext_lazy("State"),
        value=lambda row: STATES[row.state],
        kind=Kind.BADGE,
        tone=lambda row: TONES[row.state],
    ),
)


@require_safe
@sees
def contract_list(request: ActingRequest) -> HttpResponse:
    """Show the contracts in sight."""
    form = FilterForm(request.GET)
    page = found.page(request.actor, form.wanted(), cursor=request.GET.get("cursor"))
    table = Table(
        columns=COLUMNS, rows=page.rows, caption=_("Contracts"), row_href=_href,
        params=dict(request.GET.lists()), page=page,
    )  # fmt: skip
    may_edit = request.actor.may(Permission.CONTRACT_EDIT)
    return render(request, "contracts/list.html", {"table": table, "form": form, "may_edit": may_edit})


@require_safe
@sees
def contract_page(request: ActingRequest, contract_id: int) -> HttpResponse:
    """Show one contract: its terms, the rules that it put down, and this month's results."""
    row = found.one(request.actor, contract_id)
    now = timezone.now()
    month = timezone.localdate().replace(day=1)
    results = slip_results.of_contract(row.number, month, district_id=request.actor.district_id or 0)
    rules = routing_rules.of_origin(request.actor, origin_of(row.id)) if _sees_rules(request.actor) else []
    values = {
        "row": row,
        "state": STATES[row.state],
        "tone": TONES[row.state],
        "covers": _covers(row, _menu(request.actor, now)),
        "rules": rules,
        "overlaps": [
            (
                one.contract,
                "、".join(str(item) if number is None else f"{item}.{number}" for item, number in one.covers),
            )
            for one in found.overlapping(request.actor, row)
        ],
        "month": month,
        "results": len(results),
        "late": sum(result.days_late > 0 for result in results),
        "reworks": sum(result.rework_count for result in results),
        "may_edit": request.actor.may(Permission.CONTRACT_EDIT) and row.state is not ContractState.ENDED,
        "is_draft": row.state is ContractState.DRAFT,
        "end_form": EndForm(),
    }
    return render(request, "contracts/contract.html", values)


def _sees_rules(actor: Actor) -> bool:
    return actor.may(Permission.CONTRACT_SEE)


def _menu(actor: Actor, now: datetime) -> MenuRow | None:
    try:
        return menus.current(actor.district_id or 0, now)
    except NoMenu:
        return None


def _covers(row: ContractRow, menu: MenuRow | None) -> list[tuple[str, str]]:
    """Return what is covered and in what time."""
    names = {item.number: item.name for item in menu.items} if menu else {}
    said = {(item.number, one.number): one.text for item in menu.items for one in item.conditions} if menu else {}
    return [
        (
            f"{cover.item}.{cover.condition} {said.get((cover.item, cover.condition), '')}"
            if cover.condition
            else f"{cover.item} {names.get(cover.item, '')}",
            str(limit_words(cover.limit)) if cover.limit else _("as the condition says"),
        )
        for cover in row.covers
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.CONTRACT_EDIT)
@submitted_once
def new_contract(request: ActingRequest) -> HttpResponse:
    """Draft a contract."""
    return _submission(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.CONTRACT_EDIT)
@submitted_once
def edit_contract(request: ActingRequest, contract_id: int) -> HttpResponse:
    """Change a contract."""
    return _submission(request, found.one(request.actor, contract_id))


def _submission(request: ActingRequest, row: ContractRow | None) -> HttpResponse:
    now = timezone.now()
    given = request.POST if request.method == "POST" else None
    form = ContractForm(request.actor, now, _menu(request.actor, now), row, given)
    if form.is_valid():
        try:
            contract_id = _save(request.actor, form, row, now)
        except Refusal as refusal:
            onto_form(form, refusal)
        else:
            messages.success(request, _("The contract has been saved."))
            return HttpResponseRedirect(reverse("contracts:page", args=[contract_id]))
    values = {"form": form, "row": row}
    return render(request, "contracts/form.html", values, status=422 if form.is_bound else 200)


def _save(actor: Actor, form: ContractForm, row: ContractRow | None, now: datetime) -> int:
    if row is None:
        return contracts.draft(by=actor, at=now, terms=form.terms()).pk
    return contracts.revise(by=actor, at=now, contract_id=row.id, terms=form.terms()).pk


@require_POST
@needs(Permission.CONTRACT_EDIT)
@submitted_once
def sign_contract(request: ActingRequest, contract_id: int) -> HttpResponse:
    """Sign a contract."""
    contracts.sign(by=request.actor, at=timezone.now(), contract_id=contract_id)
    messages.success(request, _("The contract is signed. Its rules send cases from its first day on."))
    return redirect("contracts:page", contract_id)


@require_POST
@needs(Permission.CONTRACT_EDIT)
@submitted_once
def end_contract(request: ActingRequest, contract_id: int) -> HttpResponse:
    """End a contract before its time."""
    reason = request.POST.get("reason", "")
    contracts.end(by=request.actor, at=timezone.now(), contract_id=contract_id, reason=reason)
    messages.success(request, _("The contract has ended, and its rules with it."))
    return redirect("contracts:page", contract_id)
