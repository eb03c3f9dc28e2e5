"""People: the list, one person, and what may change of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from gridwarden.platform.access import Permission, Role
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.ui import exports
from gridwarden.platform.ui.tables import Column, Kind, Table
from gridwarden.workforce.actions import people
from gridwarden.workforce.actions.sick_calls import may_call_for
from gridwarden.workforce.domain.roles import GRID_ROLES
from gridwarden.workforce.labels import ROLES, SENTENCES
from gridwarden.workforce.queries import choices, duties, scope
from gridwarden.workforce.queries import staff as staff_queries
from gridwarden.workforce.queries.profile import profile
from gridwarden.workforce.queries.staff import StaffFilter, StaffRow
from gridwarden.workforce.web.access import opens, rights
from gridwarden.workforce.web.chart import spans
from gridwarden.workforce.web.forms import LastDayForm, MoveForm, PersonForm, PersonRevisionForm, StaffFilterForm, offer
from gridwarden.workforce.web.submission import FormPage, submission

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from gridwarden.platform.accounts.requests import ActingRequest


def _roles(row: StaffRow) -> str:
    return "、".join(str(ROLES[role]) for role in row.roles)


def _address(row: StaffRow) -> str:
    return reverse("workforce:person", args=[row.id])


COLUMNS: tuple[Column[StaffRow], ...] = (
    Column(label=pgettext_lazy("person", "Name"), value=lambda row: row.name, href=_address),
    Column(label=gettext_lazy("Staff number"), value=lambda row: row.staff_number, kind=Kind.CODE, narrow=False),
    Column(label=gettext_lazy("Unit"), value=lambda row: row.unit_name),
    Column(label=gettext_lazy("Roles"), value=_roles),
    Column(label=gettext_lazy("Grids"), value=lambda row: row.grids_now, kind=Kind.NUMBER, narrow=False),
    Column(label=gettext_lazy("Telephone"), value=lambda row: row.phone, narrow=False),
    Column(
        label=gettext_lazy("Today"),
        value=lambda row: _("on leave") if row.is_away else _("at work"),
        kind=Kind.BADGE,
        tone=lambda row: "warn" if row.is_away else "good",
        narrow=False,
    ),
    Column(label=gettext_lazy("Login name"), value=lambda row: row.username, on_page=False),
)


@require_safe
@opens()
def staff(request: ActingRequest) -> HttpResponseBase:
    """List people, narrowed by the filters of the address; the same columns go into a file."""
    today = timezone.localdate()
    form = StaffFilterForm(request.GET)
    offer(form, "unit", choices.units(request.actor, today), blank=_("all"))
    wanted = _wanted(form)
    kind = exports.asked(request)
    if kind:
        return exports.answer(kind, _("Staff"), COLUMNS, staff_queries.every(request.actor, wanted, today))
    page = staff_queries.listed(request.actor, wanted, today, cursor=request.GET.get("cursor"))
    table = Table(
        columns=COLUMNS, rows=page.rows, caption=_("Staff"), row_href=_address, params=request.GET.dict(), page=page
    )
    return render(request, "workforce/staff.html", {"form": form, "table": table, **rights(request)})


def _wanted(form: StaffFilterForm) -> StaffFilter:
    """Return the filter; a word in the address that no form offers is ignored."""
    form.is_valid()
    data = form.cleaned_data
    return StaffFilter(
        text=data.get("q", ""),
        unit_id=data.get("unit"),
        below=True,
        role=Role(data["role"]) if data.get("role") else None,
        away=data.get("show") == "away",
        gone=data.get("show") == "gone",
    )


@require_safe
@opens()
def person(request: ActingRequest, staff_id: int) -> HttpResponse:
    """Show one person: roles and duties, postings, leaves."""
    today = timezone.localdate()
    found = profile(request.actor, staff_id, today)
    owed = duties.of_roles(request.actor.district_id, found.staff.roles)
    cards = [{"label": ROLES[role], "sentence": SENTENCES[role], "duties": owed[role]} for role in found.staff.roles]
    values = {
        "person": found,
        "cards": cards,
        "spans": spans(found.postings, today),
        "today": today,
        "works_in_grids": bool(set(GRID_ROLES) & set(found.staff.roles)),
        "is_self": found.user_id == request.actor.user_id,
        "may_call": may_call_for(request.actor, found.staff.unit_id),
        **rights(request),
    }
    return render(request, "workforce/person.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
@opens(Permission.PEOPLE_EDIT)
@submitted_once
def new_person(request: ActingRequest) -> HttpResponse:
    """Enrol somebody."""
    initial = {"joined_on": timezone.localdate(), "unit": request.GET.get("unit")}
    form = PersonForm(request.POST or None, initial=initial)
    offer(form, "unit", choices.units(request.actor, timezone.localdate()))

    def act(data: dict[str, Any]) -> str:
        new = people.NewPerson(
            district_id=request.actor.district_id or 0,
            username=data["username"],
            display_name=data["display_name"],
            staff_number=data["staff_number"],
            unit_id=data["unit"],
            phone=data["phone"],
            card_number=data["card_number"],
            joined_on=data["joined_on"],
        )
        enrolled = people.enrol(by=request.actor, at=timezone.now(), new=new)
        return reverse("workforce:person", args=[enrolled.pk])

    hint = _("The account has no password and no roles yet: the security administrator grants them.")
    page = FormPage(title=_("Enrol a person"), back=reverse("workforce:staff"), submit=_("Enrol"), hint=hint)
    return submission(request, form, act, page)


@require_http_methods(["GET", "HEAD", "POST"])
@opens(Permission.PEOPLE_EDIT)
@submitted_once
def edit_person(request: ActingRequest, staff_id: int) -> HttpResponse:
    """Correct how a person is called and reached."""
    one = scope.one_staff(request.actor, staff_id, timezone.localdate())
    initial = {
        "display_name": one.user.display_name,
        "staff_number": one.staff_number,
        "phone": one.user.phone,
        "card_number": one.card_number,
    }
    here = reverse("workforce:person", args=[staff_id])

    def act(data: dict[str, Any]) -> str:
        people.revise(by=request.actor, at=timezone.now(), staff_id=staff_id, **data)
        return here

    form = PersonRevisionForm(request.POST or None, initial=initial)
    return submission(request, form, act, FormPage(title=_("Edit person"), over=one.user.display_name, back=here))


@require_http_methods(["GET", "HEAD", "POST"])
@opens(Permission.PEOPLE_EDIT)
@submitted_once
def move_person(request: ActingRequest, staff_id: int) -> HttpResponse:
    """Move a person to another unit."""
    one = scope.one_staff(request.actor, staff_id, timezone.localdate())
    form = MoveForm(request.POST or None, initial={"unit": one.unit_id})
    offer(form, "unit", choices.units(request.actor, timezone.localdate()))
    here = reverse("workforce:person", args=[staff_id])

    def act(data: dict[str, Any]) -> str:
        people.move(by=request.actor, at=timezone.now(), staff_id=staff_id, unit_id=data["unit"])
        return here

    page = FormPage(title=_("Move to another unit"), over=one.user.display_name, back=here, submit=_("Move"))
    return submission(request, form, act, page)


@require_http_methods(["GET", "HEAD", "POST"])
@opens(Permission.PEOPLE_EDIT)
@submitted_once
def discharge_person(request: ActingRequest, staff_id: int) -> HttpResponse:
    """Let a person go."""
    one = scope.one_staff(request.actor, staff_id, timezone.localdate())
    here = reverse("workforce:person", args=[staff_id])

    def act(data: dict[str, Any]) -> str:
        people.discharge(by=request.actor, at=timezone.now(), staff_id=staff_id, on=data["valid_to"])
        return here

    hint = _("From the day after, nothing can be done under the account, and every posting ends. The history stays.")
    page = FormPage(
        title=_("End of service"), over=one.user.display_name, back=here, submit=_("End the service"), hint=hint
    )
    return submission(request, LastDayForm(request.POST or None), act, page)
