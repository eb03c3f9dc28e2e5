"""Where photos lie: ``MEDIA_ROOT/<district>/<aa>/<uuid>.jpg``, and beside it ``<uuid>.thumb.jpg``."""

from __future__ import annotations

import hashlib
import os
import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = re.compile(r"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(\.thumb)?\.jpg")
_CHUNK_BYTES = 1024 * 1024


class Size(StrEnum):
    """The two sizes of a stored photo."""

    FULL = "full"
    THUMB = "thumb"


def root() -> Path:
    """Return the folder of all photos."""
    return Path(settings.MEDIA_ROOT)


def relative(district_id: int, photo_id: UUID, size: Size) -> Path:
    """Return the place of a photo below the root."""
    suffix = ".jpg" if size is Size.FULL else ".thumb.jpg"
    return Path(str(district_id)) / photo_id.hex[:2] / f"{photo_id}{suffix}"


def path_of(district_id: int, photo_id: UUID, size: Size) -> Path:
    """Return where a photo lies."""
    return root() / relative(district_id, photo_id, size)


def write(path: Path, data: bytes) -> None:
    """Write ``data`` so that after a crash the file is there wholly or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    temporary = path.with_name(f".{uuid4().hex}.part")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def remove(district_id: int, photo_id: UUID) -> None:
    """Remove both sizes; what is gone already is no error."""
    for size in Size:
        path_of(district_id, photo_id, size).unlink(missing_ok=True)


def digest(path: Path) -> str | None:
    """Return the digest of the file in hex, ``None`` when it is missing."""
    sha = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                sha.update(chunk)
    except FileNotFoundError:
        return None
    return sha.hexdigest()


def stored() -> Iterator[tuple[int, UUID, Path]]:
    """Return every photo file with its district and id."""
    for path in root().glob("*/??/*.jpg"):
        found = _NAME.fullmatch(path.name)
        if found and path.parts[-3].isdigit():
            yield int(path.parts[-3]), UUID(found[1]), path


def leftovers() -> Iterator[Path]:
    """Return files whose writing was cut off."""
    return root().glob("*/??/.*.part")
