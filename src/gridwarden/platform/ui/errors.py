"""The pages that say what went wrong, in words a person can act on."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from gridwarden.platform.ui.fragments import is_htmx, message

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Sorry:
    """What an error page says: what happened, and what to do now."""

    title: _StrPromise
    advice: _StrPromise


SORRIES: dict[int, Sorry] = {
    HTTPStatus.BAD_REQUEST: Sorry(
        _("This request could not be understood"), _("Go back and try again; if it happens again, tell the desk.")
    ),
    HTTPStatus.FORBIDDEN: Sorry(
        _("You may not do this"), _("Your role does not include it. Ask the administrator if you need it.")
    ),
    HTTPStatus.NOT_FOUND: Sorry(
        _("There is no such page"), _("It may have moved, or it lies outside what you are in charge of.")
    ),
    HTTPStatus.CONFLICT: Sorry(
        _("Somebody was quicker"), _("The matter has moved on in the meantime. Go back and look at its state now.")
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Sorry(
        _("The file is too large"), _("Take a smaller photo or send fewer at once.")
    ),
    HTTPStatus.UNPROCESSABLE_ENTITY: Sorry(
        _("Something in the input is not right"), _("Go back and correct it; nothing was changed.")
    ),
    HTTPStatus.TOO_MANY_REQUESTS: Sorry(_("Too many requests"), _("Wait a moment before you try again.")),
    HTTPStatus.INTERNAL_SERVER_ERROR: Sorry(
        _("Something broke on our side"), _("It has been recorded. Try again in a moment.")
    ),
}


def error_page(request: HttpRequest, status: int, detail: str = "") -> HttpResponse:
    """Return the page for ``status``, or a message when htmx asked; ``detail`` says what exactly was refused."""
    sorry = SORRIES.get(status, SORRIES[HTTPStatus.BAD_REQUEST])
    if is_htmx(request):
        return message(request, detail or str(sorry.title), status=status)
    return render(request, "ui/error.html", {"status": int(status), "sorry": sorry, "detail": detail}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer a request that Django finds malformed."""
    return error_page(request, HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer a request that a permission forbids."""
    return error_page(request, HTTPStatus.FORBIDDEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer a form whose token is stale, mostly because the login ended in another tab."""
    detail = _("The form was open for too long. Reload the page and send it again.")
    return error_page(request, HTTPStatus.FORBIDDEN, str(detail))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer an address that leads nowhere, or nowhere for this person."""
    return error_page(request, HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer after a bug; the page asks nothing of the database, which may be what broke."""
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    values = {"status": int(status), "sorry": SORRIES[status]}
    return HttpResponse(render_to_string("ui/error_bare.html", values), status=status)
