"""A problem is checked once, when it is made, and never changes."""

from __future__ import annotations

import numpy as np
import pytest

from gridwarden.algorithms.partition import BadProblem
from tests.factories.squares import squares


def test_two_squares_make_a_problem() -> None:
    problem = squares(2, 1)
    assert (problem.size, problem.kinds) == (2, 1)
    assert problem.edges.tolist() == [[0, 1]]
    assert not problem.has_today
    assert squares(2, 1, start=[0, 0]).has_today


def test_its_arrays_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="read-only"):
        squares(2, 1).load[0] = 7


def test_a_single_unit_has_no_neighbour() -> None:
    assert squares(1, 1).edges.shape == (0, 2)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("area_m2", [1.0, 0.0]),
        ("load", [1.0, -1.0]),
        ("load", [1.0, float("nan")]),
        ("load", [1.0]),
        ("kind", [0, 1]),
        ("kind", [0, -1]),
        ("centre", [[0.0, 0.0]]),
        ("hull", [[0.0, 0.0]]),
        ("hull_start", [0, 0, 8]),
        ("hull_start", [0, 8]),
        ("edges", [[0, 2]]),
        ("edges", [[1, 1]]),
        ("border_m", [-1.0]),
        ("cut_m", [1.0, 2.0]),
        ("drawn_m", [float("inf")]),
        ("cap_m", [0.0]),
        ("cap_m", []),
        ("together", [[0, 9]]),
        ("together", [[1, 1]]),
        ("apart", [[-1, 0]]),
        ("apart", [0, 1]),
        ("fixed", [0]),
        ("start", [0, 0, 0]),
    ],
)
def test_what_does_not_fit_is_refused_by_name(field: str, value: list[object]) -> None:
    with pytest.raises(BadProblem) as refused:
        squares(2, 1, **{field: value})
    assert field in refused.value.fields


def test_no_unit_is_no_problem() -> None:
    with pytest.raises(BadProblem):
        squares(0, 1)


def test_lists_become_arrays_of_their_type() -> None:
    problem = squares(2, 1, kind=[0, 0], together=[], fixed=[-1, 3])
    assert problem.kind.dtype == np.int8
    assert problem.together is not None
    assert problem.together.shape == (0, 2)
    assert problem.fixed is not None
    assert problem.fixed.dtype == np.int64
