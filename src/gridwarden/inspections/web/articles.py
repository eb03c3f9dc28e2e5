"""The table of articles and the settings of papers."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gridwarden.inspections.actions import articles as keeping
from gridwarden.inspections.actions import rules as ruling
from gridwarden.inspections.actions.articles import Wording
from gridwarden.inspections.domain.words import ArticleUse
from gridwarden.inspections.labels import ARTICLE_USES
from gridwarden.inspections.queries import articles, rules
from gridwarden.inspections.queries.rules import RuleRow
from gridwarden.inspections.web.forms import ArticleForm, RepealForm, RuleForm, WordingForm
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.refusals import Refusal
from gridwarden.platform.ui.refusals import onto_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import Form
    from django.http import QueryDict

    from gridwarden.platform.accounts.requests import ActingRequest


@require_safe
@needs(Permission.MENU_SEE)
def article_list(request: ActingRequest) -> HttpResponse:
    """Show every article with all its wordings."""
    today = timezone.localdate()
    rows = articles.history(request.actor)
    values = {
        "articles": [(row, ARTICLE_USES[row.use], row.valid_to is None or row.valid_to > today) for row in rows],
        "may_edit": request.actor.may(Permission.MENU_EDIT),
    }
    return render(request, "inspections/articles.html", values)


@require_POST
@needs(Permission.MENU_EDIT)
def seed(request: ActingRequest) -> HttpResponse:
    """Take over the supplied articles."""
    keeping.seed(by=request.actor, at=timezone.now(), district_id=request.actor.district_id or 0)
    return HttpResponseRedirect(reverse("inspections:articles"))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MENU_EDIT)
@submitted_once
def add(request: ActingRequest) -> HttpResponse:
    """Take an article into the table."""
    form = ArticleForm(_sent(request), initial={"valid_from": timezone.localdate()})

    def act() -> None:
        given = form.cleaned_data
        wording = _wording(form)
        keeping.add(by=request.actor, at=timezone.now(), law=given["law"], article=given["article"], wording=wording)

    return _answered(request, form, act, title=_("Add an article"), done=_("The article is in the table."))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MENU_EDIT)
@submitted_once
def revise(request: ActingRequest, article_id: int) -> HttpResponse:
    """Give an article another wording."""
    row = articles.get(request.actor, article_id)
    proposed = {
        **asdict(row),
        "items": ", ".join(map(str, row.items)),
        "valid_from": timezone.localdate(),
        "use": row.use.value,
    }
    form = WordingForm(_sent(request), initial=proposed)

    def act() -> None:
        keeping.revise(by=request.actor, at=timezone.now(), article_id=article_id, wording=_wording(form))

    return _answered(request, form, act, title=row.name, done=_("The new wording is in the table."))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MENU_EDIT)
@submitted_once
def repeal(request: ActingRequest, article_id: int) -> HttpResponse:
    """Let an article end."""
    row = articles.get(request.actor, article_id)
    form = RepealForm(_sent(request), initial={"on": timezone.localdate()})

    def act() -> None:
        keeping.repeal(by=request.actor, at=timezone.now(), article_id=article_id, on=form.cleaned_data["on"])

    return _answered(request, form, act, title=row.name, done=_("The article ends on that day."))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MENU_EDIT)
@submitted_once
def rule(request: ActingRequest) -> HttpResponse:
    """Set what the district's papers follow."""
    present = rules.of_district(request.actor.district_id or 0)
    form = RuleForm(_sent(request), initial=asdict(present))

    def act() -> None:
        ruling.put(by=request.actor, at=timezone.now(), rule=RuleRow(**form.cleaned_data))

    return _answered(request, form, act, title=_("Settings of papers"), done=_("Saved."))


def _sent(request: ActingRequest) -> QueryDict | None:
    """Return what was sent, or nothing at the first look."""
    return request.POST if request.method == "POST" else None


def _wording(form: Form) -> Wording:
    given = form.cleaned_data
    return Wording(
        text=given["text"],
        use=ArticleUse(given["use"]),
        valid_from=given["valid_from"],
        penalty=given["penalty"],
        items=given["items"],
    )


def _answered(request: ActingRequest, form: Form, act: Callable[[], None], *, title: str, done: str) -> HttpResponse:
    """Show the form, or do what it asks for and go back to the table."""
    if form.is_valid():
        try:
            act()
        except Refusal as refusal:
            onto_form(form, refusal)
        else:
            messages.success(request, done)
            return HttpResponseRedirect(reverse("inspections:articles"))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "inspections/article_form.html", {"form": form, "title": title}, status=status)
