"""The benchmarks of the desk (addresses, items, duplicates) run small and say what their readers look for."""

from __future__ import annotations

import importlib
import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pytest


def answer(
    name: str, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> dict[str, Any]:
    """Return what a benchmark prints."""
    monkeypatch.setattr(sys, "argv", [name, *words.split()])
    importlib.import_module(f"benchmarks.{name}").main()
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert found["benchmark"] == name
    return found


def test_addresses(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer("address", "--places 300 --questions 20", monkeypatch, capsys)
    assert (found["places"], found["questions"]) == (300, 20)
    ways = [found[name] for name in ("gazetteer", "baseline_trigram", "baseline_substring")]
    assert all(way["top1"] <= way["top5"] for way in ways)
    assert ways[0]["top1"] > max(way["top1"] for way in ways[1:])


def test_items(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer("classify", "--texts 60 --labelled 0", monkeypatch, capsys)
    learned = found["labelled_0"]["usual"]
    assert learned["accuracy"] <= learned["top3"] <= 1
    assert learned["accuracy"] > found["baseline_overlap"]["accuracy"]
    assert found["texts"] == 60


def test_duplicates(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer("duplicates", "--cases 300 --planted 20", monkeypatch, capsys)
    assert (found["cases"], found["planted"], found["questions"]) == (300, 20, 40)
    recalls = [found["sweep"][score]["recall"] for score in ("0.3", "0.5", "0.6")]
    assert recalls == sorted(recalls, reverse=True)
    assert found["scored"]["precision"] == 1
    assert found["scored"]["recall"] > recalls[1]
