"""What no file of the project may hold."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command

PROJECT = Path(__file__).resolve().parents[2]
#: Words of unfinished work, download addresses in lock files, and paths of one machine.
FORBIDDEN = {
    "unfinished work": re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b"),
    "a download address": re.compile(r'"resolved": *"http|--(extra-)?index-url|files\.pythonhosted|registry\.npmjs'),
    "a path of one machine": re.compile(r"(?<![\w.])/(work|root)/"),
}
#: This file names what it forbids.
SELF = Path(__file__).name


def tracked_texts() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    return [PROJECT / name for name in listed.splitlines() if (PROJECT / name).is_file()]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str) -> None:
    found = []
    for path in tracked_texts():
        if path.name == SELF:
            continue
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        found += [str(path.relative_to(PROJECT)) for _ in [0] if FORBIDDEN[what].search(text)]
    assert found == []


def test_no_exception_is_swallowed() -> None:
    pattern = re.compile(r"except[^\n]*:\s*\n\s+pass\b")
    sources = [path for path in tracked_texts() if path.suffix == ".py" and path.name != SELF]
    assert [path.name for path in sources if pattern.search(path.read_text())] == []


@pytest.mark.django_db
def test_migrations_match_the_models() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_dependency_states_its_reason() -> None:
    lines = (PROJECT / "pyproject.toml").read_text().splitlines()
    inside = False
    bare = []
    for line in lines:
        if re.match(r"(dependencies|dev|node) = \[", line):
            inside = True
        elif line.startswith("]"):
            inside = False
        elif inside and line.strip() and "#" not in line:
            bare.append(line.strip())
    assert bare == []
