"""Pack the evidence of a case, to be checked anywhere without a database."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from django.db import transaction

from gridwarden.cases.actions._records import SUBJECT, audit
from gridwarden.cases.domain import packs
from gridwarden.cases.labels import EVIDENCE
from gridwarden.cases.models import Evidence, EvidenceKind
from gridwarden.cases.queries import enclosures, visibility
from gridwarden.platform.access import Permission
from gridwarden.platform.attachments import files
from gridwarden.platform.audit.queries.chain import sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from gridwarden.cases.models import Case
    from gridwarden.cases.queries.enclosures import Enclosure
    from gridwarden.platform.access import Actor
    from gridwarden.platform.attachments.models import Attachment
    from gridwarden.platform.audit.queries.chain import SealedRow

#: What the pack says about itself to whoever opens it.
README = """证据包 / Evidence pack

核对（无需本系统） / To check it without the system that made it:
  unzip -d pack FILE.zip && cd pack && sha256sum -c SHA256SUMS
或安装本软件后执行 / or with the software:
  gridwarden evidence verify FILE.zip

case.pdf       跟踪档案 / the tracking file
photos/        存档照片，与入库时逐字节相同；pack.json 中注明 lost 的照片在制包时已缺失 /
               photos, byte for byte as stored; those that pack.json calls lost could no longer be read
papers/        就本案开具的通知、命令与联系单：PDF 与所载内容（JSON） /
               notices, orders and slips of the case: PDF, and what stands on each as JSON
audit/N.json   审计记录第 N 条的封存原文；其 SHA-256 即审计链中该条的摘要 / the sealed text of row N of the audit
               trail; its SHA-256 is the digest of that row in the chain
audit/chain.json  各条的摘要与前一条的摘要 / digest of each row and of the row before it
pack.json      案件、照片及其原件摘要 / case, photos, digests of the files as they were sent

照片入库的审计记录（photo.stored）写明照片的 SHA-256。要证明某条确在本单位的审计链中，
请该单位对照同一序号的摘要（gridwarden audit verify）。
The row photo.stored names the SHA-256 of a photo. That a row stands in the bureau's chain is proved by the bureau:
it compares the digest of the same number (gridwarden audit verify).
"""


@dataclass(frozen=True, slots=True)
class Packed:
    """The archive and its name."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A photo of the pack: where it lies, what it shows, which step or paper it belongs to, its bytes unless lost."""

    file: str
    shows: str
    words: str
    of: dict[str, Any]
    photo: Attachment
    data: bytes | None

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.file.removeprefix("photos/")


class Printer(Protocol):
    """Make the PDF of the tracking file."""

    def __call__(self, photos: Sequence[Shown], papers: Sequence[Enclosure]) -> bytes:
        """``photos`` and ``papers`` are those that lie beside it."""


@transaction.atomic
def pack(*, by: Actor, at: datetime, case_id: int, printed: Printer, address_of: Callable[[str], str] = str) -> Packed:
    """Return the case's evidence as one archive; ``printed`` makes the PDF, ``address_of`` whole addresses for papers.

    A photo that is missing or changed on disk is not packed: paper, list and trail say that it is lost. Who packed
    what stands in the audit trail, with the digest of the list of digests.
    """
    by.require(Permission.CASE_PACK)
    case = visibility.get(by, case_id)
    papers = {
        f"papers/{number:02}-{one.kind}": one
        for number, one in enumerate(enclosures.of_case(by, case_id, at, address_of=address_of), start=1)
    }
    photos = _photos(case, papers)
    content = {
        "README.txt": README.encode(),
        "case.pdf": printed(photos, list(papers.values())),
        **{one.file: one.data for one in photos if one.data is not None},
        **{f"{name}.pdf": one.pdf for name, one in papers.items()},
        **{f"{name}.json": _plain(one.data) for name, one in papers.items()},
        **_audit_files(_rows(case, photos, papers.values())),
    }
    content[packs.ABOUT] = _plain(_about(case, by, at, photos) | {"papers": _papers(papers, content)})
    lost = [str(one.photo.pk) for one in photos if one.data is None]
    facts = {"lost": lost} if lost else {}
    audit(case, "case.packed", by=by, at=at, files=len(content), sums=packs.digest(packs.sums(content)), **facts)
    return Packed(f"{case.number}-evidence.zip", packs.zipped(content))


def _photos(case: Case, papers: Mapping[str, Enclosure]) -> list[Shown]:
    """Return the photos of the case's steps, then those of its papers; one that serves twice is shown once."""
    steps = Evidence.objects.filter(case=case).select_related("attachment", "step").order_by("pk")
    wanted: list[tuple[Attachment, str, str, dict[str, Any]]] = [
        (one.attachment, one.kind, str(EVIDENCE[EvidenceKind(one.kind)]), {"step": one.step.seq}) for one in steps
    ]
    wanted += [
        (one.attachment, one.shows, f"{paper.number} {one.words}", {"paper": f"{name}.pdf"})
        for name, paper in papers.items()
        for one in paper.photos
    ]
    shown: dict[UUID, Shown] = {}
    for photo, shows, words, of in wanted:
        file = f"photos/{len(shown) + 1:02}-{shows}-{photo.pk}.jpg"
        shown.setdefault(photo.pk, Shown(file=file, shows=shows, words=words, of=of, photo=photo, data=_read(photo)))
    return list(shown.values())


def _read(photo: Attachment) -> bytes | None:
    """Return a photo as it was stored, ``None`` where it is not to be had any more."""
    try:
        data = files.path_of(photo.district_id, photo.pk, files.Size.FULL).read_bytes()
    except OSError:
        return None
    return data if packs.digest(data) == photo.sha256 else None


def _rows(case: Case, photos: Iterable[Shown], papers: Iterable[Enclosure]) -> list[SealedRow]:
    subjects = [(SUBJECT, case.pk), *((one.subject_type, one.subject_id) for one in papers)]
    arrived = [(str(one.photo.pk), one.photo.uploaded_by_id, one.photo.uploaded_at) for one in photos]
    return sealed(case.district_id, subjects, photos=arrived)


def _audit_files(rows: Sequence[SealedRow]) -> dict[str, bytes]:
    chain = [{"seq": row.seq, "previous": row.previous, "digest": row.digest} for row in rows]
    return {f"audit/{row.seq}.json": row.text.encode() for row in rows} | {packs.CHAIN: _plain(chain)}


def _about(case: Case, by: Actor, at: datetime, photos: Iterable[Shown]) -> dict[str, Any]:
    return {
        "format": packs.FORMAT,
        "district": case.district.code6,
        "number": case.number,
        "packed_at": at.isoformat(),
        "packed_by": by.name,
        "photos": [
            {
                "file": one.file,
                "id": str(one.photo.pk),
                "shows": one.shows,
                **one.of,
                "sha256": one.photo.sha256,
                "sha256_as_sent": one.photo.original_sha256,
                "received_at": one.photo.uploaded_at.isoformat(),
                **({"lost": True} if one.data is None else {}),
            }
            for one in photos
        ],
    }


def _papers(papers: Mapping[str, Enclosure], content: Mapping[str, bytes]) -> list[dict[str, Any]]:
    return [
        {
            "file": f"{name}.pdf",
            "data": f"{name}.json",
            "kind": one.kind,
            "number": one.number,
            "issued_at": one.issued_at.isoformat(),
            "subject": [one.subject_type, one.subject_id],
            "sha256": packs.digest(content[f"{name}.pdf"]),
            "data_sha256": packs.digest(content[f"{name}.json"]),
        }
        for name, one in papers.items()
    ]


def _plain(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()
