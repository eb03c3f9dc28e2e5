"""The desk's side of the public pages: terms, blocked senders, published results, notices."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gridwarden.grids.queries import districts
from gridwarden.intake.actions import blocking, publishing
from gridwarden.intake.actions import terms as terms_actions
from gridwarden.intake.domain.blocking import BlockKind
from gridwarden.intake.domain.openness import Openness
from gridwarden.intake.queries import blocked, publications, terms
from gridwarden.intake.web.public_desk_forms import BLOCK_KINDS, AnnouncementForm, BlockForm, OriginForm, TermsForm
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.refusals import Invalid
from gridwarden.platform.ui.parts import Tab
from gridwarden.platform.ui.refusals import onto_form

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from django.forms import Form
    from django.http import HttpResponse

    from gridwarden.platform.accounts.requests import ActingRequest


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.INTAKE_PUBLISH)
def terms_page(request: ActingRequest) -> HttpResponse:
    """Show and set on what terms the district is open."""
    district = districts.own(request.actor)
    form = TermsForm(request.POST or None, initial=vars_of(terms.of(district.id)))
    if form.is_valid():
        wanted = Openness(**form.cleaned_data)
        done = _try(form, lambda: terms_actions.set_terms(by=request.actor, at=timezone.now(), terms_now=wanted))
        if done:
            return _back(request, "public:terms", _("These terms hold from now on."))
    values = {"form": form, "code6": district.code6, "tabs": _tabs("terms")}
    return render(request, "intake/public_terms.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.INTAKE_PUBLISH)
def blocked_page(request: ActingRequest) -> HttpResponse:
    """Show what is blocked, and block more."""
    now = timezone.now()
    form = BlockForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data

        def act() -> object:
            return blocking.block(
                by=request.actor,
                at=now,
                kind=BlockKind(given["kind"]),
                value=given["value"],
                reason=given["reason"],
                until=_end_of(given["until"]),
            )

        if _try(form, act):
            return _back(request, "public:blocked", _("It is blocked."))
    page = blocked.page(request.actor, now, cursor=request.GET.get("cursor"))
    values = {"form": form, "origin": OriginForm(), "page": page, "kinds": BLOCK_KINDS, "tabs": _tabs("blocked")}
    return render(request, "intake/public_blocked.html", values, status=422 if form.errors else 200)


@require_POST
@needs(Permission.INTAKE_PUBLISH)
def block_origin(request: ActingRequest) -> HttpResponse:
    """Block where a report came from, by its tracking code."""
    form = OriginForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        blocking.block_origin(by=request.actor, at=timezone.now(), code=given["code"], reason=given["origin_reason"])
        return _back(request, "public:blocked", _("It is blocked."))
    return _back(request, "public:blocked", _("Give the tracking code and say why."))


@require_POST
@needs(Permission.INTAKE_PUBLISH)
def lift(request: ActingRequest, blocked_id: int) -> HttpResponse:
    """Take from a sender again."""
    blocking.lift(by=request.actor, at=timezone.now(), blocked_id=blocked_id)
    return _back(request, "public:blocked", _("It is lifted."))


@require_safe
@needs(Permission.INTAKE_PUBLISH)
def results_page(request: ActingRequest) -> HttpResponse:
    """Show closed cases with what the public is told of them."""
    page = publications.results(request.actor, cursor=request.GET.get("cursor"))
    return render(request, "intake/public_results.html", {"page": page, "tabs": _tabs("results")})


@require_POST
@needs(Permission.INTAKE_PUBLISH)
def result(request: ActingRequest, case_id: int) -> HttpResponse:
    """Publish a result, withhold a case, or show it again."""
    now, by = timezone.now(), request.actor
    match request.POST.get("do"):
        case "withhold":
            publishing.withhold(by=by, at=now, case_id=case_id)
            said = _("The public does not see this case any more.")
        case "show":
            publishing.show_again(by=by, at=now, case_id=case_id)
            said = _("The public sees this case again.")
        case _other:
            words = request.POST.get("result", "")[:500]
            publishing.publish_result(by=by, at=now, case_id=case_id, result=words)
            said = _("The result is published.") if words.strip() else _("The result is taken back.")
    return _back(request, "public:results", said)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.INTAKE_PUBLISH)
def notices_page(request: ActingRequest) -> HttpResponse:
    """Show what is announced, and announce more."""
    now = timezone.now()
    form = AnnouncementForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data

        def act() -> object:
            return publishing.announce(
                by=request.actor, at=now, title=given["title"], text=given["text"], ends_at=_end_of(given["ends_on"])
            )

        if _try(form, act):
            return _back(request, "public:announcements", _("The notice is published."))
    page = publications.announcements(districts.own(request.actor).id, now, cursor=request.GET.get("cursor"))
    values = {"form": form, "page": page, "tabs": _tabs("announcements")}
    return render(request, "intake/public_announcements.html", values, status=422 if form.errors else 200)


@require_POST
@needs(Permission.INTAKE_PUBLISH)
def end(request: ActingRequest, announcement_id: int) -> HttpResponse:
    """Take a notice off the public page."""
    publishing.end_announcement(by=request.actor, at=timezone.now(), announcement_id=announcement_id)
    return _back(request, "public:announcements", _("The notice is withdrawn."))


def vars_of(openness: Openness) -> dict[str, Any]:
    """Return the terms as the form takes them."""
    return {name: getattr(openness, name) for name in Openness.__dataclass_fields__}


def _try(form: Form, act: Callable[[], object]) -> bool:
    try:
        act()
    except Invalid as refusal:
        onto_form(form, refusal)
        return False
    return True


def _end_of(day: date | None) -> datetime | None:
    return None if day is None else timezone.make_aware(datetime.combine(day, time.max))


def _back(request: ActingRequest, page: str, said: str) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(reverse(page))


def _tabs(current: str) -> list[Tab]:
    labels = {
        "terms": pgettext("public", "Terms"),
        "results": _("Results"),
        "announcements": _("Notices to everybody"),
        "blocked": _("Blocked"),
    }
    return [Tab(label=label, href=reverse(f"public:{name}"), current=name == current) for name, label in labels.items()]
