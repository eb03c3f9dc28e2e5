"""How long each stage may take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.algorithms.worktime import Limit
from gridwarden.cases.domain.clocks import Stage
from gridwarden.cases.domain.deadlines import DEFAULT_LIMITS
from gridwarden.cases.models import StageLimit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from gridwarden.menu.models import Condition
    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True)
class StageLimitRow:
    """How long one stage may take in a district."""

    stage: Stage
    #: ``None``: nothing watches this stage.
    limit: Limit | None
    usual: Limit | None
    is_own: bool


def rows(actor: Actor) -> list[StageLimitRow]:
    """Return the limits of the actor's district in the order of the stages; handling has its limit from the menu."""
    stored = StageLimit.objects.filter(district=actor.district_id).values_list("stage", "value", "unit")
    own = {Stage(stage): Limit(value, unit) for stage, value, unit in stored}
    stages = [stage for stage in Stage if stage is not Stage.HANDLE]
    return [
        StageLimitRow(stage, own.get(stage, DEFAULT_LIMITS.get(stage)), DEFAULT_LIMITS.get(stage), stage in own)
        for stage in stages
    ]


def limits_for(district_id: int, condition: Condition | None) -> dict[Stage, Limit]:
    """Return the limits of a case: the district's own over the usual ones, and its condition's for handling."""
    rows = StageLimit.objects.filter(district=district_id).values_list("stage", "value", "unit")
    handle = Limit(condition.limit_value, condition.limit_unit) if condition else None
    return combined(rows, handle)


def combined(rows: Iterable[tuple[str, Decimal, str]], handle: Limit | None) -> dict[Stage, Limit]:
    """Return the usual limits with the district's rows and the handling limit laid over them."""
    own = {Stage(stage): Limit(value, unit) for stage, value, unit in rows}
    return {**DEFAULT_LIMITS, **own, **({Stage.HANDLE: handle} if handle else {})}
