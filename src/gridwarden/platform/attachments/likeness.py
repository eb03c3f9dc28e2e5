"""Find photos that look like one photo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection

from gridwarden.platform.attachments.imaging.likeness import BANDS, MOST_BITS, Likeness, neighbours
from gridwarden.platform.attachments.models import Fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

#: Photos that look like one; a scene that is photographed more often is no evidence of anything.
_MOST = 20
#: The bands pick some thousand of a million candidates, over four indexes; the bits decide.
_BAND = """
SELECT attachment_id, phash, dhash FROM attachments_fingerprint
WHERE district_id = %(district)s AND band{0} = ANY(%(band{0})s)
    AND bit_count((phash # %(phash)s)::bit(64)) <= %(bits)s
    AND bit_count((dhash # %(dhash)s)::bit(64)) <= %(detail_bits)s
"""
_SEARCH = f"""
SELECT attachment_id, min(bit_count((phash # %(phash)s)::bit(64))) AS bits
FROM ({" UNION ALL ".join(_BAND.format(number) for number in range(BANDS))}) near
WHERE attachment_id <> %(photo)s
GROUP BY attachment_id ORDER BY bits, attachment_id LIMIT %(most)s
"""  # noqa: S608 - the bands are our own numbers


@dataclass(frozen=True, slots=True)
class Alike:
    """A photo that looks the same, and in how many of 64 bits it differs."""

    photo_id: UUID
    bits: int


def look_alikes(photo_id: UUID, *, bits: int | None = None) -> list[Alike]:
    """Return photos of the district that look like ``photo_id``, the likest first.

    ``bits`` is the greatest distance, by default that of the settings; more than eleven bits are never looked for.
    """
    reach = min(settings.EVIDENCE_LIKENESS_BITS if bits is None else bits, MOST_BITS)
    rows = Fingerprint.objects.filter(attachment=photo_id).order_by("pk")
    found: dict[UUID, int] = {}
    for row in rows:
        for alike in search(row.district_id, photo_id, Likeness(row.phash, row.dhash), reach):
            found[alike.photo_id] = min(alike.bits, found.get(alike.photo_id, alike.bits))
    return sorted((Alike(*pair) for pair in found.items()), key=lambda one: (one.bits, one.photo_id))


def search(district_id: int, photo_id: UUID, view: Likeness, bits: int) -> Iterable[Alike]:
    """Return photos with a view like ``view``, other than ``photo_id``; one SQL statement."""
    values: dict[str, Any] = {
        "district": district_id,
        "photo": photo_id,
        "phash": view.phash,
        "dhash": view.dhash,
        "bits": bits,
        "detail_bits": settings.EVIDENCE_DETAIL_BITS,
        "most": _MOST,
        **{f"band{number}": neighbours(band) for number, band in enumerate(view.bands)},
    }
    with connection.cursor() as cursor:
        cursor.execute(_SEARCH, values)
        return [Alike(*row) for row in cursor.fetchall()]
