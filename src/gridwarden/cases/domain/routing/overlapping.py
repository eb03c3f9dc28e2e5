"""Rules that contend: equally close, for different units, about the same cases."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from gridwarden.cases.domain.routing.evaluation import rank, specificity
from gridwarden.cases.domain.routing.rule import DAY_MINUTES, DayKind, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from gridwarden.cases.domain.routing.rule import Rule


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two rules that both fit some case; ``first`` has it."""

    first: Rule
    second: Rule

    @property
    def is_meant(self) -> bool:
        """Whether a priority says which goes first; otherwise only the number does."""
        return self.first.priority != self.second.priority


def overlaps(rules: Iterable[Rule], day: date) -> list[Overlap]:
    """Return the pairs that contend on ``day`` or later, in the order of their rank."""
    alike: dict[object, list[Rule]] = defaultdict(list)
    for rule in sorted(rules, key=rank):
        if rule.is_on and (rule.valid_to is None or rule.valid_to > day):
            alike[specificity(rule), rule.item_class if rule.item is None else None, rule.item, rule.condition].append(
                rule
            )
    pairs = [pair for group in alike.values() for pair in combinations(group, 2)]
    found = [Overlap(*pair) for pair in pairs if pair[0].unit_id != pair[1].unit_id and _meet(*pair, day)]
    return sorted(found, key=lambda one: (rank(one.first), rank(one.second)))


def _meet(one: Rule, other: Rule, day: date) -> bool:
    """Whether some case fits both; what they are about is the same already."""
    return (
        _valid_together(one, other, day)
        and _days_meet(one, other)
        and _hours_meet(one, other)
        and _places_meet(one, other)
    )


def _valid_together(one: Rule, other: Rule, day: date) -> bool:
    begins = max(one.valid_from, other.valid_from, day)
    return all(rule.valid_to is None or begins < rule.valid_to for rule in (one, other))


def _days_meet(one: Rule, other: Rule) -> bool:
    kinds = {one.days, other.days} - {DayKind.ANY}
    in_week = not one.weekdays or not other.weekdays or bool(one.weekdays & other.weekdays)
    return in_week and len(kinds) <= 1


def _hours_meet(one: Rule, other: Rule) -> bool:
    return any(
        begin < other_end and other_begin < end
        for begin, end in stretches(one)
        for other_begin, other_end in stretches(other)
    )


def stretches(rule: Rule) -> tuple[tuple[int, int], ...]:
    """Return the hours of a rule as stretches of one day, in minutes."""
    if rule.hours is None:
        return ((0, DAY_MINUTES),)
    begin, end = rule.hours
    if begin < end:
        return ((begin, end),)
    return tuple(stretch for stretch in ((0, end), (begin, DAY_MINUTES)) if stretch[0] < stretch[1])


def _places_meet(one: Rule, other: Rule) -> bool:
    if one.place is PlaceKind.AREA:
        return one.area is not None and other.area is not None and bool(one.area.intersects(other.area))
    if one.place is PlaceKind.GRIDS:
        return bool(one.grids & other.grids)
    return one.grade is other.grade
