"""Set what a district's papers follow."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.inspections.models import NoticeRule
from gridwarden.platform.access import Permission
from gridwarden.platform.audit import trail
from gridwarden.platform.refusals import Invalid

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.inspections.queries.rules import RuleRow
    from gridwarden.platform.access import Actor


class RuleBroken(Invalid):
    """The settings contradict each other."""

    code = "notice_rule_broken"


@transaction.atomic
def put(*, by: Actor, at: datetime, rule: RuleRow) -> None:
    """Set the words before the numbers, the bounds of deadlines, and when a recheck is announced."""
    by.require(Permission.MENU_EDIT)
    if not 1 <= rule.proposed_percent <= rule.longest_percent:
        raise RuleBroken("What is proposed is at most the longest.", proposed_percent="is more than the longest")
    values = asdict(rule)
    NoticeRule.objects.update_or_create(district_id=by.district_id or 0, defaults=values)
    trail.record("notice_rule.set", by=by, at=at, subject_type="notice_rule", subject_id=None, **values)
