"""Reports come in by every channel, open a case, and their reporters hear of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from gridwarden.cases.actions import registration
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.models import Case
from gridwarden.intake.actions import answers, reception
from gridwarden.intake.actions.reception import NewReport, NotYourFinding
from gridwarden.intake.models import Answer, Reply, Report
from gridwarden.intake.queries import archive, reports
from gridwarden.intake.queries.archive import ArchiveFilter
from gridwarden.platform.access import PermissionDenied, Role
from gridwarden.platform.events import delivery
from gridwarden.platform.sealing import unseal
from tests.factories.cases import MONDAY
from tests.factories.cast import acting
from tests.factories.grids import middle_of
from tests.factories.workforce import StaffFactory
from tests.logins import login, post_json

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import DjangoAssertNumQueries

    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db
PHONE = "13800005678"
LON, LAT = middle_of(0, 0)


def call(stage: Stage, **changes: object) -> NewReport:
    given = {
        "district_id": stage.district_id,
        "channel": Source.HOTLINE,
        "condition_id": stage.spot.pk,
        "lon": LON,
        "lat": LAT,
        "text": "夜市占道",
        "reporter_name": "王建国",
        "reporter_phone": PHONE,
    }
    return NewReport(**given | changes)  # type: ignore[arg-type]


def test_a_call_opens_a_case_and_seals_who_called(stage: Stage) -> None:
    received = reception.receive(by=stage.by("operator"), at=MONDAY, report=call(stage))
    report = Report.objects.get(case_id=received.case_id)
    assert Case.objects.get(pk=received.case_id).source == Source.HOTLINE
    assert PHONE.encode() not in bytes(report.reporter_phone) + bytes(report.phone_index)
    assert len(received.code) == 10


def test_everything_takes_few_statements(stage: Stage, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    by = stage.by("operator")
    reception.receive(by=by, at=MONDAY, report=call(stage))
    with django_assert_max_num_queries(17):  # fifteen for the case, one for the report, one savepoint
        reception.receive(by=by, at=MONDAY, report=call(stage))


def test_signs_that_hide_or_turn_the_writing_are_left_out_of_every_word(stage: Stage) -> None:
    hostile = "王\u202e建\x07国\u2066"
    words = dict.fromkeys(("text", "address", "reporter_name", "reporter_phone", "reporter_email"), hostile)
    received = reception.receive(by=stage.by("operator"), at=MONDAY, report=call(stage, **words))
    report = Report.objects.select_related("case").get(case_id=received.case_id)
    sealed = [(report.reporter_name, "name"), (report.reporter_phone, "phone"), (report.reporter_email, "email")]
    kept = [report.text, report.case.description, report.case.address]
    kept += [unseal(bytes(value), place=f"report.{place}") for value, place in sealed]
    assert kept == ["王建国"] * 6


@pytest.mark.parametrize("kept", [PHONE, "138 0000 5678", "\u202d+86 138-0000-5678\u202c"])
@pytest.mark.parametrize("asked", [PHONE, " 138-0000-5678"])
def test_a_caller_is_known_again_however_the_number_is_written(stage: Stage, kept: str, asked: str) -> None:
    by = stage.by("operator")
    reception.receive(by=by, at=MONDAY, report=call(stage, reporter_phone=kept))
    reception.receive(by=by, at=MONDAY, report=call(stage, reporter_phone="13800005679"))
    assert len(reports.page(by, phone=asked).rows) == 1
    assert archive.matching(by, ArchiveFilter(phone=asked), MONDAY).count() == 1


def test_a_contractor_cannot_report(stage: Stage) -> None:
    with pytest.raises(PermissionDenied):
        reception.receive(by=stage.by("foreman"), at=MONDAY, report=call(stage))
    assert not Report.objects.exists()


def test_a_shop_keeper_reports_like_a_citizen_and_cannot_claim_a_patrol(stage: Stage) -> None:
    keeper = acting(StaffFactory.create(unit=stage.cast.east_team, roles=[Role.FRONTAGE_HOLDER.value]), MONDAY)
    with pytest.raises(NotYourFinding):
        reception.receive(by=keeper, at=MONDAY, report=call(stage, channel=Source.PATROL))
    received = reception.receive(by=keeper, at=MONDAY, report=call(stage, channel=Source.CITIZEN))
    assert Case.objects.get(pk=received.case_id).state == "reported"


def test_a_brigade_leader_writes_a_report_down(stage: Stage) -> None:
    assert reception.receive(by=stage.by("leader"), at=MONDAY, report=call(stage, channel=Source.LEADER)).case_id


def test_the_reporter_hears_each_feedback_once(stage: Stage) -> None:
    received = reception.receive(by=stage.by("operator"), at=MONDAY, report=call(stage))
    registration.refuse(by=stage.by("supervisor"), at=MONDAY, case_id=received.case_id, reason="不属于本区")
    delivery.deliver_pending(now=MONDAY)
    answers.approve(by=stage.by("leader"), at=MONDAY, answer_id=Answer.objects.get().pk)
    reply = Reply.objects.get(report__case_id=received.case_id)
    assert (reply.move, reply.text) == ("refuse", "不属于本区")


def test_the_code_shows_the_reporter_how_it_stands_and_nothing_of_others(client: Client, stage: Stage) -> None:
    received = reception.receive(by=stage.by("operator"), at=MONDAY, report=call(stage))
    html = client.get(f"/intake/track/{received.code}/").content.decode()
    assert received.case_number in html
    assert "王建国" not in html
    assert PHONE not in html


@pytest.mark.parametrize("path", ["/intake/track/ZZZZZZZZZZ/", "/intake/track/?code=OZZZZZZZZZZ"])
def test_an_unknown_code_comes_back_in_the_form_as_typed(client: Client, db: None, path: str) -> None:
    answer = client.get(path)
    html = answer.content.decode()
    assert answer.status_code == 404
    assert "没有查到这个查询码" in html
    assert f'value="{re.findall("O?Z+", path)[0]}"' in html


def test_a_code_is_found_however_it_is_written(client: Client, stage: Stage) -> None:
    code = reception.receive(by=stage.by("operator"), at=MONDAY, report=call(stage)).code
    written = f" {code[:5].lower()}-{code[5:]} "
    assert client.get("/intake/track/", {"code": written})["Location"] == f"/intake/track/{code}/"


def test_the_desk_writes_a_call_down(client: Client, stage: Stage) -> None:
    login(client, stage.people["operator"].user)
    data = {"channel": "hotline", "text": "路面积水", "lon": LON, "lat": LAT, "reporter_phone": PHONE}
    answer = client.post("/intake/new/", data)
    case = Case.objects.get()
    assert answer["Location"] == f"/cases/{case.pk}/"
    assert case.grid_id is not None


def test_a_call_without_a_place_comes_back_with_the_fault(client: Client, stage: Stage) -> None:
    login(client, stage.people["operator"].user)
    assert client.post("/intake/new/", {"channel": "hotline", "text": "x"}).status_code == 422
    assert not Case.objects.exists()


def test_a_repeat_caller_and_open_cases_near_are_shown_before_opening_twice(client: Client, stage: Stage) -> None:
    received = reception.receive(by=stage.by("operator"), at=timezone.now(), report=call(stage))
    login(client, stage.people["operator"].user)
    html = client.post("/intake/nearby/", {"lon": LON, "lat": LAT, "reporter_phone": PHONE}).content.decode()
    assert html.count(received.case_number) == 2
    assert 'class="gw-plain"' not in html  # the frame of the login, a screen high


def test_the_list_finds_a_caller_without_opening_rows(client: Client, stage: Stage) -> None:
    reception.receive(by=stage.by("operator"), at=MONDAY, report=call(stage))
    reception.receive(by=stage.by("operator"), at=MONDAY, report=call(stage, reporter_phone="13900000000", text="别的"))
    login(client, stage.people["operator"].user)
    led = client.post("/intake/?cursor=x", {"phone": f" {PHONE} "})
    assert led.status_code == 302
    assert PHONE not in led["Location"]
    assert "cursor" not in led["Location"]
    html = client.get(led["Location"]).content.decode()
    assert "夜市占道" in html
    assert "别的" not in html
    assert f'value="{PHONE}"' in html


def test_a_caller_whose_number_does_not_open_is_nobody(client: Client, stage: Stage) -> None:
    reception.receive(by=stage.by("operator"), at=MONDAY, report=call(stage))
    login(client, stage.people["operator"].user)
    for broken in ("AAAA", "%F0%9F", "x" * 60):
        assert "夜市占道" not in client.get(f"/intake/?caller={broken}").content.decode()
    assert client.post("/intake/", {"phone": " "})["Location"] == "/intake/"


def test_the_number_of_a_caller_is_asked_about_in_no_address(client: Client, stage: Stage) -> None:
    login(client, stage.people["operator"].user)
    assert client.get(f"/intake/nearby/?reporter_phone={PHONE}").status_code == 405


@pytest.mark.parametrize("path", ["/intake/", "/intake/new/"])
def test_only_those_who_register_reports_open_the_intake(client: Client, stage: Stage, path: str) -> None:
    assert login(client, stage.people["officer"].user).get(path).status_code == 403


def test_an_officer_reports_through_the_api_once(client: Client, stage: Stage) -> None:
    login(client, stage.people["informant"].user)
    body = {"condition_id": stage.spot.pk, "lon": LON, "lat": LAT, "text": "占道"}
    first = post_json(client, "/api/v1/reports", body, key="k1")
    again = post_json(client, "/api/v1/reports", body, key="k1")
    assert (first.status_code, first.json()) == (201, again.json())
    assert Case.objects.get().source == Source.PATROL
