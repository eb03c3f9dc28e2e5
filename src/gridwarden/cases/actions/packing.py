"""Pack the evidence of a case, to be checked anywhere without a database."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from gridwarden.cases.actions._records import SUBJECT, audit
from gridwarden.cases.domain import packs
from gridwarden.cases.models import Case, Evidence
from gridwarden.cases.queries import visibility
from gridwarden.platform.access import Permission
from gridwarden.platform.attachments import files
from gridwarden.platform.audit.queries.chain import SealedRow, sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from gridwarden.platform.access import Actor

#: What the pack says about itself to whoever opens it.
README = """证据包 / Evidence pack

核对（无需本系统） / To check it without the system that made it:
  unzip -d pack FILE.zip && cd pack && sha256sum -c SHA256SUMS
或安装本软件后执行 / or with the software:
  gridwarden evidence verify FILE.zip

case.pdf       跟踪档案 / the tracking file
photos/        存档照片，与入库时逐字节相同；pack.json 中注明 lost 的照片在制包时已缺失 /
               photos, byte for byte as stored; those that pack.json calls lost could no longer be read
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


@transaction.atomic
def pack(*, by: Actor, at: datetime, case_id: int, printed: Callable[[dict[str, bytes | None]], bytes]) -> Packed:
    """Return the case's evidence as one archive; ``printed`` makes the PDF from the photos by name.

    A photo that is missing or changed on disk is not packed: paper, list and trail say that it is lost. Who packed
    what stands in the audit trail, with the digest of the list of digests.
    """
    by.require(Permission.CASE_PACK)
    case = visibility.get(by, case_id)
    shown = Evidence.objects.filter(case=case).select_related("attachment", "step").order_by("pk")
    photos = {_name(number, one): (_read(one), one) for number, one in enumerate(shown, start=1)}
    small = {name.removeprefix("photos/"): data for name, (data, _one) in photos.items()}
    rows = sealed(
        case.district_id,
        SUBJECT,
        case.pk,
        photos=[(str(one.attachment_id), one.attachment.uploaded_by_id, one.attachment.uploaded_at) for one in shown],
    )
    content = {
        "README.txt": README.encode(),
        "case.pdf": printed(small),
        **{name: data for name, (data, _one) in photos.items() if data is not None},
        **_audit_files(rows),
        packs.ABOUT: _plain(_about(case, by, at, [(name, one, data is None) for name, (data, one) in photos.items()])),
    }
    lost = [str(one.attachment_id) for data, one in photos.values() if data is None]
    facts = {"lost": lost} if lost else {}
    audit(case, "case.packed", by=by, at=at, files=len(content), sums=packs.digest(packs.sums(content)), **facts)
    return Packed(f"{case.number}-evidence.zip", packs.zipped(content))


def _name(number: int, one: Evidence) -> str:
    return f"photos/{number:02}-{one.kind}-{one.attachment_id}.jpg"


def _read(one: Evidence) -> bytes | None:
    """Return a photo as it was stored, ``None`` where it is not to be had any more."""
    photo = one.attachment
    try:
        data = files.path_of(photo.district_id, photo.pk, files.Size.FULL).read_bytes()
    except OSError:
        return None
    return data if packs.digest(data) == photo.sha256 else None


def _audit_files(rows: Sequence[SealedRow]) -> dict[str, bytes]:
    chain = [{"seq": row.seq, "previous": row.previous, "digest": row.digest} for row in rows]
    return {f"audit/{row.seq}.json": row.text.encode() for row in rows} | {packs.CHAIN: _plain(chain)}


def _about(case: Case, by: Actor, at: datetime, photos: Sequence[tuple[str, Evidence, bool]]) -> dict[str, Any]:
    return {
        "format": packs.FORMAT,
        "district": case.district.code6,
        "number": case.number,
        "packed_at": at.isoformat(),
        "packed_by": by.name,
        "photos": [
            {
                "file": name,
                "id": str(one.attachment_id),
                "shows": one.kind,
                "step": one.step.seq,
                "sha256": one.attachment.sha256,
                "sha256_as_sent": one.attachment.original_sha256,
                "received_at": one.attachment.uploaded_at.isoformat(),
                **({"lost": True} if is_lost else {}),
            }
            for name, one, is_lost in photos
        ],
    }


def _plain(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()
