"""The check of the territory, its findings on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gridwarden.grids.labels import FINDINGS
from gridwarden.grids.queries import checks, districts
from gridwarden.grids.web import overlays
from gridwarden.grids.web.tabs import tabs
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.maps.config import MapConfig
from gridwarden.platform.ui.parts import Stat, Tone

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.grids.domain.findings import CheckReport
    from gridwarden.platform.accounts.requests import ActingRequest


@require_safe
@needs(Permission.TERRITORY_SEE)
def check(request: ActingRequest) -> HttpResponse:
    """List what a check of today's territory finds; ``?kind=gap`` keeps a kind."""
    district = districts.own(request.actor)
    report = checks.report(district.id, timezone.now())
    kind = request.GET.get("kind", "")
    findings = [finding for finding in report.findings if kind not in FINDINGS or finding.kind == kind]
    values = {
        "district": district,
        "report": report,
        "stats": stats(report),
        "kind": kind,
        "findings": overlays.rows(findings),
        "left_out": max(0, len(findings) - overlays.MOST_FINDINGS),
        "overlay": overlays.features(findings),
        "map": MapConfig(bounds=district.bounds, hidden_layers=("cases",)),
        "tabs": tabs(request.actor, "check"),
    }
    return render(request, "grids/check.html", values)


def stats(report: CheckReport) -> list[Stat]:
    """Return the account of areas and the number of findings of each kind."""
    totals = report.totals
    ground = Stat(
        label=_("To cover"),
        value=f"{totals.to_cover_m2 / 1e6:.2f}",
        unit="km²",
        hint=_("by {count} grids").format(count=report.grid_count),
    )
    counts = report.counts()
    found = [
        Stat(
            label=FINDINGS[kind],
            value=counts[kind],
            hint=_hint(report, kind),
            tone=Tone.BAD,
            href=f"{reverse('grids:check')}?kind={kind}",
        )
        for kind in counts
    ]
    clean = Stat(label=_("Findings"), value=0, hint=_("Seamless, and every grid can be patrolled."), tone=Tone.GOOD)
    return [ground, *(found or [clean])]


def _hint(report: CheckReport, kind: str) -> str:
    mine = [finding for finding in report.findings if finding.kind == kind]
    if mine[0].unit == "m2":
        return _("{area} square metres in all").format(area=f"{sum(finding.value for finding in mine):,.0f}")
    if kind == "orphan_road":
        return _("{length} metres in all").format(length=f"{sum(finding.value for finding in mine):,.0f}")
    return ""
