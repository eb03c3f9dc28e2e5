"""A problem cut into parts that have nobody and nothing in common, and what is known of each beforehand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import gcd
from typing import TYPE_CHECKING

import networkx as nx

from gridwarden.algorithms.staffing.result import Measure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gridwarden.algorithms.staffing.problem import Person, Problem

#: (group, shift, day)
Post = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Part:
    """People who are tied together by the groups that want somebody, and what is wanted of them."""

    problem: Problem
    people: tuple[Person, ...]
    #: Post → least and most people; ``None`` for any number.
    wanted: Mapping[Post, tuple[int, int | None]]
    #: Least shifts of (person, week) where they fall below the rules, since nothing better exists.
    week_least: Mapping[tuple[str, int], int]

    def members(self, group: str) -> list[Person]:
        """Return who belongs to ``group``."""
        return [person for person in self.people if group in person.groups]


@dataclass(frozen=True, slots=True)
class Circle:
    """People of a part who work the same shifts: among them work is shared fairly."""

    part: Part
    people: tuple[Person, ...]

    @property
    def present(self) -> tuple[Person, ...]:
        """Who is never on leave."""
        return tuple(person for person in self.people if not person.away)


@dataclass(frozen=True, slots=True)
class Aim:
    """What a measure counts in a circle, and the best that could be hoped for, in units."""

    measure: Measure
    #: (day, shift) → units.
    units: Mapping[tuple[int, str], int]
    #: Nobody can have less than this as the most, and nobody more than this as the least.
    most: int
    least: int
    #: Sixtieths of cost for each unit.
    weight: int


def cut(problem: Problem) -> list[Part]:
    """Return the parts in the order of their first people."""
    graph = nx.Graph()
    wanted = _wanted(problem)
    asked = {group for group, _, _ in wanted}
    for person in problem.people:
        graph.add_node(("person", person.code))
        graph.add_edges_from((("person", person.code), ("group", group)) for group in person.groups if group in asked)
    whole = {node: number for number, nodes in enumerate(nx.connected_components(graph)) for node in nodes}
    people: dict[int, list[Person]] = defaultdict(list)
    for person in problem.people:
        people[whole["person", person.code]].append(person)
    posts: dict[int, dict[Post, tuple[int, int | None]]] = defaultdict(dict)
    for post, limits in wanted.items():
        posts[whole["group", post[0]]][post] = limits
    return [Part(problem, tuple(found), posts[number], {}) for number, found in people.items()]


def deal(part: Part, size: int) -> list[Part]:
    """Deal a big part whose people all stand in the same groups into smaller ones that together do its work."""
    alike = len({person.groups for person in part.people}) == 1
    if not alike or len(part.people) < 2 * size or any(most is not None for _, most in part.wanted.values()):
        return []
    count = -(-len(part.people) // size)
    people = sorted(part.people, key=lambda person: (len(person.away), person.shifts))
    return [
        Part(part.problem, tuple(people[number::count]), _dealt(part, number, count), {}) for number in range(count)
    ]


def _dealt(part: Part, number: int, count: int) -> dict[Post, tuple[int, int | None]]:
    """What does not divide goes to others each day."""
    return {
        (group, shift, day): (least // count + ((number + day) % count < least % count), None)
        for (group, shift, day), (least, _) in part.wanted.items()
    }


def _wanted(problem: Problem) -> dict[Post, tuple[int, int | None]]:
    found: dict[Post, tuple[int, int | None]] = {}
    for cover in problem.covers:
        for day in cover.days:
            post = (cover.group, cover.shift, day)
            least, most = found.get(post, (0, None))
            mosts = [limit for limit in (most, cover.at_most) if limit is not None]
            found[post] = (max(least, cover.at_least), min(mosts, default=None))
    return found


def circles(part: Part) -> list[Circle]:
    """Return who is compared with whom."""
    alike: dict[object, list[Person]] = defaultdict(list)
    for person in part.people:
        alike[person.shifts, person.week_shifts].append(person)
    return [Circle(part, tuple(people)) for people in alike.values()]


def aims(circle: Circle, weights: Mapping[Measure, int]) -> list[Aim]:
    """Return what is to be shared in ``circle`` and the bounds that arithmetic gives."""
    problem = circle.part.problem
    slots = [(day, shift) for day in range(problem.days) for shift in problem.shifts]
    step = gcd(*(shift.length_min for shift in problem.shifts))
    counted = {
        Measure.WEEKENDS: ({(day, shift.code): 1 for day, shift in slots if day in problem.rest_days}, 60),
        Measure.EVENINGS: ({(day, shift.code): 1 for day, shift in slots if shift.is_evening}, 60),
        Measure.HOURS: ({(day, shift.code): shift.length_min // step for day, shift in slots}, step),
    }
    return [
        _aim(circle, measure, units, weights[measure] * part)
        for measure, (units, part) in counted.items()
        if units and weights[measure]
    ]


def _aim(circle: Circle, measure: Measure, units: Mapping[tuple[int, str], int], weight: int) -> Aim:
    most = max(_most_by_cover(circle, units), _most_by_weeks(circle, measure, units))
    least = min(most, _least_by_cover(circle, units), _least_by_weeks(circle, units))
    return Aim(measure, units, most, max(0, least), weight)


def _most_by_cover(circle: Circle, units: Mapping[tuple[int, str], int]) -> int:
    """What a group must do is done by its members: one of them does at least the mean, rounded up."""
    inside = {person.code for person in circle.people}
    needed: dict[str, int] = defaultdict(int)
    for (group, shift, day), (least, _) in circle.part.wanted.items():
        needed[group] += least * units.get((day, shift), 0)
    members = {group: [person.code for person in circle.part.members(group)] for group in needed}
    return max((-(-needed[group] // len(of)) for group, of in members.items() if inside.issuperset(of)), default=0)


def _most_by_weeks(circle: Circle, measure: Measure, units: Mapping[tuple[int, str], int]) -> int:
    """Whoever must work so many shifts a week works at least the shortest ones."""
    if measure is not Measure.HOURS:
        return 0
    problem = circle.part.problem
    lightest = min(units[0, code] for code in _codes(circle))
    return max(
        sum(_least(circle.part, person, week) for week in problem.weeks()) * lightest for person in circle.people
    )


def _least(part: Part, person: Person, week: range) -> int:
    return part.week_least.get((person.code, week[0]), part.problem.week_limits(person, week)[0])


def _least_by_cover(circle: Circle, units: Mapping[tuple[int, str], int]) -> int:
    """Where a group holds everybody and takes only so many, all together cannot do more."""
    everybody = {person.code for person in circle.people}
    caps = dict.fromkeys(units, len(everybody))
    for (group, shift, day), (_, most) in circle.part.wanted.items():
        holds_all = most is not None and everybody.issubset(person.code for person in circle.part.members(group))
        if holds_all and (day, shift) in caps:
            caps[day, shift] = min(caps[day, shift], most or 0)
    total = sum(units[slot] * cap for slot, cap in caps.items())
    return total // len(everybody)


def _least_by_weeks(circle: Circle, units: Mapping[tuple[int, str], int]) -> int:
    """Nobody works more shifts of a week than allowed, nor more than the heaviest that count."""
    problem = circle.part.problem
    codes = _codes(circle)
    tops = []
    for person in circle.present:
        total = 0
        for week in problem.weeks():
            days = sorted((max(units.get((day, code), 0) for code in codes) for day in week), reverse=True)
            total += sum(days[: problem.week_limits(person, week)[1]])
        tops.append(total)
    return min(tops, default=0)


def _codes(circle: Circle) -> tuple[str, ...]:
    return circle.people[0].shifts or tuple(shift.code for shift in circle.part.problem.shifts)
