"""The benchmark of papers runs, and tells what each kind costs."""

from __future__ import annotations

from benchmarks.documents import measure


def test_every_kind_of_paper_is_measured_beside_a_cold_compiler() -> None:
    papers = measure(repeat=5)["papers"]
    assert set(papers) == {"notice a5", "notice 80mm", "notice 58mm", "order a4"}
    for paper in papers.values():
        assert paper["bytes"] > 10_000
        assert 0 < paper["product_cpu_ms"]["p50"] <= paper["product_cpu_ms"]["p95"]
        assert paper["baseline_cpu_ms"]["p50"] > 0
