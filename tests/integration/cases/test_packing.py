"""The evidence pack of a real case."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from gridwarden.cases.actions.packing import PhotoMissing, pack
from gridwarden.cases.domain import packs
from gridwarden.cases.domain.errors import CaseNotFound
from gridwarden.cases.domain.sources import Source
from gridwarden.platform.access import PermissionDenied
from gridwarden.platform.attachments import files
from gridwarden.platform.attachments.actions import store
from gridwarden.platform.audit.models import AuditEntry
from tests.factories.cases import MONDAY
from tests.logins import login
from tests.photos import jpeg

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

    from gridwarden.platform.attachments.models import Attachment
    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def photo(stage: Stage) -> Attachment:
    given: dict[str, Any] = {"filename": "a.jpg", "district_id": stage.district_id}
    return store(by=stage.by("officer"), at=MONDAY, data=jpeg(), **given)


@pytest.fixture
def case_id(stage: Stage, photo: Attachment) -> int:
    return stage.opened(Source.PATROL, stage.spot, by="officer", photos=(photo.pk,)).case_id


def packed(stage: Stage, case_id: int, post: str = "supervisor") -> bytes:
    return pack(by=stage.by(post), at=MONDAY, case_id=case_id, printed=lambda _photos: b"%PDF").data


def test_a_pack_holds_the_photos_and_rows_and_is_sound(stage: Stage, case_id: int, photo: Attachment) -> None:
    data = packed(stage, case_id)
    checked = packs.verify(data)
    assert checked.faults == []
    assert (checked.number, checked.photos) == (stage.case(case_id).number, 1)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert packs.digest(archive.read(f"photos/01-before-{photo.pk}.jpg")) == photo.sha256


def test_who_took_it_stands_in_the_trail_with_what_was_in_it(stage: Stage, case_id: int) -> None:
    data = packed(stage, case_id)
    entry = AuditEntry.objects.get(action="case.packed")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert entry.data["sums"] == packs.digest(archive.read(packs.SUMS))
    assert entry.actor_id == stage.user_id("supervisor")
    assert packs.verify(packed(stage, case_id)).rows == packs.verify(data).rows + 1


def test_only_those_who_may_take_one(stage: Stage, case_id: int) -> None:
    with pytest.raises(PermissionDenied):
        packed(stage, case_id, post="officer")
    with pytest.raises(CaseNotFound):
        packed(stage, case_id + 999)
    assert not AuditEntry.objects.filter(action="case.packed").exists()


def test_no_pack_is_made_of_a_changed_photo(stage: Stage, case_id: int, photo: Attachment) -> None:
    files.path_of(photo.district_id, photo.pk, files.Size.FULL).write_bytes(b"other")
    with pytest.raises(PhotoMissing):
        packed(stage, case_id)


def test_the_page_hands_out_the_pack_with_a_readable_paper(stage: Stage, case_id: int, client: Client) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    login(client, stage.people["supervisor"].user)
    assert "/evidence/" in client.get(f"/cases/{case_id}/").content.decode()
    answer = client.post(f"/cases/{case_id}/evidence/")
    assert answer["Content-Type"] == "application/zip"
    assert packs.verify(answer.content).faults == []
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        paper = pdfium.PdfDocument(archive.read("case.pdf"))
    text = "".join(page.get_textpage().get_text_bounded() for page in paper)
    assert stage.case(case_id).number in text
    assert "人民路12号" in text


def test_the_page_refuses_the_pack_to_others(stage: Stage, case_id: int, client: Client) -> None:
    login(client, stage.people["officer"].user)
    assert "/evidence/" not in client.get(f"/cases/{case_id}/").content.decode()
    assert client.post(f"/cases/{case_id}/evidence/").status_code == 403
