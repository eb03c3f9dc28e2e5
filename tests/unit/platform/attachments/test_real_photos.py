"""Photos that cameras really took, and three that are really broken (see the sources beside the data)."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from gridwarden.platform.attachments import refusals
from gridwarden.platform.attachments.imaging import Limits, Photo, clean
from tests.photos import opened

PROJECT = Path(__file__).resolve().parents[4]
PHOTOS = Path(os.environ.get("GRIDWARDEN_DATA", PROJECT.parent / "shared" / "data")) / "photos"

pytestmark = pytest.mark.skipif(
    not PHOTOS.is_dir(), reason=f"SAMPLE PHOTOS ARE MISSING at {PHOTOS}; set GRIDWARDEN_DATA to run these tests"
)


def taken(name: str) -> Photo:
    path = PHOTOS / name
    return clean(path.read_bytes(), path.name, zone=ZoneInfo("Asia/Shanghai"), limits=Limits())


@pytest.mark.parametrize("name", ["DSCN0010.jpg", "DSCN0012.jpg", "DSCN0021.jpg", "DSCN0025.jpg"])
def test_the_camera_says_where_and_when(name: str) -> None:
    photo = taken(f"gps/{name}")
    assert photo.notes.lon == pytest.approx(11.88, abs=0.01)
    assert photo.notes.lat == pytest.approx(43.467, abs=0.01)
    assert photo.notes.device.startswith("NIKON")
    assert photo.notes.taken_at is not None
    assert photo.notes.taken_at.date() == datetime(2008, 10, 22).date()  # noqa: DTZ001 - a day
    assert b"NIKON" not in photo.jpeg


@pytest.mark.parametrize("name", ["portrait_1.jpg", "portrait_3.jpg", "portrait_6.jpg", "portrait_8.jpg"])
def test_a_portrait_stands_upright_however_the_camera_was_held(name: str) -> None:
    photo = taken(f"orientation/{name}")
    assert photo.height > photo.width
    upright, reference = (
        opened(one.thumb).convert("L").resize((8, 12)) for one in (photo, taken("orientation/portrait_1.jpg"))
    )
    pairs = zip(upright.tobytes(), reference.tobytes(), strict=True)
    assert sum(abs(here - there) for here, there in pairs) / 96 < 12


def test_a_landscape_is_wide() -> None:
    photo = taken("orientation/landscape_6.jpg")
    assert photo.width > photo.height


@pytest.mark.parametrize("name", ["pillow_broken.png", "pillow_truncated_jpeg.jpg"])
def test_a_broken_photo_is_refused(name: str) -> None:
    with pytest.raises(refusals.PhotoBroken):
        taken(f"malformed/{name}")


def test_a_photo_with_broken_notes_is_taken_without_them() -> None:
    photo = taken("malformed/pillow_invalid-exif.jpg")
    assert (photo.notes.lon, photo.notes.taken_at) == (None, None)
    assert opened(photo.jpeg).mode == "RGB"
