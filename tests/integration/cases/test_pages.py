"""Pages of cases: the desk, one case, and its moves, seen by those who may and by those who may not."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from gridwarden.cases.actions import dispatching, handling, registration, verification
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.domain.states import CaseState
from gridwarden.cases.models import Case
from gridwarden.platform.attachments.models import Attachment
from tests.factories.cases import MONDAY
from tests.factories.workforce import ContractorFactory
from tests.logins import login
from tests.photos import jpeg

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import DjangoAssertNumQueries

    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def case_id(stage: Stage) -> int:
    """A registered case that waits to be dispatched, opened a minute ago."""
    now = timezone.now()
    opened = stage.opened(condition=stage.spot, at=now - timedelta(minutes=3))
    by, at = stage.by, now - timedelta(minutes=2)
    verification.send_to_verify(by=by("operator"), at=at, case_id=opened.case_id, person_id=stage.user_id("informant"))
    verification.confirm(by=by("informant"), at=at, case_id=opened.case_id)
    registration.register(by=by("supervisor"), at=at, case_id=opened.case_id)
    return opened.case_id


def as_(client: Client, stage: Stage, post: str) -> Client:
    return login(client, stage.people[post].user)


def test_the_desk_lists_cases_with_what_to_do(client: Client, stage: Stage, case_id: int) -> None:
    page = as_(client, stage, "dispatcher").get("/cases/")
    html = page.content.decode()
    number = Case.objects.get(pk=case_id).number
    assert page.status_code == 200
    assert number in html
    assert "?todo=dispatch" in html
    assert 'name="selected"' in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("states=registered", True),
        ("states=closed", False),
        ("text=人民路", True),
        ("text=火星", False),
        ("todo=dispatch", True),
        ("todo=close", False),
        ("light=green", True),
        ("light=red", False),
        ("item=18", False),
        ("opened_from=2020-01-01&opened_to=2020-01-31", False),
    ],
)
def test_filters_narrow_the_list(client: Client, stage: Stage, case_id: int, query: str, *, found: bool) -> None:
    html = as_(client, stage, "dispatcher").get(f"/cases/?{query}").content.decode()
    assert (f'href="/cases/{case_id}/"' in html) is found


def test_a_filter_that_there_is_not_is_refused(client: Client, stage: Stage) -> None:
    assert as_(client, stage, "dispatcher").get("/cases/?light=purple").status_code == 422


def test_the_list_costs_the_same_for_few_and_many(
    client: Client, stage: Stage, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    as_(client, stage, "dispatcher").get("/cases/")
    for _ in range(30):
        stage.opened(condition=stage.spot)
    with django_assert_max_num_queries(12):
        assert client.get("/cases/?text=人民路&open_only=1").status_code == 200


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_list_can_be_taken_away_as_a_file(client: Client, stage: Stage, case_id: int, kind: str) -> None:
    answer = as_(client, stage, "dispatcher").get(f"/cases/?export={kind}")
    content = answer.getvalue()
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    if kind == "csv":
        assert Case.objects.get(pk=case_id).number in content.decode("utf-8-sig")


def test_who_may_not_export_gets_no_file(client: Client, stage: Stage) -> None:
    assert as_(client, stage, "informant").get("/cases/?export=csv").status_code == 403


def test_the_case_page_offers_only_the_moves_allowed_to_me(client: Client, stage: Stage, case_id: int) -> None:
    html = as_(client, stage, "dispatcher").get(f"/cases/{case_id}/").content.decode()
    assert 'data-move="dispatch"' in html
    assert 'data-move="close"' not in html
    html = as_(client, stage, "informant").get(f"/cases/{case_id}/").content.decode()
    assert "data-move=" not in html


def test_the_step_that_goes_on_is_the_first_button(client: Client, stage: Stage, case_id: int) -> None:
    html = as_(client, stage, "dispatcher").get(f"/cases/{case_id}/").content.decode()
    offered = re.findall(r'class="btn gw-move([^"]*)"[^>]*data-move="(\w+)"', html)
    assert offered[0] == (" btn-primary", "dispatch")
    assert [name for look, name in offered if "danger" not in look][-1] == "feed_back"


@pytest.mark.parametrize("post", ["west_officer", "foreman"])
@pytest.mark.parametrize("path", ["", "deadline/", "moves/dispatch/"])
def test_an_outsider_finds_no_case(client: Client, stage: Stage, case_id: int, post: str, path: str) -> None:
    assert as_(client, stage, post).get(f"/cases/{case_id}/{path}").status_code == 404


def test_a_stranger_of_another_district_finds_no_case(client: Client, stage: Stage, case_id: int) -> None:
    assert login(client, stage.cast.stranger.user).get(f"/cases/{case_id}/").status_code in {302, 404}


def test_a_visitor_is_sent_to_the_login(client: Client, stage: Stage, case_id: int) -> None:
    answer = client.get(f"/cases/{case_id}/")
    assert answer.status_code == 302
    assert "login" in answer["Location"]


def test_the_number_on_a_paper_leads_to_the_case(client: Client, stage: Stage, case_id: int) -> None:
    number = Case.objects.get(pk=case_id).number
    assert as_(client, stage, "dispatcher").get(f"/cases/number/{number}/")["Location"] == f"/cases/{case_id}/"


def test_every_deadline_is_explained_step_by_step(client: Client, stage: Stage, case_id: int) -> None:
    html = as_(client, stage, "dispatcher").get(f"/cases/{case_id}/deadline/").content.decode()
    assert html.count("<section") >= 2
    assert "<li" in html


def test_a_move_asks_for_what_it_needs_and_is_made(client: Client, stage: Stage, case_id: int) -> None:
    path = f"/cases/{case_id}/moves/dispatch/"
    form = as_(client, stage, "dispatcher").get(path).content.decode()
    assert f'value="{stage.cast.east_team.pk}"' in form
    version = Case.objects.get(pk=case_id).version
    answer = client.post(path, {"unit_id": stage.cast.east_team.pk, "version": version, "text": ""})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, f"/cases/{case_id}/after/")
    assert Case.objects.get(pk=case_id).state == CaseState.DISPATCHED


def test_only_what_is_plain_is_chosen_beforehand(client: Client, stage: Stage) -> None:
    opened = stage.opened(Source.INSPECTION, stage.slow, by="officer", at=timezone.now())
    registration.register(by=stage.by("supervisor"), at=timezone.now(), case_id=opened.case_id)
    client, path = as_(client, stage, "dispatcher"), f"/cases/{opened.case_id}/moves/dispatch/"
    assert "请选择" not in client.get(path).content.decode()
    ContractorFactory.create(district=stage.cast.territory.district)  # works in every grid, this one too
    assert "请选择" in client.get(path).content.decode()


def test_a_move_without_what_it_needs_comes_back_with_the_fault(client: Client, stage: Stage, case_id: int) -> None:
    answer = as_(client, stage, "dispatcher").post(f"/cases/{case_id}/moves/dispatch/", {})
    assert answer.status_code == 422
    assert Case.objects.get(pk=case_id).state == CaseState.REGISTERED


def test_a_move_on_an_old_view_is_refused(client: Client, stage: Stage, case_id: int) -> None:
    data = {"unit_id": stage.cast.east_team.pk, "version": 1}
    answer = as_(client, stage, "dispatcher").post(f"/cases/{case_id}/moves/dispatch/", data)
    assert answer.status_code == 409


def test_a_move_that_is_not_open_to_me_is_refused(client: Client, stage: Stage, case_id: int) -> None:
    assert as_(client, stage, "dispatcher").post(f"/cases/{case_id}/moves/close/", {"text": "x"}).status_code == 409


def test_photos_come_with_the_move_that_asks_for_them(client: Client, stage: Stage, case_id: int) -> None:
    as_(client, stage, "dispatcher").post(f"/cases/{case_id}/moves/dispatch/", {"unit_id": stage.cast.east_team.pk})
    as_(client, stage, "officer").post(f"/cases/{case_id}/moves/accept/", {})
    answer = client.post(
        f"/cases/{case_id}/moves/finish/",
        {"photo_after": [SimpleUploadedFile("after.jpg", jpeg(), "image/jpeg")], "text": "已清理"},
    )
    assert answer.status_code == 204, answer.content.decode()[:500]
    html = client.get(f"/cases/{case_id}/").content.decode()
    assert "/media/photos/" in html


def test_those_who_judge_evidence_see_when_and_where_a_photo_was_taken(client: Client, stage: Stage) -> None:
    case_id = stage.opened(condition=stage.spot, photos=[stage.photo("operator")]).case_id
    case = Case.objects.get(pk=case_id)
    noted = {"taken_at": MONDAY, "taken_lon": case.place.x, "taken_lat": case.place.y + 0.001, "noted_by": "phone"}
    Attachment.objects.update(**noted)
    judged = as_(client, stage, "checker").get(f"/cases/{case_id}/").content.decode()
    assert "拍摄于 03-02 09:00 · 距案件 111 米 · 手机记录" in judged
    read = as_(client, stage, "leader").get(f"/cases/{case_id}/").content.decode()
    assert "/media/photos/" in read
    assert "距案件" not in read


def test_the_phones_notes_come_with_the_photos_of_a_move(client: Client, stage: Stage, case_id: int) -> None:
    dispatching.dispatch(by=stage.by("dispatcher"), at=timezone.now(), case_id=case_id, unit_id=stage.cast.east_team.pk)
    handling.accept(by=stage.by("officer"), at=timezone.now(), case_id=case_id)
    page = f"/cases/{case_id}/moves/finish/"
    sent = {"photo_after": [SimpleUploadedFile("after.jpg", jpeg(), "image/jpeg")]}
    client = as_(client, stage, "officer")
    broken = client.post(page, {**sent, "photo_after_facts": "[]"})
    assert (broken.status_code, Attachment.objects.count()) == (422, 0)
    sent["photo_after"][0].seek(0)
    notes = '[{"taken_at": "2026-03-02T01:00:00Z", "lon": 120.3, "lat": 31.5, "accuracy_m": 8, "crs": "wgs84"}]'
    assert client.post(page, {**sent, "photo_after_facts": notes}).status_code == 204
    kept = Attachment.objects.get()
    assert (kept.noted_by, kept.taken_lon, kept.taken_lat) == ("phone", 120.3, 31.5)


def test_the_search_of_the_frame_finds_cases(client: Client, stage: Stage, case_id: int) -> None:
    client = as_(client, stage, "dispatcher")
    home = client.get("/cases/limits/").content.decode()
    assert 'class="gw-search" method="get" action="/cases/"' in home


def test_many_cases_are_dispatched_at_once_and_refusals_are_named(client: Client, stage: Stage, case_id: int) -> None:
    other = stage.opened(condition=stage.spot).case_id
    answer = as_(client, stage, "dispatcher").post(
        "/cases/dispatch/", {"selected": [case_id, other], "back": "/cases/"}, follow=True
    )
    html = answer.content.decode()
    assert Case.objects.get(pk=case_id).state == CaseState.DISPATCHED
    assert Case.objects.get(pk=other).state == CaseState.REPORTED
    assert Case.objects.get(pk=other).number in html


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_the_way_back_never_leads_to_another_site(client: Client, stage: Stage, back: str) -> None:
    answer = as_(client, stage, "dispatcher").post("/cases/dispatch/", {"selected": ["²"], "back": back})
    assert answer["Location"] == "/cases/"


def test_only_dispatchers_dispatch_many(client: Client, stage: Stage, case_id: int) -> None:
    assert as_(client, stage, "officer").post("/cases/dispatch/", {"selected": [case_id]}).status_code == 403
