"""Find what was changed, cut out, moved or cut off in the audit trail."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import connection, transaction

from gridwarden.platform.audit.actions.checkpoints import Note, noted_districts, notes
from gridwarden.platform.audit.models import AuditEntry, Head

if TYPE_CHECKING:
    from collections.abc import Sequence

#: So many faults of one chain are named; the first is where to look.
_NAMED = 100

#: Computes every digest anew from the columns, without the function that the trigger uses: that one
#: may have been replaced. One pass over the chain in order, nothing is sorted thanks to the unique index.
_WALK = """
SELECT seq, what FROM (
    SELECT seq,
        CASE
            WHEN seq <> before_seq + 1 THEN 'gap'
            WHEN previous <> before_digest THEN 'link'
            WHEN digest <> sha256(convert_to(jsonb_build_array(
                encode(previous, 'hex'), district_id, seq, extract(epoch FROM at)::text, actor_id, actor_name,
                action, subject_type, subject_id, data, source)::text, 'UTF8')) THEN 'changed'
        END AS what
    FROM (
        SELECT *,
            lag(seq, 1, 0::bigint) OVER chain AS before_seq,
            lag(digest, 1, ''::bytea) OVER chain AS before_digest
        FROM audit_auditentry WHERE district_id = %(district)s
        WINDOW chain AS (ORDER BY seq)
    ) linked
) judged
WHERE what IS NOT NULL ORDER BY seq LIMIT %(named)s
"""


class Fault(StrEnum):
    """What is wrong at a place of a chain."""

    #: Rows before this one are missing.
    GAP = "gap"
    #: The row does not follow the one before it.
    LINK = "link"
    #: The row is not what was written.
    CHANGED = "changed"
    #: Rows at the end are missing, or the head was moved.
    CUT_OFF = "cut_off"
    #: The chain differs from what was signed here: it was written anew.
    REWRITTEN = "rewritten"
    #: The checkpoint itself is not signed by us.
    FORGED_CHECKPOINT = "forged_checkpoint"


@dataclass(frozen=True, slots=True)
class Found:
    """A fault and where it is."""

    seq: int
    fault: Fault


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome for one district's chain."""

    district_id: int
    rows: int
    faults: tuple[Found, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found."""
        return not self.faults


def verify(district_id: int | None = None) -> list[Verdict]:
    """Verify the chain of one district, or of all."""
    districts = [district_id] if district_id is not None else _districts()
    return [_verify(one) for one in districts]


def _districts() -> list[int]:
    chains = AuditEntry.objects.order_by("district_id").values_list("district_id", flat=True).distinct()
    return sorted({*chains, *Head.objects.values_list("district_id", flat=True), *noted_districts()})


@transaction.atomic
def _verify(district_id: int) -> Verdict:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(
            "SELECT count(*), coalesce(max(seq), 0) FROM audit_auditentry WHERE district_id = %s", [district_id]
        )
        rows, last = cursor.fetchone()
        cursor.execute(_WALK, {"district": district_id, "named": _NAMED})
        faults = [Found(seq, Fault(what)) for seq, what in cursor.fetchall()]
    faults += _at_the_end(district_id, last)
    faults += _against(district_id, notes(district_id))
    return Verdict(district_id, rows, tuple(sorted(set(faults), key=lambda found: (found.seq, found.fault))))


def _at_the_end(district_id: int, last: int) -> list[Found]:
    """Compare the last row with the head. Rows that arrive meanwhile move both, so the head is read at last."""
    head = Head.objects.filter(district_id=district_id).first()
    if head is None:
        return [Found(last, Fault.CUT_OFF)] if last else []
    row = AuditEntry.objects.filter(district_id=district_id, seq=head.seq).first()
    if row is None or bytes(row.digest) != bytes(head.digest):
        return [Found(min(last, head.seq) + 1 if row is None else head.seq, Fault.CUT_OFF)]
    return []


def _against(district_id: int, checkpoints: Sequence[Note]) -> list[Found]:
    signed = [note for note in checkpoints if note.is_signed()]
    forged = [Found(note.seq, Fault.FORGED_CHECKPOINT) for note in checkpoints if not note.is_signed()]
    wanted = [note.seq for note in signed]
    rows = AuditEntry.objects.filter(district_id=district_id, seq__in=wanted).values_list("seq", "digest")
    found = {seq: bytes(digest) for seq, digest in rows}
    return forged + [Found(note.seq, Fault.REWRITTEN) for note in signed if found.get(note.seq) != note.digest]
