"""Set the figures by which a district judges."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from django.db import transaction

from gridwarden.patrols.domain.alarms import RulesWrong
from gridwarden.patrols.labels import RULE_WORDS
from gridwarden.patrols.models import RuleSet
from gridwarden.patrols.queries.rules import rules_of
from gridwarden.platform.access import Permission
from gridwarden.platform.audit import trail

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from gridwarden.platform.access import Actor


@transaction.atomic
def set_rules(*, by: Actor, at: datetime, values: Mapping[str, float]) -> int:
    """Set figures from now on and return their version; the others stay. Raises ``RulesWrong``."""
    by.require(Permission.DEVICE_EDIT)
    wrong = {name: "out of bounds" for name, value in values.items() if not _fits(name, value)}
    if wrong:
        raise RulesWrong("These figures cannot be used.", **wrong)
    district_id = by.district_id or 0
    before = RuleSet.objects.select_for_update().filter(district=district_id).order_by("-version").first()
    given: dict[str, Any] = dict(values)
    rules = replace(rules_of(district_id), **given)
    version = before.version + 1 if before else 1
    RuleSet.objects.create(
        district_id=district_id, version=version, values=asdict(rules), set_by_id=by.user_id, set_at=at
    )
    trail.record(
        "patrol.rules_set", by=by, at=at, subject_type="district", subject_id=district_id, district_id=district_id,
        version=version,
    )  # fmt: skip
    return version


def _fits(name: str, value: float) -> bool:
    if name not in RULE_WORDS:
        return False
    _, least, most = RULE_WORDS[name]
    return least <= value <= most
