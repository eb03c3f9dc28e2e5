"""Rows of the trail as they were sealed: the very text whose digest the chain holds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Q

from gridwarden.platform.audit.models import AuditEntry

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

_TEXTS = """
SELECT seq, encode(previous, 'hex'), encode(digest, 'hex'), jsonb_build_array(
    encode(previous, 'hex'), district_id, seq, extract(epoch FROM at)::text, actor_id, actor_name,
    action, subject_type, subject_id, data, source)::text
FROM audit_auditentry WHERE id = ANY(%s) ORDER BY seq
"""


@dataclass(frozen=True, slots=True)
class SealedRow:
    """One row: SHA-256 of ``text`` in UTF-8 is ``digest``, and ``text`` begins with ``previous``."""

    seq: int
    previous: str
    digest: str
    text: str


def sealed(
    district_id: int,
    subjects: Collection[tuple[str, int]],
    *,
    photos: Collection[tuple[str, int | None, datetime]] = (),
) -> list[SealedRow]:
    """Return the rows about the subjects (type and id), and those that tell of their photos, in the order of the chain.

    A photo is named by its id, who sent it and when: that finds its row without reading those of all photos.
    """
    about = AuditEntry.objects.filter(district_id=district_id)
    named = reduce(or_, (Q(subject_type=kind, subject_id=key) for kind, key in subjects))
    ids = list(about.filter(named).values_list("pk", flat=True))
    if photos:
        told = Q(actor_id__in={who for _photo, who, _at in photos if who is not None})
        told |= Q(actor_id=None) if any(who is None for _photo, who, _at in photos) else Q()
        stored = about.filter(told, action="photo.stored", at__in={at for _photo, _who, at in photos})
        ids += stored.filter(data__photo__in=[photo for photo, _who, _at in photos]).values_list("pk", flat=True)
    with connection.cursor() as cursor:
        cursor.execute(_TEXTS, [ids])
        return [SealedRow(*row) for row in cursor.fetchall()]
