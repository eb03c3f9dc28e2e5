"""Which grid a point lies in: the rule and the shape of the answer.

The rule, the same for one point, for a million and for the database:

* A grid claims every point inside it or at most ``TOLERANCE_M`` from its outline, measured in the local frame of
  the district. The claimant with the lowest code gets the point; codes compare letter by letter.
* The point is flagged ``border`` when it lies within the tolerance of a claimant's outline, or when there are
  several claimants.
* Nobody claims it: ``outside``, with the nearest grid and the distance to it.
* Inside an excluded zone, more than the tolerance from its outline: ``excluded``, whoever claims it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from gridwarden.platform.refusals import Invalid

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

#: Nearer than this to an outline no receiver and no map can tell the two sides apart.
TOLERANCE_M = 0.5


class NotAPlaceError(Invalid):
    """The coordinates are not degrees of longitude and latitude."""

    code = "not_a_place"


class Flag(StrEnum):
    """How sure the answer is."""

    INSIDE = "inside"
    BORDER = "border"
    OUTSIDE = "outside"
    EXCLUDED = "excluded"


#: The flags by their number in ``LocatedMany.flags``.
FLAGS = (Flag.INSIDE, Flag.BORDER, Flag.OUTSIDE, Flag.EXCLUDED)


@dataclass(frozen=True, slots=True)
class Located:
    """Where a point lies; outside every grid ``grid_id`` is None and the nearest grid is named.

    ``nearest_m`` is 0 inside a grid, and None where the district has no grid at all.
    """

    grid_id: int | None
    code: str
    flag: Flag
    nearest_m: float | None
    nearest_code: str = ""


@dataclass(frozen=True, slots=True)
class LocatedMany:
    """The answers to many points, column by column; a grid id of -1 says outside every grid."""

    grid_ids: NDArray[np.int64]
    #: Positions in ``FLAGS``.
    flags: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class GridPlace:
    """A grid as the index needs it, in degrees."""

    grid_id: int
    code: str
    geometry: BaseGeometry
