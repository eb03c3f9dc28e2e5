"""Photos as a phone would send them: JPEG with the moment and the place in it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PIL import ExifTags, Image

from gridwarden.simulation.chance import chance_of
from gridwarden.simulation.life.scenes.backgrounds import BACKGROUNDS
from gridwarden.simulation.life.scenes.canvas import Canvas
from gridwarden.simulation.life.scenes.faults import FAULTS

if TYPE_CHECKING:
    from datetime import datetime

#: Different photos of the same thing; more would only cost time.
VARIANTS = 5
_QUALITY = 82
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


def photo(scene: Scene, *, at: datetime, lon: float, lat: float) -> bytes:
    """Return a JPEG of ``scene`` taken at that moment and place (WGS-84, as phones note it)."""
    return _with_notes(_jpeg(scene), _notes(at, lon, lat))


@lru_cache(maxsize=256)
def _jpeg(scene: Scene) -> bytes:
    canvas = Canvas.blank()
    BACKGROUNDS[scene.background](canvas, chance_of(scene.variant, scene.background))
    if scene.fault:
        FAULTS[scene.fault](canvas, chance_of(scene.variant, scene.fault))
    file = io.BytesIO()
    canvas.photo(scene.variant).save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()


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
