"""The case desk: the list with its filters, the file of it, and dispatching many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from gridwarden.cases.actions import dispatching
from gridwarden.cases.queries import board, lists
from gridwarden.cases.queries import exports as case_exports
from gridwarden.cases.queries.filters import read
from gridwarden.cases.web.columns import COLUMNS, href
from gridwarden.cases.web.figures import stats
from gridwarden.cases.web.forms import FilterForm
from gridwarden.menu.queries import menus
from gridwarden.menu.queries.menus import NoMenu
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import login_needed, needs
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.ui import exports
from gridwarden.platform.ui.numbers import key_of
from gridwarden.platform.ui.refusals import words_for
from gridwarden.platform.ui.tables import Table
from gridwarden.platform.ui.ways import way_back

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from gridwarden.cases.queries.filters import CaseFilter
    from gridwarden.menu.queries.rows import MenuRow
    from gridwarden.platform.access import Actor
    from gridwarden.platform.accounts.requests import ActingRequest

#: Names of refused cases that a message still spells out.
_SPELT_OUT = 5


@require_safe
@login_needed
def case_list(request: ActingRequest) -> HttpResponseBase:
    """Show the cases in sight, filtered and page by page, or hand them out as a file."""
    now = timezone.now()
    form = FilterForm(request.GET, menu=menu_of(request.actor, now))
    wanted = read(request.GET)
    if kind := exports.asked(request):
        return _file(request.actor, kind, wanted, now)
    order = request.GET.get("order", "newest")
    page = lists.page(request.actor, wanted, now, order=order, cursor=request.GET.get("cursor"))
    table = Table(
        columns=COLUMNS,
        rows=page.rows,
        caption=_("Cases"),
        key=(lambda row: row.id) if request.actor.may(Permission.CASE_DISPATCH) else None,
        row_href=href,
        params=dict(request.GET.lists()),
        page=page,
    )
    tiles = stats(board.tiles(request.actor, now))
    values = {"form": form, "table": table, "tiles": tiles, "wanted": wanted, "order": order}
    return render(request, "cases/list.html", values)


def menu_of(actor: Actor, now: datetime) -> MenuRow | None:
    """Return the menu in force, if the district has one."""
    try:
        return menus.current(actor.district_id or 0, now)
    except NoMenu:
        return None


def _file(actor: Actor, kind: str, wanted: CaseFilter, now: datetime) -> HttpResponseBase:
    actor.require(Permission.CASE_EXPORT)
    rows = case_exports.rows(actor, wanted, now)
    return exports.answer(kind, _("cases") + f"-{timezone.localtime(now):%Y%m%d-%H%M}", COLUMNS, rows)


@require_POST
@needs(Permission.CASE_DISPATCH)
@submitted_once
def dispatch_many(request: ActingRequest) -> HttpResponse:
    """Send every selected case to the unit that is suggested for it, and say what became of each."""
    ids = [case_id for case_id in map(key_of, request.POST.getlist("selected")) if case_id is not None]
    results = dispatching.dispatch_many(by=request.actor, at=timezone.now(), case_ids=ids)
    moved = sum(result.moved is not None for result in results)
    if moved:
        done = ngettext("{n} case was dispatched.", "{n} cases were dispatched.", moved)
        messages.success(request, done.format(n=moved))
    refused = [result for result in results if result.refusal]
    for result in refused[:_SPELT_OUT]:
        messages.error(request, f"{result.number}: {words_for(result.refusal)}" if result.refusal else "")
    if len(refused) > _SPELT_OUT:
        messages.error(request, _("{n} more were not dispatched.").format(n=len(refused) - _SPELT_OUT))
    if not ids:
        messages.warning(request, _("No case is selected."))
    return HttpResponseRedirect(way_back(request, reverse("cases:list")))
