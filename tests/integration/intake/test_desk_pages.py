"""The desk's pages: what they show, what they change, and to whom they are closed."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from gridwarden.cases.models import Case
from gridwarden.intake.actions import answers
from gridwarden.intake.models import Answer, Call, Filing, Opinion, Release, Report, Retention
from tests.integration.intake.desk import LAT, LON, PHONE, closed, taken, transfer
from tests.integration.intake.test_transfer_lists import csv_of, row
from tests.logins import login

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db
PAGES = ["archive/", "answers/", "callbacks/", "releases/", "transfers/", "transfers/import/", "retention/"]


def as_(client: Client, stage: Stage, post: str) -> Client:
    return login(client, stage.people[post].user)


def report_of(case_id: int) -> Report:
    return Report.objects.get(case_id=case_id)


def answered(stage: Stage) -> Report:
    now = timezone.now()
    case_id = taken(stage, at=now).case_id
    closed(stage, case_id, at=now)
    answers.approve(by=stage.by("leader"), at=now, answer_id=Answer.objects.get().pk)
    return report_of(case_id)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_for_its_people_and_for_nobody_else(client: Client, stage: Stage, page: str) -> None:
    post = "leader" if page == "retention/" else "operator"
    assert as_(client, stage, post).get(f"/intake/{page}").status_code == 200
    assert as_(client, stage, "officer").get(f"/intake/{page}").status_code == 403


def test_a_letter_with_number_and_day_is_written_down(client: Client, stage: Stage) -> None:
    data = {
        "channel": "letter",
        "sender": "市信访局",
        "external_number": "信〔2026〕7号",
        "external_due_at": "2026-12-01T17:00",
        "text": "噪音扰民",
        "lon": LON,
        "lat": LAT,
    }
    answer = as_(client, stage, "operator").post("/intake/new/", data)
    filing = Filing.objects.get()
    assert answer["Location"] == f"/cases/{filing.report.case_id}/"
    assert (filing.medium, filing.sender, filing.report.channel) == ("letter", "市信访局", "citizen")
    again = client.post("/intake/new/", data)
    assert (again.status_code, Case.objects.count()) == (422, 1)


def test_the_file_shows_both_deadlines_and_goes_back_with_a_reason(client: Client, stage: Stage) -> None:
    report = report_of(transfer(stage, "HL-1", due_at=timezone.now()).case_id)
    html = as_(client, stage, "supervisor").get(f"/intake/archive/{report.pk}/").content.decode()
    assert "HL-1" in html
    assert f"/intake/archive/{report.pk}/return/" in html
    assert client.post(f"/intake/archive/{report.pk}/return/", {"reason": ""}).status_code == 422
    client.post(f"/intake/archive/{report.pk}/return/", {"reason": "属邻区"})
    assert Filing.objects.get().return_reason == "属邻区"
    assert "属邻区" in client.get(f"/intake/archive/{report.pk}/").content.decode()


def test_a_file_is_printed(client: Client, stage: Stage) -> None:
    report = answered(stage)
    pdf = as_(client, stage, "operator").get(f"/intake/archive/{report.pk}/file.pdf")
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert as_(client, stage, "officer").get(f"/intake/archive/{report.pk}/file.pdf").status_code == 403


def test_an_answer_is_written_sent_back_rewritten_and_approved(client: Client, stage: Stage) -> None:
    case_id = taken(stage).case_id
    as_(client, stage, "operator").post(f"/intake/cases/{case_id}/answer/", {"text": "好的"})
    answer = Answer.objects.get()
    assert "好的" in client.get(f"/cases/{case_id}/").content.decode()
    as_(client, stage, "supervisor").post(f"/intake/answers/{answer.pk}/rule/", {"ruling": "back", "remark": ""})
    assert Answer.objects.get().state == "drafted"
    client.post(f"/intake/answers/{answer.pk}/rule/", {"ruling": "back", "remark": "写清楚"})
    assert "写清楚" in as_(client, stage, "operator").get(f"/intake/cases/{case_id}/answer/").content.decode()
    client.post(f"/intake/cases/{case_id}/answer/", {"text": "已安排修复"})
    as_(client, stage, "supervisor").post(f"/intake/answers/{answer.pk}/rule/", {"ruling": "approve"})
    assert Answer.objects.get().state == "approved"


def test_an_author_is_offered_no_approval_and_gets_none(client: Client, stage: Stage) -> None:
    case_id = taken(stage).case_id
    as_(client, stage, "supervisor").post(f"/intake/cases/{case_id}/answer/", {"text": "好的"})
    assert "/rule/" not in client.get("/intake/answers/").content.decode()
    refused = client.post(f"/intake/answers/{Answer.objects.get().pk}/rule/", {"ruling": "approve"})
    assert (refused.status_code, Answer.objects.get().state) == (403, "drafted")


def test_a_reporter_is_called_back_and_the_case_taken_up_again(client: Client, stage: Stage) -> None:
    report = answered(stage)
    assert report.case.number in as_(client, stage, "operator").get("/intake/callbacks/").content.decode()
    page = f"/intake/archive/{report.pk}/call/"
    assert client.post(page, {"direction": "out", "outcome": "not_satisfied"}).status_code == 422
    client.post(page, {"direction": "out", "outcome": "not_satisfied", "note": "又坏了", "reopen": "on"})
    assert (Case.objects.get().state, Opinion.objects.get().reopened) == ("registered", True)
    assert Call.objects.filter(direction="out").count() == 1


def test_a_list_is_taken_from_the_page_or_its_faults_are_shown(client: Client, stage: Stage) -> None:
    as_(client, stage, "operator")

    def send(data: bytes) -> int:
        file = SimpleUploadedFile("a.csv", data)
        given = {"sender": "12345", "crs": "cgcs2000", "file": file}
        answer = client.post("/intake/transfers/import/", given)
        send.html = answer.content.decode()  # type: ignore[attr-defined]
        return answer.status_code

    assert send(csv_of(row("A1", 经度="东"))) == 422
    assert "东" in send.html  # type: ignore[attr-defined]
    assert send(b"nonsense") == 422
    assert send(csv_of(row("A1"))) == 302
    assert "A1" in client.get("/intake/transfers/?standing=waiting").content.decode()


def test_a_granted_file_names_on_every_row_who_took_it(client: Client, stage: Stage) -> None:
    taken(stage)
    ask = as_(client, stage, "operator").post("/intake/archive/release/?standing=open", {"reason": "分析"})
    release = Release.objects.get()
    assert (ask.status_code, release.query) == (302, "standing=open")
    assert client.post(f"/intake/releases/{release.pk}/file/").status_code == 409
    as_(client, stage, "leader").post(f"/intake/releases/{release.pk}/rule/", {"ruling": "grant"})
    file = as_(client, stage, "operator").post(f"/intake/releases/{release.pk}/file/")
    sheet = load_workbook(BytesIO(b"".join(file.streaming_content))).active
    assert "何接" in str(sheet["A2"].value)
    assert PHONE in str(sheet["G2"].value)


def test_the_archive_of_one_caller_and_its_file_hold_the_number_in_no_address(client: Client, stage: Stage) -> None:
    taken(stage, text="路灯不亮")
    taken(stage, text="井盖缺失", reporter_phone="13900000000")
    led = as_(client, stage, "operator").post("/intake/archive/?standing=open", {"phone": PHONE})["Location"]
    assert "standing=open" in led
    assert PHONE not in led
    html = client.get(led).content.decode()
    assert "路灯不亮" in html
    assert "井盖缺失" not in html
    assert not [href for href in re.findall(r'(?:href|action)="([^"]*)"', html) if PHONE in href]
    masked = as_(client, stage, "leader").get(led).content.decode()
    assert PHONE not in masked
    as_(client, stage, "operator").post(led.replace("archive/", "archive/release/"), {"reason": "回访"})
    release = Release.objects.get()
    assert (release.rows, PHONE in release.query) == (1, False)
    as_(client, stage, "leader").post(f"/intake/releases/{release.pk}/rule/", {"ruling": "grant"})
    file = as_(client, stage, "operator").post(f"/intake/releases/{release.pk}/file/")
    assert load_workbook(BytesIO(b"".join(file.streaming_content))).active.max_row == 2


def test_the_days_are_set_within_bounds(client: Client, stage: Stage) -> None:
    as_(client, stage, "leader")
    html = client.get("/intake/retention/").content.decode()
    assert 'name="hotline" value="1095"' in html
    given = dict.fromkeys(("patrol", "citizen", "hotline", "web", "media", "leader", "video"), "400")
    given |= {"transfer": "400", "inspection": "400"}
    assert client.post("/intake/retention/", given | {"web": "3"}).status_code == 422
    client.post("/intake/retention/", given)
    assert Retention.objects.get(channel="web").days == 400


def test_names_in_lists_are_masked_for_the_leader(client: Client, stage: Stage) -> None:
    taken(stage)
    assert PHONE in as_(client, stage, "operator").get("/intake/archive/").content.decode()
    assert PHONE not in as_(client, stage, "leader").get("/intake/archive/").content.decode()


def test_the_panel_of_a_case_is_the_desks(client: Client, stage: Stage) -> None:
    report = report_of(taken(stage).case_id)
    link = f"/intake/archive/{report.pk}/"
    assert link in as_(client, stage, "operator").get(f"/cases/{report.case_id}/").content.decode()
    assert link not in as_(client, stage, "squad_leader").get(f"/cases/{report.case_id}/").content.decode()


def test_numbers_in_the_words_stand_on_the_cases_page_for_the_desk_alone(client: Client, stage: Stage) -> None:
    case_id = taken(stage, text=f"请回电 {PHONE}", address=f"人民路12号 {PHONE}", reporter_phone="").case_id
    assert PHONE in as_(client, stage, "operator").get(f"/cases/{case_id}/").content.decode()
    html = as_(client, stage, "leader").get(f"/cases/{case_id}/").content.decode()
    assert (PHONE in html, "请回电 〔已隐去〕" in html) == (False, True)


def test_who_approves_reads_what_is_answered(client: Client, stage: Stage) -> None:
    case_id = taken(stage, text=f"路灯不亮 {PHONE}").case_id
    closed(stage, case_id)
    html = as_(client, stage, "leader").get("/intake/answers/").content.decode()
    assert "路灯不亮" in html
    assert PHONE not in html
    assert "路灯不亮" in as_(client, stage, "operator").get(f"/intake/cases/{case_id}/answer/").content.decode()


def test_refusing_a_file_is_no_refusal_of_a_case(client: Client, stage: Stage) -> None:
    taken(stage)
    as_(client, stage, "operator").post("/intake/archive/release/", {"reason": "分析"})
    html = as_(client, stage, "leader").get("/intake/releases/").content.decode()
    assert "不同意" in html
    assert "不予立案" not in html


def test_faults_of_a_list_are_named_by_its_columns(client: Client, stage: Stage) -> None:
    file = SimpleUploadedFile("a.csv", csv_of(row("A1", 经度="东")))
    data = {"sender": "12345", "crs": "wgs84", "file": file}
    html = as_(client, stage, "supervisor").post("/intake/transfers/import/", data).content.decode()
    assert 'data-label="列">经度</td>' in html


def test_a_judgement_stands_before_the_reopening_that_it_led_to(client: Client, stage: Stage) -> None:
    report = answered(stage)
    client.logout()
    client.post(f"/intake/track/{report.code}/answer/", {"verdict": "not_satisfied", "words": "还是暗", "reopen": "on"})
    html = as_(client, stage, "operator").get(f"/intake/archive/{report.pk}/").content.decode()
    assert html.index("反映人评价") < html.index("重新打开")
