"""Set how long a stage may take in a district."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.algorithms.worktime import Limit, LimitUnit
from gridwarden.cases.domain.clocks import Stage
from gridwarden.cases.models import StageLimit
from gridwarden.platform.access import Permission
from gridwarden.platform.audit import trail
from gridwarden.platform.refusals import Invalid

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from gridwarden.platform.access import Actor


class LimitOfTheCondition(Invalid):
    """Handling has the limit of each condition; it is set in the menu."""

    code = "limit_of_the_condition"


@transaction.atomic
def set_limit(
    *, by: Actor, at: datetime, district_id: int, stage: Stage, value: Decimal | str, unit: LimitUnit
) -> None:
    """Let ``stage`` take so long from now on; clocks that run already keep the limit they started with."""
    by.require(Permission.CALENDAR_EDIT)
    if stage is Stage.HANDLE:
        raise LimitOfTheCondition("Handling has its limit from the menu.", stage="is set in the menu")
    limit = Limit(value, unit)
    StageLimit.objects.update_or_create(
        district_id=district_id, stage=stage.value, defaults={"value": limit.value, "unit": limit.unit.value}
    )
    trail.record(
        "case_limit.set",
        by=by,
        at=at,
        subject_type="case_limit",
        subject_id=None,
        district_id=district_id,
        stage=stage.value,
        limit=str(limit),
    )
