"""Rosters so small that all of them can be looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

from gridwarden.algorithms.staffing import Assignment, Cover, Person, Problem, Rules, Shift, faults

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = Shift(code="day", starts_min=7 * 60, ends_min=14 * 60 + 30)
EVENING = Shift(code="evening", starts_min=14 * 60 + 30, ends_min=22 * 60, is_evening=True)
MONDAY = date(2026, 3, 2)


def people(count: int, *, group: str = "g", **given: Any) -> tuple[Person, ...]:
    return tuple(Person(code=f"{group}{number}", groups=(group,), **given) for number in range(count))


def problem(count: int = 3, days: int = 3, **given: Any) -> Problem:
    """One group, one person wanted in each shift; the last day is a day of rest."""
    covers = tuple(Cover(group="g", shift=code, days=tuple(range(days)), at_least=1) for code in ("day", "evening"))
    plain: dict[str, Any] = {
        "first_day": MONDAY,
        "days": days,
        "shifts": (DAY, EVENING),
        "people": people(count),
        "covers": covers,
        "rules": Rules(week_shifts=(0, 6)),
        "rest_days": frozenset({days - 1}),
    }
    return Problem(**plain | given)


def every_roster(asked: Problem) -> Iterator[tuple[Assignment, ...]]:
    """Every way to give each person a shift or a day off, rules or not."""
    slots = [(person.code, day) for day in range(asked.days) for person in asked.people]
    choices = ("", *(shift.code for shift in asked.shifts))
    for chosen in product(choices, repeat=len(slots)):
        yield tuple(Assignment(day, who, code) for (who, day), code in zip(slots, chosen, strict=True) if code)


def sound_rosters(asked: Problem) -> Iterator[tuple[Assignment, ...]]:
    return (one for one in every_roster(asked) if not faults(asked, one))


def cost(asked: Problem, roster: tuple[Assignment, ...]) -> float:
    """The most that anybody has plus how far the least lies below: weekends a hundredfold, evenings tenfold."""
    total = 0.0
    for weight, counted in ((100, _rest(asked)), (10, _evening), (1, _hours(asked))):
        sums = {person.code: 0.0 for person in asked.people}
        for one in roster:
            sums[one.person] += counted(one)
        present = [sums[person.code] for person in asked.people if not person.away]
        most = max(sums.values())
        total += weight * (most + (most - min(present) if present else 0))
    return total


def _rest(asked: Problem) -> Any:
    return lambda one: float(one.day in asked.rest_days)


def _evening(one: Assignment) -> float:
    return float(one.shift == "evening")


def _hours(asked: Problem) -> Any:
    return lambda one: asked.shift(one.shift).length_min / 60


def lacking(asked: Problem, roster: tuple[Assignment, ...]) -> int:
    """How many people lack in a roster."""
    return sum(
        max(0, cover.at_least - sum((one.day, one.shift) == (day, cover.shift) for one in roster))
        for cover in asked.covers
        for day in cover.days
    )


def without_covers(asked: Problem) -> Problem:
    return replace(asked, covers=())
