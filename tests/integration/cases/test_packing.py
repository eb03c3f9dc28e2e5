"""The evidence pack of a real case."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium
import pytest

from gridwarden.cases.actions.packing import pack
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
    return pack(by=stage.by(post), at=MONDAY, case_id=case_id, printed=lambda _photos, _papers: b"%PDF").data


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


@pytest.mark.parametrize("is_changed", [True, False])
def test_a_lost_photo_is_stated_and_the_rest_is_packed(
    stage: Stage,
    case_id: int,
    photo: Attachment,
    client: Client,
    is_changed: bool,  # noqa: FBT001 - a table
) -> None:
    path = files.path_of(photo.district_id, photo.pk, files.Size.FULL)
    if is_changed:
        path.write_bytes(b"other")
    else:
        path.unlink()
    login(client, stage.people["supervisor"].user)
    answer = client.post(f"/cases/{case_id}/evidence/")
    assert answer.status_code == 200
    name = f"photos/01-before-{photo.pk}.jpg"
    checked = packs.verify(answer.content)
    assert (checked.faults, checked.photos, checked.lost) == ([], 0, [name])
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert name not in archive.namelist()
        assert "图像缺失" in text_of(archive.read("case.pdf"))
    assert AuditEntry.objects.get(action="case.packed").data["lost"] == [str(photo.pk)]


def text_of(pdf: bytes) -> str:
    with pdfium.PdfDocument(pdf) as paper:
        return "".join(page.get_textpage().get_text_bounded() for page in paper)


def test_the_page_hands_out_the_pack_with_a_readable_paper(stage: Stage, case_id: int, client: Client) -> None:
    login(client, stage.people["supervisor"].user)
    assert "/evidence/" in client.get(f"/cases/{case_id}/").content.decode()
    answer = client.post(f"/cases/{case_id}/evidence/")
    assert answer["Content-Type"] == "application/zip"
    assert packs.verify(answer.content).faults == []
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        text = text_of(archive.read("case.pdf"))
    assert stage.case(case_id).number in text
    assert "人民路12号" in text


def test_the_page_refuses_the_pack_to_others(stage: Stage, case_id: int, client: Client) -> None:
    login(client, stage.people["officer"].user)
    assert "/evidence/" not in client.get(f"/cases/{case_id}/").content.decode()
    assert client.post(f"/cases/{case_id}/evidence/").status_code == 403
