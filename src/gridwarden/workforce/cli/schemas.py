"""The file that a roster is made from: its shape, checked field by field. See docs/roster.md."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from gridwarden.algorithms import staffing
from gridwarden.algorithms.refusals import Invalid

Code = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Count = Annotated[int, Field(ge=0, le=100_000)]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DayWord = Literal["all", "workday", "rest_day", "mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_SATURDAY = 5
EVERY_GROUP = "*"
WeekShifts = Annotated[tuple[Annotated[int, Field(ge=0, le=7)], Annotated[int, Field(ge=0, le=7)]], Field()]


class Strict(BaseModel):
    """Nothing beyond what is described."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ShiftEntry(Strict):
    """Hours of work; ``to`` before ``from`` ends on the next day."""

    code: Code
    starts: time = Field(alias="from")
    ends: time = Field(alias="to")
    evening: bool = False

    def value(self) -> staffing.Shift:
        """Return it in minutes."""
        starts, ends = _minutes(self.starts), _minutes(self.ends)
        ends += 1440 if ends <= starts else 0
        return staffing.Shift(code=self.code, starts_min=starts, ends_min=ends, is_evening=self.evening)


class Span(Strict):
    """From a first to a last day, both included."""

    first: date
    last: date


class PersonEntry(Strict):
    """Somebody who works."""

    code: Code
    groups: list[Code] = Field(min_length=1)
    shifts: list[Code] = []
    away: list[date | Span] = []
    fixed: dict[date, Code | None] = {}
    earlier: dict[date, Code] = {}
    week_shifts: WeekShifts | None = None

    def value(self, first_day: date, days: int) -> staffing.Person:
        """Return the person with numbered days."""
        away = {day - first_day for entry in self.away for day in _days_of(entry)}
        return staffing.Person(
            code=self.code,
            groups=tuple(self.groups),
            shifts=tuple(self.shifts),
            away=frozenset(gone.days for gone in away if 0 <= gone.days < days),
            fixed=tuple(((day - first_day).days, shift) for day, shift in sorted(self.fixed.items())),
            earlier=tuple(((day - first_day).days, shift) for day, shift in sorted(self.earlier.items())),
            week_shifts=self.week_shifts,
        )


class CoverEntry(Strict):
    """How many people of a group a shift wants on some days; ``*`` is every group."""

    group: Code
    shift: Code
    days: list[DayWord | date] = Field(default=["all"], min_length=1)
    at_least: Count
    at_most: Count | None = None


class RulesEntry(Strict):
    """What everybody may be asked to do."""

    rest_h: Annotated[float, Field(ge=0, le=48)] = 11.0
    week_shifts: WeekShifts = (5, 5)
    most_in_7_days: Annotated[int, Field(ge=1, le=7)] = 6
    never_after: list[tuple[Code, Code]] = []


class WeightsEntry(Strict):
    """What weighs how much in what is fair."""

    weekend: Annotated[int, Field(ge=0, le=10_000)] = 100
    evening: Annotated[int, Field(ge=0, le=10_000)] = 10
    hour: Annotated[int, Field(ge=0, le=10_000)] = 1


class ProblemFile(Strict):
    """The whole file."""

    first_day: date
    days: Annotated[int, Field(ge=1, le=366)] = 28
    shifts: list[ShiftEntry] = Field(min_length=1)
    people: list[PersonEntry] = Field(min_length=1)
    coverage: list[CoverEntry] = Field(min_length=1)
    rules: RulesEntry = RulesEntry()
    rest_days: list[date] | None = None
    weights: WeightsEntry = WeightsEntry()
    #: With a previous roster: the first day that may change.
    from_day: date | None = None

    def problem(self) -> staffing.Problem:
        """Return what the solver is asked."""
        rest = self._rest()
        groups = sorted({group for person in self.people for group in person.groups})
        return staffing.Problem(
            first_day=self.first_day,
            days=self.days,
            shifts=tuple(entry.value() for entry in self.shifts),
            people=tuple(entry.value(self.first_day, self.days) for entry in self.people),
            covers=tuple(
                staffing.Cover(
                    group=group,
                    shift=entry.shift,
                    days=self._days(entry, rest),
                    at_least=entry.at_least,
                    at_most=entry.at_most,
                )
                for entry in self.coverage
                for group in (groups if entry.group == EVERY_GROUP else [entry.group])
            ),
            rules=staffing.Rules(
                rest_h=self.rules.rest_h,
                week_shifts=self.rules.week_shifts,
                most_in_7_days=self.rules.most_in_7_days,
                never_after=tuple(self.rules.never_after),
            ),
            rest_days=rest,
        )

    def day(self, number: int) -> date:
        """Return the date of a numbered day."""
        return self.first_day + timedelta(days=number)

    def _rest(self) -> frozenset[int]:
        if self.rest_days is not None:
            numbers = ((day - self.first_day).days for day in self.rest_days)
            return frozenset(number for number in numbers if 0 <= number < self.days)
        return frozenset(number for number in range(self.days) if self.day(number).weekday() >= _SATURDAY)

    def _days(self, entry: CoverEntry, rest: frozenset[int]) -> tuple[int, ...]:
        return tuple(number for number in range(self.days) if self._matches(entry, number, rest))

    def _matches(self, entry: CoverEntry, number: int, rest: frozenset[int]) -> bool:
        day = self.day(number)
        words = {"all", "rest_day" if number in rest else "workday", WEEKDAYS[day.weekday()], day}
        return not words.isdisjoint(entry.days)


class AssignmentEntry(BaseModel):
    """One line of a roster."""

    day: date
    person: Code
    shift: Code


class RosterFile(BaseModel):
    """What this program printed before; only the assignments are read."""

    assignments: list[AssignmentEntry]


class BadFile(Invalid):
    """The file does not say what a roster needs."""

    code = "bad_roster_file"


def first_fault(faults: list[Any]) -> str:
    """Return the first thing that is wrong as a sentence: where, which rule, what was found."""
    fault = faults[0]
    where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in fault["loc"]).lstrip(".")
    found = fault.get("input")
    said = "" if isinstance(found, (dict, list)) or fault["type"] == "missing" else f" (found {found!r})"
    return f"{where or 'the file'}: {fault['msg'][0].lower()}{fault['msg'][1:]}{said}."


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _days_of(entry: date | Span) -> list[date]:
    if isinstance(entry, Span):
        return [entry.first + timedelta(days=number) for number in range((entry.last - entry.first).days + 1)]
    return [entry]
