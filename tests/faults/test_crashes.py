"""Kill parts of a running site under load: nothing confirmed is lost, nothing is doubled, nothing is half done."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.faults.load import Load

if TYPE_CHECKING:
    from collections.abc import Callable

    import psycopg

    from tests.faults.site import Site

#: Reports that must have been confirmed before a run says anything.
ENOUGH = 60
DRAIN_S = 60


@pytest.fixture(scope="module")
def stage(site: Site) -> dict[str, Any]:
    """The cast, and a server that answers."""
    answer = site.set_stage()
    site.serve()
    return answer


def counted(database: psycopg.Connection[Any], question: str) -> int:
    row = database.execute(question).fetchone()
    assert row is not None
    return int(row[0])


def break_under_load(site: Site, stage: dict[str, Any], fault: Callable[[], object], *, times: int) -> Load:
    with Load(site.url, stage) as load:
        for _ in range(times):
            confirm_some(load, ENOUGH // times)
            fault()
        confirm_some(load, ENOUGH // times)
    return load


def confirm_some(load: Load, more: int) -> None:
    """Wait until that many more reports are confirmed."""
    wanted = len(load.tally.confirmed) + more
    wait_for(lambda: len(load.tally.confirmed) >= wanted)


def wait_for(condition: Callable[[], bool], timeout_s: float = 120) -> None:
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline, "it does not happen"
        time.sleep(0.05)


def nothing_is_lost_or_doubled(site: Site, load: Load) -> None:
    tally = load.tally
    assert len(tally.confirmed) >= ENOUGH
    assert tally.unknown == []
    numbers = list(tally.confirmed.values())
    assert len(set(numbers)) == len(numbers), "two reports were confirmed with one number"
    with site.database() as database:
        stored = {row[0] for row in database.execute("SELECT number FROM cases_case")}
        assert set(numbers) <= stored, "a confirmed report is lost"
        cases = counted(database, "SELECT count(*) FROM cases_case")
        serials = "SELECT count(DISTINCT day) , sum(last) FROM cases_numbercounter"
        assert database.execute(serials).fetchone() == (1, cases), "a number is missing"
        for table, condition in (
            ("cases_step", "move = 'open'"),
            ("intake_report", "true"),
            ("events_eventrow", "name = 'case.opened'"),
            ("audit_auditentry", "action = 'case.opened'"),
            ("api_storedanswer", "true"),
        ):
            found = counted(database, f"SELECT count(*) FROM {table} WHERE {condition}")  # noqa: S608 - our words
            assert found == cases, f"{table} has {found} rows for {cases} cases"


def everything_is_delivered(site: Site) -> None:
    with site.database() as database:
        wait_for(
            lambda: counted(database, "SELECT count(*) FROM events_eventrow WHERE delivered_at IS NULL") == 0, DRAIN_S
        )
        twice = "SELECT 1 FROM notifications_notice GROUP BY user_id, dedupe_key HAVING count(*) > 1"
        assert database.execute(twice).fetchall() == []


def test_killed_web_workers_lose_and_double_nothing(site: Site, stage: dict[str, Any]) -> None:
    load = break_under_load(site, stage, lambda: site.kill_one("granian"), times=4)
    nothing_is_lost_or_doubled(site, load)


def test_a_killed_worker_leaves_no_event_behind(site: Site, stage: dict[str, Any]) -> None:
    load = break_under_load(site, stage, lambda: site.kill_one("gridwarden worker"), times=3)
    nothing_is_lost_or_doubled(site, load)
    everything_is_delivered(site)


def test_a_crashed_database_keeps_every_confirmed_report(site: Site, stage: dict[str, Any]) -> None:
    load = break_under_load(site, stage, site.crash_database, times=3)
    assert load.tally.retries > 0, "no client noticed the crash; the run says nothing"
    nothing_is_lost_or_doubled(site, load)
    everything_is_delivered(site)


def test_cut_connections_double_nothing(site: Site, stage: dict[str, Any]) -> None:
    def cut() -> None:
        with site.database() as database:
            others = "pid <> pg_backend_pid() AND usename = 'gridwarden_app'"
            database.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")  # noqa: S608

    load = break_under_load(site, stage, cut, times=4)
    nothing_is_lost_or_doubled(site, load)


def test_an_answer_that_nobody_heard_is_given_again(site: Site, stage: dict[str, Any]) -> None:
    with Load(site.url, stage) as load:
        for _ in range(5):
            load.hang_up.set()
            wait_for(lambda: not load.hang_up.is_set())
        wait_for(lambda: len(load.tally.confirmed) >= ENOUGH)
    assert load.tally.retries >= 5
    nothing_is_lost_or_doubled(site, load)


def test_control_clients_without_keys_do_double(site: Site, stage: dict[str, Any]) -> None:
    """The harness must see what keys prevent: here a client takes a new key for every attempt."""
    with site.database() as database:
        before = counted(database, "SELECT count(*) FROM cases_case")
    with Load(site.url, stage, is_careful=False) as load:
        for _ in range(5):
            load.hang_up.set()
            wait_for(lambda: not load.hang_up.is_set())
        wait_for(lambda: len(load.tally.confirmed) >= ENOUGH // 2)
    with site.database() as database:
        made = counted(database, "SELECT count(*) FROM cases_case") - before
    assert made > len(load.tally.confirmed), "the control found no duplicate, so the other tests prove nothing"
