"""Slivers joined to their neighbours, so that every unit is a place that one can walk in."""

from __future__ import annotations

import heapq
from collections import defaultdict
from dataclasses import dataclass
from math import hypot, isfinite
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gridwarden.algorithms.refusals import Invalid

if TYPE_CHECKING:
    from gridwarden.algorithms.roadnet.arrays import Floats, Ints
    from gridwarden.algorithms.roadnet.mesh import Mesh


class BadSliver(Invalid):
    """A limit below which a face is a sliver is out of its range; ``fields`` names it."""

    code = "bad_sliver"


@dataclass(frozen=True, slots=True)
class Sliver:
    """What is too small to stand alone.

    Parameters
    ----------
    area_m2
        Faces with less area are joined to a neighbour.
    width_m
        Faces of a smaller mean width are, too: the strip between the carriageways of a road.
    """

    area_m2: float = 5_000.0
    width_m: float = 24.0

    def __post_init__(self) -> None:
        for name, value in (("area_m2", self.area_m2), ("width_m", self.width_m)):
            if not (isfinite(value) and value >= 0):
                raise BadSliver(f"{name} of a sliver must not be negative.", **{name: "must not be negative"})


#: A neighbour of another group, or one that would become too wide, is taken only where there is no better one.
_RELUCTANCE = 1e-3


def merge(mesh: Mesh, sliver: Sliver, group: Ints, limit_m: Floats) -> Ints:
    """Return for each face the number of the unit to which it belongs, from 0 up.

    Parameters
    ----------
    mesh
        The faces.
    sliver
        What is joined to the neighbour with which it has the longest border.
    group
        ``i8[f]`` faces of one group prefer each other.
    limit_m
        ``f8[f]`` how wide a unit should stay.
    """
    work = _Merging(mesh, sliver, group, limit_m)
    work.run()
    _, unit = np.unique([work.root(face) for face in range(len(mesh.faces))], return_inverse=True)
    return np.asarray(unit, dtype=np.int64)


class _Merging:
    """The state of the merging: who has become whose part, and who borders whom."""

    def __init__(self, mesh: Mesh, sliver: Sliver, group: Ints, limit_m: Floats) -> None:
        self.sliver, self.group, self.limit_m = sliver, group.tolist(), limit_m.tolist()
        self.owner = list(range(len(mesh.faces)))
        self.area = shapely.area(mesh.faces).tolist()
        self.around = shapely.length(mesh.faces).tolist()
        self.bounds = shapely.bounds(mesh.faces).tolist()
        self.borders = _borders(mesh)

    def root(self, face: int) -> int:
        """Return the face that stands for the unit of a face."""
        while self.owner[face] != face:
            self.owner[face] = self.owner[self.owner[face]]
            face = self.owner[face]
        return face

    def run(self) -> None:
        """Join the smallest sliver first, until none is left that has a neighbour."""
        queue = [(area, face) for face, area in enumerate(self.area) if self._is_sliver(face)]
        heapq.heapify(queue)
        while queue:
            area, face = heapq.heappop(queue)
            if self.owner[face] != face or self.area[face] != area or not self.borders[face]:
                continue
            into = max(self.borders[face].items(), key=lambda pair: (self._appeal(face, *pair), -pair[0]))[0]
            self._join(face, into)
            if self._is_sliver(into):
                heapq.heappush(queue, (self.area[into], into))

    def _is_sliver(self, face: int) -> bool:
        width_m = 2.0 * self.area[face] / max(self.around[face], 1e-9)
        return bool(self.area[face] < self.sliver.area_m2 or width_m < self.sliver.width_m)

    def _appeal(self, face: int, other: int, border_m: float) -> float:
        fits = self._width(face, other) <= max(self.limit_m[face], self.limit_m[other])
        strange = (self.group[face] != self.group[other]) + (not fits)
        return float(border_m * _RELUCTANCE**strange)

    def _width(self, face: int, other: int) -> float:
        one, two = self.bounds[face], self.bounds[other]
        return hypot(max(one[2], two[2]) - min(one[0], two[0]), max(one[3], two[3]) - min(one[1], two[1]))

    def _join(self, face: int, into: int) -> None:
        common_m = self.borders[face].pop(into)
        self.owner[face] = into
        self.around[into] += self.around[face] - 2.0 * common_m
        one, two = self.bounds[face], self.bounds[into]
        self.bounds[into] = [min(one[0], two[0]), min(one[1], two[1]), max(one[2], two[2]), max(one[3], two[3])]
        if self.area[face] > self.area[into]:
            self.group[into], self.limit_m[into] = self.group[face], self.limit_m[face]
        self.area[into] += self.area[face]
        del self.borders[into][face]
        for other, border_m in self.borders.pop(face).items():
            del self.borders[other][face]
            self.borders[into][other] = self.borders[other][into] = self.borders[into].get(other, 0.0) + border_m


def _borders(mesh: Mesh) -> dict[int, dict[int, float]]:
    """Return who borders whom along how many metres."""
    borders: dict[int, dict[int, float]] = defaultdict(dict)
    inner = mesh.is_border & (mesh.sides >= 0).all(axis=1)
    for (one, two), length_m in zip(mesh.sides[inner].tolist(), mesh.length_m[inner].tolist(), strict=True):
        borders[one][two] = borders[two][one] = borders[one].get(two, 0.0) + length_m
    return borders
