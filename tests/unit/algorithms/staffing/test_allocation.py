from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwarden.algorithms.staffing import BadAllocation, allocate


def sorted_burdens(loads: list[int], officers: tuple[int, ...]) -> list[float]:
    return sorted((load / count for load, count in zip(loads, officers, strict=True)), reverse=True)


@given(
    loads=st.lists(st.integers(0, 20), min_size=1, max_size=5),
    least=st.integers(1, 2),
    extra=st.integers(0, 2),
    spare=st.integers(0, 8),
)
def test_no_other_allocation_is_better_in_any_place(loads: list[int], least: int, extra: int, spare: int) -> None:
    most, officers = least + extra, least * len(loads) + spare
    found = allocate(loads, officers, least=least, most=most)

    every = product(range(least, most + 1), repeat=len(loads))
    best = min(sorted_burdens(loads, one) for one in every if sum(one) <= officers)
    assert sorted_burdens(loads, found.officers) == best
    assert found.greatest == best[0]
    assert sum(found.officers) + found.spare == officers
    assert all(least <= count <= most for count in found.officers)


def test_the_third_officer_goes_where_most_is_to_do() -> None:
    assert allocate([10, 30, 20], 8).officers == (2, 3, 3)


def test_of_equal_places_the_first_gets_the_officer() -> None:
    assert allocate([10, 10, 10], 7).officers == (3, 2, 2)


def test_of_places_that_bear_alike_the_one_with_fewer_officers_gets_the_next() -> None:
    assert allocate([18, 12], 6, least=2, most=4).officers == (3, 3)


def test_officers_whom_no_place_may_take_stay_over() -> None:
    assert allocate([10, 30], 9).spare == 3


def test_no_place_wants_nobody() -> None:
    assert allocate([], 4).officers == ()


@pytest.mark.parametrize(
    ("loads", "officers", "limits", "field"),
    [
        ([1, 2], 3, {}, "officers"),
        ([1, -2], 9, {}, "loads"),
        ([1, float("nan")], 9, {}, "loads"),
        ([1, 2], 9, {"least": 0}, "least"),
        ([1, 2], 9, {"least": 4, "most": 3}, "least"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(
    loads: list[float], officers: int, limits: dict[str, int], field: str
) -> None:
    with pytest.raises(BadAllocation) as refusal:
        allocate(loads, officers, **limits)
    assert set(refusal.value.fields) == {field}
