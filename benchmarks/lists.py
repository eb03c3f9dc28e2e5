"""What one page of the desk's list costs, with its filters and its full-text search, beside hand-written SQL.

    python -m benchmarks.lists [--cases 10000,100000] [--repeat 50]

Prints one JSON object. The product's page asks the database and makes frozen rows for template and API, cursors
included; the baseline asks for the same columns of the same cases and stops when the tuples have arrived. Nine of ten
cases are closed, as after a year of use.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from benchmarks.installation import installed, sizes_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.factories.cases import Stage

    from gridwarden.cases.queries.filters import CaseFilter

#: The columns that a row of the list shows.
SELECT = """
SELECT c.id, c.number, c.version, c.state, c.level, c.source, c.grid_id, g.code, c.owner_unit_id, u.name,
       ST_X(c.place), ST_Y(c.place), c.address, c.description, c.flags, c.opened_by_name, c.opened_at,
       c.registered_at, c.dispatched_at, c.handled_at, c.closed_at, c.moved_at, c.warn_at, c.due_at, c.rework_count,
       c.reopen_count, c.return_count, c.closed_how, c.suspended_until, k.*, i.number, i.name, i.item_class
FROM cases_case c
JOIN workforce_unit u ON u.id = c.owner_unit_id
LEFT JOIN grids_grid g ON g.id = c.grid_id
LEFT JOIN menu_condition k ON k.id = c.condition_id
LEFT JOIN menu_menuitem i ON i.id = k.item_id
LEFT JOIN menu_menu m ON m.id = i.menu_id
WHERE c.district_id = %(district)s AND {where}
ORDER BY {order} LIMIT {size} + 1
"""
SIZES = (50, 100)


@dataclass(frozen=True)
class Question:
    """A list as the product and as hand-written SQL ask for it."""

    name: str
    filter: CaseFilter
    where: str
    given: dict[str, Any] = field(default_factory=dict)
    order: str = "newest"
    order_by: str = "c.opened_at DESC, c.id DESC"
    #: Who looks.
    post: str = "dispatcher"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", default="10000,100000", help="how many cases there are; several with commas")
    parser.add_argument("--repeat", type=int, default=50, help="how often each page is fetched")
    given = parser.parse_args()
    with installed() as stage:
        print(json.dumps(measure(stage, sizes_of(given.cases), given.repeat), indent=2, ensure_ascii=False))


def measure(stage: Stage, sizes: list[int], repeat: int) -> dict[str, Any]:
    """Return all figures."""
    from benchmarks import filling, measuring  # noqa: PLC0415 - after the set-up

    templates, found = filling.open_templates(stage), []
    for cases in sizes:
        filling.fill(stage, templates, cases)
        pages = [_page(stage, question, size, repeat) for question in questions(stage) for size in SIZES]
        found.append({"cases": cases, "pages": pages})
    return {"benchmark": "lists", **measuring.machine(), "repeat": repeat, "sizes": found}


def questions(stage: Stage) -> list[Question]:
    """Return the lists that are measured."""
    from tests.factories.cases import MONDAY  # noqa: PLC0415

    from gridwarden.algorithms.worktime import Light  # noqa: PLC0415
    from gridwarden.cases.domain.sources import Source  # noqa: PLC0415
    from gridwarden.cases.domain.states import CaseState  # noqa: PLC0415
    from gridwarden.cases.queries.filters import CaseFilter  # noqa: PLC0415
    from gridwarden.platform.search.bigrams import tsquery  # noqa: PLC0415

    grid, unit = stage.cast.territory.grids["A01"].pk, stage.cast.desk.pk
    found_by = "c.search @@ %(query)s::tsquery"
    is_open = "c.state NOT IN ('closed', 'cancelled', 'refused')"
    seen_by_east = (
        "(c.owner_unit_id = ANY(%(units)s) OR c.opened_by_id = %(user)s OR c.grid_id = ANY(%(grids)s)"
        " OR c.verifier_id = %(user)s OR c.checker_id = %(user)s OR c.handler_id = %(user)s"
        " OR EXISTS (SELECT 1 FROM cases_support s WHERE s.case_id = c.id AND s.unit_id = ANY(%(units)s)))"
    )
    leader = stage.by("squad_leader")
    seen = {"units": list(leader.unit_ids), "grids": list(leader.grid_ids), "user": leader.user_id}
    east = CaseFilter(open_only=True)
    reported = CaseFilter(states=(CaseState.REPORTED,))
    rare, common = "健康路", "占道经营"
    return [
        Question("newest", CaseFilter(), "true"),
        Question("reported", reported, "c.state = 'reported'"),
        Question("red", CaseFilter(light=Light.RED), "c.due_at < %(now)s", {"now": MONDAY}),
        Question(
            "due first", east, is_open, order="due",
            order_by="coalesce(c.due_at, '9999-01-01 00:00+00'), c.id",
        ),
        Question("open in a grid", CaseFilter(grid_id=grid, open_only=True), f"c.grid_id = {grid} AND {is_open}"),
        Question("by video", CaseFilter(sources=(Source.VIDEO,)), "c.source = 'video'"),
        Question("menu item", CaseFilter(item=1), "i.number = 1"),
        Question("search, common", CaseFilter(text=common), found_by, {"query": tsquery(common)}),
        Question("search, rare", CaseFilter(text=f"{rare}12号"), found_by, {"query": tsquery(f"{rare}12号")}),
        Question("search, nothing", CaseFilter(text="飞碟"), found_by, {"query": tsquery("飞碟")}),
        Question(
            "search, open in a grid", CaseFilter(text=common, grid_id=grid, open_only=True),
            f"{found_by} AND c.grid_id = {grid} AND {is_open}", {"query": tsquery(common)},
        ),
        Question("squad leader", CaseFilter(), seen_by_east, seen, post="squad_leader"),
        Question("squad leader, at the desk", CaseFilter(unit_id=unit), f"{seen_by_east} AND c.owner_unit_id = {unit}",
                 seen, post="squad_leader"),
    ]  # fmt: skip


def _page(stage: Stage, question: Question, size: int, repeat: int) -> dict[str, Any]:
    """Return what one page costs, after comparing that both ways find the same cases."""
    from benchmarks import measuring  # noqa: PLC0415

    fetch, ask = _fetching(stage, question, size), _asking(stage, question, size)
    ids = [row.id for row in fetch().rows]
    same = ids == [row[0] for row in ask()[:size]]
    pair = measuring.compared(measuring.measured(fetch, repeat=repeat), measuring.measured(ask, repeat=repeat))
    return {"page": question.name, "size": size, "rows": len(ids), "same_rows": same, **pair}


def _fetching(stage: Stage, question: Question, size: int) -> Callable[[], Any]:
    from tests.factories.cases import MONDAY  # noqa: PLC0415

    from gridwarden.cases.queries import lists  # noqa: PLC0415

    actor = stage.by(question.post)
    return lambda: lists.page(actor, question.filter, MONDAY, order=question.order, size=size)


def _asking(stage: Stage, question: Question, size: int) -> Callable[[], list[tuple[Any, ...]]]:
    from django.db import connection  # noqa: PLC0415

    statement = SELECT.format(where=question.where, order=question.order_by, size=size)
    given = {"district": stage.district_id, **question.given}

    def ask() -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(statement, given)
            return cursor.fetchall()

    return ask


if __name__ == "__main__":
    main()
