"""Routing rules: which unit a case goes to, by item, place, time of day and day.

``evaluate`` names the winner and says why every other rule lost; ``winners`` does the same for many cases at once;
``overlaps`` and ``holes`` look for rules that contend and for cases that no rule covers.
"""

from gridwarden.cases.domain.routing.evaluation import Reason, Routing, Verdict, evaluate, rank
from gridwarden.cases.domain.routing.gaps import Hole, Line, holes
from gridwarden.cases.domain.routing.many import Columns, winners
from gridwarden.cases.domain.routing.overlapping import Overlap, overlaps
from gridwarden.cases.domain.routing.rule import BadRule, DayKind, Facts, NoSuchRule, PlaceKind, Rule, check

__all__ = [
    "BadRule",
    "Columns",
    "DayKind",
    "Facts",
    "Hole",
    "Line",
    "NoSuchRule",
    "Overlap",
    "PlaceKind",
    "Reason",
    "Routing",
    "Rule",
    "Verdict",
    "check",
    "evaluate",
    "holes",
    "overlaps",
    "rank",
    "winners",
]
