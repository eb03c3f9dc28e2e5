"""Turn whatever goes wrong in the API into one kind of answer, in one place."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from gridwarden.platform.api.schemas import PROBLEM_JSON, problem
from gridwarden.platform.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from ninja import NinjaAPI

#: Where a field lies in a request, as pydantic names it; left out of the names that callers read.
_SOURCES = {"body", "query", "path", "form", "file", "header", "cookie"}

_WORDS = {
    400: ("malformed", "The request cannot be read."),
    401: ("not_authenticated", "Log in or send a bearer token."),
    403: ("forbidden", "This is not allowed."),
    404: ("not_found", "There is no such thing, or you may not know of it."),
    405: ("method_not_allowed", "This address does not know the method."),
    409: ("conflict", "The thing has changed meanwhile."),
    413: ("too_large", "The request is larger than allowed."),
    415: ("unsupported_media_type", "The body is of a kind that this address does not read."),
    422: ("invalid", "The input breaks a rule."),
    429: ("too_many_requests", "Too many requests; wait before the next one."),
    500: ("server_error", "Something failed here; it has been logged."),
    503: ("unavailable", "The service is not ready; try again shortly."),
}


def answer(
    status: int, *, code: str | None = None, detail: str | None = None, fields: dict[str, str] | None = None
) -> HttpResponse:
    """Return a problem answer; words that are left out follow from the status."""
    usual_code, usual_detail = _WORDS.get(status, ("refused", HTTPStatus(status).description))
    body = problem(status, code=code or usual_code, detail=detail or usual_detail, fields=fields)
    response = HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=PROBLEM_JSON)
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = 'Bearer realm="gridwarden"'
    return response


def from_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer a refusal of the product with its own code and status."""
    response = answer(refusal.status, code=refusal.code, detail=refusal.message, fields=refusal.fields)
    wait_s = getattr(refusal, "retry_after_s", None)
    if wait_s is not None:
        response["Retry-After"] = str(wait_s)
    return response


def _from_validation(request: HttpRequest, error: ValidationError) -> HttpResponse:
    fields = {_field_name(one["loc"]): str(one["msg"]) for one in error.errors}
    return answer(HTTPStatus.UNPROCESSABLE_ENTITY, fields=fields)


def _field_name(location: tuple[Any, ...]) -> str:
    parts = [str(part) for part in location]
    inner = parts[1:] if parts and parts[0] in _SOURCES else parts
    # A body that consists of one schema is named after the function's argument; callers do not know that name.
    named = inner[1:] if parts[0] == "body" and len(inner) > 1 else inner
    return ".".join(named) or "body"


def _from_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return answer(error.status_code, detail=error.message)


def _from_missing(request: HttpRequest, error: Exception) -> HttpResponse:
    return answer(HTTPStatus.NOT_FOUND)


def _from_stranger(request: HttpRequest, error: Exception) -> HttpResponse:
    return answer(HTTPStatus.UNAUTHORIZED)


def _from_throttled(request: HttpRequest, error: Exception) -> HttpResponse:
    return answer(HTTPStatus.TOO_MANY_REQUESTS)


_HANDLERS: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    Refusal: from_refusal,
    ValidationError: _from_validation,
    AuthenticationError: _from_stranger,
    Throttled: _from_throttled,
    HttpError: _from_http_error,
    Http404: _from_missing,
}


def translate_in(api: NinjaAPI) -> None:
    """Register the one translation of every kind of error with ``api``."""
    for kind, handler in _HANDLERS.items():
        api.add_exception_handler(kind, handler)
