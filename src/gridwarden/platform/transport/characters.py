"""Refuse what no text of the database can hold, and forms that are not UTF-8, wherever they come from."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from django.core.exceptions import BadRequest
from django.http import UnreadablePostError

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

NUL = "\0"
_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


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
        if not getattr(view, "csrf_exempt", False):
            check_form(request)


def check_form(request: HttpRequest) -> None:
    """Refuse a form that is not UTF-8, or holds a NUL; views without a form's token call it themselves.

    Raises:
        BadRequest: the form cannot be read as it stands.
    """
    if request.method != "POST":
        return
    if request.content_type in _FORMS and not _is_utf8(request):
        raise BadRequest("The form is not UTF-8.")
    if _holds_nul(request):
        raise BadRequest("The form holds a NUL.")


def _is_utf8(request: HttpRequest) -> bool:
    named = (request.content_params or {}).get("charset", "utf-8")
    try:
        return codecs.lookup(named).name == "utf-8"
    except (LookupError, ValueError):
        return False


def _holds_nul(request: HttpRequest) -> bool:
    try:
        return any(NUL in value for values in request.POST.lists() for value in (values[0], *values[1]))
    except UnreadablePostError:  # the sender has gone; the check of the token ends it
        return False
