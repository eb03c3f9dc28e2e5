"""The roster's benchmark runs and says what its readers look for; how fast it is, is no matter of tests."""

from __future__ import annotations

from benchmarks.roster import measure


def test_a_small_roster_is_measured_beside_the_round_robin() -> None:
    answer = measure(13, 14, 1, 30.0)
    assert answer["product"]["faults"] == 0
    assert answer["product"]["status"] in {"optimal", "feasible"}
    for measured in ("weekends", "evenings"):
        ours, naive = answer["product"][measured], answer["baseline_round_robin"][measured]
        assert ours["most"] - ours["least"] <= naive["most"] - naive["least"]
    assert answer["sick_call"]["fewest_proven"]
