"""How long the stages may take: shown to everybody in the district, set by those who keep the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from gridwarden.algorithms.worktime import LimitUnit
from gridwarden.cases.actions.limits import set_limit
from gridwarden.cases.domain.clocks import Stage
from gridwarden.cases.labels import STAGES
from gridwarden.cases.queries import limits
from gridwarden.menu.labels import LIMIT_UNITS, limit_words
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.refusals import Invalid
from gridwarden.platform.ui.refusals import onto_form

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.algorithms.worktime import Limit
    from gridwarden.platform.accounts.requests import ActingRequest

_SETTABLE = [(stage.value, STAGES[stage]) for stage in Stage if stage is not Stage.HANDLE]


class LimitForm(forms.Form):
    """A stage and how long it may take."""

    stage = forms.ChoiceField(label=gettext_lazy("Stage"), choices=_SETTABLE)
    value = forms.DecimalField(label=gettext_lazy("Time allowed"), max_digits=9, decimal_places=3, min_value=0)
    unit = forms.ChoiceField(label=gettext_lazy("Unit of the limit"), choices=list(LIMIT_UNITS.items()))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.TERRITORY_SEE)
def stage_limits(request: ActingRequest) -> HttpResponse:
    """Show the limits of the district, and set one."""
    form = LimitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            set_limit(
                by=request.actor,
                at=timezone.now(),
                district_id=request.actor.district_id or 0,
                stage=Stage(given["stage"]),
                value=given["value"],
                unit=LimitUnit(given["unit"]),
            )
        except Invalid as refusal:
            onto_form(form, refusal)
        else:
            messages.success(request, _("The limit has been set. Clocks that run keep the one they began with."))
            return redirect("cases:limits")
    rows = [(STAGES[row.stage], _words(row.limit), _words(row.usual), row.is_own) for row in limits.rows(request.actor)]
    values = {"rows": rows, "form": form, "may_edit": request.actor.may(Permission.CALENDAR_EDIT)}
    return render(request, "cases/limits.html", values, status=422 if request.method == "POST" else 200)


def _words(limit: Limit | None) -> str:
    return str(limit_words(limit)) if limit else "—"
