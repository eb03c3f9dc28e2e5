"""Run tests with one fault planted. The source is changed on its way into the interpreter; nothing on disk is touched.

``python -m tests.faults.workflow.seeded`` reads names of seeds, a line each, and answers each with a line of JSON.
Every round of tests has a fork of its own; what they import beside the product is imported once, before.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from dataclasses import dataclass
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.faults.workflow.seeds import EQUIVALENTS, SEEDS, Seed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import ModuleType

PROJECT = Path(__file__).resolve().parents[3]
#: Ends the run when the seed no longer fits the source; pytest itself ends with 0 to 5.
UNFIT = 70
#: Slow to import and no part of the product.
HEAVY = (
    "django.contrib.gis.db.models", "django.test", "hypothesis.stateful", "ninja", "numpy", "PIL.Image", "pillow_heif",
    "procrastinate.contrib.django", "psycopg", "pyproj", "shapely", "factory", "chinese_calendar", "pytest_django",
)  # fmt: skip
OPTIONS = (
    "-x", "-q", "--no-header", "-p", "no:cacheprovider",
    # What was imported before the fork is taken as it is.
    "-W", "ignore::pytest.PytestAssertRewriteWarning",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Round:
    """Tests that run together, the likeliest to notice first."""

    options: tuple[str, ...]
    files: tuple[str, ...]

    def __contains__(self, name: str) -> bool:
        return any(file.endswith(f"/{name}") for file in self.files)

    def beginning_with(self, name: str) -> Round:
        """Return the same tests with those of the file ``name`` in front."""
        return Round(self.options, tuple(sorted(self.files, key=lambda file: not file.endswith(f"/{name}"))))


#: The rules by themselves, without Django: single decisions, the table against its contract, every place that a case
#: can reach, then thousands of ways of the clocks. How quick the walk is says nothing about a fault.
RULES = Round(
    ("-c", "tests/faults/workflow/rules.ini", f"--rootdir={PROJECT}",
     "--deselect=tests/unit/cases/test_exploration.py::test_the_walk_is_quick_and_says_what_it_saw"),
    tuple(f"tests/unit/cases/test_{name}.py" for name in (
        "decisions", "deadlines", "opening", "turns", "move_table", "exploration", "turn_clocks"
    )),
)  # fmt: skip
#: Real cases in the database, one way after the other; last, and longest, under random hands.
DEEDS = Round(
    ("-p", "pytest_django.plugin", "-p", "pytest_timeout", "--reuse-db", "--timeout=0"),
    tuple(f"tests/integration/cases/test_{name}.py" for name in (
        "way", "races", "alarms", "opening", "deadlines", "extensions", "suspensions", "supervision", "appeals",
        "merging", "families", "turn_races", "workflow_machine",
    )),
)  # fmt: skip
#: Which deeds are likeliest to show a fault of a module; of the others, the whole way of a case.
NEAREST = {
    "gridwarden.cases.actions.alarms": "test_alarms.py",
    "gridwarden.cases.actions._clocks": "test_alarms.py",
    "gridwarden.cases.actions._numbers": "test_opening.py",
    "gridwarden.cases.actions._consequences": "test_suspensions.py",
    "gridwarden.cases.actions._families": "test_families.py",
    "gridwarden.cases.actions._requests": "test_extensions.py",
    "gridwarden.cases.actions.supervision": "test_supervision.py",
    "gridwarden.cases.actions.appeals": "test_appeals.py",
    "gridwarden.cases.domain.requests": "test_extensions.py",
    "gridwarden.cases.domain.extensions": "test_extensions.py",
    "gridwarden.cases.domain.suspensions": "test_suspensions.py",
    "gridwarden.cases.domain.supervision": "test_supervision.py",
    "gridwarden.cases.domain.merging": "test_merging.py",
}
#: The same for single seeds that those of their module, or the rules, would show late or never.
NEAREST_OF = {
    "third_return_stays": "test_families.py",
    "closed_by_order_without_paper": "test_families.py",
    "extended_for_ever": "test_turn_clocks.py",
    "extended_when_broken": "test_turn_clocks.py",
    "extension_forgotten": "test_turn_clocks.py",
    "followers_race_the_end": "test_merging.py",
    "unguarded_write": "test_races.py",
}


class InOrder:
    """Keep the files in the order in which a round names them, whatever plugins prefer."""

    def __init__(self, files: Sequence[str]) -> None:
        self.files = [PROJECT / file for file in files]

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Sort by file; within a file nothing changes."""
        items.sort(key=lambda item: self.files.index(item.path))


