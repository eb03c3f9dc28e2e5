"""What was found about the photos of a case, beside the photos, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from gridwarden.cases.actions.findings import acknowledge
from gridwarden.cases.domain.findings import FindingKind
from gridwarden.cases.labels import EVIDENCE
from gridwarden.cases.presenting.panels import Panel, register
from gridwarden.cases.queries import findings
from gridwarden.platform.accounts.decorators import login_needed

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.cases.queries.findings import FindingRow
    from gridwarden.platform.access import Actor
    from gridwarden.platform.accounts.requests import ActingRequest

_SENTENCES = {
    FindingKind.FAR: gettext_lazy("Taken %(measure)s from the place of the case."),
    FindingKind.OLD: gettext_lazy("Taken %(measure)s before this step."),
    FindingKind.AHEAD: gettext_lazy("Claims to be taken %(measure)s after it had arrived."),
    FindingKind.MOCKED: gettext_lazy("The phone says that its place was made up."),
    FindingKind.SILENT: gettext_lazy("Neither camera nor phone noted when and where it was taken."),
}
_KM = 1000
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def words(row: FindingRow) -> str:
    """Return a finding as a sentence for the one who judges it."""
    if row.kind is FindingKind.REUSED:
        return _("This photo looks like one in the file of case %(number)s.") % {"number": row.other_number}
    if row.kind is FindingKind.SKEW:
        return _skew(row.measure or 0)
    measured = _distance if row.kind is FindingKind.FAR else _span
    return str(_SENTENCES[row.kind]) % {"measure": measured(row.measure or 0)}


def _skew(seconds: float) -> str:
    if seconds > 0:
        return _("The phone's clock was %(span)s ahead.") % {"span": _span(seconds)}
    return _("The phone's clock was %(span)s behind.") % {"span": _span(-seconds)}


def _distance(metres: float) -> str:
    return f"{metres / _KM:.1f} km" if metres >= _KM else f"{metres:.0f} m"


def _span(seconds: float) -> str:
    if seconds >= _DAY:
        days = round(seconds / _DAY)
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    if seconds >= _HOUR:
        hours = round(seconds / _HOUR)
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    minutes = max(1, round(seconds / _MINUTE))
    return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}


def rows_in_words(actor: Actor, case_id: int) -> list[tuple[FindingRow, str, object]]:
    """Return the findings of a case, each with its sentence and what its photo shows."""
    return [(row, words(row), EVIDENCE[row.photo_kind]) for row in findings.of_case(actor, case_id)]


def drawn(request: ActingRequest, case_id: int) -> str:
    """Return the findings of a case as HTML, empty where there are none or the reader does not judge them."""
    shown = rows_in_words(request.actor, case_id)
    if not shown:
        return ""
    return render_to_string("cases/_findings.html", {"findings": shown, "case_id": case_id}, request)


@require_POST
@login_needed
def acknowledge_finding(request: ActingRequest, finding_id: int) -> HttpResponse:
    """Note what the reader says about a finding."""
    note = request.POST.get("note", "")
    case_id = acknowledge(by=request.actor, at=timezone.now(), finding_id=finding_id, note=note)
    messages.success(request, _("Your remark is kept with the photo."))
    return redirect("cases:page", case_id)


register(Panel(key="findings", label=gettext_lazy("Remarks on photos"), render=drawn, order=10))
