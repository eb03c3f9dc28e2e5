"""The pairing is the least of all, whatever pairs were left out on the way."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from gridwarden.algorithms.routing import pairing


def least_m(metres: np.ndarray) -> float:
    graph = nx.Graph()
    pairs = combinations(range(len(metres)), 2)
    graph.add_weighted_edges_from((i, j, metres[i, j]) for i, j in pairs if np.isfinite(metres[i, j]))
    return float(sum(metres[i, j] for i, j in nx.min_weight_matching(graph)))


def apart(seed: int) -> np.ndarray:
    """Return the ways between crossings; with odd seeds on a lattice, where many are equal, some in one place."""
    rng = np.random.default_rng(seed)
    places = rng.uniform(0, 1000, (2 * int(rng.integers(1, 30)), 2))
    places = np.round(places, -2) if seed % 2 else places
    return np.asarray(np.abs(places[:, None] - places[None]).sum(axis=2))


@pytest.mark.parametrize("seed", range(30))
def test_pairs_are_the_least(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # with so few pairs tried first, others are often missed at first
    monkeypatch.setattr(pairing, "_FIRST", 1 + seed % 3)
    metres = apart(seed)
    found = list(pairing.least_pairs(metres))
    assert sorted(one for pair in found for one in pair) == list(range(len(metres)))
    assert sum(metres[i, j] for i, j in found) == pytest.approx(least_m(metres))


def test_what_cannot_be_reached_is_not_paired() -> None:
    one, other = apart(2), apart(4)
    metres = np.full((len(one) + len(other),) * 2, np.inf)
    metres[: len(one), : len(one)], metres[len(one) :, len(one) :] = one, other
    found = list(pairing.least_pairs(metres))
    assert all((i < len(one)) == (j < len(one)) for i, j in found)
    assert sum(metres[i, j] for i, j in found) == pytest.approx(least_m(one) + least_m(other))


def test_nothing_is_paired_with_nothing() -> None:
    assert list(pairing.least_pairs(np.zeros((0, 0)))) == []
