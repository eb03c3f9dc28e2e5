"""Papers as PDF: what stands on them, in which fonts, for whom."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest
from pypdfium2 import raw

from gridwarden.inspections.actions import issuing
from gridwarden.inspections.domain.words import ArticleUse, FollowUp, Outcome
from gridwarden.inspections.models import NoticeRule
from gridwarden.inspections.queries import public, slip_papers, visibility
from gridwarden.inspections.queries.papers import printed
from gridwarden.platform.attachments import files
from gridwarden.platform.attachments.actions import store
from gridwarden.platform.documents.printing import render
from tests.factories.cases import MONDAY
from tests.factories.contracts import issued as contact_slip
from tests.logins import login
from tests.photos import jpeg

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from django.test import Client
    from pytest_django.fixtures import Settings

    from gridwarden.inspections.actions.issuing import Issued
    from tests.factories.inspections import Papers

pytestmark = pytest.mark.django_db
ADDRESS = "https://city.example/n/ABCDEFGHJKMNPQRS/"


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path


def real_photo(papers: Papers, width: int = 640) -> UUID:
    """Return a photo whose file is really there."""
    data, district_id = jpeg(width), papers.stage.district_id
    return store(by=papers.by(), at=MONDAY, data=data, filename="a.jpg", district_id=district_id).pk


@pytest.fixture
def issued(papers: Papers) -> Issued:
    """A signed notice with a photo that is really there."""

    finding = papers.finding(photo_ids=(real_photo(papers),))
    contents = papers.contents(signature_id=real_photo(papers, 660), witness="")
    return issuing.issue(by=papers.by(), at=MONDAY, finding=finding, contents=contents)


def pages_of(pdf: bytes) -> list[str]:
    with pdfium.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range().replace("\r\n", "").replace(" ", "") for page in document]


def fonts_of(pdf: bytes) -> list[bool]:
    """Return for every text whether the file brings its font along."""
    found = []
    with pdfium.PdfDocument(pdf) as document:
        for page in document:
            for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
                font = raw.FPDFTextObj_GetFont(thing.raw)
                found.append(bool(raw.FPDFFont_GetIsEmbedded(font)))
    return found


def print_out(papers: Papers, issued: Issued, paper: str, *, reads: bool = True) -> bytes:
    out = printed(visibility.get(papers.by(), issued.notice_id), address=ADDRESS, reads=reads)
    return render(out.template, out.data, paper=paper, images=out.images)


@pytest.mark.parametrize(("paper", "width_mm", "pages"), [("a5", 148, 2), ("80mm", 80, 1), ("58mm", 58, 1)])
def test_a_notice_fits_its_paper_and_says_what_it_is(
    papers: Papers, issued: Issued, paper: str, width_mm: int, pages: int
) -> None:
    pdf = print_out(papers, issued, paper)
    with pdfium.PdfDocument(pdf) as document:
        assert len(document) == pages
        assert round(document[0].get_width() / 72 * 25.4) == width_mm
    text = "".join(pages_of(pdf))
    for words in ("存根联", "当事人联", issued.number, "老王早点", "不是行政处罚决定", "第六十四条", "张东升", "冯伴"):
        assert words in text
    assert "2026年03月02日10时30分" in text
    assert f"校验码{issued.short_number[-1]}" in text


@pytest.mark.parametrize("paper", ["a5", "80mm", "58mm"])
def test_words_without_end_stay_on_the_paper_and_marks_are_printed_as_they_are(papers: Papers, paper: str) -> None:
    name, endless = "#panic(1) *b* $x$ ] \\ <l> @r `c`", "W" * 150
    finding, party = papers.finding(address=endless, photo_ids=(real_photo(papers),)), papers.contents().party
    contents = papers.contents(party=replace(party, name=name), requirement=endless, fact="事" * 500 + endless)
    opened = issuing.issue(by=papers.by(), at=MONDAY, finding=finding, contents=contents)
    sheet = printed(visibility.get(papers.by(), opened.notice_id), address=ADDRESS, reads=True)
    pdf = render(sheet.template, sheet.data, paper=paper, images=sheet.images)
    assert name.replace(" ", "") in "".join(pages_of(pdf))
    with pdfium.PdfDocument(pdf) as document:
        assert len(document) == (2 if paper == "a5" else 1), "each copy keeps to one sheet"
        for page in document:
            text, width = page.get_textpage(), page.get_width()
            assert all(text.get_charbox(place)[2] <= width for place in range(text.count_chars()))


def test_every_font_is_in_the_file(papers: Papers, issued: Issued) -> None:
    for paper in ("a5", "58mm"):
        fonts = fonts_of(print_out(papers, issued, paper))
        assert fonts
        assert all(fonts)


def test_the_same_paper_is_printed_to_the_same_bytes(papers: Papers, issued: Issued) -> None:
    assert print_out(papers, issued, "a5") == print_out(papers, issued, "a5")


def test_who_does_not_issue_papers_prints_masked_numbers(papers: Papers, issued: Issued) -> None:
    assert "13812345678" in "".join(pages_of(print_out(papers, issued, "a5")))
    masked = "".join(pages_of(print_out(papers, issued, "a5", reads=False)))
    assert "13812345678" not in masked
    assert "138****5678" in masked


@pytest.mark.parametrize(("named", "signs"), [("", "{district}城市管理局"), ("测试区城管局", "测试区城管局")])
def test_paper_slip_and_public_page_name_the_same_authority(papers: Papers, named: str, signs: str) -> None:
    stage = papers.stage
    NoticeRule.objects.create(district_id=stage.district_id, authority=named)
    notice, slip = papers.notice(papers.issued()), contact_slip(stage)
    expected = signs.format(district=stage.cast.territory.district.name)
    assert printed(notice, address=ADDRESS, reads=True).data["authority"] == expected
    assert slip_papers.printed(stage.by("dispatcher"), slip.pk, MONDAY).data["authority"] == expected
    assert public.paper(notice.code).authority == expected


def test_a_paper_keeps_its_head_when_the_authority_is_called_otherwise(papers: Papers, issued: Issued) -> None:
    before = print_out(papers, issued, "a5")
    NoticeRule.objects.create(district_id=papers.stage.district_id, authority="新设综合执法局", phone="12319")
    assert print_out(papers, issued, "a5") == before
    assert public.paper(papers.notice(issued).code).authority != "新设综合执法局"
    assert papers.notice(papers.issued()).authority == "新设综合执法局"


def test_an_order_has_two_copies_and_a_receipt(papers: Papers, issued: Issued) -> None:
    papers.rechecked(issued, Outcome.NOT_CORRECTED, FollowUp.HAND_UP)
    contents = papers.contents(article_ids=papers.cited(ArticleUse.BROKEN, ArticleUse.POWER))
    order = issuing.order(by=papers.by("squad_leader"), at=issued.due_at, case_id=issued.case_id, contents=contents)
    out = printed(visibility.get(papers.by("squad_leader"), order.notice_id), address=ADDRESS, reads=True)
    first, second, receipt = pages_of(render(out.template, out.data, paper="a4", images=out.images))
    assert "第一联存卷" in first
    assert "第二联交当事人" in second
    for words in (order.number, "责令限期改正通知书", issued.number, "拒绝签字", "李邻居", "行政复议"):
        assert words in first
    assert "送达回证" in receipt
    assert "留置送达" in receipt
    assert "／" not in receipt, "it is filled in by hand; a stroke would say that there is nothing"


def test_the_page_hands_out_the_paper_to_those_who_may_see_it(client: Client, papers: Papers, issued: Issued) -> None:
    address = f"/inspections/notices/{issued.notice_id}/a5.pdf"
    login(client, papers.stage.people["officer"].user)
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF")
    for unknown in ("roll80", "a4", "x"):
        assert client.get(f"/inspections/notices/{issued.notice_id}/{unknown}.pdf").status_code == 404
    login(client, papers.stage.people["west_officer"].user)
    assert client.get(address).status_code == 404


def test_the_place_is_drawn_without_any_map_server(client: Client, papers: Papers, issued: Issued) -> None:
    login(client, papers.stage.people["officer"].user)
    answer = client.get(f"/inspections/notices/{issued.notice_id}/map.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content.startswith(b'<svg xmlns="http://www.w3.org/2000/svg"')
    assert b"http" not in answer.content.replace(b"http://www.w3.org/2000/svg", b"")


@pytest.mark.parametrize("damage", ["lost", "cut off", "no picture"])
def test_a_paper_whose_pictures_are_damaged_is_printed_and_says_so(papers: Papers, issued: Issued, damage: str) -> None:
    for path in files.root().rglob("*.thumb.jpg"):
        whole = path.read_bytes()
        path.unlink() if damage == "lost" else path.write_bytes(whole[:400] if damage == "cut off" else b"<svg/>")
    pages = pages_of(print_out(papers, issued, "a5"))
    assert [page.count("图像缺失") for page in pages] == [2, 2], "photo and signature, on both copies"
    assert "图像缺失" in pages_of(print_out(papers, issued, "58mm"))[0]
