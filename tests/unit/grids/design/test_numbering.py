"""Codes run from west to east, row by row from north to south."""

from __future__ import annotations

import numpy as np
import shapely

from gridwarden.grids.domain.design import numbering
from gridwarden.grids.domain.kinds import GridClass

from .invented import zone

#: Four squares: south-west, south-east, north-west, north-east.
SQUARES = np.array([shapely.box(x, y, x + 1, y + 1) for y in (0, 1) for x in (0, 1)], dtype=object)


def test_the_first_is_in_the_north_west_and_the_last_in_the_south_east() -> None:
    assert numbering.order_of(SQUARES) == [2, 3, 0, 1]


def test_a_slightly_lower_neighbour_is_in_the_same_row() -> None:
    low = np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0.2, 2, 1.2)], dtype=object)
    assert numbering.order_of(low) == [0, 1]


def test_each_class_counts_for_itself() -> None:
    classes = [GridClass.A, GridClass.B, GridClass.A, GridClass.C]
    assert numbering.by_class(SQUARES, classes) == ["A02", "B01", "A01", "C01"]


def test_codes_that_are_taken_are_passed_over() -> None:
    codes = numbering.by_class(SQUARES[:2], [GridClass.A, GridClass.A], {"A01"})
    assert codes == ["A02", "A03"]


def test_more_than_99_grids_of_a_class_have_three_digits() -> None:
    row = np.array([shapely.box(x, 0, x + 1, 1) for x in range(120)], dtype=object)
    codes = numbering.by_class(row, [GridClass.B] * 120)
    assert (codes[0], codes[-1]) == ("B001", "B120")


def test_with_a_community_a_code_has_its_12_digits_and_a_number() -> None:
    codes = numbering.by_community(SQUARES, ["320205002001"] * 3 + ["320205002002"])
    assert codes == ["320205002001002", "320205002001003", "320205002001001", "320205002002001"]


def test_a_grid_belongs_to_the_community_that_holds_most_of_it() -> None:
    west = zone("town", 0, 0, 600, 1000, community="320205002001")
    east = zone("town", 600, 0, 2000, 1000, community="320205002002")
    shapes = np.array([zone("town", 0, 0, 1000, 1000).geometry], dtype=object)
    assert numbering.communities_of(shapes, [west, east], "") == ["320205002001"]


def test_where_no_community_is_known_the_given_one_holds_or_none() -> None:
    shapes = np.array([zone("town", 0, 0, 1000, 1000).geometry], dtype=object)
    assert numbering.communities_of(shapes, [], "320205002009") == ["320205002009"]
    assert numbering.communities_of(shapes, [], "") is None
