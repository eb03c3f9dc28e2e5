"""METIS on square cells: the plain way to divide a town, with whole roads walked by the part they mostly lie in."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy.sparse import csr_matrix

from gridwarden.algorithms import roadnet
from gridwarden.grids.domain.design.figures import deadhead_share

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gridwarden.grids.domain.design.outcome import Outcome

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

SIDE_M = 105.0
#: Each segment is laid on the cells at so many points.
_POINTS = 20
_WEIGHT = 1_000


def deadheads(outcome: Outcome, seeds: range) -> list[float]:
    """Return the metres walked twice for each of the town's metres under METIS's parts, for each seed.

    As many parts as ``outcome`` has; cells weigh what walking their roads costs there. Roads are whole from junction to
    junction, the walk home may use every road, and the loops are found as ours are.

    Raises:
        ImportError: Where pymetis is not installed.
    """
    fabric, parts = outcome.fabric, len(outcome.part_kind)
    road, cell, shape = _laid(outcome)
    minutes = np.bincount(cell, outcome.work.road[road] / _POINTS, math.prod(shape))
    known, graph = _graph(fabric.ground.land, minutes, shape)
    stretches = roadnet.stretches(fabric.mesh, fabric.is_road, np.zeros(len(fabric.is_road), dtype=np.int64))
    found = []
    for seed in seeds:
        part = np.full(len(minutes), -1)
        part[known] = _metis(graph, minutes[known], parts, seed)
        votes = np.zeros((stretches.size, parts))
        np.add.at(votes, (stretches.stretch[_row(stretches.segment, road)], part[cell]), fabric.length_m[road])
        owner = np.full(len(fabric.is_road), -1, dtype=np.int64)
        owner[stretches.segment] = votes.argmax(axis=1)[stretches.stretch]
        found.append(float(deadhead_share(fabric, owner) or 0.0))
    return found


def _laid(outcome: Outcome) -> tuple[Ints, Ints, tuple[int, int]]:
    """Return points along the roads: the segment and the cell of each, and how many cells there are each way."""
    fabric = outcome.fabric
    west, south, east, north = fabric.ground.land.bounds
    shape = math.ceil((east - west) / SIDE_M), math.ceil((north - south) / SIDE_M)
    segment = np.flatnonzero(fabric.is_road)
    start, end = (fabric.mesh.points[fabric.mesh.ends[segment, side]] for side in (0, 1))
    along = ((np.arange(_POINTS) + 0.5) / _POINTS)[:, None, None]
    place = ((start + (end - start) * along - (west, south)) / SIDE_M).astype(np.int64)
    column, row = (np.clip(place[..., axis], 0, shape[axis] - 1) for axis in (0, 1))
    return np.tile(segment, _POINTS), (column * shape[1] + row).ravel(), shape


def _graph(land: shapely.Geometry, minutes: Floats, shape: tuple[int, int]) -> tuple[Ints, csr_matrix]:
    """Return the cells in the land or with roads, and which of them lie side by side."""
    west, south = land.bounds[:2]
    column, row = np.divmod(np.arange(math.prod(shape)), shape[1])
    inside = shapely.contains_xy(land, west + (column + 0.5) * SIDE_M, south + (row + 0.5) * SIDE_M)
    known = np.flatnonzero(inside | (minutes > 0))
    number = np.full(math.prod(shape), -1)
    number[known] = np.arange(len(known))
    grid = number.reshape(shape)
    across = np.column_stack([grid[:-1].ravel(), grid[1:].ravel()])
    along = np.column_stack([grid[:, :-1].ravel(), grid[:, 1:].ravel()])
    pairs = np.concatenate([across, along])
    pairs = pairs[(pairs >= 0).all(axis=1)]
    both = np.concatenate([pairs, pairs[:, ::-1]])
    return known, csr_matrix((np.ones(len(both)), both.T), (len(known), len(known)))


def _metis(graph: csr_matrix, minutes: Floats, parts: int, seed: int) -> Ints:
    from pymetis import CSRAdjacency, Options, part_graph  # noqa: PLC0415 - may be absent

    weight = np.maximum(1, np.round(minutes / minutes.mean() * _WEIGHT)).astype(int).tolist()
    options = Options(contig=1, seed=seed)
    return np.array(part_graph(parts, CSRAdjacency(graph.indptr, graph.indices), vweights=weight, options=options)[1])


def _row(segments: Ints, wanted: Ints) -> Ints:
    """Return at which place of ``segments`` each wanted one stands."""
    order = np.argsort(segments)
    return order[np.searchsorted(segments, wanted, sorter=order)]
