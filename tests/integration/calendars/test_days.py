"""Editing and importing days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction

from gridwarden.algorithms.worktime import DayKind
from gridwarden.platform.access import PermissionDenied
from gridwarden.platform.audit.models import AuditEntry
from gridwarden.platform.calendars.actions import days, hours
from gridwarden.platform.calendars.actions.days import BadDay
from gridwarden.platform.calendars.domain.dayfile import BadDayFile
from gridwarden.platform.calendars.domain.hours import BadHours
from gridwarden.platform.calendars.events import CalendarChanged
from gridwarden.platform.calendars.models import Calendar, CalendarDay, CalendarHours, CalendarYear
from gridwarden.platform.calendars.queries import NoSuchCalendar, calendar_for, coverage
from gridwarden.platform.events.models import EventRow
from tests.integration.calendars.conftest import DISTRICT

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 3, 2)
NEXT_YEAR = """date,kind,name,hours
2027-01-01,holiday,元旦,
2027-02-05,放假,春节,
2027-02-06,调休上班,春节,08:00-12:00
""".encode()


@pytest.fixture
def edit(keeper: Actor, monday_morning: datetime) -> dict[str, Any]:
    """What every edit below needs."""
    return {"by": keeper, "at": monday_morning, "code": "office", "reason": "区政府通知"}


def close(edit: dict[str, Any], on: date = MONDAY) -> int:
    return days.set_day(**edit, on=on, kind=DayKind.HOLIDAY, name="建区纪念日")


def test_an_edit_makes_a_version_a_trail_and_news(edit: dict[str, Any]) -> None:
    version = close(edit)

    own = Calendar.objects.get(district_id=DISTRICT)
    entry = AuditEntry.objects.get()
    event = CalendarChanged.load(EventRow.objects.get())
    assert (version, own.version, own.code) == (2, 2, "office")
    assert (entry.action, entry.subject_id, entry.district_id) == ("calendar.day_set", own.pk, DISTRICT)
    assert entry.data == {
        "code": "office",
        "version": 2,
        "reason": "区政府通知",
        "changes": [{"date": "2026-03-02", "from": "", "to": "holiday 建区纪念日"}],
    }
    assert (event.district_id, event.calendar_id, event.version) == (DISTRICT, own.pk, 2)
    assert (event.first_day, event.last_day) == ("2026-03-02", "2026-03-02")


def test_the_same_edit_again_changes_nothing(edit: dict[str, Any]) -> None:
    close(edit)

    assert close(edit) == 2

    assert AuditEntry.objects.count() == EventRow.objects.count() == 1


def test_a_replaced_day_is_kept_for_the_versions_that_had_it(edit: dict[str, Any]) -> None:
    close(edit)
    days.set_day(**edit, on=MONDAY, kind=DayKind.WORKDAY, segments=((28_800, 43_200),))

    rows = CalendarDay.objects.filter(calendar__district_id=DISTRICT, date=MONDAY).order_by("since_version")
    spans = rows.values_list("kind", "since_version", "until_version")
    assert list(spans) == [("holiday", 2, 3), ("workday", 3, None)]
    assert AuditEntry.objects.last().data["changes"][0] == {  # type: ignore[union-attr]
        "date": "2026-03-02",
        "from": "holiday 建区纪念日",
        "to": "workday 08:00-12:00",
    }


def test_clearing_a_plain_day_changes_nothing(edit: dict[str, Any]) -> None:
    assert days.clear_day(**edit, on=MONDAY) == 1

    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": DayKind.HOLIDAY}, "name"),
        ({"kind": DayKind.MAKE_UP_WORKDAY, "name": "  "}, "name"),
        ({"kind": DayKind.HOLIDAY, "name": "元旦", "segments": ((0, 60),)}, "hours"),
        ({"kind": DayKind.WORKDAY, "on": date(2003, 12, 31)}, "date"),
    ],
)
def test_a_day_that_cannot_be_is_refused(edit: dict[str, Any], wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(BadDay) as refusal:
        days.set_day(**({"on": MONDAY} | edit | wrong))

    assert list(refusal.value.fields) == [field]
    assert not Calendar.objects.filter(district_id=DISTRICT).exists()


def test_whoever_may_only_look_may_not_edit(edit: dict[str, Any], officer: Actor) -> None:
    for change in (
        lambda: close(edit | {"by": officer}),
        lambda: days.import_days(**edit | {"by": officer}, data=NEXT_YEAR),
    ):
        with pytest.raises(PermissionDenied):
            change()

    assert not EventRow.objects.exists()


def test_an_unknown_calendar_cannot_be_edited(edit: dict[str, Any]) -> None:
    with pytest.raises(NoSuchCalendar):
        close(edit | {"code": "lunar"})


def test_a_file_is_taken_whole(edit: dict[str, Any], monday_morning: datetime) -> None:
    assert days.import_days(**edit, data=NEXT_YEAR, complete_years=[2027]) == 4

    calendar = calendar_for(DISTRICT, monday_morning)
    assert calendar.day(date(2027, 2, 5)).name == "春节"
    assert calendar.day(date(2027, 2, 6)).segments == ((28_800, 43_200),)
    assert calendar.covered_until == date(2028, 1, 1)
    event = CalendarChanged.load(EventRow.objects.get())
    assert (event.first_day, event.last_day) == ("2027-01-01", "2027-12-31")


def test_the_same_file_again_changes_nothing(edit: dict[str, Any]) -> None:
    days.import_days(**edit, data=NEXT_YEAR, complete_years=[2027])

    assert days.import_days(**edit, data=NEXT_YEAR, complete_years=[2027]) == 0

    assert EventRow.objects.count() == 1


def test_a_file_without_the_whole_year_leaves_it_provisional(edit: dict[str, Any], monday_morning: datetime) -> None:
    days.import_days(**edit, data=NEXT_YEAR)

    assert calendar_for(DISTRICT, monday_morning).covered_until == date(2027, 1, 1)
    assert coverage(DISTRICT, date(2026, 11, 22)).is_short


def test_nothing_of_a_bad_file_is_taken(edit: dict[str, Any]) -> None:
    with pytest.raises(BadDayFile) as refusal:
        days.import_days(**edit, data=NEXT_YEAR + b"2027-13-01,holiday,x,\n")

    assert [(fault.row, fault.column, fault.rule) for fault in refusal.value.faults] == [(5, "date", "is_date")]
    assert not CalendarDay.objects.filter(source="imported").exists()


def test_a_year_that_the_file_does_not_speak_of_cannot_be_complete(edit: dict[str, Any]) -> None:
    with pytest.raises(BadDay) as refusal:
        days.import_days(**edit, data=NEXT_YEAR, complete_years=[2027, 2028])

    assert list(refusal.value.fields) == ["complete_year"]
    assert not CalendarYear.objects.filter(year=2027).exists()


def test_hours_hold_from_their_day_on_and_can_be_taken_back(edit: dict[str, Any], monday_morning: datetime) -> None:
    summer = {"valid_from": date(2026, 7, 1), "segments": ((25_200, 39_600),), "weekdays": frozenset(range(6))}

    assert hours.set_hours(**edit, **summer) == 2
    assert hours.set_hours(**edit, **summer) == 2

    calendar = calendar_for(DISTRICT, monday_morning)
    assert calendar.day(date(2026, 6, 30)).segments == ((28_800, 43_200), (50_400, 64_800))
    assert calendar.day(date(2026, 7, 4)).segments == ((25_200, 39_600),)
    event = CalendarChanged.load(EventRow.objects.get())
    assert (event.first_day, event.last_day) == ("2026-07-01", None)

    assert hours.drop_hours(**edit, valid_from=date(2026, 7, 1)) == 3
    assert hours.drop_hours(**edit, valid_from=date(2026, 7, 1)) == 3
    assert not calendar_for(DISTRICT, monday_morning).day(date(2026, 7, 4)).segments


def test_replaced_hours_are_kept_for_the_versions_that_had_them(edit: dict[str, Any]) -> None:
    for opening in (25_200, 27_000):
        hours.set_hours(
            **edit, valid_from=date(2026, 7, 1), segments=((opening, 39_600),), weekdays=frozenset(range(5))
        )

    spans = CalendarHours.objects.order_by("since_version").values_list("since_version", "until_version")
    assert list(spans) == [(2, 3), (3, None)]


@pytest.mark.parametrize(
    ("segments", "weekdays", "field"),
    [
        (((43_200, 28_800),), range(5), "hours"),
        ((), range(5), "hours"),
        (((28_800, 43_200),), [], "weekdays"),
    ],
)
def test_hours_that_cannot_be_are_refused(
    edit: dict[str, Any], segments: tuple[tuple[int, int], ...], weekdays: range, field: str
) -> None:
    with pytest.raises(BadHours) as refusal:
        hours.set_hours(**edit, valid_from=MONDAY, segments=segments, weekdays=frozenset(weekdays))

    assert list(refusal.value.fields) == [field]


class TestTheDatabaseRefuses:
    """What no code path writes today, the tables refuse all the same."""

    @pytest.fixture
    def day(self) -> dict[str, Any]:
        calendar = Calendar.objects.get(district_id=0, code="office")
        return {"calendar": calendar, "date": MONDAY, "kind": "workday", "source": "edited", "since_version": 1}

    @pytest.mark.parametrize(
        "wrong",
        [
            {"kind": "carnival"},
            {"kind": "holiday", "segments": [[0, 60]]},
            {"until_version": 1},
            {"date": date(2026, 1, 1)},
        ],
    )
    def test_a_day_that_breaks_a_rule(self, day: dict[str, Any], wrong: dict[str, Any]) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            CalendarDay.objects.create(**day | wrong)

    def test_two_hours_from_the_same_day(self, day: dict[str, Any]) -> None:
        row = {"calendar": day["calendar"], "valid_from": MONDAY, "since_version": 1, "segments": [], "weekdays": []}
        CalendarHours.objects.create(**row)
        with pytest.raises(IntegrityError), transaction.atomic():
            CalendarHours.objects.create(**row)

    def test_two_calendars_of_one_code(self) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Calendar.objects.create(code="office")

    def test_a_year_twice(self, day: dict[str, Any]) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            CalendarYear.objects.create(calendar=day["calendar"], year=2026, since_version=1, source="official")
