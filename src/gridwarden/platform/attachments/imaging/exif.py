"""What the camera wrote into the file: when, where, with what. Evidence, but only what somebody claims."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PIL import Image

_EXIF_IFD = 0x8769
_GPS_IFD = 0x8825
_MAKE, _MODEL, _DATE_TIME = 0x010F, 0x0110, 0x0132
_TAKEN, _TAKEN_OFFSET = 0x9003, 0x9011
_LAT_REF, _LAT, _LON_REF, _LON = 1, 2, 3, 4
_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)")
_PRINTABLE_LENGTH = 80
#: No camera wrote notes before, and no clock is so far ahead.
_YEARS = range(1970, 2200)


class Noter(StrEnum):
    """Who wrote down when and where a photo was taken."""

    #: The camera, into the file.
    CAMERA = "camera"
    #: The phone's browser, beside the file.
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class CameraNotes:
    """What was noted; ``None`` or empty where nothing or nonsense was. Places are WGS-84."""

    taken_at: datetime | None = None
    lon: float | None = None
    lat: float | None = None
    device: str = ""
    #: The phone's own clock when it sent the photo, and whether it says that its place is made up.
    clock: datetime | None = None
    is_mocked: bool | None = None

    @property
    def tells(self) -> bool:
        """Return whether the notes say when or where."""
        return self.taken_at is not None or self.lon is not None


def camera_notes(image: Image.Image, zone: tzinfo) -> CameraNotes:
    """Read the notes of ``image``; times without an offset are in ``zone``. Broken notes count as none."""
    try:
        exif = image.getexif()
        main, detail, gps = dict(exif), dict(exif.get_ifd(_EXIF_IFD)), dict(exif.get_ifd(_GPS_IFD))
    except Exception:  # noqa: BLE001 - the parser meets arbitrary bytes; the picture is good without notes
        return CameraNotes()
    lon, lat = _place(gps)
    return CameraNotes(taken_at=_taken_at(main, detail, zone), lon=lon, lat=lat, device=_device(main))


def _taken_at(main: Mapping[int, Any], detail: Mapping[int, Any], zone: tzinfo) -> datetime | None:
    text = str(detail.get(_TAKEN) or main.get(_DATE_TIME) or "").strip("\0 ")
    try:
        naive = datetime.strptime(text[:19], "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - the zone follows
    except ValueError:
        return None
    return plausible(naive.replace(tzinfo=_offset(str(detail.get(_TAKEN_OFFSET) or "")) or zone))


def plausible(moment: datetime | None) -> datetime | None:
    """Return ``moment`` when a photo can have been taken then; no database reads back the ends of the calendar."""
    return moment if moment is not None and moment.year in _YEARS else None


def _offset(text: str) -> tzinfo | None:
    found = _OFFSET.match(text)
    if not found:
        return None
    sign, hours, minutes = found.groups()
    span = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(span if sign == "+" else -span) if span < timedelta(hours=24) else None


def _place(gps: Mapping[int, Any]) -> tuple[float | None, float | None]:
    lat = _degrees(gps.get(_LAT), str(gps.get(_LAT_REF, "")), limit=90)
    lon = _degrees(gps.get(_LON), str(gps.get(_LON_REF, "")), limit=180)
    return (lon, lat) if lon is not None and lat is not None and (lon, lat) != (0, 0) else (None, None)


def _degrees(parts: Any, reference: str, *, limit: float) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    if not math.isfinite(value) or not 0 <= value <= limit:
        return None
    return -value if reference.strip("\0 ").upper() in {"S", "W"} else value


def _device(main: Mapping[int, Any]) -> str:
    words = " ".join(str(main.get(tag) or "") for tag in (_MAKE, _MODEL))
    return "".join(letter for letter in words if letter.isprintable()).strip()[:_PRINTABLE_LENGTH]
