"""Photos as a phone would send them: JPEG with the moment and the place in it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PIL import ExifTags, Image, ImageOps

from gridwarden.simulation.chance import chance_of
from gridwarden.simulation.life.scenes.backgrounds import BACKGROUNDS
from gridwarden.simulation.life.scenes.canvas import Canvas
from gridwarden.simulation.life.scenes.faults import FAULTS

if TYPE_CHECKING:
    from datetime import datetime

#: Different photos of the same thing; more would only cost time.
VARIANTS = 5
_QUALITY = 82
#: Share of the drawn street that one sees, and how far each corner of the view may be slanted.
_SEEN = (0.7, 0.85)
_SLANT = 0.1
_DEVICE = ("Gridwarden", "Simulated phone")
#: JPEG's first two bytes, after which notes are put in, and the mark of such notes.
_START, _NOTES = b"\xff\xd8", b"\xff\xe1"


@dataclass(frozen=True, slots=True)
class Scene:
    """What a photo shows: where, what is wrong (empty: nothing any more), and which of the variants."""

    background: str
    fault: str
    variant: int

    @property
    def solved(self) -> Scene:
        """Return the same place, put right."""
        return Scene(self.background, "", self.variant)


def photo(scene: Scene, *, at: datetime, lon: float, lat: float, stand: int | None = None) -> bytes:
    """Return a JPEG of ``scene`` taken at that moment and place (WGS-84, as phones note it).

    Whoever stands elsewhere sees another picture: photos of two places must not look like copies of one. Without a
    ``stand`` the whole drawing is seen.
    """
    file = io.BytesIO()
    seen = _drawn(scene) if stand is None else _seen_from(_drawn(scene), stand)
    seen.save(file, "JPEG", quality=_QUALITY)
    return _with_notes(file.getvalue(), _notes(at, lon, lat))


def _seen_from(picture: Image.Image, stand: int) -> Image.Image:
    """Return what one sees of the drawn street from one of endlessly many places to stand."""
    chance = chance_of(stand, "stand")
    width, height = picture.size
    share = chance.uniform(*_SEEN)
    across, down = width * share, height * share
    left, top = chance.uniform(0, width - across), chance.uniform(0, height - down)
    corners = ((left, top), (left, top + down), (left + across, top + down), (left + across, top))
    slanted = [
        part + chance.uniform(-_SLANT, _SLANT) * side
        for corner in corners
        for part, side in zip(corner, picture.size, strict=True)
    ]
    mirrored = ImageOps.mirror(picture) if chance.random() < 1 / 2 else picture
    return mirrored.transform(picture.size, Image.Transform.QUAD, slanted, Image.Resampling.BILINEAR)


@lru_cache(maxsize=256)
def _drawn(scene: Scene) -> Image.Image:
    canvas = Canvas.blank()
    BACKGROUNDS[scene.background](canvas, chance_of(scene.variant, scene.background))
    if scene.fault:
        FAULTS[scene.fault](canvas, chance_of(scene.variant, scene.fault))
    return canvas.photo(scene.variant)


def _notes(at: datetime, lon: float, lat: float) -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = _DEVICE
    details = exif.get_ifd(ExifTags.IFD.Exif)
    details[ExifTags.Base.DateTimeOriginal] = at.strftime("%Y:%m:%d %H:%M:%S")
    details[ExifTags.Base.OffsetTimeOriginal] = f"{at:%z}"[:3] + ":" + f"{at:%z}"[3:]
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", _degrees(lat)
    place[ExifTags.GPS.GPSLongitudeRef], place[ExifTags.GPS.GPSLongitude] = "E", _degrees(lon)
    return exif.tobytes()


def _degrees(value: float) -> tuple[float, float, float]:
    """Return degrees, minutes and seconds."""
    minutes, seconds = divmod(round(value * 3600, 3), 60)
    whole, minutes = divmod(minutes, 60)
    return whole, minutes, round(seconds, 3)


def _with_notes(jpeg: bytes, notes: bytes) -> bytes:
    """Return the file with its notes put in at the beginning, without encoding the picture again."""
    return _START + _NOTES + (len(notes) + 2).to_bytes(2, "big") + notes + jpeg[len(_START) :]
