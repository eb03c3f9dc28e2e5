"""Reporting without an account: what is taken, and what is turned away."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from gridwarden.cases.models import Case, Evidence
from gridwarden.intake.actions import blocking
from gridwarden.intake.domain.blocking import BlockKind
from gridwarden.intake.models import Blocked, PublicTerms, Report
from gridwarden.intake.web import public_report
from gridwarden.platform.api.limits import Limit
from gridwarden.platform.attachments.models import Attachment
from gridwarden.platform.sealing import unseal
from tests.integration.intake.public.conftest import note
from tests.logins import login
from tests.photos import exif_of, jpeg

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from pytest_django.fixtures import DjangoAssertNumQueries

    from tests.factories.cases import Stage

    Send = Callable[..., Any]

pytestmark = pytest.mark.django_db


def photo(name: str = "a.jpg", **options: Any) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, jpeg(**options), "image/jpeg")


def bomb(side: int = 30_000) -> bytes:
    """A PNG of a few kilobytes that would need gigabytes of memory."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 100_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_a_report_opens_a_case_and_gives_its_code(client: Client, stage: Stage, send: Send) -> None:
    answer = send(condition=str(stage.slow.pk), item=str(stage.slow.item.number), reporter_phone="13800005678")
    report = Report.objects.select_related("case").get()
    assert answer["Location"] == f"/report/sent/{report.code}/"
    assert (report.channel, report.case.condition_id) == ("web", stage.slow.pk)
    assert unseal(bytes(report.reporter_phone), place="report.phone") == "13800005678"
    assert unseal(bytes(report.origin), place="report.origin") == "198.51.100.7"
    page = client.get(answer["Location"])
    assert f"{report.code[:5]} {report.code[5:]}" in page.content.decode()
    assert page["X-Robots-Tag"] == "noindex"
    assert client.get(f"/report/sent/{report.code}/code.svg")["Content-Type"] == "image/svg+xml"


def test_an_item_without_a_condition_is_left_to_the_desk(stage: Stage, send: Send) -> None:
    send(condition=str(stage.slow.pk), item=str(stage.slow.item.number + 1))
    report = Report.objects.select_related("case").get()
    assert report.case.condition_id is None
    assert report.service_code == f"{stage.slow.item.number + 1:02d}"


def test_photos_come_along_without_what_the_camera_wrote(stage: Stage, send: Send) -> None:
    assert send(photos=[photo(exif=exif_of()), photo("b.jpg", width=641)]).status_code == 302
    assert Evidence.objects.count() == 2
    assert set(Attachment.objects.values_list("owner_type", flat=True)) == {"case"}


def test_a_photo_alone_is_enough_but_a_place_alone_is_not(stage: Stage, send: Send) -> None:
    assert send(text="").status_code == 422
    assert send(text="", photos=[photo()]).status_code == 302


@pytest.mark.parametrize(
    "changes",
    [
        {"lon": "", "lat": ""},
        {"lon": "10", "lat": "10"},
        {"lon": "nan"},
        {"text": "长" * 2001},
        {"item": "99"},
        {"condition": "999999"},
        {"reporter_phone": "1" * 21},
        {"started": ""},
        {"started": "form:forged:note"},
        {"started": note(90_000)},
    ],
)
def test_what_is_wrong_comes_back_in_the_form(stage: Stage, send: Send, changes: dict[str, str]) -> None:
    answer = send(**changes)
    assert answer.status_code == 422
    assert "gw-alert-bad" in answer.content.decode()
    assert not Case.objects.exists()


def test_nobody_fills_it_in_within_a_second(send: Send) -> None:
    assert send(started=note(1)).status_code == 422
    assert send(started=note(5)).status_code == 302


def test_the_form_comes_back_with_what_was_written(send: Send) -> None:
    page = send(lon="", text="<b>路口</b>").content.decode()
    assert "&lt;b&gt;路口&lt;/b&gt;" in page
    assert "<b>路口" not in page


def test_a_form_sent_twice_opens_one_case(stage: Stage, send: Send) -> None:
    started = note()
    first, again = (send(form_key="form-1", started=started) for _ in range(2))
    assert first["Location"] == again["Location"]
    assert Case.objects.count() == 1


def test_the_trap_catches_programs(send: Send) -> None:
    assert send(website="http://spam.example").status_code == 403
    assert not Case.objects.exists()


def test_one_address_sends_so_many_in_an_hour(stage: Stage, send: Send) -> None:
    PublicTerms.objects.create(district_id=stage.district_id, reports_per_hour=2)
    assert [send().status_code for _ in range(3)] == [302, 302, 429]
    assert send(sender="198.51.100.8").status_code == 302


