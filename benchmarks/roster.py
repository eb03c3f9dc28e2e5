"""A roster of 28 days for 102 people: proven optimal, beside a greedy round robin in the same run.

    python benchmarks/roster.py [--people 102] [--days 28] [--seed 1] [--time-limit 120]

Prints one JSON object; times are CPU seconds of this process. Officers belong to pairs of grids that want two in each
shift of a workday and one at the weekend; five shifts a week, at most six in any seven days, eleven hours of rest (so
no day shift after an evening), some leave, some fixed days. Then the busiest person falls ill for a week and the
roster is made again with as few changes as possible.

The round robin goes through days and shifts and takes from each pair whoever has worked least and may work. It
stands for what is done by hand; it fills the weeks of those who are left over as they come.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import time
from dataclasses import replace
from datetime import date
from typing import Any

from gridwarden.algorithms.staffing import (
    Assignment,
    Cover,
    Params,
    Person,
    Previous,
    Problem,
    Result,
    Rules,
    Shift,
    faults,
)
from gridwarden.algorithms.staffing.solve import solve

SHIFTS = (
    Shift(code="day", starts_min=7 * 60, ends_min=14 * 60 + 30),
    Shift(code="evening", starts_min=14 * 60 + 30, ends_min=22 * 60, is_evening=True),
)
#: Pairs have six or seven people.
PAIR = 6.8


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=102)
    parser.add_argument("--days", type=int, default=28)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--time-limit", type=float, default=120.0)
    given = parser.parse_args()
    print(json.dumps(measure(given.people, given.days, given.seed, given.time_limit), indent=2))


def measure(people: int, days: int, seed: int, limit_s: float) -> dict[str, Any]:
    """Return all figures."""
    problem = sample(people, days, seed)
    params = Params(seed=seed, time_limit_s=limit_s)
    result = solve(problem, params)
    began = time.process_time()
    naive = round_robin(problem)
    naive_s = time.process_time() - began
    again = fall_ill(problem, result, params)
    return {
        "benchmark": "roster",
        "python": platform.python_version(),
        "seed": seed,
        "people": people,
        "days": days,
        "pairs": len({cover.group for cover in problem.covers}),
        "product": {
            "status": str(result.status),
            "cpu_s": round(result.cpu_s, 2),
            "cost": result.cost,
            "bound": result.bound,
            "gap": result.gap,
            "faults": len(faults(problem, result.assignments)),
            **spread(problem, result.assignments),
        },
        "baseline_round_robin": {
            "cpu_s": round(naive_s, 2),
            "faults": len(faults(problem, naive)),
            **spread(problem, naive),
        },
        "sick_call": again,
    }


def sample(people: int, days: int, seed: int) -> Problem:
    """Return a problem that can be solved, different for each seed."""
    rng = random.Random(seed)  # noqa: S311 - invented people
    pairs = max(1, round(people / PAIR))
    rest = frozenset(day for day in range(days) if day % 7 >= 5)
    workdays = tuple(day for day in range(days) if day not in rest)
    staff = [
        Person(code=f"P{number:03d}", groups=(f"pair{number % pairs:02d}",), away=leave(rng, number, pairs, days))
        for number in range(people)
    ]
    covers = [
        Cover(group=f"pair{pair:02d}", shift=shift.code, days=on, at_least=least)
        for pair in range(pairs)
        for shift in SHIFTS
        for on, least in ((workdays, 2), (tuple(sorted(rest)), 1))
    ]
    staff[0] = replace(staff[0], fixed=((1, "day"), (2, None)), away=frozenset())
    return Problem(
        first_day=date(2026, 3, 2),
        days=days,
        shifts=SHIFTS,
        people=tuple(staff),
        covers=tuple(covers),
        rules=Rules(week_shifts=(5, 5), most_in_7_days=6),
        rest_days=rest,
    )


def leave(rng: random.Random, number: int, pairs: int, days: int) -> frozenset[int]:
    """Every second pair has one person who is away for one to three days."""
    if number >= pairs or number % 2:
        return frozenset()
    first = rng.randrange(days - 3)
    return frozenset(range(first, first + rng.randint(1, 3)))


def round_robin(problem: Problem) -> list[Assignment]:
    """Return a roster as a patient hand would write it."""
    chosen: dict[tuple[str, int], str] = {}
    covers = {(cover.group, cover.shift, day): cover.at_least for cover in problem.covers for day in cover.days}
    for (group, shift, day), wanted in sorted(covers.items(), key=lambda item: (item[0][2], item[0])):
        members = [person for person in problem.people if group in person.groups]
        free = [person for person in members if may_work(problem, person, day, shift, chosen)]
        free.sort(key=lambda person: (sum(who == person.code for who, _ in chosen), person.code))
        chosen.update({(person.code, day): shift for person in free[:wanted]})
    for person in problem.people:
        for week in problem.weeks():
            for day in week:
                if sum((person.code, other) in chosen for other in week) >= problem.week_limits(person, week)[0]:
                    break
                for shift in problem.shifts:
                    if may_work(problem, person, day, shift.code, chosen):
                        chosen[person.code, day] = shift.code
    return [Assignment(day, person, shift) for (person, day), shift in sorted(chosen.items())]


def may_work(problem: Problem, person: Person, day: int, shift: str, chosen: dict[tuple[str, int], str]) -> bool:
    """Return whether the rules let ``person`` take the shift."""
    fixed = dict(person.fixed)
    if day in person.away or (person.code, day) in chosen or (day in fixed and fixed[day] != shift):
        return False
    before, after = chosen.get((person.code, day - 1)), chosen.get((person.code, day + 1))
    now = problem.shift(shift)
    tired = before is not None and problem.collide(problem.shift(before), now)
    spoils = after is not None and problem.collide(now, problem.shift(after))
    week = problem.weeks()[day // 7]
    full = sum((person.code, other) in chosen for other in week) >= problem.week_limits(person, week)[1]
    runs = [
        sum((person.code, other) in chosen for other in range(first, first + 7)) for first in range(day - 6, day + 1)
    ]
    return not (tired or spoils or full or max(runs) >= problem.rules.most_in_7_days)


def spread(problem: Problem, assignments: Any) -> dict[str, Any]:
    """Return most and least weekends and evenings of those who were never away."""
    present = [person.code for person in problem.people if not person.away]
    weekends, evenings = dict.fromkeys(present, 0), dict.fromkeys(present, 0)
    for one in assignments:
        if one.person in weekends:
            weekends[one.person] += one.day in problem.rest_days
            evenings[one.person] += one.shift == "evening"
    return {
        name: {"most": max(of.values()), "least": min(of.values())}
        for name, of in (("weekends", weekends), ("evenings", evenings))
    }


def fall_ill(problem: Problem, result: Result, params: Params) -> dict[str, Any]:
    """Return what the sick call of one person costs, with six shifts a week allowed to the others."""
    day = problem.days // 3
    sick = problem.people[-1].code
    people = tuple(
        replace(person, away=person.away | set(range(day, min(day + 7, problem.days))))
        if person.code == sick
        else person
        for person in problem.people
    )
    changed = replace(problem, people=people, rules=replace(problem.rules, week_shifts=(4, 6)))
    worked = {(one.person, one.day): one.shift for one in result.assignments}
    again = solve(changed, params, previous=Previous(worked=worked, from_day=day))
    others = [change for change in again.changes if change.person != sick]
    return {
        "status": str(again.status),
        "cpu_s": round(again.cpu_s, 2),
        "shifts_lost": sum(change.person == sick for change in again.changes),
        "changes_of_others": len(others),
        "fewest_proven": again.is_change_proven,
        "shortages": len(again.shortages),
    }


if __name__ == "__main__":
    main()
