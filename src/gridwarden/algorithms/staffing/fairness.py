"""Sharing fairly: for each circle and measure the most that anybody has, and how far the least lies below it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from ortools.sat.python import cp_model

from gridwarden.algorithms.staffing.parts import aims, circles
from gridwarden.algorithms.staffing.result import Measure, Share

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gridwarden.algorithms.staffing.board import Board
    from gridwarden.algorithms.staffing.params import Params
    from gridwarden.algorithms.staffing.parts import Aim, Circle, Part
    from gridwarden.algorithms.staffing.problem import Person

Goals = list[tuple["Circle", "Aim"]]
Worked = "Mapping[tuple[str, int], str]"
#: Costs are counted in sixtieths, since hours come in minutes.
SCALE = 60


def goals(part: Part, params: Params) -> Goals:
    """Return what is to be shared in ``part``."""
    weights = {
        Measure.WEEKENDS: params.weekend_weight,
        Measure.EVENINGS: params.evening_weight,
        Measure.HOURS: params.hour_weight,
    }
    return [(circle, aim) for circle in circles(part) for aim in aims(circle, weights)]


def floor(found: Goals) -> int:
    """Return a cost below which no roster can fall: of each measure the mean share, rounded up, and the spread."""
    return sum(aim.weight * (aim.most + _spread(circle, aim.most, aim.least)) for circle, aim in found)


def hold(board: Board, found: Goals, *, slack: int) -> None:
    """Demand that everybody has what the bounds allow, give or take ``slack`` units."""
    for circle, aim in found:
        for person in circle.people:
            least = max(0, aim.least - slack) if not person.away else 0
            _count_between(board, person, aim, least, aim.most + slack)


def minimise(board: Board, found: Goals) -> None:
    """Have the solver look for the least cost."""
    terms = []
    for circle, aim in found:
        top = board.model.new_int_var(aim.most, sum(aim.units.values()), "")
        low = board.model.new_int_var(0, sum(aim.units.values()), "")
        board.model.add(low <= top)
        for person in circle.people:
            total = _count(board, person, aim)
            board.model.add(total <= top)
            if not person.away:
                board.model.add(total >= low)
        terms.append(aim.weight * (2 * top - low if circle.present else top))
    board.model.add(cp_model.LinearExpr.sum(terms) >= floor(found))
    board.model.minimize(cp_model.LinearExpr.sum(terms))


def cost(found: Goals, worked: Mapping[tuple[str, int], str]) -> int:
    """Return what a roster costs."""
    total = 0
    for circle, aim in found:
        most, least = _range(circle, aim, worked)
        # The solver may not count below what is proven to be needed; neither does the cost.
        total += aim.weight * (max(most, aim.most) + _spread(circle, max(most, aim.most), least))
    return total


def shares(found: Goals, worked: Mapping[tuple[str, int], str]) -> list[Share]:
    """Return who has most and least of what."""
    told = []
    for circle, aim in found:
        most, least = _range(circle, aim, worked)
        unit = aim.weight and _unit_of(circle, aim)
        told.append(
            Share(
                group=next(iter(circle.people[0].groups), ""),
                people=len(circle.people),
                measure=aim.measure,
                most=most * unit,
                least=least * unit,
            )
        )
    return told


def _unit_of(circle: Circle, aim: Aim) -> float:
    if aim.measure is not Measure.HOURS:
        return 1.0
    shift = circle.part.problem.shifts[0]
    return shift.length_min / aim.units[0, shift.code] / 60


def _spread(circle: Circle, most: int, least: int) -> int:
    return most - least if circle.present else 0


def _range(circle: Circle, aim: Aim, worked: Mapping[tuple[str, int], str]) -> tuple[int, int]:
    totals: dict[str, int] = defaultdict(int)
    for (person, day), shift in worked.items():
        totals[person] += aim.units.get((day, shift), 0)
    most = max(totals[person.code] for person in circle.people)
    return most, min((totals[person.code] for person in circle.present), default=most)


def _terms(board: Board, person: Person, aim: Aim) -> Sequence[tuple[Any, int]]:
    return [(board.works[person.code, day, shift], units) for (day, shift), units in aim.units.items()]


def _count(board: Board, person: Person, aim: Aim) -> Any:
    return cp_model.LinearExpr.sum([variable * units for variable, units in _terms(board, person, aim)])


def _count_between(board: Board, person: Person, aim: Aim, least: int, most: int) -> None:
    sure = sum(variable * units for variable, units in _terms(board, person, aim) if isinstance(variable, int))
    free = [variable * units for variable, units in _terms(board, person, aim) if not isinstance(variable, int)]
    if free:
        board.model.add_linear_constraint(cp_model.LinearExpr.sum(free), least - sure, max(0, most - sure))
    elif sure < least:
        board.model.add_bool_or([])
