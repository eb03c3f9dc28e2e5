"""By what photos of a form are known again, before anything of them is stored."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from gridwarden.platform.attachments import uploads
from gridwarden.platform.attachments.actions import limits
from gridwarden.platform.attachments.imaging.likeness import views
from gridwarden.platform.attachments.imaging.photo import clean
from gridwarden.platform.attachments.refusals import PhotoRefused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.files.uploadedfile import UploadedFile

#: Photos of one form that are looked at.
MOST = 6
_LOWEST, _HIGHEST = -(2**63), 2**63 - 1


def of_files(files: Iterable[UploadedFile[Any]]) -> tuple[int, ...]:
    """Return the digests (64 bits, signed) of two views of each photo.

    What cannot be read as a photo is left out: once the form is sent it is refused with its reason.
    """
    return tuple(chain.from_iterable(_of(file) for file in islice(files, MOST)))


def parsed(words: Iterable[str]) -> tuple[int, ...]:
    """Return digests as a page sends them back; words that are none are left out."""
    numbers = (_number(word) for word in islice(words, 2 * MOST))
    return tuple(number for number in numbers if number is not None)


def _of(file: UploadedFile[Any]) -> tuple[int, ...]:
    known = limits()
    try:
        photo = clean(uploads.read(file, known), file.name or "", zone=timezone.get_default_timezone(), limits=known)
    except PhotoRefused:
        return ()
    return tuple(view.phash for view in views(photo.thumb))


def _number(word: str) -> int | None:
    if len(word) > len(str(_LOWEST)):
        return None
    try:
        number = int(word)
    except ValueError:
        return None
    return number if _LOWEST <= number <= _HIGHEST else None
