"""Postings to grids, leaves, and the staffing of all grids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gridwarden.grids.queries.grids import next_change
from gridwarden.platform.access import Permission, Role
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.ui.numbers import key_of
from gridwarden.workforce.actions import leaves, postings
from gridwarden.workforce.domain.roles import GRID_ROLES
from gridwarden.workforce.labels import ROLES
from gridwarden.workforce.queries import choices, scope
from gridwarden.workforce.queries.matrix import Matrix, matrix
from gridwarden.workforce.queries.profile import posting_row, profile
from gridwarden.workforce.web.access import opens, rights
from gridwarden.workforce.web.forms import LastDayForm, LeaveForm, PostingForm, SpanForm, offer
from gridwarden.workforce.web.submission import FormPage, submission

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from gridwarden.platform.accounts.requests import ActingRequest


@require_safe
@opens()
def grids(request: ActingRequest) -> HttpResponse:
    """Show who works in which grid in which role; ``?short=1`` keeps the grids where somebody is wanted.

    ``?on=2026-12-01`` asks for another day.
    """
    today = timezone.localdate()
    day = _day(request) or today
    unit_id = key_of(request.GET.get("unit"))
    unit = scope.one_unit(request.actor, unit_id) if unit_id is not None else None
    found = matrix(request.actor, day, unit_id=unit.pk if unit else None)
    only_short = request.GET.get("short") == "1"
    rows = tuple(row for row in found.rows if row.is_short) if only_short else found.rows
    values = {
        "matrix": found,
        "day": day,
        "is_today": day == today,
        "next_day": next_change(request.actor.district_id, day) if request.actor.district_id else None,
        "rows": rows,
        "roles": [ROLES[role] for role in GRID_ROLES],
        "only_short": only_short,
        "short_rows": sum(row.is_short for row in found.rows),
        "unit": unit,
        "classes": _classes(found),
        **rights(request),
    }
    return render(request, "workforce/grids.html", values)


def _day(request: ActingRequest) -> date | None:
    """Return the day that the address asks for; nonsense asks for none."""
    try:
        return parse_date(request.GET.get("on", ""))
    except ValueError:
        return None


def _classes(found: Matrix) -> list[tuple[str, int]]:
    present = sorted({row.grid_class for row in found.rows})
    return [(name, sum(row.grid_class == name for row in found.rows)) for name in present]


@require_http_methods(["GET", "HEAD", "POST"])
@opens(Permission.PEOPLE_EDIT)
@submitted_once
def new_posting(request: ActingRequest, staff_id: int) -> HttpResponse:
    """Post a person to a grid."""
    today = timezone.localdate()
    one = scope.one_staff(request.actor, staff_id, today)
    form = PostingForm(request.POST or None, initial={"valid_from": today, "grid": request.GET.get("grid")})
    offer(form, "grid", choices.grids(request.actor, today))
    offer(form, "substitute_for", choices.colleagues(request.actor, today, but=staff_id), blank=_("nobody"))
    form.fields["role"].choices = [  # type: ignore[attr-defined]
        (role.value, ROLES[role]) for role in GRID_ROLES if role.value in one.roles
    ]
    here = reverse("workforce:person", args=[staff_id])

    def act(data: dict[str, Any]) -> str:
        new = postings.NewPosting(
            staff_id=staff_id,
            grid_id=data["grid"],
            role=Role(data["role"]),
            valid_from=data["valid_from"],
            valid_to=data["valid_to"],
            substitute_for_id=data["substitute_for"],
        )
        postings.post(by=request.actor, at=timezone.now(), new=new)
        return here

    hint = _("Only roles that the person holds can be chosen.")
    page = FormPage(title=_("Post to a grid"), over=one.user.display_name, back=here, submit=_("Post"), hint=hint)
    return submission(request, form, act, page)


@require_http_methods(["GET", "HEAD", "POST"])
@opens(Permission.PEOPLE_EDIT)
@submitted_once
def edit_posting(request: ActingRequest, posting_id: int) -> HttpResponse:
    """Move the days of a posting, or set its end."""
    posting = scope.one_posting(request.actor, posting_id)
    row = posting_row(posting)
    form = SpanForm(request.POST or None, initial={"valid_from": row.valid_from, "valid_to": row.valid_to})
    here = reverse("workforce:person", args=[row.staff_id])

    def act(data: dict[str, Any]) -> str:
        postings.change(
            by=request.actor,
            at=timezone.now(),
            posting_id=posting_id,
            valid_from=data["valid_from"],
            valid_to=data["valid_to"],
        )
        return here

    over = f"{row.staff_name} · {row.grid_code} {row.grid_name} · {ROLES[row.role]}"
    return submission(request, form, act, FormPage(title=_("Days of the posting"), over=over, back=here))


@require_http_methods(["GET", "HEAD", "POST"])
@opens(Permission.PEOPLE_EDIT)
@submitted_once
def new_leave(request: ActingRequest, staff_id: int) -> HttpResponse:
    """Put a person on leave, with a substitute for every posting."""
    today = timezone.localdate()
    found = profile(request.actor, staff_id, today)
    form = LeaveForm(request.POST or None, initial={"valid_from": today})
    offer(form, "substitute", choices.colleagues(request.actor, today, but=staff_id), blank=_("nobody"))
    here = reverse("workforce:person", args=[staff_id])

    def act(data: dict[str, Any]) -> str:
        new = leaves.NewLeave(
            staff_id=staff_id,
            valid_from=data["valid_from"],
            valid_to=data["valid_to"],
            reason=data["reason"],
            substitute_id=data["substitute"],
        )
        leaves.register(by=request.actor, at=timezone.now(), new=new)
        return here

    page = FormPage(title=_("Note a leave"), over=found.staff.name, back=here, template="workforce/leave.html")
    held = [posting for posting in found.postings if posting.holds(today)]
    return submission(request, form, act, page, held=held)


@require_http_methods(["GET", "HEAD", "POST"])
@opens(Permission.PEOPLE_EDIT)
@submitted_once
def end_leave(request: ActingRequest, staff_id: int, leave_id: int) -> HttpResponse:
    """Note that a person is back: the leave ends today."""
    one = scope.one_staff(request.actor, staff_id, timezone.localdate())
    here = reverse("workforce:person", args=[staff_id])

    def act(_data: dict[str, Any]) -> str:
        leaves.end(by=request.actor, at=timezone.now(), leave_id=leave_id)
        return here

    form = LastDayForm({"valid_to": timezone.localdate().isoformat()} if request.method == "POST" else None)
    hint = _("The leave and the substitute's postings end today; the person works again from today on.")
    page = FormPage(
        title=_("Back from leave"),
        over=one.user.display_name,
        back=here,
        submit=_("End the leave"),
        hint=hint,
        template="workforce/confirm.html",
    )
    return submission(request, form, act, page)
