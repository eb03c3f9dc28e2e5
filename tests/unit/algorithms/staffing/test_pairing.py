from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwarden.algorithms.staffing import BadNeighbours, Place, pair
from gridwarden.algorithms.staffing.pairing import _costs

Couples = list[tuple[int, int]]
towns = st.lists(
    st.builds(Place, x_m=st.integers(0, 3000), y_m=st.integers(0, 3000), load=st.integers(0, 20)),
    min_size=1,
    max_size=7,
)


def neighbours_of(places: list[Place], data: st.DataObject) -> Couples:
    every = list(combinations(range(len(places)), 2))
    return data.draw(st.lists(st.sampled_from(every), unique=True)) if every else []


def matchings(couples: Couples) -> list[Couples]:
    """Every set of couples in which nobody is twice."""
    found: list[Couples] = [[]]
    for couple in couples:
        found += [[*one, couple] for one in found if not {place for other in one for place in other} & set(couple)]
    return found


@given(places=towns, data=st.data())
def test_there_are_as_many_pairs_as_can_be_at_the_least_cost(places: list[Place], data: st.DataObject) -> None:
    beside = neighbours_of(places, data)
    found = pair(places, beside)

    costs = _costs(places, beside, 1.0)
    best = max(matchings(beside), key=lambda one: (len(one), -sum(costs[couple] for couple in one)))
    assert len(found.groups) == len(best)
    assert found.cost == sum(costs[couple] for couple in best)


@given(places=towns, data=st.data())
def test_every_place_is_in_one_group_or_has_no_neighbour(places: list[Place], data: st.DataObject) -> None:
    beside = neighbours_of(places, data)
    found = pair(places, beside)
    listed = [place for group in found.groups for place in group]
    assert sorted([*listed, *found.alone]) == list(range(len(places)))
    assert all(place not in couple for place in found.alone for couple in beside)
    edges = {frozenset(couple) for couple in beside}
    for group in found.groups:
        for place in group:
            assert any(frozenset((place, other)) in edges for other in group if other != place)


def test_near_places_are_paired() -> None:
    line = [Place(x_m=x, y_m=0) for x in (0, 100, 1000, 1100)]
    assert pair(line, [(0, 1), (1, 2), (2, 3)]).groups == ((0, 1), (2, 3))


def test_a_busy_place_is_paired_with_a_quiet_one() -> None:
    square = [Place(x_m=x, y_m=y, load=load) for x, y, load in ((0, 0, 9), (1, 0, 9), (0, 1, 1), (1, 1, 1))]
    assert pair(square, [(0, 1), (2, 3), (0, 2), (1, 3)]).groups == ((0, 2), (1, 3))


def test_the_odd_one_joins_its_neighbours() -> None:
    line = [Place(x_m=x, y_m=0) for x in (0, 100, 250)]
    assert pair(line, [(0, 1), (1, 2)]).groups == ((0, 1, 2),)


@pytest.mark.parametrize("couple", [(0, 0), (0, 5), (-1, 0)])
def test_neighbours_that_are_no_two_places_are_refused(couple: tuple[int, int]) -> None:
    with pytest.raises(BadNeighbours):
        pair([Place(x_m=0, y_m=0), Place(x_m=1, y_m=0)], [couple])
