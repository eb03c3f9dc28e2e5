"""The benchmark of working time runs, and none of its ways disagrees with another."""

from __future__ import annotations

from benchmarks.worktime import measure


def test_a_small_round_finds_no_difference_to_every_minute() -> None:
    answer = measure(2_000, 5)
    turned = answer["hard_turns"]
    assert turned["checked"] == 2_000
    assert turned["differences_to_every_minute"] == turned["differences_to_one_by_one"] == 0
    assert answer["round_trip_differences"] == answer["baseline_naive_loop"]["differences"] == 0
    assert answer["due_many"]["per_s"] > 0
