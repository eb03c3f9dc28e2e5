"""Refusals in pages: a page, a message, or errors beside the inputs at fault, always with the right status.

A view may let any ``Refusal`` fly: ``RefusalMiddleware`` answers with an error page, or for an htmx request
with a message. A view that shows a form catches ``Invalid`` itself and calls ``onto_form``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from gridwarden.platform.refusals import Refusal
from gridwarden.platform.ui.errors import error_page
from gridwarden.platform.ui.fragments import is_htmx, leads_to_login, message, to_login

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrPromise

__all__ = [
    "CodeTakenError",
    "RefusalMiddleware",
    "all_words",
    "answer",
    "explain",
    "is_htmx",
    "message",
    "onto_form",
    "words_for",
]

_words: dict[str, str | _StrPromise] = {}


class CodeTakenError(ValueError):
    """A refusal code is explained in two ways."""


def explain(words: Mapping[str, str | _StrPromise]) -> None:
    """Tell what people read for each refusal code; the refusal's own message is for machines and logs.

    Raises:
        CodeTakenError: another context explains one of the codes; whoever loads last would put words in its mouth.
    """
    taken = sorted(code for code in words if code in _words and _words[code] is not words[code])
    if taken:
        raise CodeTakenError(", ".join(taken))
    _words.update(words)


def words_for(refusal: Refusal) -> str:
    """Return what a person reads about ``refusal`` in the language of the page."""
    return str(_words.get(refusal.code) or gettext(refusal.message))


def all_words() -> dict[str, str]:
    """Return what people read for each refusal code, for pages that speak with the API."""
    return {code: str(words) for code, words in _words.items()}


class RefusalMiddleware:
    """Turn a refusal that a view did not catch into an answer for a person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; only keep htmx from swapping the login page into a corner of the present one."""
        response = self.get_response(request)
        return to_login(request) if is_htmx(request) and leads_to_login(response) else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; every other exception is a bug and goes its way."""
        return answer(request, exception) if isinstance(exception, Refusal) else None


def answer(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Return the refusal as a page, or as a message when htmx asked; programs read in its head when to come back."""
    response = error_page(request, refusal.status, words_for(refusal))
    wait_s = getattr(refusal, "retry_after_s", None)
    if wait_s is not None:
        response["Retry-After"] = str(wait_s)
    return response


def onto_form(form: BaseForm, refusal: Refusal) -> None:
    """Put the refusal's words beside the inputs at fault, or above the form when none is."""
    placed = {name: words for name, words in refusal.fields.items() if name in form.fields}
    for name, words in placed.items():
        form.add_error(name, gettext(words))
    if not placed:
        form.add_error(None, words_for(refusal))
