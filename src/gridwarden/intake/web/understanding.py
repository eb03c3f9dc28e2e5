"""The page of trained versions: compared in the shadow, put to work by a person; and what counts as a duplicate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from gridwarden.intake.actions import learning
from gridwarden.intake.domain.versions import VersionState
from gridwarden.intake.queries import duplicates, versions
from gridwarden.intake.web.desk_tabs import tabs
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.api.forms import submitted_once

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.platform.accounts.requests import ActingRequest

STATES = {
    VersionState.SHADOW: gettext_lazy("in the shadow"),
    VersionState.CURRENT: pgettext_lazy("version", "at work"),
    VersionState.RETIRED: gettext_lazy("retired"),
}


class DuplicateForm(forms.Form):
    """What the district calls near, recent and alike."""

    reach_m = forms.IntegerField(
        label=gettext_lazy("Near: metres"), min_value=learning.REACHES_M[0], max_value=learning.REACHES_M[1]
    )
    days = forms.IntegerField(
        label=gettext_lazy("Recent: days"), min_value=learning.DAYS[0], max_value=learning.DAYS[1]
    )
    least_score = forms.IntegerField(label=gettext_lazy("Show from this likeness on (%)"), min_value=0, max_value=100)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MENU_EDIT)
@submitted_once
def understanding(request: ActingRequest) -> HttpResponse:
    """Show the versions and how the one in the shadow does; set what counts as a duplicate."""
    rule = duplicates.rule(request.actor.district_id or 0)
    start = {"reach_m": round(rule.reach_m), "days": round(rule.days), "least_score": round(rule.least_score * 100)}
    form = DuplicateForm(request.POST) if request.method == "POST" else DuplicateForm(initial=start)
    if request.method == "POST" and form.is_valid():
        learning.set_duplicates(by=request.actor, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("intake:understanding"))
    values = {
        "tabs": tabs(request.actor, "understanding"),
        "versions": [(row, STATES[row.state]) for row in versions.rows(request.actor)],
        "differences": versions.differences(request.actor),
        "form": form,
    }
    return render(request, "intake/understanding.html", values, status=422 if form.errors else 200)


@require_POST
@needs(Permission.MENU_EDIT)
@submitted_once
def adopt(request: ActingRequest, version: int) -> HttpResponse:
    """Put the version in the shadow to work."""
    learning.adopt(by=request.actor, at=timezone.now(), version=version)
    messages.success(request, _("Version {version} suggests from now on.").format(version=version))
    return HttpResponseRedirect(reverse("intake:understanding"))
