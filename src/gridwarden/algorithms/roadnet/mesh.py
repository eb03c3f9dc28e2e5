"""Land cut along lines: faces without gap or overlap, and the segments between them.

Everything lies in one plane of straight edges, in metres. Coordinates are rounded to a hundredth of a millimetre
once, when lines are noded; from then on faces share their corners exactly, and a border is known by its two ends.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gridwarden.algorithms.refusals import Invalid

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from gridwarden.algorithms.roadnet.arrays import Bools, Floats, Ints, Shapes

#: Where lines meet, corners are rounded to this, in metres.
GRID_M = 1e-5
#: A noded segment lies on the line that it came from within this, in metres.
_ON_LINE_M = 1e-3
#: The source of a segment that is no line's: the outline of the land, or a cut.
NO_LINE = -1
OUTSIDE = -1


class NoLandError(Invalid):
    """There is no area to cut."""

    code = "no_land"


@dataclass(frozen=True, eq=False)
class Mesh:
    """Faces of the land and the segments of all lines in it.

    Parameters
    ----------
    points
        ``f8[p, 2]`` corners, each once.
    ends
        ``i8[s, 2]`` the two corners of each segment.
    source
        ``i8[s]`` the line on which a segment lies, the first in the caller's order; ``NO_LINE`` on outline and cuts.
    sides
        ``i8[s, 2]`` the faces on both sides, ``OUTSIDE`` for none. Both are the same face along a dead end.
    faces
        Polygons that cover the land.
    """

    points: Floats = field(repr=False)
    ends: Ints = field(repr=False)
    source: Ints = field(repr=False)
    sides: Ints = field(repr=False)
    faces: Shapes = field(repr=False)

    @cached_property
    def length_m(self) -> Floats:
        """Return the length of each segment."""
        step = self.points[self.ends[:, 1]] - self.points[self.ends[:, 0]]
        return np.asarray(np.hypot(step[:, 0], step[:, 1]))

    @cached_property
    def middle(self) -> Floats:
        """Return the middle of each segment."""
        return np.asarray(self.points[self.ends].mean(axis=1))

    @property
    def is_border(self) -> Bools:
        """Whether a segment parts two faces or a face from the outside; a dead end parts nothing."""
        return np.asarray(self.sides[:, 0] != self.sides[:, 1])


def build(land: BaseGeometry, lines: Shapes, cuts: Shapes | None = None) -> Mesh:
    """Return ``land`` cut along lines.

    Parameters
    ----------
    land
        A polygon or several, valid.
    lines
        Lines that are known by their position, those that should name a common stretch first.
    cuts
        Further lines that cut but are nobody's.

    Returns
    -------
    Mesh
        Faces that cover the land and nothing else; lines outside the land are left out.

    Raises
    ------
    NoLandError
        The land has no area.
    """
    if land.is_empty or land.area <= 0:
        raise NoLandError("There is no land to cut.", land="must have an area")
    near = lines[shapely.intersects(land, lines)] if len(lines) else lines
    pieces = _noded(land, [*near, *([] if cuts is None else cuts)])
    points, ends = _segments(pieces)
    faces = _faces(land, pieces)
    middle = points[ends].mean(axis=1)
    return Mesh(points, ends, _sources(middle, lines), _sides(points, ends, faces), faces)


def _noded(land: BaseGeometry, lines: list[BaseGeometry]) -> Shapes:
    """Return the pieces between all crossings that lie in the land or on its outline."""
    pieces = shapely.get_parts(shapely.union_all([*lines, land.boundary], grid_size=GRID_M))
    pieces = pieces[shapely.get_type_id(pieces) == shapely.GeometryType.LINESTRING]
    shapely.prepare(land)
    halfway = shapely.line_interpolate_point(pieces, 0.5, normalized=True)
    return np.asarray(pieces[shapely.dwithin(land, halfway, 10 * GRID_M)])


def _segments(pieces: Shapes) -> tuple[Floats, Ints]:
    coordinates, piece = shapely.get_coordinates(pieces, return_index=True)
    numbers, which = np.unique(_as_complex(coordinates), return_inverse=True)
    points = np.column_stack([numbers.real, numbers.imag])
    follows = piece[1:] == piece[:-1]
    ends = np.sort(np.column_stack([which[:-1], which[1:]])[follows], axis=1)
    return points, np.unique(ends[ends[:, 0] != ends[:, 1]], axis=0)


def _faces(land: BaseGeometry, pieces: Shapes) -> Shapes:
    faces = shapely.get_parts(shapely.polygonize(pieces))
    inside = shapely.covers(land, shapely.point_on_surface(faces))
    # A face narrower than the rounding may have no point that counts as inside.
    thin = ~inside & (shapely.area(faces) < 1.0)
    inside[thin] = shapely.area(shapely.intersection(faces[thin], land)) > shapely.area(faces[thin]) / 2
    return np.asarray(faces[inside])


def _sources(middle: Floats, lines: Shapes) -> Ints:
    source = np.full(len(middle), NO_LINE, dtype=np.int64)
    if not len(lines):
        return source
    found, line = shapely.STRtree(lines).query(shapely.points(middle), predicate="dwithin", distance=_ON_LINE_M)
    first = np.full(len(middle), len(lines), dtype=np.int64)
    np.minimum.at(first, found, line)
    named = first < len(lines)
    source[named] = first[named]
    return source


def _sides(points: Floats, ends: Ints, faces: Shapes) -> Ints:
    rings, face_of_ring = shapely.get_rings(faces, return_index=True)
    coordinates, ring = shapely.get_coordinates(rings, return_index=True)
    which = np.searchsorted(_as_complex(points), _as_complex(coordinates))
    pairs = np.sort(np.column_stack([which[:-1], which[1:]])[ring[1:] == ring[:-1]], axis=1)
    face = face_of_ring[ring[:-1]][ring[1:] == ring[:-1]]
    width = len(points)
    segment = np.searchsorted(ends[:, 0] * width + ends[:, 1], pairs[:, 0] * width + pairs[:, 1])
    sides = np.full((len(ends), 2), OUTSIDE, dtype=np.int64)
    order = np.argsort(segment, kind="stable")
    segment, face = segment[order], face[order]
    second = np.zeros(len(segment), dtype=np.int64)
    second[1:] = segment[1:] == segment[:-1]
    sides[segment, second] = face
    return _dead_ends_inside(points, ends, sides, faces)


def _dead_ends_inside(points: Floats, ends: Ints, sides: Ints, faces: Shapes) -> Ints:
    """Give segments that bound no face the face in which they lie, on both sides."""
    loose = np.flatnonzero((sides == OUTSIDE).all(axis=1))
    if len(loose) and len(faces):
        middle = shapely.points(points[ends[loose]].mean(axis=1))
        which, face = shapely.STRtree(faces).query(middle, predicate="intersects")
        sides[loose[which]] = face[:, None]
    return sides


def _as_complex(coordinates: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.complex128]]:
    """Return places as numbers that sort and compare exactly."""
    return np.asarray(coordinates[:, 0] + 1j * coordinates[:, 1])
