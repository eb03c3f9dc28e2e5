"""Drawn photos pass for photos: they open, differ before and after, and tell moment and place."""

from __future__ import annotations

import io
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from PIL import Image

from gridwarden.platform.attachments.imaging import Limits, clean
from gridwarden.simulation.life.scenes.backgrounds import BACKGROUNDS
from gridwarden.simulation.life.scenes.canvas import PHOTO_PX
from gridwarden.simulation.life.scenes.faults import FAULTS
from gridwarden.simulation.life.scenes.photos import Scene, photo

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 3, 9, 12, 33, tzinfo=ZONE)
LIMITS = Limits(max_bytes=10_000_000, max_pixels=40_000_000, stored_side_px=2048)


def picture(scene: Scene) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(photo(scene, at=AT, lon=120.45, lat=31.6))).convert("RGB"), dtype=float)


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_every_fault_can_be_seen_and_is_gone_afterwards(fault: str) -> None:
    scene = Scene("street", fault, 1)
    before, after = picture(scene), picture(scene.solved)
    changed = (np.abs(before - after).max(axis=2) > 25).mean()
    assert changed > 0.004


@pytest.mark.parametrize("background", sorted(BACKGROUNDS))
def test_every_background_fills_the_photo(background: str) -> None:
    image = picture(Scene(background, "", 2))
    assert image.shape[:2] == PHOTO_PX[::-1]
    assert image.std() > 15
    assert (image.sum(axis=2) < 20).mean() < 0.01  # nothing is left undrawn


def test_the_same_scene_is_the_same_photo() -> None:
    assert photo(Scene("lane", "heap", 3), at=AT, lon=120.45, lat=31.6) == photo(
        Scene("lane", "heap", 3), at=AT, lon=120.45, lat=31.6
    )


def test_variants_differ() -> None:
    assert np.abs(picture(Scene("street", "", 0)) - picture(Scene("street", "", 1))).mean() > 5


def test_a_photo_tells_its_moment_and_place() -> None:
    taken = clean(
        photo(Scene("bank", "floating", 0), at=AT, lon=120.453612, lat=31.604321),
        "photo.jpg",
        zone=ZONE,
        limits=LIMITS,
    )
    assert taken.notes.taken_at == AT
    assert (taken.notes.lon, taken.notes.lat) == pytest.approx((120.453612, 31.604321), abs=1e-6)


def test_photos_of_other_moments_are_other_files() -> None:
    scene = Scene("green", "cuttings", 0)
    assert photo(scene, at=AT, lon=120.45, lat=31.6) != photo(scene, at=AT, lon=120.46, lat=31.6)


def test_a_photo_is_small_enough_to_have_thousands() -> None:
    assert len(photo(Scene("street", "stall", 0), at=AT, lon=120.45, lat=31.6)) < 120_000
