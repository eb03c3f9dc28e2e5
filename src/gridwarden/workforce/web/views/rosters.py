"""Rosters: what is in force, a draft on its way, and putting it in force."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gridwarden.platform.access import Permission
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.refusals import NotFound
from gridwarden.platform.ui import exports
from gridwarden.workforce.actions import rosters as actions
from gridwarden.workforce.domain.rostering import ROSTER_DAYS, PlanState, Wanted
from gridwarden.workforce.queries import choices, roster_plans, scope
from gridwarden.workforce.queries import rosters as queries
from gridwarden.workforce.web.access import opens, rights
from gridwarden.workforce.web.forms import LastDayForm, offer
from gridwarden.workforce.web.roster_columns import columns
from gridwarden.workforce.web.roster_forms import PublishForm, RosterFilterForm, RosterForm
from gridwarden.workforce.web.submission import FormPage, submission

if TYPE_CHECKING:
    from datetime import date

    from django.http.response import HttpResponseBase

    from gridwarden.platform.accounts.requests import ActingRequest
    from gridwarden.workforce.models import Unit
    from gridwarden.workforce.queries.choices import Choice

#: htmx stops asking when it gets this status, and goes where the answer says.
_DONE = 286


@require_safe
@opens()
def in_force(request: ActingRequest) -> HttpResponseBase:
    """Show who works when in a unit; ``?export=xlsx`` takes it away."""
    now = timezone.now()
    today = timezone.localdate(now)
    form = RosterFilterForm(request.GET or None)
    offered = choices.units(request.actor, today)
    offer(form, "unit", offered)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    unit = _unit(request, asked.get("unit"), offered)
    first = asked.get("first") or today - timedelta(days=today.weekday())
    table = queries.in_force(unit, first, ROSTER_DAYS, now)
    if kind := exports.asked(request):
        return exports.answer(kind, f"{unit.name} {first:%Y-%m-%d}", columns(table), table.rows)
    form.initial = {"unit": unit.pk, "first": first}
    values = {
        "form": form if form.is_bound and not form.is_valid() else _shown(form, unit, first),
        "unit": unit,
        "table": table,
        "first": first,
        "before": first - timedelta(days=ROSTER_DAYS),
        "after": first + timedelta(days=ROSTER_DAYS),
        "plans": roster_plans.latest(request.actor, unit.pk),
        "may_make": request.actor.may(Permission.ROSTER_EDIT),
        **rights(request),
    }
    return render(request, "workforce/rosters.html", values)


def _shown(form: RosterFilterForm, unit: Unit, first: date) -> RosterFilterForm:
    shown = RosterFilterForm(initial={"unit": unit.pk, "first": first})
    shown.fields["unit"].choices = form.fields["unit"].choices  # type: ignore[attr-defined]
    return shown


def _unit(request: ActingRequest, wished: int | None, offered: list[Choice]) -> Unit:
    """Return the unit that was asked for, else the actor's own, else the first one with a roster in sight."""
    if wished is None:
        in_sight = {choice.id for choice in offered}
        plans = roster_plans.visible_plans(request.actor).filter(state=PlanState.PUBLISHED.value).order_by("-pk")
        latest = plans.values_list("unit", flat=True).first()
        wished = latest if latest in in_sight else request.actor.unit_id
        wished = wished if wished in in_sight else next(iter(in_sight), None)
    if wished is None:
        raise NotFound("There is no unit in sight.")
    return scope.one_unit(request.actor, wished)


@require_http_methods(["GET", "HEAD", "POST"])
@opens(Permission.ROSTER_EDIT)
@submitted_once
def new_roster(request: ActingRequest) -> HttpResponse:
    """Have a roster made."""
    today = timezone.localdate()
    monday = today + timedelta(days=7 - today.weekday())
    form = RosterForm(
        request.POST or None, initial={"unit": request.GET.get("unit"), "first_day": monday, **asdict(Wanted())}
    )
    offer(form, "unit", choices.units(request.actor, today))

    def act(data: dict[str, Any]) -> str:
        new = actions.NewRoster(
            unit_id=data["unit"], first_day=data["first_day"], days=data["days"], wanted=form.wanted()
        )
        made = actions.draft(by=request.actor, at=timezone.now(), new=new)
        return reverse("workforce:roster", args=[made.pk])

    hint = _("The roster is made in the background. Nobody hears of it before it is published.")
    page = FormPage(
        title=_("Make a roster"),
        back=reverse("workforce:rosters"),
        submit=_("Make the roster"),
        hint=hint,
        template="workforce/new_roster.html",
    )
    return submission(request, form, act, page)


@require_safe
@opens()
def plan(request: ActingRequest, plan_id: int) -> HttpResponseBase:
    """Show one version: how it was made, what it changes, where people lack."""
    found = roster_plans.plan(request.actor, plan_id)
    table = queries.of_plan(plan_id, timezone.now())
    if kind := exports.asked(request):
        return exports.answer(kind, f"{found.unit_name} {found.first_day:%Y-%m-%d}", columns(table), table.rows)
    values = {
        "plan": found,
        "table": table,
        "changes": roster_plans.changes(found),
        "may_make": request.actor.may(Permission.ROSTER_EDIT),
        "is_drafting": found.state is PlanState.DRAFTING,
        "is_ready": found.state is PlanState.READY,
    }
    return render(request, "workforce/roster.html", values)


@require_safe
@opens()
def progress(request: ActingRequest, plan_id: int) -> HttpResponse:
    """Return how far a draft has come; once it is there, have the page loaded again."""
    found = roster_plans.plan(request.actor, plan_id)
    if found.state is PlanState.DRAFTING:
        return render(request, "workforce/_roster_progress.html", {"plan": found})
    return HttpResponse(status=_DONE, headers={"HX-Refresh": "true"})


@require_http_methods(["GET", "HEAD", "POST"])
@opens(Permission.ROSTER_EDIT)
@submitted_once
def publish(request: ActingRequest, plan_id: int) -> HttpResponse:
    """Put a draft in force."""
    found = roster_plans.plan(request.actor, plan_id)
    form = PublishForm(request.POST or None, initial={"from_day": found.from_day})

    def act(data: dict[str, Any]) -> str:
        actions.publish(by=request.actor, at=timezone.now(), plan_id=plan_id, from_day=data["from_day"])
        return f"{reverse('workforce:rosters')}?unit={found.unit_id}&first={found.first_day:%Y-%m-%d}"

    hint = _("It replaces what was in force from that day on. Everybody whose shifts are new or different hears of it.")
    here = reverse("workforce:roster", args=[plan_id])
    page = FormPage(title=_("Publish the roster"), over=found.unit_name, back=here, submit=_("Publish"), hint=hint)
    return submission(request, form, act, page)


@require_http_methods(["GET", "HEAD", "POST"])
@opens(Permission.ROSTER_EDIT)
@submitted_once
def withdraw(request: ActingRequest, plan_id: int) -> HttpResponse:
    """Drop a draft."""
    found = roster_plans.plan(request.actor, plan_id)
    form = LastDayForm({"valid_to": timezone.localdate().isoformat()} if request.method == "POST" else None)

    def act(_data: dict[str, Any]) -> str:
        actions.withdraw(by=request.actor, at=timezone.now(), plan_id=plan_id)
        return f"{reverse('workforce:rosters')}?unit={found.unit_id}"

    page = FormPage(
        title=_("Drop the draft"),
        over=found.unit_name,
        back=reverse("workforce:roster", args=[plan_id]),
        submit=_("Drop"),
        hint=_("What is in force stays in force."),
        template="workforce/confirm.html",
    )
    return submission(request, form, act, page)
