"""Whether a roster keeps its rules, judged without the model that made it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gridwarden.algorithms.staffing.problem import DAYS_A_WEEK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gridwarden.algorithms.staffing.problem import Person, Problem
    from gridwarden.algorithms.staffing.result import Assignment


def faults(problem: Problem, assignments: Iterable[Assignment]) -> list[str]:
    """Return everything that is wrong with a roster, in words; empty for a sound one."""
    listed = list(assignments)
    return [*_cover_faults(problem, listed), *_people_faults(problem, listed)]


def _cover_faults(problem: Problem, listed: list[Assignment]) -> Iterator[str]:
    groups = {person.code: person.groups for person in problem.people}
    present = Counter((group, one.shift, one.day) for one in listed for group in groups.get(one.person, ()))
    for cover in problem.covers:
        for day in cover.days:
            count = present[cover.group, cover.shift, day]
            if count < cover.at_least:
                yield f"day {day}, {cover.shift}, {cover.group}: {count} of {cover.at_least}"
            if cover.at_most is not None and count > cover.at_most:
                yield f"day {day}, {cover.shift}, {cover.group}: {count}, at most {cover.at_most}"


def _people_faults(problem: Problem, listed: list[Assignment]) -> Iterator[str]:
    known = {person.code for person in problem.people}
    yield from (f"nobody is called {one.person}" for one in listed if one.person not in known)
    for person in problem.people:
        mine = [one for one in listed if one.person == person.code]
        worked = {one.day: one.shift for one in mine}
        if len(worked) < len(mine):
            yield f"{person.code}: two shifts on a day"
        yield from (f"{person.code}: {what}" for what in _person_faults(problem, person, worked))


def _person_faults(problem: Problem, person: Person, worked: dict[int, str]) -> Iterator[str]:
    if any(day in person.away for day in worked):
        yield "works on leave"
    if person.shifts and not set(worked.values()) <= set(person.shifts):
        yield "works a shift that is not hers"
    if any(worked.get(day) != shift for day, shift in person.fixed):
        yield "a fixed day is not kept"
    for week in problem.weeks():
        least, most = problem.week_limits(person, week)
        if not least <= (count := sum(day in worked for day in week)) <= most:
            yield f"{count} shifts in the week of day {week[0]}"
    yield from _rest_faults(problem, dict(person.earlier) | worked)


def _rest_faults(problem: Problem, whole: dict[int, str]) -> Iterator[str]:
    for day in range(1 - DAYS_A_WEEK, problem.days):
        if day in whole and day + 1 in whole and day + 1 >= 0:
            one, then = problem.shift(whole[day]), problem.shift(whole[day + 1])
            if problem.collide(one, then):
                yield f"too little rest before day {day + 1}"
        if sum(other in whole for other in range(day, day + DAYS_A_WEEK)) > problem.rules.most_in_7_days:
            yield f"too many shifts in the seven days from day {day}"
