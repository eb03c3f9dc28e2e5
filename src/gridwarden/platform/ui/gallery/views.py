"""The gallery page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from gridwarden.platform.accounts.decorators import login_needed
from gridwarden.platform.ui import exports
from gridwarden.platform.ui.gallery import samples

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


@login_needed
def gallery(request: HttpRequest) -> HttpResponseBase:
    """Show every component with made-up content."""
    now = timezone.now()
    table = samples.table(now, request.GET.dict())
    if kind := exports.asked(request):
        return exports.answer(kind, _("Cases"), table.columns, table.rows)
    if "toast" in request.GET:
        messages.success(request, _("Saved."))
    values = {
        "stats": samples.stats(),
        "rungs": samples.rungs(),
        "moments": samples.moments(now),
        "before": samples.photo("before"),
        "after": samples.photo("after"),
        "table": table,
        "tabs": samples.tabs(),
        "charts": samples.charts(),
        "maps": samples.maps(),
        "form": samples.SampleForm(),
        "wrong_form": samples.wrong_form(),
    }
    return render(request, "ui/gallery.html", values)
