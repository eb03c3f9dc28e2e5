"""Whether a problem says only what can be meant: each fault a sentence that names the field and the rule."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gridwarden.algorithms.staffing.problem import DAYS_A_WEEK, MINUTES_A_DAY, BadProblem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gridwarden.algorithms.staffing.problem import Cover, Person, Problem

LONGEST_DAYS = 366


def check_sound(problem: Problem) -> None:
    """Raise ``BadProblem`` with the first fault."""
    for name, rule in _faults(problem):
        raise BadProblem(f"{name}: {rule}.", **{name: rule})


def _faults(problem: Problem) -> Iterator[tuple[str, str]]:
    if not 1 <= problem.days <= LONGEST_DAYS:
        yield "days", f"a roster has 1 to {LONGEST_DAYS} days"
    yield from _twice("shifts", (shift.code for shift in problem.shifts))
    yield from _twice("people", (person.code for person in problem.people))
    yield from _shift_faults(problem)
    yield from _rule_faults(problem)
    for number, cover in enumerate(problem.covers):
        yield from _cover_faults(problem, f"covers[{number}]", cover)
    for person in problem.people:
        yield from _person_faults(problem, person)


def _twice(name: str, codes: Iterable[str]) -> Iterator[tuple[str, str]]:
    for code, count in Counter(codes).items():
        if count > 1:
            yield name, f"{code} is there twice"


def _shift_faults(problem: Problem) -> Iterator[tuple[str, str]]:
    for shift in problem.shifts:
        if not 0 <= shift.starts_min < MINUTES_A_DAY or not 0 < shift.length_min <= MINUTES_A_DAY:
            yield f"shifts[{shift.code}]", "a shift begins within the day and lasts up to 24 hours"


def _rule_faults(problem: Problem) -> Iterator[tuple[str, str]]:
    rules, codes = problem.rules, {shift.code for shift in problem.shifts}
    least, most = rules.week_shifts
    if not 0 <= least <= most <= DAYS_A_WEEK:
        yield "rules.week_shifts", "the least lies between 0 and the most, and the most is at most 7"
    if not 1 <= rules.most_in_7_days <= DAYS_A_WEEK:
        yield "rules.most_in_7_days", "a number from 1 to 7"
    if rules.rest_h < 0:
        yield "rules.rest_h", "at least 0 hours"
    for code in {code for couple in rules.never_after for code in couple} - codes:
        yield "rules.never_after", f"there is no shift {code}"


def _cover_faults(problem: Problem, name: str, cover: Cover) -> Iterator[tuple[str, str]]:
    if cover.shift not in {shift.code for shift in problem.shifts}:
        yield f"{name}.shift", f"there is no shift {cover.shift}"
    if cover.group not in {group for person in problem.people for group in person.groups}:
        yield f"{name}.group", f"nobody belongs to {cover.group}"
    if cover.at_least < 0 or (cover.at_most is not None and cover.at_most < cover.at_least):
        yield f"{name}.at_least", "between 0 and at_most"
    if any(not 0 <= day < problem.days for day in cover.days):
        yield f"{name}.days", f"a day lies outside the {problem.days} days of the roster"


def _person_faults(problem: Problem, person: Person) -> Iterator[tuple[str, str]]:
    name, codes = f"people[{person.code}]", {shift.code for shift in problem.shifts}
    for code in {*person.shifts, *(code for _, code in person.fixed if code), *(code for _, code in person.earlier)}:
        if code not in codes:
            yield name, f"there is no shift {code}"
            return
    least, most = person.week_shifts or problem.rules.week_shifts
    if not 0 <= least <= most <= DAYS_A_WEEK:
        yield f"{name}.week_shifts", "the least lies between 0 and the most, and the most is at most 7"
    if any(day >= 0 for day, _ in person.earlier):
        yield f"{name}.earlier", "only days before the roster"
    yield from _fixed_faults(problem, person, f"{name}.fixed")


def _fixed_faults(problem: Problem, person: Person, name: str) -> Iterator[tuple[str, str]]:
    if any(not 0 <= day < problem.days for day, _ in person.fixed):
        yield name, f"a day lies outside the {problem.days} days of the roster"
    yield from _twice(name, (_said(problem, day) for day, _ in person.fixed))
    worked = {day: code for day, code in (*person.earlier, *person.fixed) if code}
    for day, code in sorted(worked.items()):
        if day >= 0 and person.shifts and code not in person.shifts:
            yield name, f"the person does not work {code} ({_said(problem, day)})"
        if day in person.away:
            yield name, f"a shift on {_said(problem, day)}, a day of leave"
    yield from _tired(problem, name, worked)
    for week in problem.weeks():
        most = problem.week_limits(person, week)[1]
        if sum(day in worked for day in week) > most:
            yield name, f"more than {most} shifts in the week of {_said(problem, week[0])}"


def _tired(problem: Problem, name: str, worked: dict[int, str]) -> Iterator[tuple[str, str]]:
    for day, code in sorted(worked.items()):
        then = worked.get(day + 1)
        if then and day + 1 >= 0 and problem.collide(problem.shift(code), problem.shift(then)):
            yield name, f"{then} on {_said(problem, day + 1)} leaves too little rest after {code} on the day before"
        run = sum(other in worked for other in range(day, day + DAYS_A_WEEK))
        if run > problem.rules.most_in_7_days and day + DAYS_A_WEEK > 0:
            yield name, f"{run} shifts in the seven days from {_said(problem, day)}"


def _said(problem: Problem, day: int) -> str:
    return problem.first_day.fromordinal(problem.first_day.toordinal() + day).isoformat()
