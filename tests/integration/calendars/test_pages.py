"""The pages of the calendar."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gridwarden.platform.access import Role
from gridwarden.platform.audit.models import AuditEntry
from gridwarden.platform.calendars.models import CURRENT, Calendar, CalendarDay, CalendarHours, CalendarYear
from tests.integration.calendars.conftest import DISTRICT, NEIGHBOUR
from tests.unit.calendars.test_notice import NOTICE_2026

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client
    from pytest_django.fixtures import DjangoAssertNumQueries

    from tests.integration.calendars.conftest import LogIn

pytestmark = pytest.mark.django_db

YEAR = reverse("calendars:year")
DAY = reverse("calendars:day", args=["office", "2026-03-02"])
CLEAR = reverse("calendars:clear", args=["office", "2026-03-02"])
HOURS = reverse("calendars:hours", args=["office"])
DROP = reverse("calendars:drop-hours", args=["office", "2026-07-01"])
IMPORT = reverse("calendars:import", args=["office"])

HOLIDAY = {"kind": "holiday", "name": "建区纪念日", "hours": "", "reason": "区政府通知"}
SUMMER = {"valid_from": "2026-07-01", "hours": "07:00-11:00", "weekdays": ["0", "1"], "reason": "高温"}
NOTICE_2027 = "一、元旦：1月1日（周五）至3日（周日）放假，共3天。"


def text(response: HttpResponse) -> str:
    return response.content.decode()


@pytest.fixture
def keeping(logged_in: LogIn) -> Client:
    """Somebody who may edit calendars."""
    return logged_in(Role.SYSTEM_ADMINISTRATOR)


@pytest.fixture
def looking(logged_in: LogIn) -> Client:
    """Somebody who may only look."""
    return logged_in(Role.ENFORCEMENT_OFFICER)


def test_the_present_year_is_shown_with_every_day(keeping: Client) -> None:
    page = text(keeping.get(YEAR))

    assert page.count('<section class="card gw-month">') == 12
    assert len(re.findall(r"/calendar/office/days/2026-\d\d-\d\d/", page)) == 365
    assert len(re.findall(r'gw-day-holiday" href', page)) == 33
    assert len(re.findall(r'gw-day-make_up_workday" href', page)) == 6
    assert "国庆节" in page


@pytest.mark.parametrize(
    ("asked", "shown"), [("2024", 2024), ("1990", 2004), ("2999", 2029), ("", 2026), ("x", 2026), ("12345", 2026)]
)
def test_a_year_beyond_the_calendar_gives_the_nearest(keeping: Client, asked: str, shown: int) -> None:
    assert f"<h2>{shown}</h2>" in text(keeping.get(YEAR, {"year": asked}))


def test_days_that_are_not_published_are_marked(keeping: Client) -> None:
    page = text(keeping.get(YEAR, {"year": "2027"}))

    assert len(re.findall(r"gw-day-provisional\b[^>]*href", page)) == 365


def test_a_short_coverage_is_told(keeping: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "gw-alert-warn" not in text(keeping.get(YEAR))
    monkeypatch.setattr("gridwarden.platform.calendars.queries.covered.ENOUGH_DAYS", 400)

    page = text(keeping.get(YEAR))

    assert "gw-alert-warn" in page
    assert "2027-01-01" in page


def test_a_calendar_without_holidays_asks_for_no_notice(keeping: Client) -> None:
    page = text(keeping.get(YEAR, {"calendar": "patrol"}))

    assert "08:00-20:00" in page
    assert reverse("calendars:import", args=["patrol"]) not in page


def test_an_unknown_calendar_is_not_found(keeping: Client) -> None:
    for address in (f"{YEAR}?calendar=lunar", DAY.replace("office", "lunar"), HOURS.replace("office", "lunar")):
        assert keeping.get(address).status_code == 404


@pytest.mark.parametrize("on", ["2026-02-30", "tomorrow", "2003-12-31", "2199-01-01"])
def test_a_day_that_does_not_exist_is_refused(keeping: Client, on: str) -> None:
    assert keeping.get(reverse("calendars:day", args=["office", on])).status_code in {404, 422}


def test_an_onlooker_sees_days_but_no_way_to_change_them(looking: Client) -> None:
    page = text(looking.get(YEAR))

    assert page.count("gw-day-holiday") >= 33
    assert "/calendar/office/" not in page


@pytest.mark.parametrize(
    ("address", "posted"), [(DAY, HOLIDAY), (CLEAR, {}), (HOURS, SUMMER), (DROP, {}), (IMPORT, {"notice": NOTICE_2027})]
)
def test_an_onlooker_changes_nothing(looking: Client, address: str, posted: dict[str, Any]) -> None:
    assert looking.post(address, posted).status_code == 403
    assert not AuditEntry.objects.filter(action__startswith="calendar.").exists()


@pytest.mark.parametrize("address", [YEAR, DAY, HOURS, IMPORT])
def test_a_visitor_is_sent_to_the_login(client: Client, address: str) -> None:
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("address", [CLEAR, DROP])
def test_looking_changes_nothing(keeping: Client, address: str) -> None:
    assert keeping.get(address).status_code == 405


def test_a_day_is_changed_and_put_back(keeping: Client) -> None:
    answer = keeping.post(DAY, HOLIDAY)

    assert (answer.status_code, answer["Location"]) == (302, "/calendar/?calendar=office&year=2026")
    assert CalendarDay.objects.get(calendar__district_id=DISTRICT, date=date(2026, 3, 2)).name == "建区纪念日"
    assert AuditEntry.objects.get(action="calendar.day_set").data["reason"] == "区政府通知"
    page = text(keeping.get(DAY))
    assert "建区纪念日" in page
    assert CLEAR in page

    keeping.post(CLEAR)

    assert CLEAR not in text(keeping.get(DAY))
    assert not CalendarDay.objects.filter(CURRENT, calendar__district_id=DISTRICT, date=date(2026, 3, 2)).exists()


def test_a_day_belongs_to_ones_own_district(keeping: Client, logged_in: LogIn) -> None:
    keeping.post(DAY, HOLIDAY)

    neighbour = logged_in(Role.SYSTEM_ADMINISTRATOR, NEIGHBOUR)

    assert "建区纪念日" not in text(neighbour.get(DAY))


@pytest.mark.parametrize(
    "wrong", [{"kind": "carnival"}, {"name": ""}, {"hours": "morning"}, {"hours": "08:00-12:00"}, {"reason": ""}]
)
def test_a_wrong_day_comes_back_with_its_errors(keeping: Client, wrong: dict[str, str]) -> None:
    answer = keeping.post(DAY, HOLIDAY | wrong)

    assert answer.status_code == 422
    assert "gw-error" in text(answer)
    assert not Calendar.objects.filter(district_id=DISTRICT).exists()


def test_hours_are_set_and_taken_back(keeping: Client) -> None:
    assert keeping.post(HOURS, SUMMER).status_code == 302

    row = CalendarHours.objects.get()
    assert (row.valid_from, row.segments, row.weekdays) == (date(2026, 7, 1), [[25_200, 39_600]], [0, 1])
    assert DROP in text(keeping.get(HOURS))

    keeping.post(DROP)

    assert DROP not in text(keeping.get(HOURS))


@pytest.mark.parametrize("wrong", [{"hours": ""}, {"hours": "12:00-08:00"}, {"weekdays": []}, {"valid_from": "soon"}])
def test_wrong_hours_come_back_with_their_errors(keeping: Client, wrong: dict[str, Any]) -> None:
    answer = keeping.post(HOURS, SUMMER | wrong)

    assert answer.status_code == 422
    assert "gw-error" in text(answer)
    assert not CalendarHours.objects.exists()


def test_a_notice_is_taken_over(keeping: Client) -> None:
    assert keeping.post(IMPORT, {"year": "2027", "notice": NOTICE_2027}).status_code == 302

    assert CalendarYear.objects.filter(calendar__district_id=DISTRICT, year=2027).exists()
    page = text(keeping.get(YEAR, {"year": "2027"}))
    assert len(re.findall(r'gw-day-holiday" href', page)) == 3
    assert not re.findall(r"gw-day-provisional\b[^>]*href", page)


def test_the_notice_of_a_known_year_changes_only_its_spelling(keeping: Client) -> None:
    keeping.post(IMPORT, {"year": "2026", "notice": NOTICE_2026})

    renamed = CalendarDay.objects.filter(CURRENT, calendar__district_id=DISTRICT, source="imported")
    assert set(renamed.values_list("name", flat=True)) <= {"清明节", "端午节", "中秋节"}


def test_a_notice_that_cannot_be_read_is_refused(keeping: Client) -> None:
    answer = keeping.post(IMPORT, {"year": "2027", "notice": NOTICE_2027.replace("共3天", "共4天")})

    assert answer.status_code == 422
    assert "gw-error" in text(answer)
    assert not CalendarYear.objects.filter(year=2027).exists()


def file(content: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("2027.csv", content.encode(), "text/csv")


def test_a_file_is_taken_over(keeping: Client) -> None:
    posted = {"file": file("date,kind,name\n2027-01-01,holiday,元旦\n"), "complete_year": "2027"}

    assert keeping.post(IMPORT, posted).status_code == 302

    assert CalendarDay.objects.get(date=date(2027, 1, 1)).source == "imported"
    assert CalendarYear.objects.filter(year=2027).exists()


def test_a_bad_file_is_refused_row_by_row(keeping: Client) -> None:
    answer = keeping.post(IMPORT, {"file": file("date,kind,name\nnever,holiday,元旦\n"), "complete_year": ""})

    page = text(answer)
    assert answer.status_code == 422
    assert '<td class="gw-number">2</td><td class="gw-code">date</td><td>never</td>' in page
    assert not CalendarDay.objects.filter(source="imported").exists()


@pytest.mark.parametrize("year", ["2028", "1999", "soon"])
def test_a_year_that_the_file_does_not_hold_is_refused(keeping: Client, year: str) -> None:
    answer = keeping.post(IMPORT, {"file": file("date,kind,name\n2027-01-01,holiday,元旦\n"), "complete_year": year})

    assert answer.status_code == 422
    assert not CalendarYear.objects.filter(year=2027).exists()


def test_the_year_costs_few_statements(keeping: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    keeping.get(YEAR)

    with django_assert_max_num_queries(6):
        keeping.get(YEAR)
