"""What receiving a report costs, from the place to the audit row, beside the same rows in hand-written SQL.

    python -m benchmarks.intake [--cases 10000,100000] [--repeat 200]

Prints one JSON object. Each reception finds the grid and the unit in charge, takes the next number, starts the clocks
and their timers, tells the desk, and writes the case, its first step, the report, the event and the audit row in one
transaction. The baseline writes exactly those rows of one reception again, under new numbers, by hand-written INSERTs
in one transaction: it finds nothing out and decides nothing.
"""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from benchmarks.installation import installed, sizes_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.factories.cases import Stage


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", default="10000,100000", help="how many cases there are already; several with commas")
    parser.add_argument("--repeat", type=int, default=200, help="how many receptions are measured")
    given = parser.parse_args()
    with installed() as stage:
        print(json.dumps(measure(stage, sizes_of(given.cases), given.repeat), indent=2))


def measure(stage: Stage, sizes: list[int], repeat: int) -> dict[str, Any]:
    """Return all figures, with the rows that one reception and one round of the baseline write to each table."""
    from benchmarks import filling, measuring  # noqa: PLC0415 - after the set-up
    from benchmarks.rows import rewriting, written_by  # noqa: PLC0415

    templates, found = filling.open_templates(stage), []
    receive = receiving(stage)
    write = rewriting(receive().case_id)
    for cases in sizes:
        filling.fill(stage, templates, cases)
        product = measuring.measured(receive, repeat=repeat)
        found.append({"cases": cases, **measuring.compared(product, measuring.measured(write, repeat=repeat))})
    return {
        "benchmark": "intake",
        **measuring.machine(),
        "repeat": repeat,
        "rows": {"product": written_by(receive), "baseline": written_by(write)},
        "sizes": found,
    }


def receiving(stage: Stage) -> Callable[[], Any]:
    """Return what receives one report by telephone."""
    from tests.factories.cases import MONDAY  # noqa: PLC0415
    from tests.factories.grids import middle_of  # noqa: PLC0415

    from gridwarden.cases.domain.sources import Source  # noqa: PLC0415
    from gridwarden.intake.actions import reception  # noqa: PLC0415
    from gridwarden.intake.actions.reception import NewReport  # noqa: PLC0415

    lon, lat = middle_of(0, 0)
    report = NewReport(
        district_id=stage.district_id,
        channel=Source.HOTLINE,
        condition_id=stage.spot.pk,
        lon=lon,
        lat=lat,
        address="人民路12号",
        text="人行道上堆放杂物",
        reporter_name="王女士",
        reporter_phone="13800000000",
    )
    by = stage.by("operator")
    return lambda: reception.receive(by=by, at=MONDAY, report=report)


if __name__ == "__main__":
    main()
