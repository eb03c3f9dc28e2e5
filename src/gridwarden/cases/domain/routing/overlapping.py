"""Rules that contend: equally close, for different units, about the same cases."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

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
    return _valid_together(one, other, day) and _times_meet(one, other) and _places_meet(one, other)


def _valid_together(one: Rule, other: Rule, day: date) -> bool:
    begins = max(one.valid_from, other.valid_from, day)
    return all(rule.valid_to is None or begins < rule.valid_to for rule in (one, other))


class Stretch(NamedTuple):
    """Part of a calendar day on which a rule holds, in minutes."""

    begin: int
    end: int
    #: The end of a night: it belongs to the day before.
    is_carried: bool = False


def _times_meet(one: Rule, other: Rule) -> bool:
    """Whether some minute belongs to both, on a day that both want."""
    return any(
        own.begin < its.end and its.begin < own.end and _days_meet(one, other, own, its)
        for own in stretches(one)
        for its in stretches(other)
    )


def _days_meet(one: Rule, other: Rule, own: Stretch, its: Stretch) -> bool:
    """Whether some calendar day has these two stretches of both."""
    wanted, its_wanted = _calendar_days(one, own), _calendar_days(other, its)
    in_week = not wanted or not its_wanted or bool(wanted & its_wanted)
    # Two days in a row may be of any sort; of one day only one sort is true.
    kinds = {one.days, other.days} - {DayKind.ANY} if own.is_carried == its.is_carried else set()
    return in_week and len(kinds) <= 1


def _calendar_days(rule: Rule, stretch: Stretch) -> frozenset[int]:
    """Return the weekdays on which the stretch lies; empty for every day."""
    return frozenset(weekday % 7 + 1 for weekday in rule.weekdays) if stretch.is_carried else rule.weekdays


def stretches(rule: Rule) -> tuple[Stretch, ...]:
    """Return the hours of a rule as stretches of one calendar day."""
    if rule.hours is None:
        return (Stretch(0, DAY_MINUTES),)
    begin, end = rule.hours
    if begin < end:
        return (Stretch(begin, end),)
    both = (Stretch(0, end, is_carried=True), Stretch(begin, DAY_MINUTES))
    return tuple(stretch for stretch in both if stretch.begin < stretch.end)


def _places_meet(one: Rule, other: Rule) -> bool:
    if one.place is PlaceKind.AREA:
        return one.area is not None and other.area is not None and bool(one.area.intersects(other.area))
    if one.place is PlaceKind.GRIDS:
        return bool(one.grids & other.grids)
    return one.grade is other.grade
