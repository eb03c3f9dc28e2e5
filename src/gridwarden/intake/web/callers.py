"""Looking for a caller's reports: the number comes by POST and stands sealed in the address that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect

from gridwarden.intake.queries import callers

if TYPE_CHECKING:
    from gridwarden.platform.accounts.requests import ActingRequest

#: The word of the address that holds the sealed number.
WORD = "caller"


def led_on(request: ActingRequest) -> HttpResponseRedirect:
    """Lead from the number that was sent to the same list, of this caller alone; without a number to everybody's."""
    words = request.GET.copy()
    for name in (WORD, "cursor"):
        words.pop(name, None)
    if word := callers.sealed(request.POST.get("phone", "")):
        words[WORD] = word
    return HttpResponseRedirect(f"{request.path}?{words.urlencode()}" if words else request.path)
