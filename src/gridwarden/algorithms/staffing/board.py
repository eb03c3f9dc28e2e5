"""The rules of a part as a model of CP-SAT: one yes or no for each person, day and shift."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ortools.sat.python import cp_model

from gridwarden.algorithms.staffing.problem import DAYS_A_WEEK

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gridwarden.algorithms.staffing.parts import Part, Post
    from gridwarden.algorithms.staffing.problem import Person, Previous, Shift

#: (person, day, shift)
Key = tuple[str, int, str]


@dataclass
class Board:
    """A model with every rule of rest in it; what is wanted and what is best come on top."""

    part: Part
    previous: Previous | None
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    #: A variable, or 0 or 1 where nothing is left to decide.
    works: dict[Key, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Lay out the variables and the rules of everybody."""
        for person in self.part.people:
            self._lay_out(person)
            self._keep_rest(person)
            self._keep_sevens(person)

    def want(self, *, softly: bool = False) -> dict[Post, Any]:
        """Demand what is wanted; ``softly``: return what may lack of it."""
        lacking = {}
        for (group, shift, day), (least, most) in sorted(self.part.wanted.items(), key=lambda item: item[0]):
            if self._is_past(day):
                continue
            terms = [self.works[person.code, day, shift] for person in self.part.members(group)]
            if softly and least:
                lacking[group, shift, day] = self.model.new_int_var(0, least, "")
                terms.append(lacking[group, shift, day])
            self.bound(terms, least, most)
        return lacking

    def fill_weeks(self, *, softly: bool = False) -> dict[tuple[str, int], Any]:
        """Demand the least and most shifts of each week; ``softly``: return what may lack to the least."""
        lacking: dict[tuple[str, int], Any] = {}
        for person in self.part.people:
            for week in self.part.problem.weeks():
                if not self._is_past(week[-1]):
                    self._fill_week(person, week, lacking if softly else None)
        return lacking

    def _fill_week(self, person: Person, week: range, lacking: dict[tuple[str, int], Any] | None) -> None:
        least, most = self.part.problem.week_limits(person, week)
        least = self.part.week_least.get((person.code, week[0]), least)
        terms = self.days(person, week)
        free = sum(not isinstance(term, int) for term in terms)
        sure = sum(term for term in terms if isinstance(term, int))
        least = min(least, sure + free)  # days that have passed or are fixed off cannot be made up for
        self.bound(terms, 0, most)
        if lacking is not None and least:
            lacking[person.code, week[0]] = self.model.new_int_var(0, least, "")
            terms.append(lacking[person.code, week[0]])
        self.bound(terms, least, None)

    def days(self, person: Person, days: Iterable[int]) -> list[Any]:
        """Return what ``person`` works on ``days``, each day and shift a term."""
        return [self.works[person.code, day, shift.code] for day in days for shift in self.part.problem.shifts]

    def bound(self, terms: list[Any], least: int, most: int | None) -> None:
        """Hold the sum of ``terms`` between two numbers; what is decided already is taken as it is."""
        sure = sum(term for term in terms if isinstance(term, int))
        open_terms = [term for term in terms if not isinstance(term, int)]
        if not open_terms:
            if sure < least:
                self.model.add_bool_or([])  # nothing can make this true
            return
        total = cp_model.LinearExpr.sum(open_terms)
        if least > sure:
            self.model.add(total >= least - sure)
        if most is not None:
            self.model.add(total <= max(0, most - sure))

    def hint(self, worked: Mapping[tuple[str, int], str]) -> None:
        """Start the search from a roster."""
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        for (person, day, shift), variable in self.works.items():
            if not isinstance(variable, int):
                self.model.add_hint(variable, worked.get((person, day)) == shift)

    def changes(self) -> Any:
        """Return how many (person, day) differ from the roster before, days of leave left out."""
        terms = [self._change(person, day) for person in self.part.people for day in self._open_days(person)]
        return cp_model.LinearExpr.sum(terms)

    def _open_days(self, person: Person) -> list[int]:
        return [d for d in range(self.part.problem.days) if not self._is_past(d) and d not in person.away]

    def _change(self, person: Person, day: int) -> Any:
        before = self.previous.worked.get((person.code, day)) if self.previous else None
        if before is not None:
            return 1 - self.works[person.code, day, before]
        return cp_model.LinearExpr.sum(self.days(person, [day]))

    def _is_past(self, day: int) -> bool:
        return self.previous is not None and day < self.previous.from_day

    def _lay_out(self, person: Person) -> None:
        fixed = dict(person.fixed)
        for day in range(self.part.problem.days):
            for shift in self.part.problem.shifts:
                self.works[person.code, day, shift.code] = self._value(person, day, shift, fixed)
            self.bound(self.days(person, [day]), 0, 1)

    def _value(self, person: Person, day: int, shift: Shift, fixed: Mapping[int, str | None]) -> Any:
        if self.previous is not None and day < self.previous.from_day:
            return int(self.previous.worked.get((person.code, day)) == shift.code)
        if day in person.away or (person.shifts and shift.code not in person.shifts):
            return 0
        if day in fixed:
            return int(fixed[day] == shift.code)
        return self.model.new_bool_var("")

    def _keep_rest(self, person: Person) -> None:
        earlier = dict(person.earlier)
        shifts = self.part.problem.shifts
        bad = [(one, then) for one in shifts for then in shifts if self.part.problem.collide(one, then)]
        for one, then in bad:
            if earlier.get(-1) == one.code:
                self.bound([1, self.works[person.code, 0, then.code]], 0, 1)
            for day in range(self.part.problem.days - 1):
                if not self._is_past(day + 1):
                    pair = [self.works[person.code, day, one.code], self.works[person.code, day + 1, then.code]]
                    self.bound(pair, 0, 1)

    def _keep_sevens(self, person: Person) -> None:
        most = self.part.problem.rules.most_in_7_days
        if most == DAYS_A_WEEK:
            return
        earlier = {day for day, _ in person.earlier}
        for first in range(1 - DAYS_A_WEEK, self.part.problem.days - DAYS_A_WEEK + 1):
            days = range(max(first, 0), first + DAYS_A_WEEK)
            if days and not self._is_past(days[-1]):
                before = sum(day in earlier for day in range(first, 0))
                self.bound([before, *self.days(person, days)], 0, most)
