"""Note the routing rule by which a case goes to a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models.functions import Coalesce

from gridwarden.cases.domain.errors import CaseMovedOn
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.models import RoutingRule
from gridwarden.cases.queries import routing

if TYPE_CHECKING:
    from gridwarden.cases.domain.decisions import Decision
    from gridwarden.cases.domain.routing import Rule
    from gridwarden.cases.models import Case


def fire(case: Case, decision: Decision) -> Rule | None:
    """Return the rule that sends the case where ``decision`` takes it, marked as used; ``None`` where people chose.

    From its first use on a rule is history: it can be ended and replaced, never rewritten.
    """
    if decision.row.name is not MoveName.DISPATCH:
        return None
    rule = routing.winner(case, decision.at)
    if rule is None or rule.unit_id != decision.after.owner.id:
        return None
    marked = RoutingRule.objects.filter(pk=rule.id, ended_at=None, is_on=True)
    if not marked.update(used_at=Coalesce("used_at", decision.at)):
        raise CaseMovedOn("The routing rule has changed meanwhile.")
    return rule
