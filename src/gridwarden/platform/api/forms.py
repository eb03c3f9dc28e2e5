"""Make a form's double submission harmless."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import uuid4

from django.utils import timezone

from gridwarden.platform.api import keys

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from gridwarden.platform.accounts.requests import ActingRequest

V = TypeVar("V", bound="Callable[..., HttpResponse]")

#: Name of the hidden field that ``{% form_key %}`` puts into a form.
FIELD = "form_key"


def new_key() -> str:
    """Return a key for one rendering of a form."""
    return f"form-{uuid4()}"


def submitted_once(view: V) -> V:
    """Have a POST that carries a form key change things once; sent again, it gets the same answer.

    The form holds ``{% form_key %}``. The view runs in one transaction; an answer with status 400 or
    above (a form with errors should have 422) undoes it, and the key may be used again.
    """

    @wraps(view)
    def once(request: ActingRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = request.POST.get(FIELD) or request.headers.get("Idempotency-Key")
        if request.method != "POST" or not key:
            return view(request, *args, **kwargs)
        return keys.answer_once(
            request,
            key,
            lambda: view(request, *args, **kwargs),
            user_id=request.actor.user_id or 0,
            at=timezone.now(),
        )

    return cast("V", once)
