"""Check a file, decode it wholly, and draw it anew without anything but its pixels."""

from __future__ import annotations

import hashlib
import io
import warnings
from contextlib import nullcontext
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

import pillow_heif
from PIL import Image, ImageCms, ImageOps

from gridwarden.platform.attachments.imaging.exif import CameraNotes, camera_notes
from gridwarden.platform.attachments.imaging.sniff import PhotoKind, kind_of
from gridwarden.platform.attachments.refusals import (
    PhotoAnimated,
    PhotoBroken,
    PhotoEmpty,
    PhotoTooLarge,
    PhotoTooManyPixels,
)

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from datetime import tzinfo

pillow_heif.register_heif_opener(thumbnails=False)

#: What each kind may turn out to be; phones write multi-picture JPEG (MPO), of which the first is the photo.
_FORMATS = {
    PhotoKind.JPEG: ["JPEG", "MPO"],
    PhotoKind.PNG: ["PNG"],
    PhotoKind.HEIC: ["HEIF"],
    PhotoKind.WEBP: ["WEBP"],
}
_WHITE = (255, 255, 255)
#: Larger than what phones take by default.
_LARGE_PIXELS = 16_000_000
_one_large = Lock()
#: Modes whose neighbouring values cannot be averaged.
_UNMIXABLE = {"1", "P", "PA", "I;16"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is taken, and how large the stored pictures are."""

    max_bytes: int = 20 * 1024 * 1024
    max_pixels: int = 64_000_000
    max_side_px: int = 16_384
    stored_side_px: int = 2560
    thumb_side_px: int = 320
    quality: int = 85


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A clean photo: two JPEG files without notes, and what the original's notes said."""

    jpeg: bytes
    thumb: bytes
    width: int
    height: int
    kind: PhotoKind
    notes: CameraNotes
    original_sha256: str
    original_bytes: int

    @property
    def sha256(self) -> str:
        """Digest of the stored file."""
        return hashlib.sha256(self.jpeg).hexdigest()

    @property
    def thumb_sha256(self) -> str:
        """Digest of the small picture."""
        return hashlib.sha256(self.thumb).hexdigest()


def clean(data: bytes, filename: str, *, zone: tzinfo, limits: Limits) -> Photo:
    """Return the photo in ``data``, or refuse with the reason."""
    check_size(len(data), limits)
    kind = kind_of(data, filename)
    with _opened(data, kind) as image:
        _check_header(image, kind, limits)
        notes = camera_notes(image, zone)
        with _turn(image):
            picture = _drawn(image, kind, limits)
    thumb = picture.copy()
    thumb.thumbnail((limits.thumb_side_px, limits.thumb_side_px), Image.Resampling.LANCZOS)
    return Photo(
        jpeg=_encoded(picture, limits.quality),
        thumb=_encoded(thumb, limits.quality - 5),
        width=picture.width,
        height=picture.height,
        kind=kind,
        notes=notes,
        original_sha256=hashlib.sha256(data).hexdigest(),
        original_bytes=len(data),
    )


def check_size(size: int, limits: Limits) -> None:
    """Refuse a file by its size, before it is read."""
    if size == 0:
        raise PhotoEmpty("The file is empty.")
    if size > limits.max_bytes:
        raise PhotoTooLarge(f"At most {limits.max_bytes // (1024 * 1024)} MB are taken.")


def _opened(data: bytes, kind: PhotoKind) -> Image.Image:
    """Read the header only."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # size is judged below, by our own limits
            return Image.open(io.BytesIO(data), formats=_FORMATS[kind])
    except Image.DecompressionBombError as error:
        raise PhotoTooManyPixels("The picture is too large.") from error
    except Exception as error:
        raise PhotoBroken("The file cannot be read as a photo.") from error


def _check_header(image: Image.Image, kind: PhotoKind, limits: Limits) -> None:
    if image.width * image.height > limits.max_pixels or max(image.size) > limits.max_side_px:
        raise PhotoTooManyPixels(f"{image.width} × {image.height} pixels are too many.")
    if kind in {PhotoKind.PNG, PhotoKind.WEBP} and getattr(image, "n_frames", 1) > 1:
        raise PhotoAnimated("The file holds several pictures.")


def _turn(image: Image.Image) -> AbstractContextManager[bool | None]:
    """Have very large pictures wait for one another: a few kilobytes may unpack to half a gigabyte each."""
    return _one_large if image.width * image.height > _LARGE_PIXELS else nullcontext()


def _drawn(image: Image.Image, kind: PhotoKind, limits: Limits) -> Image.Image:
    """Decode wholly, turn upright, flatten and shrink."""
    side = limits.stored_side_px
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if kind is PhotoKind.JPEG:
                image.draft("RGB", (side, side))  # large JPEGs are decoded at a fraction, which saves memory
            image.load()
            # Shrunk before anything else: every later step holds a copy, and a small file may hold many pixels.
            picture = _in_srgb(ImageOps.exif_transpose(_shrunk(image, side)), image.info.get("icc_profile"))
    except Exception as error:  # decoders fail in many ways on broken files; each means the same
        raise PhotoBroken("The photo is damaged or ends too early.") from error
    return picture


def _shrunk(image: Image.Image, side: int) -> Image.Image:
    """Return ``image`` so that its longer side has at most ``side`` pixels; it may be changed itself."""
    if max(image.size) <= side:
        return image
    if image.mode in _UNMIXABLE or "transparency" in image.info:
        image = _flat(image)
    image.thumbnail((side, side), Image.Resampling.LANCZOS)
    return image


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    flat = _flat(image)
    if not profile:
        return flat
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(flat, source, ImageCms.createProfile("sRGB"), outputMode="RGB") or flat
    except (ImageCms.PyCMSError, OSError):
        return flat  # a profile for another colour model: the colours stay as they are


def _flat(image: Image.Image) -> Image.Image:
    if image.mode == "I;16":
        image = image.point(lambda value: value / 256).convert("L")
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        layered = image.convert("RGBA")
        canvas = Image.new("RGB", layered.size, _WHITE)
        canvas.paste(layered, mask=layered.getchannel("A"))
        return canvas
    return image.convert("RGB") if image.mode != "RGB" else image.copy()


def _encoded(picture: Image.Image, quality: int) -> bytes:
    """Write the pixels and nothing else."""
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()
