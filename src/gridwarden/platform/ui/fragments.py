"""Answers for htmx, which wants a piece of a page and not a whole one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

if TYPE_CHECKING:
    from django.http import HttpRequest


def is_htmx(request: HttpRequest) -> bool:
    """Return whether htmx asked for a part of a page (a boosted link wants a whole one)."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"


def message(request: HttpRequest, text: str, *, tone: str = "error", status: int = 200) -> HttpResponse:
    """Return a message fragment that htmx appends to the page's messages, wherever the request came from."""
    response = render(request, "ui/_toast.html", {"text": text, "tone": tone}, status=status)
    response["HX-Retarget"] = "#toasts"
    response["HX-Reswap"] = "beforeend"
    return response


def to_login(request: HttpRequest) -> HttpResponse:
    """Send the whole page to the login, and back to where the person is afterwards."""
    here = request.headers.get("HX-Current-URL", "")
    hosts = {request.get_host()}
    following = here if url_has_allowed_host_and_scheme(here, hosts, require_https=request.is_secure()) else "/"
    address = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': following})}"
    return HttpResponse(status=204, headers={"HX-Redirect": address})


def leads_to_login(response: HttpResponse) -> bool:
    """Return whether the answer is a redirect to the login page."""
    location = response.headers.get("Location", "")
    return response.status_code in {301, 302, 303} and location.startswith(resolve_url(settings.LOGIN_URL))
