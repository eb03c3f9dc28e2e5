"""The whole way from a town to its grids."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from gridwarden.algorithms import partition
from gridwarden.grids.domain.design.attempt import Attempt, Prepared
from gridwarden.grids.domain.design.bonds import check_bonds
from gridwarden.grids.domain.design.choosing import chosen
from gridwarden.grids.domain.design.drawing import drawn
from gridwarden.grids.domain.design.fabric import woven
from gridwarden.grids.domain.design.feasible import check_totals
from gridwarden.grids.domain.design.ground import lay_out
from gridwarden.grids.domain.design.outcome import Outcome, Step
from gridwarden.grids.domain.design.posing import Work
from gridwarden.grids.domain.design.refusals import DesignRefused
from gridwarden.grids.domain.design.sorting import CLASSES
from gridwarden.grids.domain.design.wishes import Wishes
from gridwarden.grids.domain.design.zoning import GivenZones, zones_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from gridwarden.grids.domain.design.params import Counts, DesignParams
    from gridwarden.grids.domain.design.plan import Design
    from gridwarden.grids.domain.design.town import Town

__all__ = ["Outcome", "Step", "design", "worked_out"]

#: What an attempt is reckoned to take, and how much of the time limit attempts may take together.
_SECONDS, _SECONDS_PER_UNIT, _SEARCH_SHARE, _MOST_ATTEMPTS = 0.4, 0.0015, 0.7, 8
#: To look for the fewest grids takes so many times as long as to look for a wanted number.
_FEWEST = 2.5
#: A plan is balanced when no grid has more work than this many times the mean of its class.
_BALANCED = 1.05


def design(
    town: Town,
    params: DesignParams,
    on_progress: Callable[[Step], None] | None = None,
    *,
    wishes: Wishes | None = None,
    stop: Callable[[], bool] | None = None,
) -> Design:
    """Return grids for a town.

    Parameters
    ----------
    town
        The district with its roads and zones, in CGCS2000 degrees.
    params
        Settings, numbers wanted, seed and time limit.
    on_progress
        Is told how far the work has come.
    wishes
        Today's grids, locks, and places that belong together or apart.
    stop
        Asked now and then; when it answers true, the best plan so far is returned.

    Returns:
    -------
    Design
        Grids that cover the boundary without the excluded areas, roads with their levels and grids, figures.

    Raises:
    ------
    Invalid
        The town is no clean territory, or what is wanted is impossible; the message says what and where.
    """
    return worked_out(town, params, on_progress, wishes=wishes, stop=stop)[0]


def worked_out(
    town: Town,
    params: DesignParams,
    on_progress: Callable[[Step], None] | None = None,
    *,
    wishes: Wishes | None = None,
    stop: Callable[[], bool] | None = None,
) -> tuple[Design, Outcome]:
    """Return grids as ``design`` does, and the units of which they are made, for whoever edits them further."""
    began_s = time.process_time()
    told = _forwards(on_progress or (lambda _: None))
    prepared = _prepared(town, params, wishes or Wishes(), told)
    outcome = chosen(_found(prepared, told, stop), params, stop)
    told(Step("drawing", 0.95))
    return drawn(outcome, params, began_s), outcome


def _prepared(town: Town, params: DesignParams, wishes: Wishes, told: Callable[[Step], None]) -> Prepared:
    told(Step("lines", 0.0))
    ground = lay_out(town)
    zones = zones_of(town, ground, params)
    told(Step("units", 0.05))
    locked = [ground.frame.lay(grid.geometry) for grid in wishes.locked]
    fabric = woven(ground, zones, params, locked)
    work, counts = Work.of(fabric, params), _less_locked(params.counts, wishes)
    lock = fabric.within(locked)
    check_bonds(fabric, lock, wishes)
    check_totals(fabric, params, counts, lock < 0, zones_are_given=isinstance(zones, GivenZones))
    return Prepared(town, params, wishes, zones, fabric, work, lock, counts)


def _found(prepared: Prepared, told: Callable[[Step], None], stop: Callable[[], bool] | None) -> list[Outcome]:
    """Return the outcomes of as many attempts as fit into the time; refuse when all are refused.

    All of them together stop at the time limit; another one begins only where one as long as the longest still fits.
    Where today's grids should be kept, the first plan that is balanced is the last.
    """
    found: list[Outcome] = []
    refusal: DesignRefused | None = None
    attempts = _attempts(prepared)
    partition.ready(lambda search: told(Step("classes", 0.1, search)))
    limit_s = prepared.params.time_limit_s
    began_s = time.process_time()
    laps_s = [began_s]

    def is_over() -> bool:
        return time.process_time() - began_s >= limit_s or (stop is not None and stop())

    for number in range(attempts):
        begun, share = 0.1 + 0.85 * number / attempts, 0.85 / attempts

        def part_told(step: Step, begun: float = begun, share: float = share) -> None:
            told(replace(step, done=begun + share * step.done))

        try:
            found.append(Attempt(prepared, _seed_of(prepared.params.seed, number), part_told, is_over).run())
        except DesignRefused as problem:
            refusal = refusal or problem
        laps_s.append(time.process_time())
        if (prepared.wishes.keep and found and _is_balanced(found[-1])) or is_over():
            break
        if laps_s[-1] + float(np.diff(laps_s).max()) > began_s + limit_s:
            break
    if not found and refusal is not None:
        raise refusal
    return found


def _attempts(prepared: Prepared) -> int:
    """Return how many attempts the time allows for, by the number of units and never by the clock."""
    seconds = _SECONDS + _SECONDS_PER_UNIT * prepared.fabric.units.size
    if None in map(prepared.counts.of, CLASSES):
        seconds *= _FEWEST
    return int(np.clip(prepared.params.time_limit_s * _SEARCH_SHARE / seconds, 1, _MOST_ATTEMPTS))


def _seed_of(seed: int, number: int) -> int:
    """Return another seed for each attempt of each design, within the seeds a search takes."""
    return (seed * _MOST_ATTEMPTS + number) % 2**31


def _is_balanced(outcome: Outcome) -> bool:
    return max(outcome.max_over_mean.values()) <= _BALANCED


def _forwards(on_progress: Callable[[Step], None]) -> Callable[[Step], None]:
    """Let what is told as done never go back, although a search begins anew with each of its phases."""
    farthest = 0.0

    def told(step: Step) -> None:
        nonlocal farthest
        farthest = max(farthest, step.done)
        on_progress(replace(step, done=farthest))

    return told


def _less_locked(counts: Counts, wishes: Wishes) -> Counts:
    """Return the numbers that are still wanted beside the locked grids."""
    for one in CLASSES:
        wanted, locked = counts.of(one), sum(grid.grid_class is one for grid in wishes.locked)
        if wanted is not None and wanted < locked:
            raise DesignRefused(
                f"{one.value}={wanted} is impossible: {locked} grids of the class are locked.", counts=one.value
            )
        if wanted is not None:
            counts = replace(counts, **{one.value: wanted - locked})
    return counts
