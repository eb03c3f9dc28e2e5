"""The house rules, as tests."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.apps import apps
from importlinter.cli import lint_imports as run_import_linter

PROJECT = Path(__file__).resolve().parents[2]
SOURCE = PROJECT / "src" / "gridwarden"
#: Context → height; a foreign key may point to the same height or below.
HEIGHTS = {
    "simulation": 9,
    "console": 8,
    "field": 8,
    "contracts": 7,
    "exchange": 7,
    "inspections": 6,
    "intake": 6,
    "cases": 5,
    "menu": 4,
    "workforce": 4,
    "grids": 3,
    "platform": 2,
}
#: Calls that write to the database.
WRITES = {"create", "bulk_create", "bulk_update", "update_or_create", "get_or_create", "save", "delete", "update"}
#: Where a write may stand inside a context.
WRITERS = {"actions", "jobs", "handlers", "migrations"}


def modules(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (PROJECT / folder).rglob("*.py"))


def test_imports_point_downwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    assert run_import_linter(config_filename=str(PROJECT / ".importlinter"), no_cache=True) == 0


@pytest.mark.parametrize(("folder", "limit"), [("src", 300), ("benchmarks", 300), ("tests", 500)])
def test_modules_stay_short(folder: str, limit: int) -> None:
    long = {
        str(path.relative_to(PROJECT)): lines
        for path in modules(folder)
        if (lines := len(path.read_text().splitlines())) > limit and "migrations" not in path.parts
    }
    assert long == {}


def test_functions_stay_short() -> None:
    long = [
        f"{path.relative_to(PROJECT)}:{node.lineno} {node.name}"
        for path in modules("src")
        if "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and body_lines(node) > 50
    ]
    assert long == []


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    return (node.end_lineno or 0) - first.lineno + 1


def height_of(model_module: str) -> int | None:
    parts = model_module.split(".")
    return HEIGHTS.get(parts[1]) if parts[0] == "gridwarden" else None


def test_foreign_keys_point_downwards() -> None:
    upward = []
    for model in apps.get_models():
        mine = height_of(model.__module__)
        for field in model._meta.get_fields():
            target = field.related_model if field.many_to_one or field.one_to_one else None
            if mine is None or not isinstance(target, type) or field.auto_created:
                continue
            theirs = height_of(target.__module__)
            if theirs is not None and theirs > mine:
                upward.append(f"{model.__name__}.{field.name} -> {target.__name__}")
    assert upward == []


def test_contexts_write_only_in_actions() -> None:
    stray = []
    for path in modules("src"):
        parts = path.relative_to(SOURCE).parts
        if parts[0] not in HEIGHTS or parts[0] in {"platform", "simulation"} or WRITERS & {*parts, path.stem}:
            continue
        stray += [f"{path.relative_to(PROJECT)}:{line}" for line in writes_in(path)]
    assert stray == []


def writes_in(path: Path) -> list[int]:
    """Lines where a queryset or model is written; ``hash.update(...)`` and dict methods do not count."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and "objects" in ast.unparse(node.func.value)
    ]


def test_contexts_use_no_signals_and_no_save_overrides() -> None:
    found = []
    for path in modules("src"):
        tree = ast.parse(path.read_text())
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django.db.models.signals"):
                found.append(f"{path.relative_to(PROJECT)}:{node.lineno} signals")
            if isinstance(node, ast.FunctionDef) and node.name == "save" and "models" in path.parts:
                found.append(f"{path.relative_to(PROJECT)}:{node.lineno} save override")
    assert found == []


def test_every_context_has_a_readme_of_at_most_forty_lines() -> None:
    wrong = []
    for folder in sorted(SOURCE.iterdir()):
        if folder.name in HEIGHTS and folder.name != "platform":
            readme = folder / "README.md"
            if not readme.exists() or len(readme.read_text().splitlines()) > 40:
                wrong.append(folder.name)
    assert wrong == []
