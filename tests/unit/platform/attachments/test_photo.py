"""From the bytes somebody sends to a clean picture, or a refusal that says why."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pillow_heif
import pytest
from PIL import Image, ImageCms

from gridwarden.platform.attachments import refusals
from gridwarden.platform.attachments.imaging import Limits, Photo, clean
from gridwarden.platform.attachments.imaging.exif import CameraNotes
from gridwarden.platform.attachments.phone import read_notes
from tests.photos import encoded, exif_of, jpeg, opened, picture, png_header

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHANGHAI = ZoneInfo("Asia/Shanghai")


def taken(data: bytes, filename: str = "", **limits: int) -> Photo:
    return clean(data, filename, zone=SHANGHAI, limits=Limits(**limits))


def heic(image: Image.Image, **options: Any) -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(image).save(out, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "filename"),
    [
        (jpeg, "IMG_1.JPG"),
        (lambda: encoded(picture(), "PNG"), "a.png"),
        (lambda: encoded(picture(), "WEBP"), "a.webp"),
        (lambda: heic(picture()), "IMG_2.HEIC"),
        (jpeg, "blob"),
        (jpeg, ""),
    ],
    ids=["jpeg", "png", "webp", "heic", "no suffix", "no name"],
)
def test_each_kind_becomes_a_jpeg(make: Callable[[], bytes], filename: str) -> None:
    photo = taken(make(), filename)
    stored = opened(photo.jpeg)
    assert (stored.format, stored.size, stored.mode) == ("JPEG", (640, 480), "RGB")
    assert red_corner(stored)


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "1", "RGBA", "LA", "I;16"])
def test_each_colour_model_becomes_rgb(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    source = Image.new("I;16", (64, 48), 40_000) if mode == "I;16" else picture(64, 48).convert(mode)
    assert opened(taken(encoded(source, kind)).jpeg).mode == "RGB"


def test_what_is_transparent_becomes_white() -> None:
    glass = Image.new("RGBA", (40, 40), (10, 20, 30, 0))
    assert opened(taken(encoded(glass, "PNG")).jpeg).getpixel((20, 20)) == (255, 255, 255)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_stored_photo_stands_upright(orientation: int) -> None:
    photo = taken(jpeg(640, 480, exif=exif_of(orientation=orientation)))
    size = (640, 480) if orientation <= 4 else (480, 640)
    assert (photo.width, photo.height) == size
    corner = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}[orientation]
    assert red_corner(opened(photo.jpeg), corner)


def test_the_notes_are_read_and_not_stored() -> None:
    photo = taken(jpeg(exif=exif_of(), comment=b"hidden words"))
    assert photo.notes.taken_at == datetime(2026, 3, 2, 9, 15, 30, tzinfo=SHANGHAI)
    assert (photo.notes.lon, photo.notes.lat) == (pytest.approx(120.31), pytest.approx(31.57))
    assert photo.notes.device == "HUAWEI P60"
    for data in (photo.jpeg, photo.thumb):
        assert set(opened(data).info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
        }
        assert b"HUAWEI" not in data
        assert b"hidden" not in data


def test_an_offset_in_the_notes_counts_more_than_the_zone() -> None:
    exif = exif_of()
    exif.get_ifd(0x8769)[0x9011] = "+00:00"
    assert taken(jpeg(exif=exif)).notes.taken_at == datetime(2026, 3, 2, 9, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "gps",
    [
        {1: "N", 2: (95.0, 0.0, 0.0), 3: "E", 4: (120.0, 0.0, 0.0)},
        {1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)},
        {1: "N", 2: (31.0, 0.0, 0.0)},
        {1: "N", 2: (31.0, 34.0), 3: "E", 4: (120.0, 18.0)},
    ],
    ids=["beyond the pole", "null island", "half", "short"],
)
def test_nonsense_in_the_notes_counts_as_nothing_said(gps: dict[int, Any]) -> None:
    exif = exif_of(notes=False)
    exif.get_ifd(0x8825).update(gps)
    exif.get_ifd(0x8769)[0x9003] = "0000:00:00 00:00:00"
    notes = taken(jpeg(exif=exif)).notes
    assert (notes.lon, notes.lat, notes.taken_at) == (None, None, None)


def test_a_place_south_and_west_is_negative() -> None:
    exif = exif_of()
    exif.get_ifd(0x8825).update({1: "S", 3: "W"})
    notes = taken(jpeg(exif=exif)).notes
    assert (notes.lon, notes.lat) == (pytest.approx(-120.31), pytest.approx(-31.57))


def test_large_photos_are_shrunk_and_small_ones_are_not_stretched() -> None:
    large, small = taken(jpeg(4000, 3000)), taken(jpeg(200, 100))
    assert (large.width, large.height) == (2560, 1920)
    assert opened(large.thumb).size == (320, 240)
    assert (small.width, small.height) == opened(small.thumb).size == (200, 100)


def test_a_wide_colour_profile_is_turned_into_the_common_one() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert "icc_profile" not in opened(taken(jpeg(icc_profile=profile)).jpeg).info
    assert taken(jpeg(icc_profile=b"no profile at all")).width == 640


def test_a_picture_of_fifty_thousand_by_fifty_thousand_is_refused_at_once() -> None:
    started = time.perf_counter()
    with pytest.raises(refusals.PhotoTooManyPixels):
        taken(png_header(50_000, 50_000), "huge.png")
    assert time.perf_counter() - started < 0.2


def test_a_picture_beyond_the_own_limit_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(refusals.PhotoTooManyPixels):
        taken(png_header(1200, 1000), max_pixels=1_000_000)
    with pytest.raises(refusals.PhotoTooManyPixels):
        taken(png_header(20_000, 10))


def polyglot_page() -> bytes:
    return jpeg(comment=b"<html><script>alert(1)</script>")


def polyglot_archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "a")
    return jpeg() + out.getvalue()


HOSTILE: dict[str, tuple[Callable[[], bytes], str, type[refusals.PhotoRefused]]] = {
    "empty": (lambda: b"", "a.jpg", refusals.PhotoEmpty),
    "truncated jpeg": (lambda: jpeg()[:-2000], "a.jpg", refusals.PhotoBroken),
    "truncated png": (lambda: encoded(picture(), "PNG")[:-500], "a.png", refusals.PhotoBroken),
    "truncated webp": (lambda: encoded(picture(), "WEBP")[:-500], "a.webp", refusals.PhotoBroken),
    "truncated heic": (lambda: heic(picture())[:-500], "a.heic", refusals.PhotoBroken),
    "only a start": (lambda: b"\xff\xd8\xff\xe0", "a.jpg", refusals.PhotoBroken),
    "png header only": (lambda: png_header(64, 64), "a.png", refusals.PhotoBroken),
    "svg": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>', "a.svg", refusals.PhotoKindUnknown),
    "svg named jpg": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>', "a.jpg", refusals.PhotoKindUnknown),
    "gif": (lambda: encoded(picture(), "GIF"), "a.gif", refusals.PhotoKindUnknown),
    "gif of many pictures": (lambda: animated("GIF"), "a.jpg", refusals.PhotoKindUnknown),
    "moving webp": (lambda: animated("WEBP"), "a.webp", refusals.PhotoAnimated),
    "moving png": (lambda: animated("PNG"), "a.png", refusals.PhotoAnimated),
    "page beside the photo": (polyglot_page, "a.jpg", refusals.PhotoHidesContent),
    "archive beside the photo": (polyglot_archive, "a.jpg", refusals.PhotoHidesContent),
    "jpeg named png": (jpeg, "a.png", refusals.PhotoMisnamed),
    "jpeg named html": (jpeg, "a.html", refusals.PhotoMisnamed),
    "program": (lambda: b"MZ\x90\0" + b"\0" * 400, "a.jpg", refusals.PhotoKindUnknown),
}


def animated(kind: str) -> bytes:
    frames = [picture(32, 32), Image.new("RGB", (32, 32), (0, 0, 255))]
    return encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=50)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_or_broken_file_is_refused_with_its_reason(name: str) -> None:
    make, filename, refusal = HOSTILE[name]
    with pytest.raises(refusals.PhotoRefused) as refused:
        taken(make(), filename)
    assert type(refused.value) is refusal


def test_a_file_beyond_the_size_is_refused_unread() -> None:
    with pytest.raises(refusals.PhotoTooLarge):
        taken(jpeg(), max_bytes=100)


def test_damage_in_the_middle_never_ends_otherwise_than_in_a_refusal() -> None:
    """Whatever byte is hit, the outcome is a photo or a refusal."""
    data = jpeg(120, 90, exif=exif_of())
    for place in range(2, len(data), 7):
        hurt = data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]
        try:
            photo = taken(hurt)
        except refusals.PhotoRefused:
            continue
        assert opened(photo.jpeg).mode == "RGB"


def red_corner(image: Image.Image, corner: tuple[int, int] = (0, 0)) -> bool:
    width, height = image.size
    red, green, _blue = image.convert("RGB").getpixel(  # type: ignore[misc]
        (width // 4 if corner[0] == 0 else width * 3 // 4, height // 4 if corner[1] == 0 else height * 3 // 4)
    )
    return bool(red > 150 > green)


@pytest.mark.parametrize("said", ["0001:01:01 00:00:00", "9999:12:31 23:59:59", "1904:01:01 00:00:00"])
def test_a_time_at_the_ends_of_the_calendar_counts_as_nothing_said(said: str) -> None:
    exif = exif_of()
    exif.get_ifd(0x8769)[0x9003] = said
    assert taken(jpeg(exif=exif)).notes.taken_at is None
    assert read_notes(f'[{{"taken_at": "{said[:10].replace(":", "-")}T00:00:00+14:00"}}]', 1)[0] == CameraNotes()


def test_what_is_transparent_becomes_white_in_a_large_picture_too() -> None:
    image = picture(400, 300).convert("RGBA")
    image.paste((0, 0, 0, 0), (200, 0, 400, 300))
    for mode in ("RGBA", "P"):
        photo = taken(encoded(image.convert(mode), "PNG"), "a.png", stored_side_px=100)
        assert (photo.width, photo.height) == (100, 75)
        red, _, right = (opened(photo.jpeg).getpixel((x, 10)) for x in (10, 50, 90))
        assert red[0] > 180 > red[1], mode
        assert min(right) > 240, mode


def test_a_small_file_with_many_pixels_takes_little_memory(tmp_path: Path) -> None:
    file = tmp_path / "large.png"
    Image.new("RGBA", (8000, 8000)).save(file)
    look = (
        "import sys, datetime; from pathlib import Path;"
        "from gridwarden.platform.attachments.imaging import Limits, clean;"
        "clean(Path(sys.argv[1]).read_bytes(), '', zone=datetime.UTC, limits=Limits());"
        # The peak of this program alone: ru_maxrss would begin with that of the process that started it.
        "print(Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0])"
    )
    done = subprocess.run([sys.executable, "-c", look, str(file)], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 800 * 1024
