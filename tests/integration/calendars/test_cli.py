"""``gridwarden worktime`` with the calendar of a district."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from gridwarden.algorithms.worktime import DayKind
from gridwarden.config.cli import main
from gridwarden.platform.access import system_for
from gridwarden.platform.audit.models import AuditEntry
from gridwarden.platform.calendars.actions import days
from gridwarden.platform.calendars.queries import calendar_for
from tests.factories.grids import DistrictFactory

if TYPE_CHECKING:
    from pathlib import Path

    from gridwarden.grids.models import District

pytestmark = pytest.mark.django_db

MONDAY = ("--start", "2026-03-02T09:00", "--limit", "1", "--unit", "working_hour", "--json")


@pytest.fixture
def district() -> District:
    made: District = DistrictFactory.create(code6="320205")
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "2027.csv"
    path.write_text("date,kind,name\n2027-01-01,holiday,元旦\n", encoding="utf-8")
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["worktime", *arguments])


def test_a_district_has_its_own_days(district: District, monday_morning: datetime) -> None:
    days.set_day(
        by=system_for(district.pk),
        at=monday_morning,
        code="office",
        on=monday_morning.date(),
        kind=DayKind.HOLIDAY,
        name="建区纪念日",
        reason="区政府通知",
    )

    printed = json.loads(run("due", *MONDAY, "--district", "320205").output)

    assert printed["due_at"] == "2026-03-03T09:00:00+08:00"
    assert printed["calendar"]["version"] == 2
    assert json.loads(run("due", *MONDAY).output)["due_at"] == "2026-03-02T10:00:00+08:00"


def test_an_unknown_district_is_refused_with_status_2() -> None:
    result = run("due", *MONDAY, "--district", "999999")

    assert result.exit_code == 2
    assert "no district 999999" in result.output


def test_a_file_reaches_every_district_or_one(district: District, file: Path, monday_morning: datetime) -> None:
    assert run("import", str(file), "--complete", "2027").output == "2 changes.\n"
    assert calendar_for(district.pk, monday_morning).covered_until == date(2028, 1, 1)

    assert run("import", str(file), "--complete", "2027", "--district", "320205").output == "0 changes.\n"
    assert AuditEntry.objects.get().actor_name == "system"


def test_a_bad_file_is_refused_with_status_2_and_its_rows(file: Path) -> None:
    file.write_text("date,kind,name\n2027-01-01,holiday,\nnever,holiday,元旦\n", encoding="utf-8")

    result = run("import", str(file))

    assert result.exit_code == 2
    assert "row 2, name: has_name" in result.output
    assert "row 3, date: is_date (never)" in result.output
    assert not AuditEntry.objects.exists()
