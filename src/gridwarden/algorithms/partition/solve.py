"""One search from start to end: bounds, numbers, plans to begin with, annealing, proof of what is promised."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from gridwarden.algorithms.partition.bound import bounded
from gridwarden.algorithms.partition.core import condensed
from gridwarden.algorithms.partition.counting import check_counts, check_units, explained
from gridwarden.algorithms.partition.evening import evened_out
from gridwarden.algorithms.partition.exchange import exchanged, loads_as
from gridwarden.algorithms.partition.islands import islands_of
from gridwarden.algorithms.partition.labels import named
from gridwarden.algorithms.partition.planner import Planner
from gridwarden.algorithms.partition.result import Result
from gridwarden.algorithms.partition.sums import summed
from gridwarden.algorithms.partition.support import diameters_m
from gridwarden.algorithms.partition.warm import warm
from gridwarden.algorithms.partition.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable

    from gridwarden.algorithms.partition.core import Core
    from gridwarden.algorithms.partition.evening import Weigh
    from gridwarden.algorithms.partition.islands import Island
    from gridwarden.algorithms.partition.params import Params
    from gridwarden.algorithms.partition.problem import Bytes, Ints, Problem
    from gridwarden.algorithms.partition.result import Progress


def solve(
    problem: Problem,
    params: Params,
    on_progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
    weigh: Weigh | None = None,
) -> Result:
    """Divide the units into contiguous parts that keep every limit.

    Parameters
    ----------
    problem, params
        What to divide, and how.
    on_progress
        Told how far the search has come, many times.
    stop
        Asked between two rounds; the search ends with the best plan so far when it answers true.
    weigh
        Asked for the loads of the parts of the units, ``i8[n]``, with the kinds of the parts, where a caller shares
        out better what lies between two parts; for ``Params.even``.

    Returns
    -------
    Result
        Every part contiguous, of one kind and within its cap; the numbers as given, or the fewest found with a
        bound beside.

    Raises
    ------
    CannotLieTogether, WrongCount, UnitTooWide
        The limits contradict each other, or the numbers are impossible, with the proof.
    CapNotReached
        The search found no plan with the given numbers; it may exist.
    """
    ready(on_progress)
    return _searched(problem, params, on_progress, stop, weigh)


def ready(on_progress: Callable[[Progress], None] | None = None) -> None:
    """Make the machine code, once in a process, as ``solve`` does else: for who measures time across searches."""
    warm(_searched, on_progress)


def _searched(
    problem: Problem,
    params: Params,
    on_progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
    weigh: Weigh | None = None,
) -> Result:
    """Do what ``solve`` promises; the clock runs from here."""
    watch = Watch(params.time_limit_s, on_progress, stop)
    core = condensed(problem, params)
    check_units(problem, core)
    islands = _bounded_islands(problem, params, core)
    check_counts(problem, params, islands)
    watch.report("bound", 1.0, sum(one.bound for one in islands), 0, 1.0)
    planner = Planner(problem, params, core, islands, watch)
    part = planner.plan()
    kind = np.zeros(int(part.max()) + 1, dtype=np.int8)
    kind[part] = core.kind
    if problem.also is not None and not watch.is_over():
        part, kind = evened_out(planner, *exchanged(planner, part, kind), weigh)
        # units have other kinds now: the bounds are those of the kinds that came out
        now = replace(problem, kind=kind[part[core.atom]])
        islands = _bounded_islands(now, params, condensed(now, params))
    return _result(problem, core, islands, part, kind, watch)


def _bounded_islands(problem: Problem, params: Params, core: Core) -> list[Island]:
    return [
        bounded(core, one, float(problem.cap_m[one.kind]), params.max_load_of(one.kind), params.seed)
        for one in islands_of(core)
    ]


def _result(problem: Problem, core: Core, islands: list[Island], part: Ints, kind: Bytes, watch: Watch) -> Result:
    """Name the parts, measure them and tell the bounds."""
    parts = len(kind)
    names = named(core._replace(kind=kind[part]), part, parts)
    order = np.argsort(names)
    unit_part = part[core.atom]
    per_kind = [[one for one in islands if one.kind == k] for k in range(problem.kinds)]
    label = names[unit_part]
    today = problem.start
    return Result(
        part=label,
        labels=names[order],
        part_kind=kind[order],
        count=tuple(int(np.count_nonzero(kind == k)) for k in range(problem.kinds)),
        diameter_m=diameters_m(problem, unit_part, parts)[order],
        load=summed(unit_part, loads_as(problem, kind[unit_part]), parts)[order],
        area_m2=summed(unit_part, problem.area_m2, parts)[order],
        lower_bound=tuple(sum(one.bound for one in mine) for mine in per_kind),
        explanation=tuple(explained(problem, k, mine) for k, mine in enumerate(per_kind)),
        moved=0 if today is None else int(np.count_nonzero((label != today) & (today >= 0))),
        trace=tuple(watch.trace),
        iterations=watch.moves,
        cpu_s=watch.cpu_s,
        is_cut_short=watch.is_cut_short,
    )
