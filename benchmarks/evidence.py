"""How well copies of photos are known again, and how long one look-up takes among many.

    python -m benchmarks.evidence [--scenes 200] [--photos 1000000] [--lookups 200] [--seed 20260302]

Prints one JSON object. The first part makes street scenes, stores each as the product does and compares copies of it
(encoded anew, at half size, cropped by 5 and 10 %, brighter, darker) with the digests: recall is the share of copies
that are found, false alarms are pairs of different scenes that are taken for copies. Real photos in the folder that
GRIDWARDEN_DATA names join the scenes. The second part fills a database of its own with photos and looks photos up as
the product does, beside a plain walk over all digests that answers the same question.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from benchmarks.installation import installed
from benchmarks.measuring import measured
from PIL import Image, ImageEnhance, UnidentifiedImageError
from tests.scenes import scene

if TYPE_CHECKING:
    from collections.abc import Callable

BITS, DETAIL_BITS = 10, 16
_SIDE = 320
_CHUNK = 50_000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scenes", type=int, default=200)
    parser.add_argument("--photos", type=int, default=1_000_000)
    parser.add_argument("--lookups", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20260302)
    given = parser.parse_args()
    print(json.dumps({"copies": copies(given.scenes, given.seed), "lookup": lookups(given)}, indent=2))


def _cropped(share: float) -> Callable[[Image.Image], Image.Image]:
    def crop(image: Image.Image) -> Image.Image:
        x, y = int(image.width * share / 2), int(image.height * share / 2)
        return image.crop((x, y, image.width - x, image.height - y))

    return crop


CHANGES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "encoded anew": lambda image: image,
    "half size": lambda image: image.resize((image.width // 2, image.height // 2)),
    "cropped by 5 %": _cropped(0.05),
    "cropped by 10 %": _cropped(0.10),
    "brighter by 30 %": lambda image: ImageEnhance.Brightness(image).enhance(1.3),
    "darker by 30 %": lambda image: ImageEnhance.Brightness(image).enhance(0.7),
}


def copies(scenes: int, seed: int) -> dict[str, Any]:
    """Return recall for each change, false alarms, and the CPU time of one photo's digests."""
    photos = [scene(seed + number) for number in range(scenes)] + _real_photos()
    started = time.process_time()
    known = [_views(photo) for photo in photos]
    each_ms = (time.process_time() - started) / len(photos) * 1000
    recall = {
        name: round(
            float(np.mean([_alike(_views(change(one), 50), seen) for one, seen in zip(photos, known, strict=True)])), 4
        )
        for name, change in CHANGES.items()
    }
    pairs = [(one, other) for number, one in enumerate(known) for other in known[:number]]
    alarms = sum(_alike(one, other) for one, other in pairs)
    found = sum(recall.values()) * len(photos)
    return {
        "photos": len(photos),
        "real": len(photos) - scenes,
        "recall": recall,
        "pairs_of_different_photos": len(pairs),
        "false_alarms": alarms,
        "precision": round(found / (found + alarms), 4),
        "digest_cpu_ms": round(each_ms, 2),
    }


def _views(photo: Image.Image, quality: int = 80) -> tuple[Any, ...]:
    from gridwarden.platform.attachments.imaging.likeness import views  # noqa: PLC0415 - loads slowly

    out, small = io.BytesIO(), photo.copy()
    small.thumbnail((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    small.save(out, "JPEG", quality=quality)
    return views(out.getvalue())


def _alike(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    from gridwarden.platform.attachments.imaging.likeness import distance  # noqa: PLC0415

    return any(
        distance(a.phash, b.phash) <= BITS and distance(a.dhash, b.dhash) <= DETAIL_BITS for a in one for b in other
    )


def _real_photos() -> list[Image.Image]:
    folder = Path(os.environ.get("GRIDWARDEN_DATA", "../shared/data"), "photos")
    found = []
    for path in sorted(folder.rglob("*.jp*g")):
        try:
            with Image.open(path) as image:
                found.append(image.convert("RGB"))
        except (OSError, UnidentifiedImageError):
            continue
    # Files of one folder may be one picture turned in eight ways: only what differs counts as different.
    kept: list[Image.Image] = []
    for image in found:
        if not any(_alike(_views(image), _views(other)) for other in kept):
            kept.append(image)
    return kept


def lookups(given: argparse.Namespace) -> dict[str, Any]:
    """Return what one look-up costs in a database with ``given.photos`` photos."""
    rng = np.random.default_rng(given.seed)
    with installed():
        from django.db import connection  # noqa: PLC0415 - after the set-up

        ids = _fill(connection, rng, given.photos)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE attachments_fingerprint")
        from gridwarden.platform.attachments.likeness import look_alikes  # noqa: PLC0415

        wanted = iter([ids[int(place)] for place in rng.integers(0, len(ids), given.lookups + 10)])
        product = measured(lambda: look_alikes(next(wanted)), repeat=given.lookups)
        walked = iter([ids[int(place)] for place in rng.integers(0, len(ids), 20)])
        baseline = measured(lambda: _walk(connection, next(walked)), repeat=5)
    return {"photos": len(ids), "views": 2 * len(ids), "product": product, "walk_over_all": baseline}


def _fill(connection: Any, rng: np.random.Generator, photos: int) -> list[Any]:
    """Write photos with digests like those of pictures: half of the bits set; return their ids."""
    ids: list[Any] = []
    with connection.cursor() as cursor:
        for start in range(0, photos, _CHUNK):
            count = min(_CHUNK, photos - start)
            cursor.execute(_PHOTOS, [count])
            fresh = [row[0] for row in cursor.fetchall()]
            numbers = rng.integers(-(2**63), 2**63 - 1, (2, 2, count), dtype=np.int64)
            for middle in (0, 1):
                values = [fresh, [bool(middle)] * count, numbers[middle, 0].tolist(), numbers[middle, 1].tolist()]
                cursor.execute(_VIEWS, values)
            ids += fresh
    return ids


def _walk(connection: Any, photo: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(_WALK, [photo, BITS, DETAIL_BITS])
        return list(cursor.fetchall())


_PHOTOS = """
INSERT INTO attachments_attachment (id, district_id, sha256, thumb_sha256, original_sha256, kind, width, height, bytes,
    original_bytes, device, noted_by, uploaded_at, owner_type)
SELECT gen_random_uuid(), 1, md5(n::text), '', md5(random()::text || n), 'jpeg', 1, 1, 1, 1, '', '', now(), ''
FROM generate_series(1, %s) n RETURNING id
"""
_BAND = "((((phash >> {0}) & 65535) + 32768) %% 65536 - 32768)::smallint"
_VIEWS = f"""
INSERT INTO attachments_fingerprint (attachment_id, district_id, is_middle, phash, dhash, band0, band1, band2, band3)
SELECT photo, 1, middle, phash, dhash, {", ".join(_BAND.format(16 * place) for place in range(4))}
FROM unnest(%s::uuid[], %s::boolean[], %s::bigint[], %s::bigint[]) made(photo, middle, phash, dhash)
"""
_WALK = """
SELECT other.attachment_id FROM attachments_fingerprint mine JOIN attachments_fingerprint other
    ON other.district_id = mine.district_id AND other.attachment_id <> mine.attachment_id
WHERE mine.attachment_id = %s AND bit_count((other.phash # mine.phash)::bit(64)) <= %s
    AND bit_count((other.dhash # mine.dhash)::bit(64)) <= %s
"""

if __name__ == "__main__":
    main()
