"""The numbers by which a photo is known again."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageEnhance

from gridwarden.platform.attachments.imaging.likeness import MOST_BITS, Likeness, distance, neighbours, views
from tests.scenes import scene

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL import Image

SIGNED = st.integers(-(2**63), 2**63 - 1)


def small(image: Image.Image, quality: int = 80) -> bytes:
    copy = image.copy()
    copy.thumbnail((320, 320))
    out = io.BytesIO()
    copy.save(out, "JPEG", quality=quality)
    return out.getvalue()


def nearest(one: Image.Image, other: Image.Image) -> int:
    return min(distance(a.phash, b.phash) for a in views(small(one)) for b in views(small(other, 60)))


def _cut(share: float) -> Callable[[Image.Image], Image.Image]:
    def cut(image: Image.Image) -> Image.Image:
        x, y = int(image.width * share), int(image.height * share)
        return image.crop((x, y, image.width - x, image.height - y))

    return cut


@pytest.mark.parametrize(
    "change",
    [
        lambda image: image,
        lambda image: image.resize((image.width // 2, image.height // 2)),
        lambda image: ImageEnhance.Brightness(image).enhance(1.3),
        lambda image: ImageEnhance.Brightness(image).enhance(0.7),
        _cut(0.025),
        _cut(0.05),
    ],
    ids=["encoded anew", "smaller", "brighter", "darker", "cropped by 5 %", "cropped by 10 %"],
)
def test_a_copy_is_known_again(change: Callable[[Image.Image], Image.Image]) -> None:
    for seed in range(3):
        photo = scene(seed)
        assert nearest(photo, change(photo)) <= 10


def test_another_photo_is_not_taken_for_a_copy() -> None:
    photos = [scene(seed) for seed in range(8)]
    pairs = [(one, other) for number, one in enumerate(photos) for other in photos[:number]]
    assert min(nearest(*pair) for pair in pairs) > 10


@given(SIGNED, st.sets(st.integers(0, 63), max_size=MOST_BITS))
def test_whatever_differs_in_few_bits_agrees_nearly_in_one_band(number: int, places: set[int]) -> None:
    mask = sum(1 << place for place in places)
    other = (number ^ mask) & (2**64 - 1)
    other = other - 2**64 if other >> 63 else other
    mine, theirs = Likeness(number, 0).bands, Likeness(other, 0).bands
    assert any(theirs[band] in neighbours(mine[band]) for band in range(4))
    assert distance(number, other) == len(places)


@given(SIGNED)
def test_bands_fit_into_small_numbers(number: int) -> None:
    bands = Likeness(number, 0).bands
    assert all(-(2**15) <= band < 2**15 for band in bands)
    assert all(-(2**15) <= near < 2**15 for near in neighbours(bands[0]))
