"""An evidence pack encloses the papers of its case, and each of them proves itself."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from gridwarden.cases.domain import packs
from gridwarden.cases.queries import enclosures
from gridwarden.inspections.actions import issuing
from gridwarden.platform.attachments.actions import store
from tests.factories.cases import MONDAY
from tests.factories.contracts import issued as slip_issued
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


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path


def real_photo(papers: Papers, width: int = 640) -> UUID:
    data, district_id = jpeg(width), papers.stage.district_id
    return store(by=papers.by(), at=MONDAY, data=data, filename="a.jpg", district_id=district_id).pk


@pytest.fixture
def issued(papers: Papers) -> Issued:
    finding = papers.finding(photo_ids=(real_photo(papers),))
    contents = papers.contents(signature_id=real_photo(papers, 660), witness="")
    return issuing.issue(by=papers.by(), at=MONDAY, finding=finding, contents=contents)


def pack_of(papers: Papers, client: Client, case_id: int) -> dict[str, bytes]:
    login(client, papers.stage.people["supervisor"].user)
    answer = client.post(f"/cases/{case_id}/evidence/")
    assert answer.status_code == 200
    assert packs.verify(answer.content).faults == []
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def about(files: dict[str, bytes]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files[packs.ABOUT])
    return found


def test_a_pack_encloses_the_notice_with_signature_and_rows(papers: Papers, issued: Issued, client: Client) -> None:
    files = pack_of(papers, client, issued.case_id)
    (paper,) = about(files)["papers"]
    assert (paper["kind"], paper["number"]) == ("notice", issued.number)
    assert files[paper["file"]].startswith(b"%PDF")
    assert json.loads(files[paper["data"]])["number"] == issued.number
    assert {one["shows"] for one in about(files)["photos"]} == {"before", "signature"}
    assert any(b'"notice.issued"' in data for name, data in files.items() if name.startswith("audit/"))


def test_the_slip_of_a_case_is_enclosed(papers: Papers, client: Client) -> None:
    slip = slip_issued(papers.stage)
    files = pack_of(papers, client, slip.case_id)
    (paper,) = about(files)["papers"]
    assert (paper["kind"], paper["number"]) == ("slip", slip.number)


def test_a_pack_does_not_tell_what_the_taker_may_not_read(papers: Papers, issued: Issued, client: Client) -> None:
    files = pack_of(papers, client, issued.case_id)
    (paper,) = about(files)["papers"]
    assert "*" in json.loads(files[paper["data"]])["party"]["phone"]


def _another_number(paper: dict[str, Any], files: dict[str, bytes]) -> None:
    data = json.loads(files[paper["data"]]) | {"number": "整改通〔2026〕999999号"}
    files[paper["data"]] = json.dumps(data).encode()
    paper["data_sha256"] = packs.digest(files[paper["data"]])


def _another_paper(paper: dict[str, Any], files: dict[str, bytes]) -> None:
    files[paper["file"]] = b"%PDF another"


def _never_issued(paper: dict[str, Any], _files: dict[str, bytes]) -> None:
    paper["subject"][1] += 1


def _taken_out(paper: dict[str, Any], files: dict[str, bytes]) -> None:
    del files[paper["file"]]


def _slipped_in(_paper: dict[str, Any], files: dict[str, bytes]) -> None:
    files["papers/99-notice.pdf"] = b"%PDF"


@pytest.mark.parametrize("change", [_another_number, _another_paper, _never_issued, _taken_out, _slipped_in])
def test_a_changed_paper_is_found(papers: Papers, issued: Issued, client: Client, change: Any) -> None:
    files = pack_of(papers, client, issued.case_id)
    said = about(files)
    change(said["papers"][0], files)
    files[packs.ABOUT] = json.dumps(said).encode()
    del files[packs.SUMS]
    assert packs.verify(packs.zipped(files)).faults


def test_papers_of_others_are_not_enclosed(papers: Papers, issued: Issued) -> None:
    contractor = papers.stage.by("foreman")
    assert enclosures.of_case(contractor, issued.case_id, MONDAY, address_of=str) == []
