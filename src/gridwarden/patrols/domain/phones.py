"""What tracking apps on phones send: Traccar Client (query or JSON) and OwnTracks, read into one fix each.

Units differ: the query tells knots, Traccar's JSON metres a second, OwnTracks kilometres an hour.
"""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from gridwarden.patrols.domain.fixes import Fix, FixFlag
from gridwarden.platform.refusals import Invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

_KNOT_KMH = 1.852
_MS_KMH = 3.6
#: Nobody patrols faster, and no receiver is less sure; what is beyond is written as this.
_FASTEST_KMH, _WIDEST_M = 1000.0, 1_000_000.0
#: Whole numbers above this are milliseconds since 1970, below it seconds.
_SECONDS_END = 100_000_000_000


class ReportUnreadable(Invalid):
    """What a phone sent is no report of a place; the message names the field."""

    code = "phone_report_unreadable"


def from_query(device_id: int, said: Mapping[str, str], now: datetime) -> Fix | None:
    """Read the query of Traccar Client and its kin; None when it tells no place."""
    place = said.get("location", "").split(",")
    lat, lon = (place[0], place[1]) if len(place) == 2 else (said.get("lat"), said.get("lon"))  # noqa: PLR2004 - a pair
    if lat is None or lon is None:
        return None
    return _fix(
        device_id,
        at=_moment(said.get("timestamp"), now),
        lat=_number("lat", lat),
        lon=_number("lon", lon),
        speed_kmh=_number("speed", said.get("speed", 0)) * _KNOT_KMH,
        course=_number("bearing", said.get("bearing", said.get("heading", 0))),
        altitude=_number("altitude", said.get("altitude", 0)),
        accuracy=_optional("accuracy", said.get("accuracy")),
        is_mocked=said.get("mock", "").lower() in {"1", "true"},
    )


def from_json(device_id: int, body: bytes, now: datetime) -> Fix | None:
    """Read the JSON of Traccar Client or OwnTracks; None when it is a message of another kind."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ReportUnreadable("The body is no JSON.") from error
    if not isinstance(said, dict):
        raise ReportUnreadable("The body is no JSON object.")
    if "_type" in said:
        return _owntracks(device_id, said, now) if said["_type"] == "location" else None
    location = said.get("location")
    return _traccar(device_id, location, now) if isinstance(location, dict) else None


def _traccar(device_id: int, said: Mapping[str, Any], now: datetime) -> Fix:
    coords = said.get("coords")
    if not isinstance(coords, dict):
        raise ReportUnreadable("location.coords is missing.")
    return _fix(
        device_id,
        at=_moment(said.get("timestamp"), now),
        lat=_number("coords.latitude", coords.get("latitude")),
        lon=_number("coords.longitude", coords.get("longitude")),
        speed_kmh=_number("coords.speed", coords.get("speed") or 0) * _MS_KMH,
        course=_number("coords.heading", coords.get("heading") or 0),
        altitude=_number("coords.altitude", coords.get("altitude") or 0),
        accuracy=_optional("coords.accuracy", coords.get("accuracy")),
        is_mocked=said.get("mock") is True,
    )


def _owntracks(device_id: int, said: Mapping[str, Any], now: datetime) -> Fix:
    return _fix(
        device_id,
        at=_moment(said.get("tst"), now),
        lat=_number("lat", said.get("lat")),
        lon=_number("lon", said.get("lon")),
        speed_kmh=_number("vel", said.get("vel") or 0),
        course=_number("cog", said.get("cog") or 0),
        altitude=_number("alt", said.get("alt") or 0),
        accuracy=_optional("acc", said.get("acc")),
        is_mocked=False,
    )


def _fix(
    device_id: int, *, at: datetime, lat: float, lon: float, speed_kmh: float, course: float, altitude: float,
    accuracy: float | None, is_mocked: bool,
) -> Fix:  # fmt: skip
    flags = FixFlag.FIXED | (FixFlag.MOCKED if is_mocked else FixFlag(0))
    height = max(-32_768, min(32_767, round(altitude)))
    # Apps write -1 for a speed or course that they do not know.
    return Fix(
        device_id, at, lat, lon, min(max(0.0, speed_kmh), _FASTEST_KMH), round(course) % 360, height, accuracy, flags
    )


def _number(name: str, said: object) -> float:
    try:
        number = float(said)  # type: ignore[arg-type] # whatever came
    except (TypeError, ValueError, OverflowError) as error:
        raise ReportUnreadable(f"{name} is no number.") from error
    if not math.isfinite(number):
        raise ReportUnreadable(f"{name} is no number.")
    return number


def _optional(name: str, said: object) -> float | None:
    return None if said is None or said == "" else min(max(0.0, _number(name, said)), _WIDEST_M)


def _moment(said: object, now: datetime) -> datetime:
    """Read seconds or milliseconds since 1970, or ISO 8601 (UTC where it names no zone); nothing said means now."""
    if said is None or said == "":
        return now
    try:
        seconds = float(said)  # type: ignore[arg-type] # whatever came
    except (TypeError, ValueError):
        return _iso(str(said))
    try:
        return datetime.fromtimestamp(seconds / 1000 if seconds > _SECONDS_END else seconds, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise ReportUnreadable("timestamp is no moment.") from error


def _iso(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise ReportUnreadable("timestamp is no moment.") from error
    return at if at.tzinfo else at.replace(tzinfo=UTC)
