"""Photos that simulated people take and send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.algorithms.geodesy import Crs, from_cgcs2000
from gridwarden.platform.attachments.actions import store
from gridwarden.simulation.chance import chance_of
from gridwarden.simulation.life.habits import load_habits
from gridwarden.simulation.life.scenes.photos import VARIANTS, Scene, photo

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from gridwarden.platform.access import Actor

#: Photos are taken this far from the noted place at most, in degrees (about eight metres).
_STEP_ASIDE_DEG = 8e-5


def take(
    *, by: Actor, at: datetime, district_id: int, item: int, place: tuple[float, float], count: int, solved: bool
) -> tuple[UUID, ...]:
    """Take ``count`` photos of the place, with or without the fault, and send them."""
    habit = load_habits().item(item)
    return tuple(
        store(
            by=by,
            at=at,
            data=_picture(Scene(habit.background, habit.fault, 0), place, at, number, solved=solved),
            filename=f"{at:%Y%m%d-%H%M%S}-{number}.jpg",
            district_id=district_id,
        ).pk
        for number in range(count)
    )


def _picture(scene: Scene, place: tuple[float, float], at: datetime, number: int, *, solved: bool) -> bytes:
    """Return the photo; the same place looks the same before and after."""
    chance = chance_of(0, "photo", *place, at.isoformat(), number)
    # Of the place alone: before and after are taken from where one stood the first time.
    standing = chance_of(0, "variant", *place, number)
    variant, stand = standing.randrange(VARIANTS), standing.randrange(2**32)
    seen = Scene(scene.background, "" if solved else scene.fault, variant)
    lon, lat = (degrees + chance.uniform(-_STEP_ASIDE_DEG, _STEP_ASIDE_DEG) for degrees in place)
    wgs_lon, wgs_lat = from_cgcs2000(lon, lat, Crs.WGS84)
    return photo(seen, at=at, lon=float(wgs_lon), lat=float(wgs_lat), stand=stand)
