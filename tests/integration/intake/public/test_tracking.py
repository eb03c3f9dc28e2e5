"""The page behind the code: progress in plain words, the answer, taking a case up again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from gridwarden.cases.actions import merging, registration
from gridwarden.cases.models import Step
from gridwarden.intake.actions import opinions, replies
from gridwarden.intake.actions.opinions import Answer
from gridwarden.intake.domain.opinions import Verdict
from gridwarden.intake.models import Answer as FinalAnswer
from gridwarden.intake.models import Opinion, PublicTerms, Report
from gridwarden.intake.queries import tracking
from gridwarden.intake.queries.reports import NoReport
from gridwarden.intake.web import tracking as pages
from gridwarden.platform.access import PermissionDenied
from gridwarden.platform.api.limits import Limit
from tests.integration.intake.playing import Told

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db
NOT = {"verdict": "not_satisfied", "words": "第二天又堆满了", "reopen": "on"}


def page(client: Client, told: Told) -> str:
    return client.get(f"/intake/track/{told.code}/").content.decode()


def test_a_reporter_reads_where_it_stands_and_nothing_of_others(client: Client, stage: Stage) -> None:
    told = Told(stage).handling()
    shown = page(client, told)
    assert "正在处置" in shown
    assert told.number in shown
    for name in ("何接", "清洁公司", "王建国</", "13800005678"):
        assert name not in shown


def test_a_reply_is_on_the_page_as_words(client: Client, stage: Stage) -> None:
    told = Told(stage).reported()
    said = "已派人<script>alert(1)</script>"
    replies.tell(case_id=told.case_id, step_id=1, move="feed_back", text=said, at=told.tick())
    replies.tell(case_id=told.case_id, step_id=2, move="reopen", text="", at=told.tick())
    shown = page(client, told)
    assert "&lt;script&gt;" in shown
    assert "已重新处理" in shown
    assert "<script>alert" not in shown


def test_a_refused_report_says_so(client: Client, stage: Stage) -> None:
    told = Told(stage).reported()
    registration.refuse(by=stage.by("supervisor"), at=told.tick(), case_id=told.case_id, reason="不属于本区")
    assert "不予受理" in page(client, told)


def test_who_reported_hostile_words_reads_them_as_words(client: Client, stage: Stage) -> None:
    told = Told(stage).reported()
    Report.objects.filter(code=told.code).update(text="<img src=x onerror=alert(1)>")
    assert "<img src=x" not in page(client, told)


def test_only_a_closed_case_asks(client: Client, stage: Stage) -> None:
    told = Told(stage).checked()
    assert 'name="verdict"' not in page(client, told)
    answer = client.post(f"/intake/track/{told.code}/answer/", NOT)
    assert answer.status_code == 302
    assert not Opinion.objects.exists()


def test_nobody_is_asked_before_the_reply_is_approved(client: Client, stage: Stage) -> None:
    told = Told(stage).closed()
    FinalAnswer.objects.update(state="drafted", sent_at=None, ruled_by=None)
    assert 'name="verdict"' not in page(client, told)
    client.post(f"/intake/track/{told.code}/answer/", {"verdict": "satisfied"})
    assert not Opinion.objects.exists()


def test_a_satisfied_reporter_answers_once(client: Client, stage: Stage) -> None:
    told = Told(stage).closed()
    assert 'name="verdict"' in page(client, told)
    client.post(f"/intake/track/{told.code}/answer/", {"verdict": "satisfied", "words": "很快<i>"})
    opinion = Opinion.objects.get()
    assert (opinion.verdict, opinion.words, opinion.reopened, opinion.taken_by_id) == (
        "satisfied",
        "很快<i>",
        False,
        None,
    )
    shown = page(client, told)
    assert 'name="verdict"' not in shown
    assert "很快&lt;i&gt;" in shown
    client.post(f"/intake/track/{told.code}/answer/", NOT)
    assert Opinion.objects.count() == 1


def test_a_case_is_taken_up_again_and_asks_again_when_it_is_closed_again(client: Client, stage: Stage) -> None:
    told = Told(stage).closed()
    client.post(f"/intake/track/{told.code}/answer/", NOT)
    case = stage.case(told.case_id)
    assert (case.state, case.reopen_count) == ("registered", 1)
    step = Step.objects.filter(case=told.case_id).latest("seq")
    assert (step.move, step.by_name, step.note) == ("reopen", "反映人", "第二天又堆满了")
    told.at = timezone.now()
    told.closed_again()
    client.post(f"/intake/track/{told.code}/answer/", {"verdict": "satisfied"})
    assert [one.round for one in Opinion.objects.order_by("round")] == [0, 1]


def test_not_satisfied_without_reopening_is_kept_only(client: Client, stage: Stage) -> None:
    told = Told(stage).closed()
    client.post(f"/intake/track/{told.code}/answer/", {"verdict": "not_satisfied", "words": "太慢"})
    assert stage.case(told.case_id).state == "closed"
    assert Opinion.objects.get().reopened is False


@pytest.mark.parametrize("body", [{}, {"verdict": "perhaps"}, {**NOT, "words": " "}, {**NOT, "words": "长" * 1001}])
def test_a_faulty_answer_comes_back(client: Client, stage: Stage, body: dict[str, str]) -> None:
    told = Told(stage).closed()
    assert client.post(f"/intake/track/{told.code}/answer/", body).status_code == 422
    assert not Opinion.objects.exists()


def test_reopening_ends_with_the_days_and_the_times_of_the_district(stage: Stage) -> None:
    PublicTerms.objects.create(district_id=stage.district_id, reopen_days=3, reopen_times=1)
    told = Told(stage, days_ago=3.5).closed()
    asked = Answer(verdict=Verdict.NOT_SATISFIED, words="没有解决", reopen=True)
    late = told.at + timedelta(days=3, seconds=1)
    assert not tracking.track(told.code, late).may_reopen
    with pytest.raises(opinions.ReopeningEnded):
        opinions.give(at=late, code=told.code, answer=asked)
    assert not Opinion.objects.exists()
    opinions.give(at=told.tick(), code=told.code, answer=asked)
    told.closed_again()
    assert not tracking.track(told.code, told.at).may_reopen
    with pytest.raises(opinions.ReopeningEnded):
        opinions.give(at=told.at, code=told.code, answer=asked)


def test_the_reporter_of_a_merged_case_answers_for_the_one_that_goes_on(stage: Stage) -> None:
    first = Told(stage).dispatched()
    second = Told(stage, at=first.at).reported()
    by = stage.by("dispatcher")
    merging.merge(by=by, at=first.tick(), case_id=second.case_id, into_id=first.case_id, reason="同一处")
    assert tracking.track(second.code, first.at).goes_on_in == first.number
    assert not tracking.track(second.code, first.at).may_answer


def test_the_desk_notes_what_it_hears_when_it_calls_back(stage: Stage) -> None:
    told = Told(stage).closed()
    said = Answer(verdict=Verdict.SATISFIED)
    with pytest.raises(PermissionDenied):
        opinions.note(by=stage.by("officer"), at=told.tick(), code=told.code, answer=said)
    with pytest.raises((NoReport, PermissionDenied)):
        opinions.note(by=stage.by("stranger"), at=told.tick(), code=told.code, answer=said)
    opinions.note(by=stage.by("operator"), at=told.tick(), code=told.code, answer=said)
    assert (Opinion.objects.get().answered_by, Opinion.objects.get().taken_by_id) == ("call", stage.user_id("operator"))
    with pytest.raises(opinions.NotAsked):
        opinions.give(at=told.tick(), code=told.code, answer=said)


def test_one_answer_for_each_closure_whatever_runs_at_once(stage: Stage) -> None:
    told = Told(stage).closed()
    opinions.give(at=told.tick(), code=told.code, answer=Answer(verdict=Verdict.SATISFIED))
    given = Opinion.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Opinion.objects.create(report=given.report, round=0, verdict="satisfied", given_at=told.at)


def test_codes_cannot_be_tried_out(client: Client, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "LOOKS", Limit(name="looks-test", uses=3, per_s=3600))
    told = Told(stage).reported()
    tried = [client.get(f"/intake/track/222222222{n}/").status_code for n in range(2, 5)]
    assert tried == [404, 404, 404]
    assert client.get(f"/intake/track/{told.code}/").status_code == 429
    assert client.post(f"/intake/track/{told.code}/answer/", NOT).status_code == 429


@pytest.mark.parametrize("near", ["number", "id"])
def test_what_can_be_counted_is_no_code(client: Client, stage: Stage, near: str) -> None:
    told = Told(stage).reported()
    code = told.number if near == "number" else str(told.case_id)
    assert client.get(f"/intake/track/{code}/").status_code == 404


def test_the_page_leaves_no_trace_elsewhere(client: Client, stage: Stage) -> None:
    answer = client.get(f"/intake/track/{Told(stage).reported().code}/")
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("same-origin", "noindex")
    assert "no-store" in answer["Cache-Control"]
