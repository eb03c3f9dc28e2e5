"""The year, its days, its hours."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.calendars.actions import days as day_actions
from gridwarden.platform.calendars.actions import hours as hour_actions
from gridwarden.platform.calendars.domain.dayfile import MAX_BYTES, BadDayFile
from gridwarden.platform.calendars.domain.presets import CalendarCode
from gridwarden.platform.calendars.labels import calendar_name
from gridwarden.platform.calendars.queries.days import DayDetail, day_detail
from gridwarden.platform.calendars.queries.years import year_sheet
from gridwarden.platform.calendars.web.forms import DayForm, FileForm, HoursForm, NoticeForm
from gridwarden.platform.refusals import Invalid, NotFound
from gridwarden.platform.ui.parts import Tab
from gridwarden.platform.ui.refusals import onto_form, words_for

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpResponse

    from gridwarden.platform.accounts.requests import ActingRequest

_UNPROCESSABLE = 422


@require_safe
@needs(Permission.TERRITORY_SEE)
def year(request: ActingRequest) -> HttpResponse:
    """Show a year of one of the district's calendars."""
    code, now = request.GET.get("calendar", CalendarCode.OFFICE.value), timezone.now()
    wanted = request.GET.get("year", "")
    shown = int(wanted) if wanted.isdecimal() and len(wanted) == len("2026") else timezone.localdate(now).year
    sheet = year_sheet(_district(request), code, shown, now)
    values = {
        "sheet": sheet,
        "tabs": _tabs(code, sheet.year),
        "title": calendar_name(code),
        "may_edit": request.actor.may(Permission.CALENDAR_EDIT),
    }
    return render(request, "calendars/year.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.CALENDAR_EDIT)
def day(request: ActingRequest, code: str, on: str) -> HttpResponse:
    """Show one day and change it."""
    found = day_detail(_district(request), code, _date(on), timezone.now())
    form = DayForm(request.POST or None, initial={"kind": found.kind, "name": found.name, "hours": found.hours})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            day_actions.set_day(
                by=request.actor,
                at=timezone.now(),
                code=code,
                on=found.date,
                kind=given["kind"],
                name=given["name"],
                segments=given["hours"],
                reason=given["reason"],
            )
        except Invalid as refusal:
            onto_form(form, refusal)
        else:
            messages.success(request, _("The day has been changed."))
            return _to_year(code, found.date.year)
    return _day_page(request, code, found, form)


@require_POST
@needs(Permission.CALENDAR_EDIT)
def clear(request: ActingRequest, code: str, on: str) -> HttpResponse:
    """Let a day be what its weekday says."""
    when = _date(on)
    day_actions.clear_day(by=request.actor, at=timezone.now(), code=code, on=when, reason=_reason(request))
    messages.success(request, _("The day is an ordinary one again."))
    return _to_year(code, when.year)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.CALENDAR_EDIT)
def hours(request: ActingRequest, code: str) -> HttpResponse:
    """Show the weekly hours and set new ones."""
    now = timezone.now()
    sheet = year_sheet(_district(request), code, timezone.localdate(now).year, now)
    in_force = next(row for row in sheet.hours if row.is_in_force)
    form = HoursForm(request.POST or None, initial={"hours": in_force.text, "weekdays": in_force.weekdays})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        hour_actions.set_hours(
            by=request.actor,
            at=now,
            code=code,
            valid_from=given["valid_from"],
            segments=given["hours"],
            weekdays=given["weekdays"],
            reason=given["reason"],
        )
        messages.success(request, _("The working hours have been set."))
        return redirect("calendars:hours", code=code)
    values = _frame(code, sheet.year) | {"rows": sheet.hours, "form": form}
    return render(request, "calendars/hours.html", values, status=_status(form))


@require_POST
@needs(Permission.CALENDAR_EDIT)
def drop_hours(request: ActingRequest, code: str, valid_from: str) -> HttpResponse:
    """Take back hours."""
    hour_actions.drop_hours(
        by=request.actor, at=timezone.now(), code=code, valid_from=_date(valid_from), reason=_reason(request)
    )
    messages.success(request, _("The working hours have been taken back."))
    return redirect("calendars:hours", code=code)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.CALENDAR_EDIT)
def bring_in(request: ActingRequest, code: str) -> HttpResponse:
    """Take the days of a notice or a CSV file, all or none."""
    is_file = "file" in request.FILES or "complete_year" in request.POST
    next_year = timezone.localdate().year + 1
    notice = NoticeForm(request.POST if request.method == "POST" and not is_file else None, initial={"year": next_year})
    file = FileForm(request.POST, request.FILES) if request.method == "POST" and is_file else FileForm()
    values = _frame(code, next_year) | {"notice": notice, "file": file}
    try:
        if file.is_valid():
            return _taken(request, code, _take_file(request, code, file))
        if notice.is_valid():
            return _taken(request, code, _take_notice(request, code, notice))
    except BadDayFile as refusal:
        file.add_error("file", words_for(refusal))
        values["faults"] = refusal.faults
    except Invalid as refusal:
        onto_form(file if is_file else notice, refusal)
    return render(request, "calendars/import.html", values, status=max(_status(file), _status(notice)))


def _take_file(request: ActingRequest, code: str, form: FileForm) -> int:
    given = form.cleaned_data
    return day_actions.import_days(
        by=request.actor,
        at=timezone.now(),
        code=code,
        data=given["file"].read(MAX_BYTES + 1),
        complete_years=[given["complete_year"]] if given["complete_year"] else [],
        reason=given["file"].name[:200],
    )


def _take_notice(request: ActingRequest, code: str, form: NoticeForm) -> int:
    given = form.cleaned_data
    return day_actions.import_notice(
        by=request.actor,
        at=timezone.now(),
        code=code,
        text=given["notice"],
        year=given["year"],
        reason=_("Notice of %(year)s") % {"year": given["year"]},
    )


def _taken(request: ActingRequest, code: str, changes: int) -> HttpResponse:
    words = ngettext("%(number)s change taken over.", "%(number)s changes taken over.", changes)
    messages.success(request, words % {"number": changes})
    return redirect(f"{reverse('calendars:year')}?{urlencode({'calendar': code})}")


def _day_page(request: ActingRequest, code: str, found: DayDetail, form: DayForm) -> HttpResponse:
    heading = formats.date_format(found.date, "Y-m-d l")
    values = _frame(code, found.date.year) | {"day": found, "form": form, "heading": heading}
    return render(request, "calendars/day.html", values, status=_status(form))


def _status(form: Form) -> int:
    return _UNPROCESSABLE if form.errors else 200


def _frame(code: str, shown: int) -> dict[str, Any]:
    """What the heads of the pages need: whose calendar, and the way back to the year."""
    return {"code": code, "title": calendar_name(code), "back": _year_address(code, shown)}


def _to_year(code: str, shown: int) -> HttpResponse:
    return redirect(_year_address(code, shown))


def _year_address(code: str, shown: int) -> str:
    return f"{reverse('calendars:year')}?{urlencode({'calendar': code, 'year': shown})}"


def _tabs(current: str, shown: int) -> list[Tab]:
    return [
        Tab(label=calendar_name(code), href=f"?calendar={code}&year={shown}", current=code == current)
        for code in CalendarCode
    ]


def _district(request: ActingRequest) -> int:
    return request.actor.district_id or 0


def _reason(request: ActingRequest) -> str:
    return request.POST.get("reason", "").replace("\0", "")[:200]


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotFound(f"{text} is no day.") from None
