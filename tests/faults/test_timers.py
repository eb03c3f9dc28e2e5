"""Kill the worker that fires timers: every warning and every breach sounds once, none is missed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.faults.load import Load
from tests.faults.test_crashes import counted, wait_for

if TYPE_CHECKING:
    from tests.faults.site import Site

#: 0.002 h are 7.2 s: warned after 5.8 s, broken after 7.2 s.
LIMIT_H = "0.002"
CASES = 60


def test_alarms_sound_once_although_the_worker_is_killed(site: Site) -> None:
    stage = site.set_stage(register_limit_h=LIMIT_H)
    site.serve()
    with Load(site.url, stage, threads=3) as load:
        wait_for(lambda: len(load.tally.confirmed) >= CASES // 2)
        site.kill_one("gridwarden worker")
        wait_for(lambda: len(load.tally.confirmed) >= CASES)
    for _ in range(3):
        site.kill_one("gridwarden worker")
        time.sleep(2)
    with site.database() as database:
        cases = counted(database, "SELECT count(*) FROM cases_case")
        alarms = "SELECT count(*) FROM cases_alarm a JOIN cases_clock c ON c.id = a.clock_id AND c.stage = 'register'"
        for kind in ("warning", "breach"):
            wait_for(lambda kind=kind: counted(database, f"{alarms} WHERE a.kind = '{kind}'") == cases)
        told = "SELECT count(*) FROM events_eventrow WHERE name ="
        assert counted(database, f"{told} 'case.warned'") == cases
        assert counted(database, f"{told} 'case.overdue'") == cases
        overdue = "SELECT count(*) FROM timers_timer WHERE due_at < now() - interval '5 seconds'"
        assert counted(database, overdue) == 0
