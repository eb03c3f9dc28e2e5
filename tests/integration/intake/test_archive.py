"""The archive: every complaint with its file from the first word to the reply, and files that leave the house."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from gridwarden.cases.actions import merging
from gridwarden.cases.domain.sources import Source
from gridwarden.intake.actions import answers, calls, releases
from gridwarden.intake.actions.calls import Noted
from gridwarden.intake.actions.releases import (
    LongQuestion,
    NoRelease,
    NothingToRelease,
    OwnRelease,
    ReleaseClosed,
    ReleaseSettled,
)
from gridwarden.intake.domain.calls import Direction, Outcome
from gridwarden.intake.domain.media import Medium
from gridwarden.intake.domain.opinions import Verdict
from gridwarden.intake.models import Answer, Release, Report
from gridwarden.intake.queries import archive, callbacks, tracking_file
from gridwarden.intake.queries.archive import ArchiveFilter
from gridwarden.intake.queries.callbacks import Why
from gridwarden.intake.queries.reports import NoReport
from gridwarden.intake.queries.tracking_file import What
from gridwarden.platform.access import PermissionDenied
from gridwarden.platform.audit.models import AuditEntry
from tests.factories.cases import MONDAY
from tests.integration.intake.desk import PHONE, closed, taken, transfer

if TYPE_CHECKING:
    from pytest_django.fixtures import DjangoAssertMaxNumQueries, DjangoAssertNumQueries

    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=1)
EVENING = MONDAY + timedelta(hours=8)


def answered(stage: Stage) -> Report:
    """A call whose case is closed and whose answer went out."""
    case_id = taken(stage).case_id
    closed(stage, case_id, reply="灯已修复")
    answers.approve(by=stage.by("leader"), at=LATER, answer_id=Answer.objects.get(case=case_id).pk)
    return Report.objects.get(case=case_id)


def found(stage: Stage, **wanted: object) -> list[int]:
    page = archive.page(stage.by("operator"), ArchiveFilter(**wanted), MONDAY)  # type: ignore[arg-type]
    return [row.id for row in page.rows]


def test_a_file_holds_everything_from_the_first_word_to_the_reply(
    stage: Stage, django_assert_max_num_queries: DjangoAssertMaxNumQueries
) -> None:
    report = answered(stage)
    satisfied = Noted(direction=Direction.OUT, outcome=Outcome.SATISFIED, note="很满意")
    calls.log(by=stage.by("operator"), at=EVENING, report_id=report.pk, call=satisfied)
    with django_assert_max_num_queries(22):
        file = tracking_file.of(stage.by("operator"), report.pk, EVENING)
    order = [entry.what for entry in file.entries]
    assert order[0] in {What.RECEIVED, What.CALL_IN, What.STEP}
    assert {What.RECEIVED, What.CALL_IN, What.STEP, What.ANSWER_DRAFTED, What.ANSWER_APPROVED, What.TOLD} <= set(order)
    assert [entry.word for entry in file.entries if entry.what is What.JUDGED] == ["satisfied"]
    assert sum(len(entry.pictures) for entry in file.entries) == 2
    assert [entry.at for entry in file.entries] == sorted(entry.at for entry in file.entries)


def test_a_merged_complaint_follows_the_case_that_goes_on_for_it(stage: Stage) -> None:
    main, double = taken(stage).case_id, taken(stage, Medium.LETTER).case_id
    merging.merge(by=stage.by("dispatcher"), at=MONDAY, case_id=double, into_id=main, reason="同一问题")
    closed(stage, main, at=LATER)
    file = tracking_file.of(stage.by("operator"), Report.objects.get(case=double).pk, EVENING)
    assert (file.goes_on_in_id, "close" in {entry.word for entry in file.entries}) == (main, True)


def test_names_are_masked_for_who_may_not_see_reporters(stage: Stage) -> None:
    report = answered(stage)
    assert tracking_file.of(stage.by("operator"), report.pk, EVENING).row.phone == PHONE
    assert tracking_file.of(stage.by("leader"), report.pk, EVENING).row.phone == "138****5678"


def test_numbers_in_the_words_are_hidden_from_who_may_not_see_reporters(stage: Stage) -> None:
    report = answered(stage)
    Report.objects.filter(pk=report.pk).update(text=f"请回电 {PHONE}")
    assert PHONE in tracking_file.of(stage.by("operator"), report.pk, EVENING).row.text
    masked = tracking_file.of(stage.by("leader"), report.pk, EVENING)
    assert PHONE not in masked.row.text + "".join(entry.text for entry in masked.entries)
    (read,) = callbacks.page(stage.by("operator"), EVENING, Why.TO_ASK).rows
    (hidden,) = callbacks.page(stage.by("leader"), EVENING, Why.TO_ASK).rows
    assert (read.text, hidden.text) == (f"请回电 {PHONE}", "请回电 〔已隐去〕")


def test_a_neighbour_and_an_officer_find_no_file(stage: Stage) -> None:
    report = answered(stage)
    with pytest.raises(PermissionDenied):
        tracking_file.of(stage.by("officer"), report.pk, EVENING)
    with pytest.raises(NoReport):
        tracking_file.of(stage.by("operator"), report.pk + 1, EVENING)


def test_the_list_takes_two_statements_however_long(
    stage: Stage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        taken(stage)
    by = stage.by("operator")
    with django_assert_num_queries(2):
        assert len(archive.page(by, ArchiveFilter(), MONDAY).rows) == 3


def test_filters_narrow_and_are_an_address(stage: Stage) -> None:
    report, letter = answered(stage), Report.objects.get(case=taken(stage, Medium.LETTER, reporter_phone="").case_id)
    passed_on = Report.objects.get(case=transfer(stage, "HL-9").case_id)
    assert found(stage, medium=Medium.LETTER) == [letter.pk]
    assert found(stage, channel=Source.TRANSFER) == [passed_on.pk]
    assert found(stage, standing="ended") == [report.pk]
    assert set(found(stage, standing="open")) == {letter.pk, passed_on.pk}
    assert found(stage, text="HL-9") == [passed_on.pk]
    assert found(stage, text=report.code.lower()) == [report.pk]
    assert found(stage, text=report.case.number) == [report.pk]
    assert set(found(stage, text="路灯")) == {report.pk, letter.pk, passed_on.pk}
    assert set(found(stage, phone=PHONE)) == {report.pk, passed_on.pk}
    assert found(stage, received_to=(MONDAY - timedelta(days=1)).date()) == []
    assert found(stage, verdict=Verdict.SATISFIED) == []
    assert found(stage, forgotten_next=True) == []
    assert ArchiveFilter(medium=Medium.LETTER, forgotten_next=True).query == "medium=letter&forgotten_next=1"


def test_a_reporter_is_called_until_reached_and_judged(stage: Stage) -> None:
    report, by = answered(stage), stage.by("operator")
    assert [row.report_id for row in callbacks.page(by, EVENING, Why.TO_ASK).rows] == [report.pk]
    missed = Noted(direction=Direction.OUT, outcome=Outcome.NO_ANSWER)
    calls.log(by=by, at=EVENING, report_id=report.pk, call=missed)
    (row,) = callbacks.page(by, EVENING, Why.NOT_REACHED).rows
    assert (row.tries, row.next_at, row.answer) == (1, EVENING + timedelta(hours=2), "灯已修复")
    unhappy = Noted(direction=Direction.OUT, outcome=Outcome.NOT_SATISFIED, note="还是暗")
    calls.log(by=by, at=EVENING, report_id=report.pk, call=unhappy)
    assert callbacks.counts(by, EVENING) == {Why.TO_ASK: 0, Why.NOT_REACHED: 0, Why.NOT_SATISFIED: 1}
    assert callbacks.page(by, EVENING, Why.NOT_SATISFIED).rows[0].complaint == "还是暗"
    calls.log(by=by, at=EVENING, report_id=report.pk, call=Noted(direction=Direction.OUT, outcome=Outcome.REACHED))
    assert callbacks.counts(by, EVENING)[Why.NOT_SATISFIED] == 0


def test_three_vain_calls_are_enough(stage: Stage) -> None:
    report, by = answered(stage), stage.by("operator")
    for _ in range(3):
        calls.log(by=by, at=EVENING, report_id=report.pk, call=Noted(direction=Direction.OUT, outcome=Outcome.BUSY))
    assert set(callbacks.counts(by, EVENING).values()) == {0}


def test_nobody_is_called_before_the_answer_went_out(stage: Stage) -> None:
    closed(stage, taken(stage).case_id)
    assert callbacks.counts(stage.by("operator"), EVENING)[Why.TO_ASK] == 0
    with pytest.raises(PermissionDenied):
        callbacks.page(stage.by("officer"), EVENING, Why.TO_ASK)


def asked(stage: Stage, post: str = "operator") -> Release:
    taken(stage)
    return releases.ask(by=stage.by(post), at=MONDAY, wanted=ArchiveFilter(standing="open"), reason="月度分析")


def test_a_file_leaves_the_house_with_a_second_persons_word(stage: Stage) -> None:
    release = asked(stage)
    with pytest.raises(ReleaseClosed):
        releases.take(by=stage.by("operator"), at=MONDAY, release_id=release.pk)
    releases.rule(by=stage.by("supervisor"), at=LATER, release_id=release.pk, grants=True)
    releases.take(by=stage.by("operator"), at=EVENING, release_id=release.pk)
    assert Release.objects.get().taken == 1
    assert AuditEntry.objects.filter(action="release.taken", actor_name="何接").exists()
    with pytest.raises(ReleaseClosed):
        releases.take(by=stage.by("operator"), at=LATER + timedelta(hours=25), release_id=release.pk)


def test_nobody_grants_their_own_request(stage: Stage) -> None:
    release = asked(stage, "supervisor")
    with pytest.raises(OwnRelease):
        releases.rule(by=stage.by("supervisor"), at=LATER, release_id=release.pk, grants=True)
    releases.rule(by=stage.by("leader"), at=LATER, release_id=release.pk, grants=False, note="太多")
    with pytest.raises(ReleaseSettled):
        releases.rule(by=stage.by("leader"), at=LATER, release_id=release.pk, grants=True)
    with pytest.raises(ReleaseClosed):
        releases.take(by=stage.by("supervisor"), at=LATER, release_id=release.pk)


def test_only_who_asked_takes_the_file(stage: Stage) -> None:
    release = asked(stage)
    releases.rule(by=stage.by("leader"), at=LATER, release_id=release.pk, grants=True)
    with pytest.raises(NoRelease):
        releases.take(by=stage.by("supervisor"), at=LATER, release_id=release.pk)


def test_a_question_too_long_to_be_kept_is_refused_instead_of_asking_for_more(stage: Stage) -> None:
    taken(stage)
    wordy = ArchiveFilter(text="占道" * 50, standing="open")
    with pytest.raises(LongQuestion):
        releases.ask(by=stage.by("operator"), at=MONDAY, wanted=wordy, reason="月度分析")
    assert not Release.objects.exists()


def test_a_file_needs_a_reason_and_rows(stage: Stage) -> None:
    with pytest.raises(NothingToRelease):
        releases.ask(by=stage.by("operator"), at=MONDAY, wanted=ArchiveFilter(), reason="x")
    with pytest.raises(NothingToRelease):
        releases.ask(by=stage.by("operator"), at=MONDAY, wanted=ArchiveFilter(), reason=" ")
    with pytest.raises(PermissionDenied):
        releases.ask(by=stage.by("informant"), at=MONDAY, wanted=ArchiveFilter(), reason="x")
