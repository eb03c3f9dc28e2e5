"""Refusals in pages: a page, a message, or errors beside the inputs at fault, always with the right status.

A view may let any ``Refusal`` fly: ``RefusalMiddleware`` answers with an error page, or for an htmx request
with a message. A view that shows a form catches ``Invalid`` itself and calls ``onto_form``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext

from gridwarden.platform.refusals import Refusal
from gridwarden.platform.ui.errors import error_page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrPromise


_words: dict[str, str | _StrPromise] = {}


def explain(words: Mapping[str, str | _StrPromise]) -> None:
    """Tell what people read for each refusal code; the refusal's own message is for machines and logs."""
    _words.update(words)


def words_for(refusal: Refusal) -> str:
    """Return what a person reads about ``refusal`` in the language of the page."""
    return str(_words.get(refusal.code) or gettext(refusal.message))


class RefusalMiddleware:
    """Turn a refusal that a view did not catch into an answer for a person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; the work happens in ``process_exception``."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; every other exception is a bug and goes its way."""
        return answer(request, exception) if isinstance(exception, Refusal) else None


def answer(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Return the refusal as a page, or as a message when htmx asked."""
    if is_htmx(request):
        return message(request, words_for(refusal), status=refusal.status)
    return error_page(request, refusal.status, words_for(refusal))


def message(request: HttpRequest, text: str, *, tone: str = "error", status: int = 200) -> HttpResponse:
    """Return a message fragment that htmx appends to the page's messages, wherever the request came from."""
    response = render(request, "ui/_toast.html", {"text": text, "tone": tone}, status=status)
    response["HX-Retarget"] = "#toasts"
    response["HX-Reswap"] = "beforeend"
    return response


def onto_form(form: BaseForm, refusal: Refusal) -> None:
    """Put the refusal's words beside the inputs at fault, or above the form when none is."""
    placed = {name: words for name, words in refusal.fields.items() if name in form.fields}
    for name, words in placed.items():
        form.add_error(name, gettext(words))
    if not placed:
        form.add_error(None, words_for(refusal))


def is_htmx(request: HttpRequest) -> bool:
    """Return whether htmx asked for a part of a page (a boosted link wants a whole one)."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"
