"""Two whole installations exchange with each other while their parts are killed: nothing is lost, nothing twice."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.faults.exchange_site import CODE
from tests.faults.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Cases that go down, and how long everything may take to arrive.
CASES = 12
PATIENCE_S = 240


@contextmanager
def _site() -> Iterator[Site]:
    home = Path(tempfile.mkdtemp(prefix="gw-exchange-"))
    site = Site(home)
    try:
        site.up({"fsync": "on", "synchronous_commit": "on"})
        yield site
    finally:
        site.stop()
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="module")
def sites() -> Iterator[tuple[Site, Site]]:
    """A city and a town, each with its own database, server and worker."""
    with ExitStack() as stack:
        yield stack.enter_context(_site()), stack.enter_context(_site())


def do(site: Site, *arguments: str) -> dict[str, Any]:
    said = site.run("-m", "tests.faults.exchange_site", *arguments, GRIDWARDEN_DATABASE_ROLE="owner")
    answer: dict[str, Any] = json.loads(said.splitlines()[-1])
    return answer


def value(site: Site, sql: str) -> Any:
    with site.database() as database:
        row = database.execute(sql).fetchone()
    return row[0] if row else None


def until(site: Site, sql: str, expected: Any) -> None:
    """Wait until the database says what is expected, hurrying what waits for its next try."""
    deadline = time.monotonic() + PATIENCE_S
    while (found := value(site, sql)) != expected:
        assert time.monotonic() < deadline, f"{sql}: {found} instead of {expected}"
        time.sleep(1)


def hurry(*sites: Site) -> None:
    for site in sites:
        with site.database() as database:
            database.execute("UPDATE exchange_outgoing SET next_at = now() WHERE taken_at IS NULL")


def test_cases_go_down_and_results_come_up_through_crashes_and_replays(sites: tuple[Site, Site]) -> None:
    city, town = sites
    below = do(city, "enter", "below", f"{town.url}/exchange/in/{CODE}/")
    above = do(town, "enter", "above", f"{city.url}/exchange/in/{CODE}/")
    do(city, "connect", above["key"])
    do(town, "connect", below["key"])
    city.serve()
    town.serve()

    ids = do(city, "pass_down", json.dumps(below), str(CASES))["ids"]
    town.crash_database()
    city.kill_one("gridwarden worker")
    time.sleep(3)
    city.crash_database()
    hurry(city, town)
    until(town, "SELECT count(*) FROM exchange_matter", CASES)
    until(city, "SELECT count(*) FROM exchange_matter WHERE their_number <> ''", CASES)
    assert value(town, "SELECT count(*) FROM cases_case") == CASES

    # As if the city had been set back to a moment before it noted that its messages were taken.
    with city.database() as database:
        database.execute("UPDATE exchange_outgoing SET taken_at = NULL, next_at = now()")
    until(city, "SELECT count(*) FROM exchange_outgoing WHERE taken_at IS NULL", 0)
    assert value(town, "SELECT count(*) FROM cases_case") == CASES

    assert len(do(town, "do_all", json.dumps(above))["ids"]) == CASES
    town.kill_one("gridwarden worker")
    city.crash_database()
    hurry(city, town)
    until(city, "SELECT count(*) FROM cases_case WHERE state = 'handled'", CASES)
    until(town, "SELECT count(*) FROM exchange_outgoing WHERE taken_at IS NULL", 0)
    assert value(city, "SELECT count(*) FROM exchange_incoming WHERE kind = 'result'") == CASES
    assert value(city, "SELECT count(*) FROM exchange_incoming WHERE note <> ''") == 0
    assert value(city, "SELECT count(*) FROM cases_evidence WHERE kind = 'after'") == CASES
    assert sorted(ids) == ids
