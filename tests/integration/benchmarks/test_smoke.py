"""The benchmarks run and say what their readers look for; how fast anything is, is no matter of tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parents[3]
COSTS = {"wall_ms", "cpu_ms", "statements"}


def run(name: str) -> dict[str, Any]:
    """Run a benchmark as its page says, over 200 cases."""
    ours = ("DATABASE_", "DJANGO_", "GRIDWARDEN_")
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}", "--cases", "200", "--repeat", "3"],
        env={key: value for key, value in os.environ.items() if not key.startswith(ours)},
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    answer: dict[str, Any] = json.loads(done.stdout)
    assert answer["benchmark"] == name
    assert {"python", "postgresql", "cpus", "load", "repeat", "sizes"} <= set(answer)
    assert [size["cases"] for size in answer["sizes"]] == [200]
    return answer


def check_pair(pair: dict[str, Any]) -> None:
    assert set(pair["product"]) == set(pair["baseline"]) == COSTS
    assert set(pair["ratio"]) == {"wall_p50", "cpu"}
    assert pair["product"]["wall_ms"]["p50"] <= pair["product"]["wall_ms"]["p95"]
    assert set(pair["product"]["cpu_ms"]) == {"process", "server"}


@pytest.mark.timeout(300)
def test_intake_compares_the_same_rows() -> None:
    answer = run("intake")
    check_pair(answer["sizes"][0])
    assert answer["rows"]["product"] == answer["rows"]["baseline"]
    assert answer["rows"]["product"]["cases_case"] == answer["rows"]["product"]["intake_report"] == 1
    assert answer["sizes"][0]["baseline"]["statements"] > 1


@pytest.mark.timeout(300)
def test_lists_compare_the_same_pages() -> None:
    pages = run("lists")["sizes"][0]["pages"]
    assert {page["size"] for page in pages} == {50, 100}
    assert any("search" in page["page"] for page in pages)
    for page in pages:
        check_pair(page)
        assert page["same_rows"], page["page"]
        assert page["product"]["statements"] == page["baseline"]["statements"] == 1
