"""How long reporters are kept, and files that leave the house."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gridwarden.intake.actions import releases, retention
from gridwarden.intake.queries import archive
from gridwarden.intake.queries import releases as listing
from gridwarden.intake.queries import retention as keeping
from gridwarden.intake.queries.archive import READERS
from gridwarden.intake.web.desk_archive import COLUMNS
from gridwarden.intake.web.desk_forms import ArchiveFilterForm, RetentionForm
from gridwarden.intake.web.desk_tabs import tabs
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.ui import exports
from gridwarden.platform.ui.tables import Column, Table

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from gridwarden.intake.queries.archive import ArchiveRow
    from gridwarden.platform.accounts.requests import ActingRequest


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.INTAKE_RETAIN)
@submitted_once
def retention_page(request: ActingRequest) -> HttpResponse:
    """Show what the next night takes out, and set for how long reporters are kept."""
    now = timezone.now()
    rows = keeping.plan(request.actor, now)
    form = RetentionForm(request.POST, rows=rows) if request.method == "POST" else RetentionForm(rows=rows)
    if form.is_valid():
        retention.put(by=request.actor, at=now, days=form.days())
        messages.success(request, _("Saved. It holds from the next night on."))
        return HttpResponseRedirect(reverse("intake:retention"))
    values = {
        "tabs": tabs(request.actor, "retention"),
        "form": form,
        "rows": [(row, form[row.channel.value]) for row in rows],
        "due": sum(row.due for row in rows),
    }
    return render(request, "intake/retention.html", values, status=422 if form.errors else 200)


@require_safe
@needs(*READERS)
def release_list(request: ActingRequest) -> HttpResponse:
    """Show the files that were asked for, and rule on those of others."""
    now = timezone.now()
    page = listing.page(request.actor, now, releases.LIFE, cursor=request.GET.get("cursor"))
    table: Table[object] = Table(columns=(), rows=(), caption=_("Files handed out"), params={}, page=page)
    values = {"tabs": tabs(request.actor, "releases"), "releases": page.rows, "table": table}
    return render(request, "intake/releases.html", values)


@require_POST
@needs(Permission.INTAKE_APPROVE)
@submitted_once
def rule_release(request: ActingRequest, release_id: int) -> HttpResponse:
    """Grant or refuse a file."""
    grants = request.POST.get("ruling") == "grant"
    note = request.POST.get("note", "")
    releases.rule(by=request.actor, at=timezone.now(), release_id=release_id, grants=grants, note=note)
    messages.success(request, _("Granted: it can be taken for a day.") if grants else _("Refused."))
    return HttpResponseRedirect(reverse("intake:releases"))


@require_POST
@needs(Permission.CASE_EXPORT)
def take_release(request: ActingRequest, release_id: int) -> HttpResponseBase:
    """Hand out a granted file; every row says who took it and when."""
    now = timezone.now()
    release = releases.take(by=request.actor, at=now, release_id=release_id)
    rows = archive.rows(request.actor, ArchiveFilterForm(QueryDict(release.query)).wanted(), now)
    moment = timezone.localtime(now)
    mark = _("Taken by {name} at {moment}, request {number}").format(
        name=request.actor.name, moment=f"{moment:%Y-%m-%d %H:%M:%S}", number=release.pk
    )
    watermark: Column[ArchiveRow] = Column(label=gettext_lazy("Watermark"), value=lambda _row: mark)
    return exports.xlsx(_("complaints") + f"-{moment:%Y%m%d-%H%M}", (watermark, *COLUMNS), rows)