class SeededLoader(SourceFileLoader):
    """Load a module with the seed's change, past every cache."""

    def __init__(self, seed: Seed, path: str) -> None:
        super().__init__(seed.module, path)
        self.seed = seed

    def path_stats(self, path: str) -> Mapping[str, object]:  # type: ignore[override]
        """Say that nothing is known of the file, so that no compiled code is read or written."""
        raise OSError(path)

    def get_data(self, path: str) -> bytes:
        """Return the source with the fault in it."""
        source = super().get_data(path).decode()
        if source.count(self.seed.old) != 1:
            os._exit(UNFIT)
        return source.replace(self.seed.old, self.seed.new).encode()


class SeededFinder(MetaPathFinder):
    """Find the seed's module with the changing loader."""

    def __init__(self, seed: Seed) -> None:
        self.seed = seed

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return a spec for the one module, leave all others to the usual finders."""
        if fullname != self.seed.module:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.origin is not None:
            spec.loader = SeededLoader(self.seed, spec.origin)
        return spec


def rounds_for(seed: Seed) -> tuple[Round, ...]:
    """Return what is run for a seed until something fails, the likeliest first.

    The rules know nothing of the actions above them. The control goes through everything that any seed goes through.
    """
    nearest = NEAREST_OF.get(seed.name) or NEAREST.get(seed.module, "test_way.py")
    rules, deeds = RULES.beginning_with(nearest), DEEDS.beginning_with(nearest)
    if seed != EQUIVALENTS[0].seed and ".domain." not in seed.module:
        return (deeds,)
    return (deeds, rules) if seed.name in NEAREST_OF and nearest in deeds else (rules, deeds)


def grow(seed: Seed) -> tuple[int, str]:
    """Run the tests with the fault; return how they ended and what they printed."""
    printed = ""
    for one in rounds_for(seed):
        code, output = _forked(seed, one)
        printed += output
        if code:
            return code, printed
    return 0, printed


def _forked(seed: Seed, one: Round) -> tuple[int, str]:
    with tempfile.TemporaryFile("w+") as output:
        child = os.fork()
        if child == 0:
            os.dup2(output.fileno(), 1)
            os.dup2(output.fileno(), 2)
            sys.meta_path.insert(0, SeededFinder(seed))
            code = int(pytest.main([*OPTIONS, *one.options, *one.files], plugins=[InOrder(one.files)]))
            sys.stdout.flush()
            os._exit(code)
        _, status = os.waitpid(child, 0)
        output.seek(0)
        return os.waitstatus_to_exitcode(status), output.read()


def main() -> None:
    """Answer every seed that is named on the standard input."""
    known = {seed.name: seed for seed in (*SEEDS, *(one.seed for one in EQUIVALENTS))}
    for name in HEAVY:
        import_module(name)
    for line in sys.stdin:
        code, output = grow(known[line.strip()])
        failed = [one for one in output.splitlines() if one.startswith("FAILED")]
        answer = {"code": code, "by": failed[0].split("::", 1)[-1][:90] if failed else "", "end": output[-2000:]}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    assert not any(name.split(".")[0] == "gridwarden" for name in sys.modules), "nothing of the product yet"
    sys.path.insert(0, str(PROJECT))
    main()
