"""The control that must be red: a database that confirms before it writes does lose confirmed reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.faults.load import Load
from tests.faults.test_crashes import confirm_some

if TYPE_CHECKING:
    from tests.faults.site import Site


def test_control_a_hasty_database_loses_confirmed_reports(hasty_site: Site) -> None:
    stage = hasty_site.set_stage()
    hasty_site.serve()
    lost = 0
    for _ in range(3):
        with Load(hasty_site.url, stage) as load:
            confirm_some(load, 30)
            hasty_site.crash_database()
        with hasty_site.database() as database:
            stored = {row[0] for row in database.execute("SELECT number FROM cases_case")}
        confirmed = list(load.tally.confirmed.values())
        # A number that was given twice belongs to a report that was lost and to the one that took its place.
        lost += len(set(confirmed) - stored) + len(confirmed) - len(set(confirmed))
        if lost:
            break
    assert lost > 0, "nothing was lost, so the harness could not see a loss"
