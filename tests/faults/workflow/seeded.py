"""Run tests with one fault planted. The source is changed on its way into the interpreter; nothing on disk is touched.

``python -m tests.faults.workflow.seeded`` reads names of seeds, a line each, and answers each with a line of JSON.
Every seed gets a fork of its own; what the tests import beside the product is imported once, before.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
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

#: Ends the run when the seed no longer fits the source; pytest itself ends with 0 to 5.
UNFIT = 70
#: Slow to import and no part of the product.
HEAVY = (
    "django.contrib.gis.db.models", "django.test", "hypothesis.stateful", "ninja", "numpy", "PIL.Image", "pillow_heif",
    "procrastinate.contrib.django", "psycopg", "pyproj", "shapely", "factory", "chinese_calendar", "pytest_django",
)  # fmt: skip
#: Walking the whole machine, and the table against the contract. How quick the walk is says nothing about a fault.
WALK = (
    "tests/unit/cases/test_move_table.py",
    "tests/unit/cases/test_opening.py",
    "tests/unit/cases/test_exploration.py",
    "--deselect=tests/unit/cases/test_exploration.py::test_the_walk_is_quick_and_says_what_it_saw",
)
DRIVE = ("tests/integration/cases/test_workflow_machine.py",)
OPTIONS = (
    "-x", "-q", "--no-header", "-p", "no:randomly", "-p", "no:cacheprovider", "--reuse-db", "--timeout=0",
    # What was imported before the fork is taken as it is.
    "-W", "ignore::pytest.PytestAssertRewriteWarning",
)  # fmt: skip


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


def arguments_for(seed: Seed) -> list[str]:
    """Return the tests for a seed: the walk sees the rules only, so faults of the executor go straight to the drive."""
    rules = ".domain." in seed.module
    return [*OPTIONS, *(WALK if rules else ()), *DRIVE]


def grow(seed: Seed) -> tuple[int, str]:
    """Run the tests with the fault in a fork; return how they ended and what they printed."""
    with tempfile.TemporaryFile("w+") as output:
        child = os.fork()
        if child == 0:
            os.dup2(output.fileno(), 1)
            os.dup2(output.fileno(), 2)
            sys.meta_path.insert(0, SeededFinder(seed))
            code = int(pytest.main(arguments_for(seed)))
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
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
    main()
