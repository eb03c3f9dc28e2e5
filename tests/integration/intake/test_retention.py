"""Who reported is kept for as long as the district says, and no longer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from gridwarden.cases.domain.sources import Source
from gridwarden.intake import jobs
from gridwarden.intake.actions import retention
from gridwarden.intake.actions.retention import DaysOutOfBounds
from gridwarden.intake.models import Report
from gridwarden.intake.queries import retention as keeping
from gridwarden.platform.access import PermissionDenied
from gridwarden.platform.audit.models import AuditEntry
from tests.factories.cases import MONDAY
from tests.integration.intake.desk import PHONE, closed, taken

if TYPE_CHECKING:
    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db
FOUR_YEARS = MONDAY + timedelta(days=4 * 365)


def test_the_time_over_nothing_personal_is_left_and_the_matter_stays(stage: Stage) -> None:
    case_id = taken(stage, text=f"路灯不亮，打{PHONE}或 a.b@x.cn").case_id
    closed(stage, case_id)
    assert retention.anonymise(at=FOUR_YEARS, district_id=stage.district_id) == 1
    report = Report.objects.get()
    assert (bytes(report.reporter_name), bytes(report.reporter_phone), bytes(report.phone_index)) == (b"", b"", b"")
    assert report.text == "路灯不亮，打〔已隐去〕或 〔已隐去〕"
    assert AuditEntry.objects.filter(action="reports.anonymised").exists()
    assert retention.anonymise(at=FOUR_YEARS, district_id=stage.district_id) == 0


def test_an_open_case_keeps_its_reporter_however_old(stage: Stage) -> None:
    taken(stage)
    assert retention.anonymise(at=FOUR_YEARS, district_id=stage.district_id) == 0
    assert bytes(Report.objects.get().reporter_phone)


def test_the_dry_run_tells_what_the_run_does_and_changes_nothing(stage: Stage) -> None:
    closed(stage, taken(stage).case_id)
    by = stage.by("leader")
    rows = {row.channel: row.due for row in keeping.plan(by, FOUR_YEARS)}
    assert (rows[Source.HOTLINE], sum(rows.values())) == (1, 1)
    assert bytes(Report.objects.get().reporter_phone)


def test_a_district_sets_its_own_days(stage: Stage) -> None:
    closed(stage, taken(stage).case_id)
    retention.put(by=stage.by("leader"), at=MONDAY, days={Source.HOTLINE: 30})
    assert retention.anonymise(at=MONDAY + timedelta(days=29), district_id=stage.district_id) == 0
    assert retention.anonymise(at=MONDAY + timedelta(days=31), district_id=stage.district_id) == 1


def test_neither_a_week_nor_for_ever(stage: Stage) -> None:
    with pytest.raises(DaysOutOfBounds):
        retention.put(by=stage.by("leader"), at=MONDAY, days={Source.WEB: 7})
    with pytest.raises(PermissionDenied):
        retention.put(by=stage.by("operator"), at=MONDAY, days={Source.WEB: 90})
    with pytest.raises(PermissionDenied):
        keeping.plan(stage.by("operator"), MONDAY)


def test_the_nightly_job_goes_through_every_district(stage: Stage) -> None:
    closed(stage, taken(stage).case_id)
    assert jobs.anonymise_reports() == 0  # MONDAY was less than three years ago
