"""From what a terminal says to what is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.patrols.domain.fixes import Fix, FixFlag

if TYPE_CHECKING:
    from gridwarden.patrols.jt808.positions import Position

_CIRCLE = 360


def storable(position: Position) -> bool:
    """Tell whether a position names a moment at all; without one it cannot be laid down."""
    return position.time is not None


def fix_of(device_id: int, position: Position, *, is_late: bool = False) -> Fix:
    """Return a position as a fix of a device; a course beyond the circle counts as north."""
    if position.time is None:
        raise ValueError("A position without a time is no fix.")
    flags = FixFlag.FIXED if position.is_fixed else FixFlag(0)
    if position.is_on:
        flags |= FixFlag.ON
    if is_late:
        flags |= FixFlag.LATE
    return Fix(
        device_id,
        position.time,
        position.lat,
        position.lon,
        position.speed_kmh,
        position.course_deg if position.course_deg < _CIRCLE else 0,
        position.altitude_m,
        None,
        flags,
        position.alarm,
    )
