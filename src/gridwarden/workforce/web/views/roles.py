"""Roles: what they mean, who holds them, and the one who grants them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gridwarden.platform.access import Permission, Role
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.refusals import NotFound
from gridwarden.workforce.actions import duties as duty_actions
from gridwarden.workforce.actions import roles as role_actions
from gridwarden.workforce.domain.roles import GRID_ROLES
from gridwarden.workforce.labels import ROLES, SENTENCES
from gridwarden.workforce.queries import duties as duty_queries
from gridwarden.workforce.queries import scope
from gridwarden.workforce.queries.holders import holders
from gridwarden.workforce.web.access import opens, rights
from gridwarden.workforce.web.forms import DutyForm, RolesForm
from gridwarden.workforce.web.submission import FormPage, submission

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.platform.accounts.requests import ActingRequest


@require_safe
@opens()
def duties(request: ActingRequest) -> HttpResponse:
    """Show every role with its sentence and holders, and the duties of the six roles of the grid."""
    owed = duty_queries.of_roles(request.actor.district_id, Role)
    counts = holders(request.actor, timezone.localdate())
    cards = [
        {
            "value": role.value,
            "label": ROLES[role],
            "sentence": SENTENCES[role],
            "duties": owed[role],
            "holders": counts[role],
        }
        for role in (*GRID_ROLES, *(role for role in Role if role not in GRID_ROLES))
    ]
    values = {"of_grid": cards[: len(GRID_ROLES)], "others": cards[len(GRID_ROLES) :], **rights(request)}
    return render(request, "workforce/duties.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
@opens(Permission.SECURITY_MANAGE)
@submitted_once
def grant(request: ActingRequest, staff_id: int) -> HttpResponse:
    """Set the roles of a person."""
    one = scope.one_staff(request.actor, staff_id, timezone.localdate())
    form = RolesForm(request.POST if request.method == "POST" else None, initial={"roles": one.roles})
    here = reverse("workforce:person", args=[staff_id])

    def act(data: dict[str, Any]) -> str:
        chosen = [Role(role) for role in data["roles"]]
        role_actions.grant(by=request.actor, at=timezone.now(), staff_id=staff_id, roles=chosen)
        return here

    page = FormPage(title=_("Grant roles"), over=one.user.display_name, back=here, template="workforce/grant.html")
    return submission(request, form, act, page, is_self=one.user_id == request.actor.user_id)


@require_http_methods(["GET", "HEAD", "POST"])
@opens(Permission.PEOPLE_EDIT)
@submitted_once
def new_duty(request: ActingRequest, role: str) -> HttpResponse:
    """Add a duty to a role."""
    owner = _role(role)
    back = reverse("workforce:duties")

    def act(data: dict[str, Any]) -> str:
        duty_actions.add(
            by=request.actor, at=timezone.now(), district_id=request.actor.district_id or 0, role=owner, **data
        )
        return back

    page = FormPage(title=_("Add a duty"), over=str(ROLES[owner]), back=back)
    return submission(request, DutyForm(request.POST or None), act, page)


@require_http_methods(["GET", "HEAD", "POST"])
@opens(Permission.PEOPLE_EDIT)
@submitted_once
def edit_duty(request: ActingRequest, duty_id: int) -> HttpResponse:
    """Say a duty in other words, or strike it."""
    duty = scope.one_duty(request.actor, duty_id)
    back = reverse("workforce:duties")

    def act(data: dict[str, Any]) -> str:
        if "strike" in request.POST:
            duty_actions.remove(by=request.actor, at=timezone.now(), duty_id=duty_id)
        else:
            duty_actions.revise(by=request.actor, at=timezone.now(), duty_id=duty_id, **data)
        return back

    form = DutyForm(request.POST or None, initial={"text": duty.text, "text_en": duty.text_en})
    page = FormPage(title=_("Edit duty"), over=str(ROLES[Role(duty.role)]), back=back, template="workforce/duty.html")
    return submission(request, form, act, page)


def _role(word: str) -> Role:
    if word not in set(Role):
        raise NotFound("There is no such role.")
    return Role(word)
