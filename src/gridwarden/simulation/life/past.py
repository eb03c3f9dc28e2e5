"""Live through the past: every day since the district was founded, faster than any clock."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from gridwarden.grids.actions import places
from gridwarden.platform.timers import clockwork
from gridwarden.simulation.life.living import Living
from gridwarden.simulation.life.reading import read_notices
from gridwarden.simulation.life.voices import answer_all
from gridwarden.simulation.models import Life, Phase

if TYPE_CHECKING:
    from collections.abc import Callable

    from gridwarden.simulation.life.world import World

_DAY = timedelta(days=1)


def catch_up(
    life: Life, world: World, *, until: datetime, is_stopping: Callable[[], bool], tell: Callable[[Life], None]
) -> Living:
    """Live through everything up to ``until`` and return the living district with what lies ahead of it.

    The district's timers are held meanwhile: they ring at their own moments here, not now in the worker.
    Stopped or killed, it goes on from the last thing that happened.
    """
    clockwork.hold(life.pk)
    _note(life, Phase.CATCHING_UP, until)
    living = Living(world, stamp=lambda moment: moment)
    living.remember(life.lived_until)
    tell(life)
    day = _morning(life.lived_until, world)
    while day < until and not is_stopping():
        living.expect(day, after=life.lived_until, before=until)
        _live_until(living, min(day + _DAY, until), is_stopping)
        answer_all(world, at=min(day + _DAY, until))
        if day + _DAY <= until:
            read_notices(world, at=day + _DAY)
        life.refresh_from_db()
        tell(life)
        day += _DAY
    if not is_stopping():
        _finish(life, until)
    return living


def _live_until(living: Living, end: datetime, is_stopping: Callable[[], bool]) -> None:
    """Let timers and people have their turns in order of time."""
    while not is_stopping():
        at = living.agenda.next_at() or end
        if living.ring(min(at, end)):
            continue
        if at >= end:
            return
        living.step()


def _note(life: Life, phase: Phase, until: datetime) -> None:
    life.phase, life.goal_at = phase.value, until
    life.save(update_fields=["phase", "goal_at"])


def _finish(life: Life, until: datetime) -> None:
    life.phase, life.lived_until = Phase.LIVING.value, until
    life.save(update_fields=["phase", "lived_until"])
    # The month has proved where houses are, and the papers have named the shops.
    places.gather(at=until, district_id=life.district_id)
    clockwork.release(life.pk)


def _morning(moment: datetime, world: World) -> datetime:
    return datetime.combine(localdate(moment), time(), world.setting.zone)
