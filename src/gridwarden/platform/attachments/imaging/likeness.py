"""What makes two photos alike: 64 bits of coarse content, nearly the same after re-encoding, shrinking, cropping.

Two digests per view: one from low frequencies (robust), one from differences of brightness (tells scenes apart).
Two views per photo, the whole and its middle: a copy whose edges were cut off is like the middle.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Cut off each edge for the middle of a photo.
_EDGE = 0.05
_BITS = 64
BANDS = 4
_BAND_BITS = _BITS // BANDS
_BAND_MASK = (1 << _BAND_BITS) - 1
#: Bits in which a band may differ and is still looked up.
_REACH = 2
#: Two digests that differ in so few bits agree, up to ``_REACH`` bits, in at least one band: none is overlooked.
MOST_BITS = BANDS * (_REACH + 1) - 1


@dataclass(frozen=True, slots=True)
class Likeness:
    """The digests of one view, as the database keeps them: signed numbers of 64 bits."""

    phash: int
    dhash: int

    @property
    def bands(self) -> tuple[int, ...]:
        """The four parts of the robust digest, as signed numbers of 16 bits."""
        return tuple(_signed(self.phash >> _BAND_BITS * place & _BAND_MASK, _BAND_BITS) for place in range(BANDS))


def views(small: bytes) -> tuple[Likeness, Likeness]:
    """Return the digests of the whole photo and of its middle, from its small version."""
    with Image.open(io.BytesIO(small), formats=["JPEG"]) as image:
        image.load()
        whole = image.convert("L")
    across, down = round(whole.width * _EDGE), round(whole.height * _EDGE)
    middle = whole.crop((across, down, whole.width - across, whole.height - down))
    return _digests(whole), _digests(middle)


def neighbours(band: int) -> list[int]:
    """Return every band that differs from ``band`` in at most two bits, itself first."""
    return [_signed((band & _BAND_MASK) ^ mask, _BAND_BITS) for mask in _MASKS]


def distance(one: int, other: int) -> int:
    """Return in how many of 64 bits two digests differ."""
    return ((one ^ other) & ((1 << _BITS) - 1)).bit_count()


def _digests(grey: Image.Image) -> Likeness:
    import imagehash  # noqa: PLC0415 - it brings half of scipy, and most processes never look at a photo

    phash, dhash = imagehash.phash(grey), imagehash.dhash(grey)
    return Likeness(_signed(int(str(phash), 16), _BITS), _signed(int(str(dhash), 16), _BITS))


def _signed(number: int, bits: int) -> int:
    return number - (1 << bits) if number >> (bits - 1) else number


def _masks() -> Iterator[int]:
    for count in range(_REACH + 1):
        for places in combinations(range(_BAND_BITS), count):
            yield sum(1 << place for place in places)


_MASKS = tuple(_masks())
