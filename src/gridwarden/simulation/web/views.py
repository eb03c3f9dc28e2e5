"""The one page part of the simulation: how far the past has been filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from gridwarden.platform.accounts.decorators import login_needed

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.platform.accounts.requests import ActingRequest


@require_safe
@login_needed
def progress(request: ActingRequest) -> HttpResponse:
    """Show the banner anew; empty once the past is complete, so that the page stops asking."""
    return render(request, "simulation/_progress.html")
