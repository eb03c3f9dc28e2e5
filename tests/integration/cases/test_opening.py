"""A case is opened: grid, unit in charge, number, clocks, and how many statements that takes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gridwarden.algorithms.geodesy import Crs, from_cgcs2000
from gridwarden.cases.actions import registration
from gridwarden.cases.domain.errors import CaseNotFound
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.domain.states import CaseState, Flag, Level
from gridwarden.cases.models import Case, Evidence, NumberCounter, Step
from gridwarden.menu.queries.menus import NoSuchCondition
from gridwarden.platform.access import PermissionDenied
from gridwarden.platform.audit.models import AuditEntry
from gridwarden.platform.events.models import EventRow
from gridwarden.platform.notifications.models import Notice
from gridwarden.platform.timers.models import Timer
from tests.factories.cases import MONDAY
from tests.factories.grids import middle_of

if TYPE_CHECKING:
    from tests.factories.cases import Stage


def test_a_patrol_finding_with_a_notice_goes_to_the_grid_team_at_once(stage: Stage) -> None:
    opened = stage.opened(Source.PATROL, stage.spot, by="officer")
    assert (opened.state, opened.level) == (CaseState.DISPATCHED, Level.GRID_TEAM)
    assert opened.owner_unit_id == stage.cast.east_team.pk
    assert opened.grid_code == "A01"
    assert opened.due_at == MONDAY + timedelta(hours=2)


def test_a_finding_with_a_contact_slip_waits_verified_at_the_desk(stage: Stage) -> None:
    opened = stage.opened(Source.INSPECTION, stage.slow, by="officer")
    assert (opened.state, opened.level) == (CaseState.VERIFIED, Level.DESK)
    assert opened.owner_unit_id == stage.cast.desk.pk
    assert opened.due_at == MONDAY + timedelta(minutes=15)


def test_a_citizens_report_starts_at_the_desk_even_with_a_notice(stage: Stage) -> None:
    opened = stage.opened(Source.CITIZEN, stage.spot)
    assert (opened.state, opened.level) == (CaseState.REPORTED, Level.DESK)


def test_a_place_outside_every_grid_is_flagged_and_starts_at_the_desk(stage: Stage) -> None:
    opened = stage.opened(Source.PATROL, stage.spot, by="officer", lon=120.3, lat=31.2)
    assert (opened.state, opened.flags) == (CaseState.REPORTED, (Flag.NO_GRID,))
    assert opened.grid_id is None


def test_a_grid_without_a_team_is_flagged_and_starts_at_the_desk(stage: Stage) -> None:
    lon, lat = middle_of(0, 1)
    opened = stage.opened(Source.PATROL, stage.spot, by="officer", lon=lon, lat=lat)
    assert (opened.grid_code, opened.flags) == ("C01", (Flag.NO_TEAM,))
    assert opened.state is CaseState.REPORTED


def test_the_declared_system_of_the_place_is_kept_and_converted(stage: Stage) -> None:
    lon, lat = middle_of(0, 0)
    gcj_lon, gcj_lat = from_cgcs2000(lon, lat, Crs.GCJ02)
    opened = stage.opened(lon=gcj_lon, lat=gcj_lat, crs=Crs.GCJ02)
    case = stage.case(opened.case_id)
    assert (case.place.x, case.place.y) == pytest.approx((lon, lat), abs=1e-8)
    assert case.place_crs == "gcj02"


def test_numbers_count_each_day_from_one_without_gaps(stage: Stage) -> None:
    numbers = [stage.opened(at=MONDAY + timedelta(hours=hours)).number for hours in (0, 1, 24)]
    assert numbers == ["20260302-00001", "20260302-00002", "20260303-00001"]


def test_a_refused_opening_gives_its_number_back_and_leaves_nothing(stage: Stage) -> None:
    before = (EventRow.objects.count(), AuditEntry.objects.count(), Notice.objects.count())
    with pytest.raises(NoSuchCondition):
        stage.opened(condition=None, condition_id=10**9)
    assert stage.opened().number == "20260302-00001"
    assert (EventRow.objects.count(), AuditEntry.objects.count()) == (before[0] + 1, before[1] + 1)


def test_the_district_day_turns_at_local_midnight(stage: Stage) -> None:
    late = stage.opened(at=MONDAY.replace(hour=23, minute=59))
    early = stage.opened(at=MONDAY.replace(hour=0, minute=1) + timedelta(days=1))
    assert (late.number[:8], early.number[:8]) == ("20260302", "20260303")


def test_opening_leaves_one_step_one_audit_row_one_event_and_timers(stage: Stage) -> None:
    audits = AuditEntry.objects.count()
    opened = stage.opened(Source.PATROL, stage.spot, by="officer")
    step = Step.objects.get(case=opened.case_id)
    assert (step.seq, step.move, step.to_state, step.by_name) == (1, "open", "dispatched", "张东升")
    assert AuditEntry.objects.count() == audits + 1
    assert EventRow.objects.filter(name="case.opened", payload__case_id=opened.case_id).count() == 1
    assert set(Timer.objects.values_list("kind", flat=True)) == {"case.warn", "case.breach"}


def test_the_unit_in_charge_is_notified_but_not_the_one_who_reports(stage: Stage) -> None:
    stage.opened(Source.PATROL, stage.spot, by="officer")
    told = set(Notice.objects.filter(kind="case.opened").values_list("user", flat=True))
    assert told == {stage.user_id("mate")}


def test_photos_of_the_report_enter_the_file_as_photos_before(stage: Stage) -> None:
    photo = stage.photo("officer")
    opened = stage.opened(Source.PATROL, stage.spot, by="officer", photos=(photo,))
    evidence = Evidence.objects.get(case=opened.case_id)
    assert (evidence.attachment_id, evidence.kind) == (photo, "before")
    assert stage.case(opened.case_id).photos_before == 1


def test_whoever_may_not_report_opens_nothing(stage: Stage) -> None:
    with pytest.raises(PermissionDenied):
        stage.opened(by="foreman")
    assert not Case.objects.exists()


def test_nobody_opens_a_case_in_another_district(stage: Stage) -> None:
    elsewhere = stage.people["stranger"].district_id
    with pytest.raises(CaseNotFound):
        registration.open(by=stage.by("operator"), at=MONDAY, new=stage.new(district_id=elsewhere))
    assert not NumberCounter.objects.exists()


def test_opening_takes_at_most_fifteen_statements(stage: Stage) -> None:
    stage.opened(Source.PATROL, stage.spot, by="officer")
    by, new = stage.by("officer"), stage.new(Source.PATROL, stage.spot)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        registration.open(by=by, at=MONDAY, new=new)
    statements = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    assert len(statements) <= 15, "\n".join(statements)
    assert len(captured) <= 15, "savepoints of the test's own transaction included"
