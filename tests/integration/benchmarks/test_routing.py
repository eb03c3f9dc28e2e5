"""The benchmark of routing rules runs, and its three ways agree."""

from __future__ import annotations

from benchmarks import routing


def test_all_at_once_and_one_by_one_find_the_same_rules() -> None:
    out = routing.measure(400, 60, seed=1)
    assert out["differences"] == 0
    assert 0 < out["share_routed"] <= 1
