"""A person's own shifts, made for the phone, and calling in sick."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gridwarden.platform.access import Permission
from gridwarden.platform.api.forms import submitted_once
from gridwarden.workforce.actions import sick_calls
from gridwarden.workforce.queries import duty, scope
from gridwarden.workforce.web.access import opens
from gridwarden.workforce.web.roster_forms import SickForm
from gridwarden.workforce.web.submission import FormPage, submission

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.platform.accounts.requests import ActingRequest

#: So many days ahead are shown.
AHEAD_DAYS = 28


@require_safe
@opens()
def my_shifts(request: ActingRequest) -> HttpResponse:
    """Show the reader's shifts from today on, and who is there too."""
    now = timezone.now()
    today = timezone.localdate(now)
    found = duty.mine(request.actor, today, today + timedelta(days=AHEAD_DAYS))
    own = scope.staff(request.actor, today).filter(user=request.actor.user_id).values_list("pk", flat=True).first()
    ahead = [shift for shift in found if shift.ends_at > now and not shift.is_away]
    values = {
        "shifts": found,
        "is_rostered": bool(found) or duty.is_rostered(request.actor),
        "staff_id": own,
        "next": ahead[0] if ahead else None,
        "now": now,
        "today": today,
    }
    return render(request, "workforce/my_shifts.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
@opens()
@submitted_once
def call_in_sick(request: ActingRequest, staff_id: int) -> HttpResponse:
    """Note that somebody cannot come; the rosters that count on the person are made again."""
    today = timezone.localdate()
    one = scope.one_staff(request.actor, staff_id, today)
    is_own = one.user_id == request.actor.user_id
    if not is_own:
        request.actor.require(Permission.ROSTER_EDIT)
    initial = {"valid_from": today, "valid_to": today + timedelta(days=1), "reason": _("sick leave")}
    form = SickForm(request.POST or None, initial=initial)
    back = reverse("workforce:my-shifts") if is_own else reverse("workforce:person", args=[staff_id])

    def act(data: dict[str, Any]) -> str:
        call = sick_calls.SickCall(
            staff_id=staff_id, valid_from=data["valid_from"], valid_to=data["valid_to"], reason=data["reason"]
        )
        called = sick_calls.call_in_sick(by=request.actor, at=timezone.now(), call=call)
        decides = request.actor.may(Permission.ROSTER_EDIT) and called.proposals
        return reverse("workforce:roster", args=[called.proposals[0].pk]) if decides else back

    hint = _("The roster is made again with as few changes as possible; whoever makes it decides.")
    page = FormPage(title=_("Call in sick"), over=one.user.display_name, back=back, submit=_("Call in sick"), hint=hint)
    return submission(request, form, act, page)
