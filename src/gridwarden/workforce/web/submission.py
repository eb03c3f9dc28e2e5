"""One way for every form page: show, check the shape, act, tell, lead on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from gridwarden.platform.refusals import Conflict, Forbidden, Invalid
from gridwarden.platform.ui.refusals import onto_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import Form
    from django.utils.functional import _StrPromise

    from gridwarden.platform.accounts.requests import ActingRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """What stands around a form; ``over`` is the small line above the title."""

    title: str | _StrPromise
    back: str
    submit: str | _StrPromise = ""
    over: str = ""
    hint: str | _StrPromise = ""
    template: str = "workforce/form.html"


def submission(
    request: ActingRequest, form: Form, act: Callable[[dict[str, Any]], str], page: FormPage, **values: Any
) -> HttpResponse:
    """Show the form; once it is sent and well shaped, ``act`` on it and go to the address that it returns.

    What the action refuses stands beside the input at fault, with status 422.
    """
    if request.method == "POST" and form.is_valid():
        try:
            address = act(form.cleaned_data)
        except (Invalid, Conflict, Forbidden) as refusal:
            onto_form(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(address)
    status = 422 if form.is_bound else 200
    return render(request, page.template, {"form": form, "page": page, **values}, status=status)
