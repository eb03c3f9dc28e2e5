"""Photos of cases: compared by a job, shown to those who judge, decided by nobody."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from gridwarden.cases.actions import verification
from gridwarden.cases.actions.findings import NoSuchFinding, NoteMissing, acknowledge, examine
from gridwarden.cases.domain.findings import FindingKind
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.jobs import examine_left_over
from gridwarden.cases.models import Case, Examination, Finding
from gridwarden.cases.queries import findings
from gridwarden.cases.queries.filters import CaseFilter
from gridwarden.cases.queries.lists import page
from gridwarden.platform.access import PermissionDenied
from gridwarden.platform.attachments.access import may_see
from gridwarden.platform.attachments.actions import store
from gridwarden.platform.attachments.imaging.exif import CameraNotes
from gridwarden.platform.events.delivery import deliver_pending
from tests.factories.cases import MONDAY
from tests.factories.grids import middle_of
from tests.logins import login
from tests.scenes import scene

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client
    from pytest_django.fixtures import DjangoAssertNumQueries

    from gridwarden.platform.attachments.models import Attachment
    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def sent(stage: Stage, seed: int, *, quality: int = 90, share: float = 0.0, **notes: Any) -> Attachment:
    """A photo that the officer has sent, taken where the cases lie, a minute ago."""
    image = scene(seed)
    across, down = int(image.width * share), int(image.height * share)
    out = io.BytesIO()
    image.crop((across, down, image.width - across, image.height - down)).save(out, "JPEG", quality=quality)
    lon, lat = middle_of(0, 0)
    usual: dict[str, Any] = {"taken_at": MONDAY - timedelta(minutes=1), "lon": lon, "lat": lat, "clock": MONDAY}
    return store(
        by=stage.by("officer"),
        at=MONDAY,
        data=out.getvalue(),
        filename="photo.jpg",
        district_id=stage.district_id,
        phone=CameraNotes(**usual | notes),
    )


def reported(stage: Stage, *photos: Attachment) -> int:
    opened = stage.opened(Source.PATROL, stage.spot, by="officer", photos=tuple(one.pk for one in photos))
    examine(case_id=opened.case_id, at=MONDAY)
    return opened.case_id


def kinds(case_id: int) -> list[str]:
    return [one.kind for one in Finding.objects.filter(case=case_id).order_by("pk")]


def test_a_photo_of_another_case_is_found_again(stage: Stage) -> None:
    first = reported(stage, sent(stage, 1))
    second = reported(stage, sent(stage, 1, quality=60, share=0.04))
    (finding,) = Finding.objects.all()
    assert (finding.case_id, finding.kind, finding.other_case_id) == (second, FindingKind.REUSED, first)
    assert finding.measure is not None
    assert finding.measure <= 10


def test_another_photo_is_no_finding(stage: Stage) -> None:
    reported(stage, sent(stage, 1))
    assert kinds(reported(stage, sent(stage, 2))) == []


def test_near_copies_in_one_case_are_no_finding(stage: Stage) -> None:
    assert kinds(reported(stage, sent(stage, 1), sent(stage, 1, quality=60))) == []


def test_a_copy_within_a_merged_case_is_no_finding(stage: Stage) -> None:
    first = stage.opened(Source.PATROL, stage.spot, by="officer", photos=(sent(stage, 1).pk,)).case_id
    second = stage.opened(Source.PATROL, stage.spot, by="officer", photos=(sent(stage, 1, quality=60).pk,)).case_id
    Case.objects.filter(pk=second).update(parent=first)
    examine(case_id=second, at=MONDAY)
    assert kinds(second) == []


def test_place_clock_and_phone_are_held_against_the_case(stage: Stage) -> None:
    far = sent(stage, 1, lat=middle_of(0, 0)[1] + 0.01)
    skewed = sent(stage, 2, clock=MONDAY + timedelta(hours=1), is_mocked=True)
    silent = sent(stage, 3, taken_at=None, lon=None, lat=None)
    assert sorted(kinds(reported(stage, far, skewed, silent))) == ["far", "mocked", "silent", "skew"]


def test_looking_twice_finds_once(stage: Stage) -> None:
    case_id = reported(stage, sent(stage, 1, is_mocked=True))
    assert examine(case_id=case_id, at=MONDAY) == 0
    Examination.objects.all().delete()
    examine(case_id=case_id, at=MONDAY)
    assert kinds(case_id) == ["mocked"]


def test_news_of_a_case_with_new_photos_has_them_looked_at(stage: Stage) -> None:
    opened = stage.opened(Source.PATROL, stage.spot, by="officer", photos=(sent(stage, 1).pk,))
    deliver_pending(now=MONDAY)
    job = ProcrastinateJob.objects.get(task_name="cases.examine_photos")
    assert job.args == {"case_id": opened.case_id}
    assert examine_left_over() == 0
    assert not findings.unexamined(opened.case_id)


def test_news_of_a_case_without_photos_queues_nothing(stage: Stage) -> None:
    stage.opened(Source.PATROL, stage.spot, by="officer")
    deliver_pending(now=MONDAY)
    assert not ProcrastinateJob.objects.filter(task_name="cases.examine_photos").exists()


def test_findings_are_shown_to_those_who_judge_and_not_to_the_one_who_handles(stage: Stage) -> None:
    case_id = reported(stage, sent(stage, 1, is_mocked=True))
    assert [row.kind for row in findings.of_case(stage.by("supervisor"), case_id)] == [FindingKind.MOCKED]
    assert findings.of_case(stage.by("stranger"), case_id) == []
    assert findings.of_case(stage.by("foreman"), case_id) == []


def test_a_remark_is_kept_once_with_its_name(stage: Stage) -> None:
    reported(stage, sent(stage, 1, is_mocked=True))
    finding = Finding.objects.get()
    given: dict[str, Any] = {"at": MONDAY, "finding_id": finding.pk}
    with pytest.raises(NoteMissing):
        acknowledge(by=stage.by("supervisor"), note=" ", **given)
    with pytest.raises(NoSuchFinding):
        acknowledge(by=stage.by("stranger"), note="fine", **given)
    acknowledge(by=stage.by("supervisor"), note="the phone of the trainee", **given)
    acknowledge(by=stage.by("operator"), note="another word", **given)
    finding.refresh_from_db()
    assert finding.note == "the phone of the trainee"
    assert finding.acknowledged_by_id == stage.user_id("supervisor")


def test_whoever_sees_the_case_but_judges_nothing_acknowledges_nothing(stage: Stage) -> None:
    reported(stage, sent(stage, 1, is_mocked=True))
    leader = stage.by("leader")
    assert not findings.may_judge(leader)
    with pytest.raises(PermissionDenied):
        acknowledge(by=leader, at=MONDAY, finding_id=Finding.objects.get().pk, note="fine")


def test_the_list_marks_and_finds_cases_with_open_remarks(
    stage: Stage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    marked, plain = reported(stage, sent(stage, 1, is_mocked=True)), reported(stage, sent(stage, 2))
    supervisor = stage.by("supervisor")
    with django_assert_num_queries(1):
        rows = page(supervisor, CaseFilter(), MONDAY).rows
    assert {row.id: row.is_remarked for row in rows} == {marked: True, plain: False}
    assert [row.id for row in page(supervisor, CaseFilter(remarked=True), MONDAY).rows] == [marked]
    assert page(stage.by("leader"), CaseFilter(remarked=True), MONDAY).rows == ()
    acknowledge(by=supervisor, at=MONDAY, finding_id=Finding.objects.get().pk, note="fine")
    assert list(page(supervisor, CaseFilter(remarked=True), MONDAY).rows) == []


def test_a_judge_sees_the_photo_that_a_copy_is_laid_beside(stage: Stage) -> None:
    original = sent(stage, 1)
    first = reported(stage, original)
    reported(stage, sent(stage, 1, quality=60))
    original.refresh_from_db()
    Case.objects.filter(pk=first).update(grid=None, flags=["no_grid"], owner_unit=stage.division.pk, opened_by=None)
    informant = stage.by("informant")
    assert may_see(informant, original)
    Finding.objects.all().delete()
    assert not may_see(informant, original)


def test_the_page_tells_it_in_words_and_takes_a_remark(stage: Stage, client: Client) -> None:
    reported(stage, sent(stage, 1))
    case_id = reported(stage, sent(stage, 1, quality=60))
    number = stage.case(Finding.objects.get().other_case_id or 0).number
    login(client, stage.people["supervisor"].user)
    shown = client.get(f"/cases/{case_id}/").content.decode()
    assert 'data-finding="reused"' in shown
    assert number in shown
    answer = client.post(f"/cases/findings/{Finding.objects.get().pk}/", {"note": "same wall, other day"})
    assert answer.status_code == 302
    assert "same wall, other day" in client.get(f"/cases/{case_id}/").content.decode()


def test_whoever_judges_sees_the_remarks_in_the_dialog_of_the_step(stage: Stage, client: Client) -> None:
    photo = sent(stage, 1, is_mocked=True)
    photo.uploaded_by_id = stage.user_id("operator")
    photo.save(update_fields=["uploaded_by_id"])
    case_id = stage.opened(condition=stage.spot, photos=(photo.pk,)).case_id
    examine(case_id=case_id, at=MONDAY)
    by, person = stage.by("operator"), stage.user_id("informant")
    verification.send_to_verify(by=by, at=MONDAY, case_id=case_id, person_id=person)
    login(client, stage.people["informant"].user)
    assert 'data-finding="mocked"' in client.get(f"/cases/{case_id}/moves/confirm/").content.decode()
    assert 'data-finding="mocked"' not in client.get(f"/cases/{case_id}/moves/deny/").content.decode()
