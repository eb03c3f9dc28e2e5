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
#: The same database is filled further and further.
CASES = {"intake": 100, "lists": 200}
ARGUMENTS = {name: ["--cases", str(count), "--repeat", "3"] for name, count in CASES.items()} | {
    "movers": ["--movers", "50", "--ticks", "2", "--share", "0.5"]
}
#: Runs several as their pages say, but in one installation: to make it takes longer than to measure.
IN_TURN = """
import contextlib, importlib, json, sys
from benchmarks.installation import installed
arguments = json.loads(sys.argv[1])
with installed() as stage:
    for name, words in arguments.items():
        sys.argv[1:] = words
        benchmark = importlib.import_module("benchmarks." + name)
        benchmark.installed = lambda: contextlib.nullcontext(stage)
        benchmark.main()
"""


def run() -> dict[str, dict[str, Any]]:
    """Return what the benchmarks with a database print, by name."""
    ours = ("DATABASE_", "DJANGO_", "GRIDWARDEN_")
    done = subprocess.run(
        [sys.executable, "-c", IN_TURN, json.dumps(ARGUMENTS)],
        env={key: value for key, value in os.environ.items() if not key.startswith(ours)},
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found, rest = {}, done.stdout.strip()
    while rest:
        answer, end = json.JSONDecoder().raw_decode(rest)
        found[answer["benchmark"]], rest = answer, rest[end:].strip()
    return found


def check_pair(pair: dict[str, Any]) -> None:
    assert set(pair["product"]) == set(pair["baseline"]) == COSTS
    assert set(pair["ratio"]) == {"wall_p50", "cpu"}
    assert pair["product"]["wall_ms"]["p50"] <= pair["product"]["wall_ms"]["p95"]
    assert set(pair["product"]["cpu_ms"]) == {"process", "server"}


@pytest.mark.timeout(300)
def test_benchmarks_compare_the_same_rows_and_say_how_they_measured() -> None:
    answers = run()
    for name, cases in CASES.items():
        assert {"python", "postgresql", "cpus", "load", "repeat", "sizes"} <= set(answers[name])
        assert [size["cases"] for size in answers[name]["sizes"]] == [cases]
    intake_writes_the_same_rows(answers["intake"])
    lists_fetch_the_same_pages(answers["lists"])
    assert 0 < answers["movers"]["change"]["bytes"] < answers["movers"]["baseline_whole"]["bytes"]


def intake_writes_the_same_rows(answer: dict[str, Any]) -> None:
    check_pair(answer["sizes"][0])
    assert answer["rows"]["product"] == answer["rows"]["baseline"]
    assert answer["rows"]["product"]["cases_case"] == answer["rows"]["product"]["intake_report"] == 1
    assert answer["sizes"][0]["baseline"]["statements"] > 1


def lists_fetch_the_same_pages(answer: dict[str, Any]) -> None:
    pages = answer["sizes"][0]["pages"]
    assert {page["size"] for page in pages} == {50, 100}
    assert any("search" in page["page"] for page in pages)
    for page in pages:
        check_pair(page)
        assert page["same_rows"], page["page"]
        assert page["product"]["statements"] == page["baseline"]["statements"] == 1
