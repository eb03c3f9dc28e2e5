"""What else divides a graph: METIS through pymetis and spopt's heuristics, on the same problem, or "absent".

Each runs in a process of its own, which the system ends at its limit: machine code cannot be asked to stop.
"""

from __future__ import annotations

import importlib
import multiprocessing
import resource
import time
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from gridwarden.algorithms.partition.support import diameters_m

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from multiprocessing.connection import Connection

    from numpy.typing import NDArray

    from gridwarden.algorithms.partition import Problem

#: METIS weighs with whole numbers.
_WEIGHT = 1_000


def baselines(
    problem: Problem, parts: int, limit_s: float, names: Iterable[str] = ("metis", "spopt_ward", "spopt_skater")
) -> dict[str, Any]:
    """Return the measures of every baseline; "absent" where it is not installed, "did not finish" where it did not."""
    found = {name: divided(name, problem, parts, limit_s) for name in names}
    return {
        name: one if isinstance(one, str) else {"cpu_s": round(one[1], 2)} | measures(problem, one[0])
        for name, one in found.items()
    }


def divided(name: str, problem: Problem, parts: int, limit_s: float) -> tuple[NDArray[np.int64], float] | str:
    """Return the plan of a baseline and its processor seconds, or in words why there is none.

    What is imported, is imported before the time begins.
    """
    package, way = WAYS[name]
    try:
        importlib.import_module(package)
    except ImportError:
        return "absent"
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_run, args=(theirs, way, problem, parts, limit_s))
    child.start()
    theirs.close()
    try:
        answer: tuple[NDArray[np.int64], float] | str = ours.recv()
    except EOFError:
        answer = f"did not finish in {limit_s:.0f} CPU-s"
    child.join()
    return answer


def _run(
    answer: Connection, way: Callable[[Problem, int], NDArray[np.int64]], problem: Problem, parts: int, limit_s: float
) -> None:
    """Divide in a process of its own and send what came out; the system ends it at the limit."""
    used = time.process_time()
    resource.setrlimit(resource.RLIMIT_CPU, (int(used + limit_s) + 1,) * 2)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            part = way(problem, parts)
        except Exception as problem_met:  # noqa: BLE001 - what a baseline fails with is its result
            answer.send(f"failed: {type(problem_met).__name__}: {problem_met}"[:200])
            return
    answer.send((part, time.process_time() - used))


def measures(problem: Problem, part: NDArray[np.int64]) -> dict[str, Any]:
    """Return number, balance, diameter and contiguity of any plan, measured in one way for all."""
    part = np.unique(part, return_inverse=True)[1]
    parts = int(part.max()) + 1
    load = np.bincount(part, problem.load, parts)
    inside = problem.edges[part[problem.edges[:, 0]] == part[problem.edges[:, 1]]]
    graph = csr_matrix((np.ones(len(inside), dtype=np.int8), inside.T), shape=(problem.size, problem.size))
    metres = diameters_m(problem, part, parts)
    return {
        "parts": parts,
        "max_over_mean": round(float(load.max() / load.mean()), 3),
        "diameter_km": round(float(metres.max()) / 1e3, 3),
        "too_wide": int(np.count_nonzero(metres > problem.cap_m[0])),
        "pieces": int(connected_components(graph, directed=False)[0]),
    }


def metis(problem: Problem, parts: int) -> NDArray[np.int64]:
    """Return the contiguous plan of METIS with balanced loads and the least border."""
    import pymetis  # noqa: PLC0415 - a baseline that need not be there

    both = np.concatenate([problem.edges, problem.edges[:, ::-1]])
    rows = csr_matrix((np.ones(len(both), dtype=np.int8), both.T), shape=(problem.size, problem.size))
    weight = np.maximum(1, np.round(problem.load / problem.load.mean() * _WEIGHT)).astype(int)
    given = {"adjacency": pymetis.CSRAdjacency(rows.indptr, rows.indices), "vweights": weight.tolist()}
    return np.array(pymetis.part_graph(parts, options=pymetis.Options(contig=1), **given)[1])


def ward(problem: Problem, parts: int) -> NDArray[np.int64]:
    """Return spopt's WardSpatial: compact by place, contiguous, blind to loads."""
    from spopt.region import WardSpatial  # noqa: PLC0415

    table, neighbours = _table(problem)
    model = WardSpatial(table, neighbours, ["east", "north"], n_clusters=parts)
    model.solve()
    return np.array(model.labels_)


def skater(problem: Problem, parts: int) -> NDArray[np.int64]:
    """Return spopt's SKATER: a spanning tree cut into parts."""
    from spopt.region import Skater  # noqa: PLC0415

    table, neighbours = _table(problem)
    model = Skater(table, neighbours, ["east", "north"], n_clusters=parts)
    model.solve()
    return np.array(model.labels_)


def _table(problem: Problem) -> tuple[Any, Any]:
    """Return the units as spopt takes them: a table of places and the weights of contiguity."""
    import geopandas  # noqa: PLC0415
    from libpysal.weights import W  # noqa: PLC0415

    near: dict[int, list[int]] = {unit: [] for unit in range(problem.size)}
    for one, other in problem.edges.tolist():
        near[one].append(other)
        near[other].append(one)
    places = geopandas.points_from_xy(*problem.centre.T)
    columns = {"east": problem.centre[:, 0], "north": problem.centre[:, 1], "load": problem.load}
    return geopandas.GeoDataFrame(columns, geometry=places), W(near, silence_warnings=True)


#: Name → the package that must be there, and how it divides.
WAYS: dict[str, tuple[str, Callable[[Problem, int], NDArray[np.int64]]]] = {
    "metis": ("pymetis", metis),
    "spopt_ward": ("spopt.region", ward),
    "spopt_skater": ("spopt.region", skater),
}
