"""What a file is, by its first bytes; its name is only believed when it agrees."""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum
from pathlib import PurePath

from gridwarden.platform.attachments.refusals import PhotoHidesContent, PhotoKindUnknown, PhotoMisnamed


class PhotoKind(StrEnum):
    """The kinds of files that are taken."""

    JPEG = "jpeg"
    PNG = "png"
    HEIC = "heic"
    WEBP = "webp"


_SUFFIXES = {
    ".jpg": PhotoKind.JPEG,
    ".jpeg": PhotoKind.JPEG,
    ".jpe": PhotoKind.JPEG,
    ".jfif": PhotoKind.JPEG,
    ".png": PhotoKind.PNG,
    ".heic": PhotoKind.HEIC,
    ".heif": PhotoKind.HEIC,
    ".hif": PhotoKind.HEIC,
    ".webp": PhotoKind.WEBP,
}
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"}
#: Words that begin something a browser or interpreter would run; long enough not to turn up by chance.
_FOREIGN = (b"<script", b"<html", b"<!doctype", b"<?php", b"<iframe", b"%pdf-1")


def kind_of(data: bytes, filename: str) -> PhotoKind:
    """Return the kind of photo; refuse other content, another name, and content beside the photo."""
    kind = _by_content(data)
    if kind is None:
        raise PhotoKindUnknown("The file is not JPEG, PNG, HEIC or WebP.")
    suffix = PurePath(filename).suffix.lower()
    if suffix and _SUFFIXES.get(suffix) is not kind:
        raise PhotoMisnamed(f"The file is {kind} but its name ends in {suffix[:12]}.")
    _refuse_foreign(data)
    return kind


def _by_content(data: bytes) -> PhotoKind | None:
    if data[:3] == b"\xff\xd8\xff":
        return PhotoKind.JPEG
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return PhotoKind.PNG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return PhotoKind.WEBP
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return PhotoKind.HEIC
    return None


def _refuse_foreign(data: bytes) -> None:
    """The stored file is drawn anew and holds none of this; but who sends it means no good."""
    lower = data.lower()
    if any(word in lower for word in _FOREIGN) or zipfile.is_zipfile(io.BytesIO(data)):
        raise PhotoHidesContent("The file is something else beside a photo.")
