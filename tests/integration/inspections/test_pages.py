"""Pages of papers: desk, phone, the party's own, and the table of articles."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from gridwarden.inspections.actions import withdrawing
from gridwarden.inspections.domain.words import FollowUp, Outcome, PictureKind
from gridwarden.inspections.models import Article, Notice, NoticeRule, Picture, Recheck
from gridwarden.inspections.web.public import LOOKS
from gridwarden.platform.attachments.models import Attachment
from gridwarden.platform.notifications.models import Notice as Message
from tests.logins import login
from tests.photos import exif_of, jpeg

if TYPE_CHECKING:
    from pathlib import Path

    from django.http import HttpResponse
    from django.test import Client
    from pytest_django.fixtures import DjangoAssertNumQueries, Settings

    from gridwarden.inspections.actions.issuing import Issued
    from tests.factories.inspections import Papers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def issued(papers: Papers) -> Issued:
    return papers.issued(at=timezone.now() - timedelta(minutes=30))


def as_(client: Client, papers: Papers, post: str) -> Client:
    return login(client, papers.stage.people[post].user)


def public(papers: Papers, issued: Issued) -> str:
    return f"/n/{papers.notice(issued).code}/"


def send(client: Client, address: str, width: int = 640) -> HttpResponse:
    photo = SimpleUploadedFile("a.jpg", jpeg(width, 480, exif=exif_of()), "image/jpeg")
    return client.post(address, {"photos": photo, "note": "已收拾干净"})


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("text=老王", True),
        ("state=issued", True),
        ("kind=order", False),
        ("late=1", False),
        ("text=别", False),
    ],
)
def test_the_desk_lists_papers_by_what_is_asked(
    client: Client, papers: Papers, issued: Issued, query: str, *, found: bool
) -> None:
    html = as_(client, papers, "dispatcher").get(f"/inspections/notices/?{query}").content.decode()
    assert (issued.number in html) is found


@pytest.mark.parametrize("path", ["/inspections/notices/", "/inspections/rechecks/"])
def test_every_figure_leads_to_as_many_rows(client: Client, papers: Papers, path: str) -> None:
    now = timezone.now()
    corrected, in_vain, late = (papers.issued(at=now - timedelta(days=days)) for days in (9, 8, 7))
    papers.issued(at=now - timedelta(minutes=30))
    papers.rechecked(corrected, Outcome.CORRECTED)
    papers.rechecked(in_vain, Outcome.NOT_CORRECTED, FollowUp.HAND_UP)
    assert late.due_at < now
    officer = as_(client, papers, "officer")
    tiles = officer.get(path).context["tiles"]
    shown = {tile.href: len(officer.get(tile.href).context["table"].rows) for tile in tiles}
    assert shown == {tile.href: tile.value for tile in tiles}
    assert sum(1 for count in shown.values() if count) >= 3, "figures that are all nought show nothing"


def test_a_list_costs_the_same_for_one_paper_and_for_many(
    client: Client, papers: Papers, issued: Issued, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(4):
        papers.issued(at=timezone.now() - timedelta(minutes=5))
    as_(client, papers, "dispatcher")
    for path in ("/inspections/notices/", "/inspections/rechecks/", "/inspections/parties/"):
        client.get(path)
        with django_assert_max_num_queries(12):
            assert client.get(path).status_code == 200


def test_a_paper_is_shown_with_what_may_be_done(client: Client, papers: Papers, issued: Issued) -> None:
    address = f"/inspections/notices/{issued.notice_id}/"
    officer = as_(client, papers, "officer").get(address).content.decode()
    assert "13812345678" in officer
    assert f"/field/rechecks/{papers.recheck(issued).pk}/" in officer
    assert "void-dialog" not in officer
    for size in ("A5", "80 mm", "58 mm"):
        assert f"打印 {size}<" in officer
    leader = as_(client, papers, "squad_leader").get(address).content.decode()
    assert "void-dialog" in leader
    desk = as_(client, papers, "dispatcher").get(address).content.decode()
    assert "138****5678" in desk
    assert as_(client, papers, "west_officer").get(address).status_code == 404


def test_a_paper_is_withdrawn_from_its_page(client: Client, papers: Papers, issued: Issued) -> None:
    address = f"/inspections/notices/{issued.notice_id}/void/"
    assert as_(client, papers, "officer").post(address, {"reason": "写错"}).status_code == 403
    assert as_(client, papers, "squad_leader").post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "当事人写错"}).status_code == 302
    shown = client.get(f"/inspections/notices/{issued.notice_id}/").content.decode()
    assert "当事人写错" in shown


def test_the_case_shows_its_papers_and_the_way_to_the_next(client: Client, papers: Papers, issued: Issued) -> None:
    page = f"/cases/{issued.case_id}/"
    html = as_(client, papers, "officer").get(page).content.decode()
    assert issued.number in html
    assert f"/field/notices/new/?case={issued.case_id}" not in html, "one is still to be rechecked"
    withdrawing.void(by=papers.by("squad_leader"), at=timezone.now(), notice_id=issued.notice_id, reason="写错")
    assert f"/field/notices/new/?case={issued.case_id}" in client.get(page).content.decode()


def test_the_form_offers_only_what_goes_by_notice(client: Client, papers: Papers) -> None:
    html = as_(client, papers, "officer").get("/field/notices/new/").content.decode()
    assert papers.stage.spot.text in html
    assert papers.stage.slow.text not in html
    assert "冯伴" in html
    assert as_(client, papers, "informant").get("/field/notices/new/").status_code == 403


def test_the_form_of_the_next_paper_knows_the_party(client: Client, papers: Papers) -> None:
    issued = papers.issued(at=timezone.now() - timedelta(hours=3))
    papers.rechecked(issued, Outcome.NOT_CORRECTED, FollowUp.HAND_UP)
    leader = as_(client, papers, "squad_leader")
    for address in (f"/field/notices/new/?case={issued.case_id}", f"/field/orders/new/{issued.case_id}/"):
        html = leader.get(address).content.decode()
        assert "老王早点" in html
        assert issued.number in html
    assert as_(client, papers, "officer").get(f"/field/orders/new/{issued.case_id}/").status_code == 403


def test_the_phone_shows_todays_rechecks_to_the_one_who_goes(client: Client, papers: Papers, issued: Issued) -> None:
    # Late in the evening the party's two hours reach into tomorrow.
    tonight = timezone.localtime().replace(hour=23, minute=59, second=59)
    Recheck.objects.filter(pk=papers.recheck(issued).pk).update(planned_at=tonight)
    html = as_(client, papers, "officer").get("/field/").content.decode()
    assert f"/field/rechecks/{papers.recheck(issued).pk}/" in html
    recheck = client.get(f"/field/rechecks/{papers.recheck(issued).pk}/").content.decode()
    assert 'value="not_corrected" disabled' in recheck, "the party's time is not up"
    assert (
        f"/field/rechecks/{papers.recheck(issued).pk}/"
        not in as_(client, papers, "mate").get("/field/").content.decode()
    )
    assert as_(client, papers, "west_officer").get(f"/field/rechecks/{papers.recheck(issued).pk}/").status_code == 404


def test_the_party_reads_its_notice_and_nothing_of_the_inner_life(
    client: Client, papers: Papers, issued: Issued
) -> None:
    answer = client.get(public(papers, issued))
    html = answer.content.decode()
    assert answer.status_code == 200
    for words in (issued.number, "老王早点", "不是行政处罚决定", papers.stage.spot.text):
        assert words in html
    assert "13812345678" not in html
    assert issued.case_number not in html
    assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("code", ["ABC", "A" * 16, "老王"])
def test_a_guessed_code_opens_nothing(client: Client, papers: Papers, issued: Issued, code: str) -> None:
    assert client.get(f"/n/{code}/").status_code == 404


def test_a_photo_of_the_correction_is_cleaned_and_told(client: Client, papers: Papers, issued: Issued) -> None:
    assert send(client, public(papers, issued)).status_code == 302
    picture = Picture.objects.get(notice=issued.notice_id)
    stored = Attachment.objects.get(pk=picture.attachment_id)
    assert (picture.kind, picture.note) == (PictureKind.CORRECTION, "已收拾干净")
    assert (stored.owner_type, stored.owner_id, stored.uploaded_by_id) == ("notice", issued.notice_id, None)
    assert Message.objects.filter(kind="notice.correction_sent", user=papers.stage.user_id("officer")).exists()
    officer = as_(client, papers, "officer")
    assert officer.get(f"/media/photos/{stored.pk}/full").status_code == 200
    assert as_(client, papers, "west_officer").get(f"/media/photos/{stored.pk}/full").status_code == 404


def test_what_is_no_photo_or_too_much_is_refused(client: Client, papers: Papers, issued: Issued) -> None:
    address = public(papers, issued)
    assert client.post(address, {"photos": SimpleUploadedFile("a.jpg", b"GIF89a<script>")}).status_code == 422
    assert client.post(address, {}).status_code == 422
    for number in range(6):
        assert send(client, address, 640 + number).status_code == 302
    assert send(client, address, 800).status_code == 409
    assert Picture.objects.filter(notice=issued.notice_id).count() == 6


def test_senders_are_slowed_down(client: Client, papers: Papers, issued: Issued) -> None:
    address = public(papers, issued)
    statuses = [client.post(address, {}).status_code for _ in range(14)]
    assert statuses[:12] == [422] * 12
    assert statuses[12:] == [429, 429]


def test_whoever_tries_codes_is_stopped_whatever_address_of_the_household_it_uses(
    client: Client, papers: Papers, issued: Issued
) -> None:
    def look(code: str, last: int) -> int:
        return client.get(f"/n/{code}/", REMOTE_ADDR=f"2001:db8:1:2::{last:x}").status_code

    guesses = [
        look(f"{number:0>16}".replace("0", "A").replace("1", "B"), number) for number in range(1, LOOKS.uses + 1)
    ]
    assert set(guesses) == {404}
    right = public(papers, issued).split("/")[-2]
    assert look(right, 999) == 429
    assert client.get(f"/n/{right}/map.svg", REMOTE_ADDR="2001:db8:1:2::7").status_code == 429
    assert client.get(f"/n/{right}/", REMOTE_ADDR="2001:db8:1:3::7").status_code == 200


def test_a_settled_paper_takes_no_photos_and_a_withdrawn_one_says_so(
    client: Client, papers: Papers, issued: Issued
) -> None:
    withdrawing.void(by=papers.by("squad_leader"), at=timezone.now(), notice_id=issued.notice_id, reason="内部原因")
    assert send(client, public(papers, issued)).status_code == 409
    html = client.get(public(papers, issued)).content.decode()
    assert "无需执行" in html
    assert "内部原因" not in html


def test_articles_are_kept_with_all_their_wordings(client: Client, papers: Papers) -> None:
    keeper = as_(client, papers, "keeper")
    old = Article.objects.get(article="第二十八条第一款")
    today = timezone.localdate()
    wording = {"text": "新的要点", "use": "power", "valid_from": today.isoformat(), "items": "12、13", "penalty": ""}
    assert keeper.post(f"/inspections/articles/{old.pk}/revise/", wording).status_code == 302
    old.refresh_from_db()
    new = Article.objects.get(article=old.article, valid_to=None)
    assert (old.valid_to, new.text, new.items) == (today, "新的要点", [12, 13])
    early = wording | {"valid_from": (today - timedelta(days=1)).isoformat()}
    assert keeper.post(f"/inspections/articles/{new.pk}/revise/", early).status_code == 422
    ends = {"on": (today + timedelta(days=1)).isoformat()}
    assert keeper.post(f"/inspections/articles/{new.pk}/end/", ends).status_code == 302
    added = wording | {"law": "本市市容条例", "article": "第三条", "items": "一"}
    assert keeper.post("/inspections/articles/new/", added).status_code == 422
    assert keeper.post("/inspections/articles/new/", added | {"items": ""}).status_code == 302
    assert "本市市容条例" in keeper.get("/inspections/articles/").content.decode()
    assert as_(client, papers, "officer").get("/inspections/articles/new/").status_code == 403


def test_the_settings_change_the_next_paper(client: Client, papers: Papers) -> None:
    keeper = as_(client, papers, "keeper")
    rule = {
        "authority": "测试区城管局", "phone": "12319", "notice_word": "测整通", "order_word": "测责改",
        "proposed_percent": 50, "longest_percent": 100, "shortest_minutes": 5, "remind_minutes": 10,
    }  # fmt: skip
    wrong = rule | {"proposed_percent": 150}
    assert keeper.post("/inspections/settings/", wrong).status_code == 422
    assert not NoticeRule.objects.exists()
    assert keeper.post("/inspections/settings/", rule).status_code == 302
    issued = papers.issued()
    assert issued.number.startswith("测整通〔2026〕")
    assert issued.due_at - papers.notice(issued).issued_at == timedelta(hours=1)
    assert Notice.objects.count() == 1


def test_a_telephone_number_is_looked_for_past_the_address(client: Client, papers: Papers) -> None:
    papers.issued()
    as_(client, papers, "officer")
    page = client.get("/inspections/parties/").content.decode()
    assert 'method="post"' in page
    found = client.post("/inspections/parties/", {"text": "138 1234 5678".replace(" ", "")})
    assert "老王早点" in found.content.decode()
    assert "老王早点" not in client.post("/inspections/parties/", {"text": "13899999999"}).content.decode()
    named = client.post("/inspections/parties/", {"text": "老王"})
    assert named["Location"] == "/inspections/parties/?text=%E8%80%81%E7%8E%8B"
    assert "老王早点" in client.get(named["Location"]).content.decode()
