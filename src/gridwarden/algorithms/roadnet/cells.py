"""Blocks too wide for a unit, cut: roads that end inside are led on, what is left falls into cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy.spatial import cKDTree

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from gridwarden.algorithms.roadnet.arrays import Bools, Floats, Ints, Shapes
    from gridwarden.algorithms.roadnet.mesh import Mesh

#: Sample points of a block lie this often across a cell.
_SAMPLES_ACROSS = 6
_ROUNDS = 8
#: A road is led on along the way that it took over this length, in metres.
_LAST_STRETCH_M = 40.0
_THROUGH = 2


def width_m(shapes: Shapes) -> Floats:
    """Return the length of the diagonal of each shape's smallest upright box: at least its diameter."""
    west, south, east, north = shapely.bounds(shapes).reshape(-1, 4).T
    return np.asarray(np.hypot(east - west, north - south))


def cells(faces: Shapes, size_m: Floats) -> Shapes:
    """Return the lines that cut each face into cells about ``size_m`` across, borders of nearest seeds."""
    lines = [_cell_lines(face, size) for face, size in zip(faces, size_m.tolist(), strict=True)]
    return np.array([line for some in lines for line in some], dtype=object)


def extensions(mesh: Mesh, is_road: Bools, face_is_wide: Bools, reach_m: Floats) -> Shapes:
    """Return the straight lines by which dead ends in wide faces meet the next line ahead.

    Parameters
    ----------
    mesh
        The land cut along roads.
    is_road
        ``?[s]`` the segments of roads.
    face_is_wide
        ``?[f]`` the faces that are to be cut.
    reach_m
        ``f8[f]`` how far a road may be led on.
    """
    inside = is_road & (mesh.sides[:, 0] == mesh.sides[:, 1]) & (mesh.sides[:, 0] >= 0)
    inside[inside] = face_is_wide[mesh.sides[inside, 0]]
    degree = np.bincount(mesh.ends.ravel(), minlength=len(mesh.points))
    tips = np.flatnonzero(inside & (degree[mesh.ends] == 1).any(axis=1))
    if not len(tips):
        return np.array([], dtype=object)
    ahead = _Ahead(mesh, degree)
    found = [ahead.line(int(tip), float(reach_m[mesh.sides[tip, 0]])) for tip in tips]
    return np.array([line for line in found if line is not None], dtype=object)


class _Ahead:
    """Looks from the tip of a road along its course for the next line."""

    def __init__(self, mesh: Mesh, degree: Ints) -> None:
        self.mesh, self.degree = mesh, degree
        self.segments: Shapes = np.asarray(shapely.linestrings(mesh.points[mesh.ends]))
        self.tree = shapely.STRtree(self.segments)
        order = np.argsort(mesh.ends.ravel(), kind="stable")
        self._at = order // 2
        self._first = np.searchsorted(mesh.ends.ravel()[order], np.arange(len(mesh.points) + 1))

    def line(self, tip: int, reach_m: float) -> BaseGeometry | None:
        """Return the way from a tip to the next line, if one is within reach."""
        one, two = self.mesh.ends[tip].tolist()
        end = one if self.degree[one] == 1 else two
        start = self.mesh.points[end]
        course = start - self.mesh.points[self._behind(tip, end)]
        course = course / max(float(np.hypot(*course)), 1e-9)
        ray = shapely.linestrings([start + 0.01 * course, start + reach_m * course])
        hits = self.tree.query(ray, predicate="intersects")
        if not len(hits):
            return None
        origin = shapely.Point(start)
        touched = shapely.intersection(ray, self.segments[hits])
        nearest = float(shapely.distance(origin, touched).min())
        # A little too far, so that the crossing is found for certain; the rest is a dead end and parts nothing.
        line: BaseGeometry = shapely.linestrings([start, start + (nearest + 0.02) * course])
        return line

    def _behind(self, segment: int, end: int) -> int:
        """Return the corner from which a road came, some way back from its end."""
        walked, corner = 0.0, end
        while True:
            one, two = map(int, self.mesh.ends[segment])
            corner = two if one == corner else one
            walked += float(self.mesh.length_m[segment])
            if walked >= _LAST_STRETCH_M or self.degree[corner] != _THROUGH:
                return corner
            first, second = self._at[self._first[corner] : self._first[corner + 1]].tolist()
            segment = second if first == segment else first


def _cell_lines(face: BaseGeometry, size_m: float) -> list[BaseGeometry]:
    seeds = _seeds(_samples(face, size_m / _SAMPLES_ACROSS), size_m)
    if len(seeds) == 1:
        return []
    rims = shapely.voronoi_polygons(shapely.multipoints(seeds), extend_to=face, only_edges=True)
    parts = shapely.get_parts(shapely.intersection(rims, face))
    return list(parts[shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING])


def _samples(face: BaseGeometry, step_m: float) -> Floats:
    """Return points all over a face and along its outline, so that the narrowest strip has some."""
    west, south, east, north = face.bounds
    x, y = np.meshgrid(np.arange(west, east, step_m), np.arange(south, north, step_m))
    inside = shapely.contains_xy(face, x.ravel(), y.ravel())
    rim = shapely.get_coordinates(shapely.segmentize(face.boundary, step_m))
    return np.concatenate([np.column_stack([x.ravel()[inside], y.ravel()[inside]]), rim])


def _seeds(samples: Floats, size_m: float) -> Floats:
    """Return centres of cells: each sample within half a cell's size of one where the shape allows, evenly spread."""
    centres = samples[[int(np.argmin(samples.sum(axis=1)))]]
    apart = np.hypot(*(samples - centres[0]).T)
    while apart.max() > 0.62 * size_m:
        farthest = samples[int(np.argmax(apart))]
        centres = np.vstack([centres, farthest])
        apart = np.minimum(apart, np.hypot(*(samples - farthest).T))
    for _ in range(_ROUNDS):
        _, nearest = cKDTree(centres).query(samples)
        weight = np.bincount(nearest, minlength=len(centres))
        sums = np.column_stack([np.bincount(nearest, samples[:, axis], len(centres)) for axis in (0, 1)])
        centres = sums[weight > 0] / weight[weight > 0, None]
    return np.asarray(centres)
