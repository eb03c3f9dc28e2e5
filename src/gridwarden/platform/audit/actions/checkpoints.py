"""Sign where the chains end, in the database and in a file beside it."""

from __future__ import annotations

import hmac
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from gridwarden.platform.audit.models import Checkpoint, Head
from gridwarden.platform.sealing import blind_index

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Note:
    """A checkpoint, wherever it was kept."""

    district_id: int
    seq: int
    digest: bytes
    at: datetime
    signature: bytes

    def is_signed(self) -> bool:
        """Return whether the signature is ours."""
        return hmac.compare_digest(self.signature, _signature(self.district_id, self.seq, self.digest, self.at))


def sign_heads(*, at: datetime) -> int:
    """Sign the present end of every chain that has grown; return how many have."""
    signed = {row.district_id: row.seq for row in _latest()}
    grown = [head for head in Head.objects.order_by("district_id") if head.seq > signed.get(head.district_id, 0)]
    for head in grown:
        _sign(head, at)
    return len(grown)


@transaction.atomic
def _sign(head: Head, at: datetime) -> None:
    digest = bytes(head.digest)
    note = Note(head.district_id, head.seq, digest, at, _signature(head.district_id, head.seq, digest, at))
    row = Checkpoint(
        district_id=note.district_id, seq=note.seq, digest=note.digest, at=note.at, signature=note.signature
    )
    Checkpoint.objects.bulk_create([row], ignore_conflicts=True)
    _append(note)


def notes(district_id: int) -> list[Note]:
    """Return the checkpoints of a district from the database and from the file, in order."""
    rows = Checkpoint.objects.filter(district_id=district_id)
    kept = [Note(row.district_id, row.seq, bytes(row.digest), row.at, bytes(row.signature)) for row in rows]
    kept += [note for note in _in_file() if note.district_id == district_id]
    return sorted(kept, key=lambda note: note.seq)


def noted_districts() -> set[int]:
    """Return the districts that have checkpoints anywhere."""
    return {
        *Checkpoint.objects.values_list("district_id", flat=True).distinct(),
        *(one.district_id for one in _in_file()),
    }


def _latest() -> list[Checkpoint]:
    return list(Checkpoint.objects.order_by("district_id", "-seq").distinct("district_id"))


def _signature(district_id: int, seq: int, digest: bytes, at: datetime) -> bytes:
    return blind_index(f"{district_id}:{seq}:{digest.hex()}:{at.timestamp():.6f}", place="audit.checkpoint")


def _file() -> Path:
    return Path(settings.AUDIT_CHECKPOINTS)


def _append(note: Note) -> None:
    """Write the note where the database's administrator does not reach; copy the file elsewhere regularly."""
    path = _file()
    path.parent.mkdir(parents=True, exist_ok=True)
    line = {
        "district": note.district_id,
        "seq": note.seq,
        "digest": note.digest.hex(),
        "at": note.at.isoformat(),
        "signature": note.signature.hex(),
    }
    with path.open("a") as file:
        file.write(json.dumps(line) + "\n")
        file.flush()
        os.fsync(file.fileno())


def _in_file() -> Iterator[Note]:
    try:
        lines = _file().read_text().splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        yield _read(line)


def _read(line: str) -> Note:
    """Read one line; a damaged one becomes a note that is not signed and is reported as such."""
    try:
        said = json.loads(line)
        return Note(
            said["district"],
            said["seq"],
            bytes.fromhex(said["digest"]),
            datetime.fromisoformat(said["at"]),
            bytes.fromhex(said["signature"]),
        )
    except (ValueError, KeyError, TypeError):
        return Note(0, 0, b"", datetime.fromtimestamp(0, tz=UTC), b"")
