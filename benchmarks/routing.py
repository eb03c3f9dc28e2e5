"""How fast routing rules find the unit of many cases, beside a plain loop in the same run.

    python -m benchmarks.routing [--cases 100000] [--rules 300] [--seed 20260302]

Prints one JSON object. Times are CPU seconds of this process, the best of three rounds. A month of cases in a district
of 10 by 10 km, 120 grids, 18 items with six conditions each; rules as a district writes them: most name an item and
some grids or an area, some the hours or the days. The naive loop asks the sorted rules one after the other about one
case after the other and takes the first that fits, as most programs do; ``evaluate`` does so with a reason for every
rule, as the page of one case shows it. Both are given fewer cases, and their answers are compared.
"""

from __future__ import annotations

import argparse
import json
import platform
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from benchmarks.timing import timed

from gridwarden.cases.domain.routing import Columns, DayKind, Facts, PlaceKind, Rule, evaluate, rank, winners
from gridwarden.grids.domain.kinds import RoadGrade
from gridwarden.menu.domain.words import ItemClass

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

#: So many cases are given to what is too slow for all of them.
SINGLES = 2_000
WEST, SOUTH, SIDE_DEG = 120.0, 30.0, 0.1
GRIDS = [f"A{number:03}" for number in range(120)]
ITEMS, CONDITIONS = 18, 6
FIRST = date(2026, 3, 2)
CLASSES = list(ItemClass)
GRADES = list(RoadGrade)
NOBODY = -1


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--rules", type=int, default=300)
    parser.add_argument("--seed", type=int, default=20260302)
    given = parser.parse_args()
    print(json.dumps(measure(given.cases, given.rules, given.seed), indent=2))


def measure(cases: int, count: int, seed: int) -> dict[str, Any]:
    """Return all figures."""
    rng = np.random.default_rng(seed)
    rules = [random_rule(rng, number) for number in range(1, count + 1)]
    facts = [random_facts(rng) for _ in range(cases)]
    columns_s, columns = timed(lambda: Columns.of(facts))
    many_s, won = timed(lambda: winners(rules, columns))
    few = facts[:SINGLES]
    naive_s, naive = timed(lambda: naive_loop(rules, few), rounds=1)
    reasons_s, reasoned = timed(lambda: [position(evaluate(rules, one).winner) for one in few], rounds=1)
    return {
        "benchmark": "routing",
        "python": platform.python_version(),
        "numpy": np.__version__,
        "seed": seed,
        "cases": cases,
        "rules": count,
        "share_routed": round(float((won != NOBODY).mean()), 3),
        "columns": {"cpu_s": round(columns_s, 4), "per_s": round(cases / columns_s)},
        "winners": {"cpu_s": round(many_s, 4), "per_s": round(cases / many_s)},
        "naive": {"cases": len(few), "cpu_s": round(naive_s, 4), "per_s": round(len(few) / naive_s)},
        "evaluate": {"cases": len(few), "cpu_s": round(reasons_s, 4), "per_s": round(len(few) / reasons_s)},
        "times_naive": round((cases / (columns_s + many_s)) / (len(few) / naive_s), 1),
        "differences": int(np.sum(won[: len(few)] != naive) + np.sum(won[: len(few)] != reasoned)),
    }


def random_rule(rng: np.random.Generator, number: int) -> Rule:
    """Return a rule as districts write them."""
    item = int(rng.integers(1, ITEMS + 1))
    what: dict[str, Any] = {"item": item, "item_class": class_of(item)} if rng.random() < 0.9 else {}
    if what and rng.random() < 0.4:
        what["condition"] = int(rng.integers(1, CONDITIONS + 1))
    begin, length = int(rng.integers(0, 24)) * 60, int(rng.integers(4, 12)) * 60
    when: dict[str, Any] = {}
    if rng.random() < 0.3:
        when["hours"] = (begin, (begin + length) % 1440)
    if rng.random() < 0.2:
        when["weekdays"] = frozenset({6, 7})
    elif rng.random() < 0.2:
        when["days"] = DayKind.OFF
    return Rule(
        id=number, number=number, unit_id=number % 12, valid_from=FIRST, priority=int(rng.integers(1, 10)),
        **what, **random_place(rng), **when,
    )  # fmt: skip


def random_place(rng: np.random.Generator) -> dict[str, Any]:
    """Return where a rule holds: in grids, on roads, in an area, or everywhere."""
    kind = PlaceKind(rng.choice([one.value for one in PlaceKind], p=[0.2, 0.1, 0.5, 0.2]))
    if kind is PlaceKind.GRIDS:
        first = int(rng.integers(0, len(GRIDS) - 10))
        return {"place": kind, "grids": frozenset(GRIDS[first : first + 10])}
    if kind is PlaceKind.GRADE:
        return {"place": kind, "grade": GRADES[int(rng.integers(len(GRADES)))]}
    if kind is PlaceKind.AREA:
        lon, lat = rng.random(2) * SIDE_DEG
        centre = shapely.Point(WEST + lon, SOUTH + lat)
        return {"place": kind, "area": centre.buffer(SIDE_DEG / 8, quad_segs=16)}
    return {"place": kind}


def random_facts(rng: np.random.Generator) -> Facts:
    """Return a case of one month."""
    item, day = int(rng.integers(1, ITEMS + 1)), FIRST + timedelta(days=int(rng.integers(0, 30)))
    lon, lat = rng.random(2) * SIDE_DEG
    return Facts(
        item_class=class_of(item), item=item, condition=int(rng.integers(1, CONDITIONS + 1)),
        grid=GRIDS[int(rng.integers(len(GRIDS)))], lon=WEST + lon, lat=SOUTH + lat,
        grade=GRADES[int(rng.integers(len(GRADES)))], day=day, minute=int(rng.integers(0, 1440)),
        is_off=day.isoweekday() > 5, was_off=(day - timedelta(days=1)).isoweekday() > 5,
    )  # fmt: skip


def class_of(item: int) -> ItemClass:
    """Return the class under which an item stands in the menu."""
    return CLASSES[item % len(CLASSES)]


def naive_loop(rules: Sequence[Rule], facts: Sequence[Facts]) -> npt.NDArray[np.int64]:
    """Return the position of the first rule that fits each case, asked one by one."""
    ordered = sorted(range(len(rules)), key=lambda index: rank(rules[index]))
    fits = (next((index for index in ordered if fitting(rules[index], one)), NOBODY) for one in facts)
    return np.fromiter(fits, dtype=np.int64, count=len(facts))


def fitting(rule: Rule, facts: Facts) -> bool:
    """Return whether the rule fits the case."""
    return (
        rule.is_on
        and rule.is_valid(facts.day)
        and rule.has_unit(facts.day)
        and rule.meets_subject(facts)
        and rule.meets_place(facts)
        and rule.meets_weekday(facts)
        and rule.meets_hours(facts.minute)
    )


def position(winner: Rule | None) -> int:
    """Return the position of the winner among the rules; numbers count from one."""
    return NOBODY if winner is None else winner.number - 1


if __name__ == "__main__":
    main()
