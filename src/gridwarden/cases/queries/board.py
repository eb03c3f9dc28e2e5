"""What to do now, as figures that lead to their cases."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from gridwarden.algorithms.worktime import Light
from gridwarden.cases.domain.states import IN_HAND, OPEN
from gridwarden.cases.models import Case
from gridwarden.cases.queries import todo
from gridwarden.cases.queries.filters import CaseFilter

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure: how many cases, and the filter that lists them."""

    key: str
    count: int
    filter: CaseFilter

    @property
    def query(self) -> str:
        """Query string of the list behind the figure."""
        return self.filter.query


def tiles(actor: Actor, now: datetime) -> list[Tile]:
    """Return the actor's duties and then the state of all open cases in sight.

    One SQL statement, and one more for those who rule or supervise: what waits for them may be about closed cases.
    """
    open_states = [state.value for state in OPEN]
    asked: dict[str, tuple[Q, CaseFilter]] = {
        duty.value: (condition, CaseFilter(todo=duty)) for duty, condition in todo.duties_of(actor).items()
    }
    asked |= {
        "overdue": (Q(due_at__lt=now), CaseFilter(light=Light.RED)),
        "due_soon": (Q(due_at__gte=now, warn_at__lte=now), CaseFilter(light=Light.YELLOW)),
        "in_hand": (Q(state__in=[state.value for state in IN_HAND]), CaseFilter(states=tuple(sorted(IN_HAND)))),
        "open": (Q(state__in=open_states), CaseFilter(open_only=True)),
    }
    counts = (
        Case.objects.visible_to(actor)
        .filter(state__in=open_states)
        .aggregate(**{f"n_{key}": Count("pk", filter=condition) for key, (condition, _filter) in asked.items()})
    )
    beside = _beside(actor, asked)
    counts |= beside
    return [Tile(key, counts[f"n_{key}"], wanted) for key, (_condition, wanted) in asked.items()]


def _beside(actor: Actor, asked: dict[str, tuple[Q, CaseFilter]]) -> dict[str, int]:
    wanted = {key: asked[key][0] for key in (todo.Todo.RULE.value, todo.Todo.SIGN_OFF.value) if key in asked}
    if not wanted:
        return {}
    cases = Case.objects.visible_to(actor).filter(reduce(or_, wanted.values()))
    return cases.aggregate(**{f"n_{key}": Count("pk", filter=condition) for key, condition in wanted.items()})
