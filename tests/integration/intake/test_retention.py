"""Who reported is kept for as long as the district says, and no longer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import DatabaseError, connection, transaction

from gridwarden.cases.domain.sources import Source
from gridwarden.cases.models import Step
from gridwarden.intake import jobs
from gridwarden.intake.actions import answers, calls, desk, opinions, retention
from gridwarden.intake.actions.calls import Noted
from gridwarden.intake.actions.desk import Filed
from gridwarden.intake.actions.retention import DaysOutOfBounds
from gridwarden.intake.domain.calls import Direction, Outcome
from gridwarden.intake.domain.media import Medium
from gridwarden.intake.domain.opinions import Verdict
from gridwarden.intake.models import Answer, Report
from gridwarden.intake.queries import retention as keeping
from gridwarden.platform.access import PermissionDenied
from gridwarden.platform.audit.models import AuditEntry
from gridwarden.platform.events import delivery
from gridwarden.platform.redaction import unlock_words
from tests.factories.cases import MONDAY
from tests.integration.intake.desk import PHONE, closed, taken, words

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


LINK = "https://pictures.example/wangjianguo.jpg?id=7"
#: What nobody may find again: the name, the number as it was typed, an identity number, and the link to a picture.
SAYS = ("王建国", "pictures.example", PHONE, "138-0000-5678", "34012219800101123X", "wang@mail.cn")
WORDS = f"我叫王建国，电话138-0000-5678，身份证34012219800101123X，wang@mail.cn，{PHONE}，{LINK}"


def said_in_database() -> set[str]:
    """Return where, in any column of any table, something of the reporter stands."""
    found = set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(f'SELECT to_jsonb(row)::text FROM "{table}" row')  # noqa: S608 - names from the catalogue
            found |= {f"{table}: {word}" for (line,) in cursor.fetchall() for word in SAYS if word in line}
    return found


def test_nothing_of_the_reporter_remains_in_any_column_of_the_database(stage: Stage) -> None:
    filed = Filed(
        report=words(
            stage,
            Medium.TRANSFER,
            text=WORDS,
            address=f"人民路12号 {PHONE}",
            reporter_email="wang@mail.cn",
            media_url=LINK,
        ),
        medium=Medium.TRANSFER,
        sender="12345",
        external_number="HL-7",
    )
    case_id = desk.take(by=stage.by("operator"), at=MONDAY, filed=filed).case_id
    report = Report.objects.get()
    heard = Noted(direction=Direction.OUT, outcome=Outcome.REACHED, note=WORDS)
    calls.log(by=stage.by("operator"), at=MONDAY, report_id=report.pk, call=heard)
    closed(stage, case_id, reply=f"王建国：{WORDS}")
    answers.approve(by=stage.by("leader"), at=MONDAY, answer_id=Answer.objects.get().pk)
    judged = opinions.Answer(verdict=Verdict.NOT_SATISFIED, words=WORDS)
    opinions.give(at=MONDAY, code=report.code, answer=judged)
    delivery.deliver_pending(now=MONDAY)
    assert said_in_database(), "the reporter stands in the database before"
    assert retention.anonymise(at=MONDAY + timedelta(days=6 * 365), district_id=stage.district_id) == 1
    assert said_in_database() == set()
    assert Answer.objects.get().text.startswith("〔已隐去〕：")


def test_a_final_step_loses_words_and_nothing_else(stage: Stage) -> None:
    steps = Step.objects.filter(case=taken(stage).case_id)
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        steps.update(note="")
    unlock_words()
    assert steps.update(note="") == 1
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        steps.update(by_name="niemand")


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
