"""What a roster is made of: days, shifts, people, how many are wanted when, and the rules of rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gridwarden.algorithms.refusals import Invalid

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

MINUTES_A_DAY = 1440
DAYS_A_WEEK = 7


class BadProblem(Invalid):
    """The problem contradicts itself."""

    code = "bad_roster_problem"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Hours of work; ``ends_min`` lies beyond 1440 where the shift ends on the next day."""

    code: str
    starts_min: int
    ends_min: int
    is_evening: bool = False

    @property
    def length_min(self) -> int:
        """How long the shift lasts."""
        return self.ends_min - self.starts_min


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who works shifts. Days are numbered from 0; days before the roster are negative."""

    code: str
    groups: tuple[str, ...]
    #: Codes of the shifts that the person may work; empty for all.
    shifts: tuple[str, ...] = ()
    #: Days of leave.
    away: frozenset[int] = frozenset()
    #: Day → code of the shift that the person works then, or ``None`` for a day off.
    fixed: tuple[tuple[int, str | None], ...] = ()
    #: Shifts worked before the roster: the rules of rest reach back to them.
    earlier: tuple[tuple[int, str], ...] = ()
    #: Least and most shifts a week, where they differ from the rules.
    week_shifts: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """How many people of a group are wanted in a shift on some days."""

    group: str
    shift: str
    days: tuple[int, ...]
    at_least: int
    at_most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What everybody may be asked to do."""

    #: Hours between the end of a shift and the beginning of the next.
    rest_h: float = 11.0
    #: Least and most shifts in a week, counted from the first day; a day of leave lowers the least by one.
    week_shifts: tuple[int, int] = (5, 5)
    #: Most shifts in any seven days running.
    most_in_7_days: int = 6
    #: (shift, shift of the next day) that may not follow each other whatever the rest.
    never_after: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A roster to be made. Whoever is on duty counts in every group to which the person belongs."""

    first_day: date
    days: int
    shifts: tuple[Shift, ...]
    people: tuple[Person, ...]
    covers: tuple[Cover, ...]
    rules: Rules = field(default_factory=Rules)
    #: Days that count as weekend: Saturdays, Sundays, holidays.
    rest_days: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        """Refuse what names something unknown, says something twice or breaks a rule by being fixed."""
        from gridwarden.algorithms.staffing.soundness import check_sound  # noqa: PLC0415 - it reads this module

        check_sound(self)

    def shift(self, code: str) -> Shift:
        """Return the shift called ``code``."""
        return next(shift for shift in self.shifts if shift.code == code)

    def collide(self, one: Shift, then: Shift) -> bool:
        """Return whether ``then`` may not be worked on the day after ``one``."""
        rest_min = MINUTES_A_DAY + then.starts_min - one.ends_min
        return rest_min < self.rules.rest_h * 60 or (one.code, then.code) in self.rules.never_after

    def weeks(self) -> list[range]:
        """Return the days of each week, the last one perhaps cut short."""
        return [range(day, min(day + DAYS_A_WEEK, self.days)) for day in range(0, self.days, DAYS_A_WEEK)]

    def week_limits(self, person: Person, week: range) -> tuple[int, int]:
        """Return the least and most shifts of ``person`` in ``week``; leave and a short week lower them."""
        least, most = person.week_shifts or self.rules.week_shifts
        present = sum(day not in person.away for day in week)
        gone = DAYS_A_WEEK - present
        return max(0, min(least - gone, present)), min(most, present)


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """A roster that was in force, of which everything before a day stands."""

    #: (person, day) → shift.
    worked: Mapping[tuple[str, int], str]
    #: First day that may change.
    from_day: int = 0
