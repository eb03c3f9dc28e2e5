"""Every fault planted in the transition code is found: by the rules' own tests, by the walk through the whole
machine, or by driving real cases.

Two run at a time, each with a copy of the test database.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import psycopg
import pytest
from django.db import connections
from psycopg import sql

from tests.faults.workflow.seeded import UNFIT, rounds_for
from tests.faults.workflow.seeds import EQUIVALENTS, SEEDS, Seed

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).resolve().parents[3]
SIDE_BY_SIDE = 2
FOUND, SURVIVED = 1, 0


@dataclass(frozen=True)
class Outcome:
    """How a run with a planted fault ended, and the test that found it."""

    seed: Seed
    code: int
    by: str
    end: str
    spent_s: float


@pytest.fixture
def copies(transactional_db: None) -> Iterator[list[str]]:
    """Copies of the test database, one for each process that runs at a time."""
    settings = connections["default"].settings_dict
    # A database that is copied must have no visitors.
    connections.close_all()
    names = [f"{settings['NAME']}_seed{number}" for number in range(SIDE_BY_SIDE)]
    with _server() as server:
        for name in names:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
            copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            server.execute(copy.format(sql.Identifier(name), sql.Identifier(settings["NAME"])))
    yield names
    with _server() as server:
        for name in names:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.mark.timeout(3600)
def test_every_planted_fault_is_found(copies: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    begun = monotonic()
    waiting: Queue[Seed] = Queue()
    # The control goes first, because it takes longest: a harmless change must pass every test.
    control = EQUIVALENTS[0].seed
    for seed in (control, *SEEDS):
        waiting.put(seed)
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        outcomes = [one for some in pool.map(lambda copy: _work_off(waiting, copy), copies) for one in some]
    with capsys.disabled():
        print(f"\n{len(SEEDS)} faults planted, {monotonic() - begun:.0f} s")  # noqa: T201
        for one in sorted(outcomes, key=lambda outcome: outcome.seed.module):
            print(f"  {one.seed.name:26} {_word(one.code):10} {one.spent_s:5.1f} s  {one.by}")  # noqa: T201
        for known in EQUIVALENTS:
            print(f"  {known.seed.name:26} equivalent: {known.reason}")  # noqa: T201
    by_name = {one.seed.name: one for one in outcomes}
    untouched = by_name.pop(control.name)
    assert (untouched.code, untouched.by) == (SURVIVED, ""), untouched.end
    missed = [(one.seed.name, one.code, one.end) for one in by_name.values() if one.code != FOUND or not one.by]
    assert missed == []
    assert len(by_name) == len(SEEDS)


def test_there_are_enough_faults_and_each_has_its_own_name() -> None:
    names = [seed.name for seed in (*SEEDS, *(one.seed for one in EQUIVALENTS))]
    assert len(names) == len(set(names))
    assert len(SEEDS) >= 20


def test_the_control_goes_through_every_test_that_any_fault_goes_through() -> None:
    def files(seed: Seed) -> set[str]:
        return {file for one in rounds_for(seed) for file in one.files}

    untouched = files(EQUIVALENTS[0].seed)
    assert untouched == set().union(*map(files, SEEDS))
    assert all((PROJECT / file).is_file() for file in untouched)


@pytest.mark.parametrize("seed", [*SEEDS, *(one.seed for one in EQUIVALENTS)], ids=lambda seed: seed.name)
def test_a_seed_fits_the_source(seed: Seed) -> None:
    source = PROJECT / "src" / Path(*seed.module.split(".")).with_suffix(".py")
    assert source.read_text().count(seed.old) == 1
    assert seed.old != seed.new


def _work_off(waiting: Queue[Seed], database: str) -> list[Outcome]:
    """Plant one fault after the other until none is left."""
    outcomes = []
    with _nursery(database) as nursery:
        while not waiting.empty():
            outcomes.append(_plant(nursery, waiting.get()))
    return outcomes


def _plant(nursery: subprocess.Popen[str], seed: Seed) -> Outcome:
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    begun = monotonic()
    nursery.stdin.write(f"{seed.name}\n")
    nursery.stdin.flush()
    line = nursery.stdout.readline()
    assert line, f"{seed.name}: the process that plants faults ended with {nursery.wait()}"
    answer = json.loads(line)
    return Outcome(seed, answer["code"], answer["by"], answer["end"], monotonic() - begun)


@contextmanager
def _nursery(database: str) -> Iterator[subprocess.Popen[str]]:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")},
        "DATABASE_URL": _url("postgres"),
        "GRIDWARDEN_TEST_DB": database,
        # Each round names the plugins that it needs; to load the others would take longer than many a test.
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "GRIDWARDEN_MACHINE_QUICK": "1",
        "GRIDWARDEN_MACHINE_RUNS": "30",
        "GRIDWARDEN_MACHINE_STEPS": "30",
    }
    command = [sys.executable, "-m", "tests.faults.workflow.seeded"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=PROJECT, env=environment, stdin=pipe, stdout=pipe, text=True) as nursery:
        try:
            yield nursery
        finally:
            assert nursery.stdin is not None
            nursery.stdin.close()


def _word(code: int) -> str:
    return {FOUND: "found", SURVIVED: "SURVIVED", UNFIT: "UNFIT"}.get(code, f"BROKEN({code})")


def _server() -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(_url("postgres"), autocommit=True)


def _url(database: str) -> str:
    """Return the address of another database on the server of the tests, wherever its settings stand."""
    params = connections["default"].get_connection_params()
    user, password = quote(str(params.get("user") or "")), quote(str(params.get("password") or ""))
    place = {name: str(params[name]) for name in ("host", "port") if params.get(name)}
    return f"postgresql://{user}:{password}@/{database}?{urlencode(place)}"
