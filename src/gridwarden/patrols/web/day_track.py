"""A device's day on the map: drawn, and played again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.utils import timezone
from django.utils.timezone import get_current_timezone, localdate
from django.views.decorators.http import require_safe

from gridwarden.grids.queries import districts
from gridwarden.patrols.domain.fixes import FixFlag
from gridwarden.patrols.queries.tracks import track
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.maps.config import MapConfig, Track

if TYPE_CHECKING:
    from gridwarden.patrols.queries.tracks import TrackPoint
    from gridwarden.platform.accounts.requests import ActingRequest

#: Between two fixes that are further apart than this nobody knows the way, and no line is drawn.
GAP = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class DayTrack:
    """A day chosen on the page, its neighbours, and what is known of it."""

    day: date
    before: date
    after: date | None
    map: MapConfig
    fixes: int
    first_at: datetime | None
    last_at: datetime | None
    fastest_kmh: float


def track_of(request: ActingRequest, device_id: int, now: datetime) -> DayTrack:
    """Return the track of the day that the address asks for, today without one."""
    today = localdate(now)
    day = _asked(request, today)
    points = _points(request, device_id, day)
    return DayTrack(
        day=day,
        before=day - timedelta(days=1),
        after=day + timedelta(days=1) if day < today else None,
        map=MapConfig(bounds=_bounds(points) or districts.own(request.actor).bounds, track=Track(lines=_lines(points))),
        fixes=len(points),
        first_at=points[0].at if points else None,
        last_at=points[-1].at if points else None,
        fastest_kmh=max((point.speed_kmh for point in points), default=0.0),
    )


@require_safe
@needs(Permission.DEVICE_SEE)
def replay(request: ActingRequest, device_id: int) -> JsonResponse:
    """Return a day's fixes for the replay: (seconds since 1970, degrees east, degrees north, km/h), oldest first."""
    day = _asked(request, localdate(timezone.now()))
    rows = [
        (int(one.at.timestamp()), round(one.lon, 6), round(one.lat, 6), round(one.speed_kmh))
        for one in _points(request, device_id, day)
    ]
    answer = {"day": day.isoformat(), "gap_s": int(GAP.total_seconds()), "points": rows}
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


def _asked(request: ActingRequest, today: date) -> date:
    return min(_day(request.GET.get("day", "")) or today, today)


def _points(request: ActingRequest, device_id: int, day: date) -> list[TrackPoint]:
    start = datetime.combine(day, time(), get_current_timezone())
    return [
        point
        for point in track(request.actor, device_id, start, start + timedelta(days=1))
        if point.flags & FixFlag.FIXED and not point.flags & FixFlag.MOCKED
    ]


def _day(text: str) -> date | None:
    try:
        # Days before any gateway ran would only make the calendar overflow.
        return max(date.fromisoformat(text), date(2000, 1, 2))
    except ValueError:
        return None


def _lines(points: list[TrackPoint]) -> tuple[tuple[tuple[float, float], ...], ...]:
    lines: list[list[tuple[float, float]]] = []
    last: datetime | None = None
    for point in points:
        if last is None or point.at - last > GAP:
            lines.append([])
        lines[-1].append((round(point.lon, 6), round(point.lat, 6)))
        last = point.at
    return tuple(map(tuple, lines))


def _bounds(points: list[TrackPoint]) -> tuple[float, float, float, float] | None:
    if not points:
        return None
    lons, lats = [point.lon for point in points], [point.lat for point in points]
    # Some 200 m of surroundings, so that a track of one place is not a map of one house.
    return min(lons) - 0.002, min(lats) - 0.002, max(lons) + 0.002, max(lats) + 0.002
