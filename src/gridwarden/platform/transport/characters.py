"""Refuse the one character that no text of the database can hold, wherever an address or a form brings it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import BadRequest
from django.http import UnreadablePostError

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

NUL = "\0"


class NulMiddleware:
    """Answer 400 to an address or a page's form with a NUL in it; the API judges its own bodies."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on unless there is one."""
        if NUL in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("The address holds a NUL.")
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], *_: object) -> None:
        """Look through what a form has sent, just before the check of its token reads it anyway."""
        if request.method == "POST" and not getattr(view, "csrf_exempt", False) and _holds_nul(request):
            raise BadRequest("The form holds a NUL.")


def _holds_nul(request: HttpRequest) -> bool:
    try:
        return any(NUL in value for values in request.POST.lists() for value in (values[0], *values[1]))
    except UnreadablePostError:  # the sender has gone; the check of the token ends it
        return False