def test_addresses_of_one_household_count_as_one(stage: Stage, send: Send) -> None:
    PublicTerms.objects.create(district_id=stage.district_id, reports_per_hour=1)
    assert send(sender="2001:db8:1:2::1").status_code == 302
    assert send(sender="2001:db8:1:2:ffff::9").status_code == 429
    assert send(sender="2001:db8:1:3::1").status_code == 302


def test_refused_attempts_count_as_well(stage: Stage, send: Send) -> None:
    PublicTerms.objects.create(district_id=stage.district_id, reports_per_hour=1)
    assert [send(text="").status_code for _ in range(2)] == [422, 429]


def test_a_flood_from_everywhere_ends_at_the_districts_limit(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_report, "FLOOD", Limit(name="flood-test", uses=2, per_s=60))
    assert [send(sender=f"198.51.100.{n}").status_code for n in range(3)] == [302, 302, 429]


@pytest.mark.parametrize(
    ("kind", "value", "changes"),
    [
        (BlockKind.PHONE, "13800005678", {"reporter_phone": "+86 138-0000-5678"}),
        (BlockKind.ADDRESS, "198.51.100.0/24", {}),
        (BlockKind.ADDRESS, "198.51.100.7", {}),
        (BlockKind.PHRASE, "加微信", {"text": "请 加\u200b微 信"}),
        (BlockKind.PHRASE, "casino", {"address": "ＣＡＳＩＮＯ"}),
    ],
)
def test_whoever_is_blocked_is_turned_away(
    stage: Stage, send: Send, kind: BlockKind, value: str, changes: dict[str, str]
) -> None:
    by = stage.by("supervisor")
    entry = blocking.block(by=by, at=timezone.now(), kind=kind, value=value, reason="广告")
    assert send(**changes).status_code == 403
    entry.refresh_from_db()
    assert (entry.hits, entry.last_hit_at is None) == (1, False)
    assert not Case.objects.exists()
    blocking.lift(by=by, at=timezone.now(), blocked_id=entry.pk)
    assert send(**changes).status_code == 302


def test_a_block_ends_by_itself_and_stays_in_its_district(stage: Stage, send: Send) -> None:
    at = timezone.now()
    blocking.block(by=stage.by("supervisor"), at=at, kind=BlockKind.PHRASE, value="路口", reason="x", until=at)
    foreign = stage.by("stranger").district_id
    Blocked.objects.create(district_id=foreign, kind="phrase", value="路口", digest=b"1", reason="x", created_at=at)
    assert send().status_code == 302


def test_small_files_that_grow_are_refused(send: Send) -> None:
    answer = send(photos=[SimpleUploadedFile("a.png", bomb(), "image/png")])
    assert answer.status_code == 422
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jpg", b"<html><script>alert(1)</script>"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("a.jpg", jpeg()[:-400]),
        ("a.zip", b"PK\x03\x04"),
    ],
)
def test_what_is_no_photo_is_refused(send: Send, name: str, data: bytes) -> None:
    assert send(photos=[SimpleUploadedFile(name, data, "image/jpeg")]).status_code == 422
    assert not Attachment.objects.exists()


def test_too_many_and_too_large_are_refused(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    assert send(photos=[photo(f"{n}.jpg", width=640 + n) for n in range(5)]).status_code == 422
    assert not Attachment.objects.exists()
    monkeypatch.setattr(settings, "PHOTO_MAX_BYTES", 1000)
    assert send(photos=[photo()]).status_code == 422
    monkeypatch.setattr(settings, "UPLOAD_MAX_REQUEST_BYTES", 1000)
    assert send(photos=[photo()]).status_code in {400, 413}
    assert not Case.objects.exists()


def test_a_closed_form_says_so_and_takes_nothing(client: Client, stage: Stage, code6: str, send: Send) -> None:
    PublicTerms.objects.create(district_id=stage.district_id, takes_reports=False)
    assert '<form method="post" enctype' not in client.get(f"/report/{code6}/").content.decode()
    assert send().status_code == 403


def test_where_there_are_two_districts_one_chooses(client: Client, stage: Stage, code6: str) -> None:
    page = client.get("/report/").content.decode()
    assert f'href="/report/{code6}/"' in page
    assert client.get("/report/999999/").status_code == 404


def test_the_form_is_shown_in_both_languages(client: Client, code6: str) -> None:
    assert "上报问题" in client.get(f"/report/{code6}/").content.decode()
    english = client.get(f"/report/{code6}/", headers={"Accept-Language": "en"}).content.decode()
    assert "Report a problem" in english


def test_a_report_takes_few_statements(send: Send, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    send()
    with django_assert_max_num_queries(28):
        assert send().status_code == 302


def test_the_desk_reads_that_the_public_told_it(client: Client, stage: Stage, send: Send) -> None:
    send()
    case = Case.objects.get()
    html = login(client, stage.people["operator"].user).get(f"/cases/{case.pk}/").content.decode()
    assert "· 公众" in html
    assert "public<" not in html
