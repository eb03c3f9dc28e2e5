"""Which rule wins a case, and why each other one does not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from gridwarden.cases.domain.routing.rule import DayKind, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gridwarden.cases.domain.routing.rule import Facts, Rule


class Reason(StrEnum):
    """Why a rule won or lost."""

    WON = "won"
    OFF = "off"
    NOT_VALID = "not_valid"
    NO_UNIT = "no_unit"
    OTHER_SUBJECT = "other_subject"
    OTHER_PLACE = "other_place"
    OTHER_DAY = "other_day"
    OTHER_HOUR = "other_hour"
    #: It fits as well; the winner is closer in this respect.
    WIDER_SUBJECT = "wider_subject"
    WIDER_PLACE = "wider_place"
    WIDER_DAYS = "wider_days"
    WIDER_HOURS = "wider_hours"
    #: It is as close; the winner goes before it.
    LATER_PRIORITY = "later_priority"
    LATER_NUMBER = "later_number"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rule and what became of it."""

    rule: Rule
    reason: Reason

    @property
    def fits(self) -> bool:
        """Whether the case meets everything that the rule asks for."""
        return self.reason in _FITS


@dataclass(frozen=True, slots=True)
class Routing:
    """The outcome for one case: the winner first, then what fits, then the rest."""

    winner: Rule | None
    verdicts: tuple[Verdict, ...]


Rank = tuple[int, int, int, int, int, int, int]

_PLACES = {PlaceKind.DISTRICT: 0, PlaceKind.GRADE: 1, PlaceKind.GRIDS: 2, PlaceKind.AREA: 3}
#: In the order of ``rank``: the first in which two rules differ decides.
_DECIDED_BY = (
    Reason.WIDER_SUBJECT,
    Reason.WIDER_PLACE,
    Reason.WIDER_DAYS,
    Reason.WIDER_HOURS,
    Reason.LATER_PRIORITY,
    Reason.LATER_NUMBER,
    Reason.LATER_NUMBER,
)
_FITS = frozenset({Reason.WON, *_DECIDED_BY})


def specificity(rule: Rule) -> tuple[int, int, int, int]:
    """Return how close a rule is in subject, place, days and hours; the greater the closer."""
    subject = 3 if rule.condition else 2 if rule.item else 1 if rule.item_class else 0
    days = bool(rule.weekdays) + (rule.days is not DayKind.ANY)
    return subject, _PLACES[rule.place], days, int(rule.hours is not None)


def rank(rule: Rule) -> Rank:
    """Return the order in which rules are asked: close before wide, then by priority, then by number."""
    subject, place, days, hours = specificity(rule)
    return -subject, -place, -days, -hours, rule.priority, rule.number, rule.id


def evaluate(rules: Iterable[Rule], facts: Facts) -> Routing:
    """Return which rule has the case, with a reason for each; the order in which rules come does not matter."""
    ordered = sorted(rules, key=rank)
    misses = [(rule, _miss(rule, facts)) for rule in ordered]
    winner = next((rule for rule, miss in misses if miss is None), None)
    verdicts = [Verdict(rule, miss or _against(rule, winner)) for rule, miss in misses]
    return Routing(winner, tuple(sorted(verdicts, key=lambda one: (one.rule is not winner, not one.fits))))


def _miss(rule: Rule, facts: Facts) -> Reason | None:
    """Return the first thing that keeps the rule from the case."""
    if not rule.is_on:
        return Reason.OFF
    tests = (
        (rule.is_valid(facts.day), Reason.NOT_VALID),
        (rule.has_unit(facts.day), Reason.NO_UNIT),
        (rule.meets_subject(facts), Reason.OTHER_SUBJECT),
        (rule.meets_place(facts), Reason.OTHER_PLACE),
        (rule.meets_weekday(facts), Reason.OTHER_DAY),
        (rule.meets_hours(facts.minute), Reason.OTHER_HOUR),
    )
    return next((reason for is_met, reason in tests if not is_met), None)


def _against(rule: Rule, winner: Rule | None) -> Reason:
    if winner is None or rule is winner:
        return Reason.WON
    pairs = zip(rank(rule), rank(winner), _DECIDED_BY, strict=True)
    return next((reason for own, best, reason in pairs if own != best), Reason.LATER_NUMBER)
