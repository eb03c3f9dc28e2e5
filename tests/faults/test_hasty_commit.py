"""The control that must be red: a database that confirms before it writes does lose confirmed reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.faults.load import Load

if TYPE_CHECKING:
    from tests.faults.site import Site

#: PostgreSQL's log writer takes every full page along; only what stands in the last page is lost, so it may take
#: some crashes until a confirmation falls into one.
MOST_CRASHES = 12


def test_control_a_hasty_database_loses_confirmed_reports(hasty_site: Site) -> None:
    stage = hasty_site.set_stage()
    hasty_site.serve()
    assert any(a_confirmed_report_is_lost(hasty_site, stage) for _ in range(MOST_CRASHES)), (
        "nothing was lost, so the harness could not see a loss"
    )


def a_confirmed_report_is_lost(site: Site, stage: dict[str, object]) -> bool:
    """Crash the database at the very moment of a confirmation and look for the report."""
    number = Load(site.url, stage, threads=1).report_once()
    site.crash_database()
    with site.database() as database:
        return database.execute("SELECT 1 FROM cases_case WHERE number = %s", [number]).fetchone() is None
