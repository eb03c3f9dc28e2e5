"""A page for people who write programs: what Open311 offers here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from gridwarden.intake.queries import terms

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.platform.accounts.requests import ActingRequest


@require_safe
def about(request: ActingRequest) -> HttpResponse:
    """Explain the interface, its keys and its limits."""
    return render(request, "intake/public_open311.html", {"places": terms.places()})
