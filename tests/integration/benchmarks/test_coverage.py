"""The benchmark of coverage runs and keeps what is promised of its methods."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import coverage

if TYPE_CHECKING:
    import pytest


def test_ways_and_cells_keep_their_promise_and_beat_the_nearest_segment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage, "GUIXI", Path("/nowhere"))
    report = coverage.measure(walks=4, people=3, hours=0.5, seed=1)
    assert report["towns"]["guixi"] == "absent"
    dense = [row for row in report["towns"]["made"]["manners"] if row["gap_m"] <= 55 and row["noise_m"] == 8.0]
    assert len(dense) == 4
    for row in dense:
        assert row["way"]["precision"] >= 0.95
        assert row["way"]["recall"] >= 0.95
        assert row["cells"]["precision"] >= 0.90
        assert row["nearest"]["precision"] < row["way"]["precision"]
    assert report["day"]["passes"] > 0
    assert report["day"]["grids"] == 31
