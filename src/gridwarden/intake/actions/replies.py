"""Pass on to the reporters what a case feeds back to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.intake.models import Reply, Report

if TYPE_CHECKING:
    from datetime import datetime


def tell(*, case_id: int, feedback_id: int, text: str, at: datetime) -> int:
    """Tell everybody who reported the case, each once; return how many were told now."""
    replies = [
        Reply(report_id=report_id, feedback_id=feedback_id, text=text, at=at)
        for report_id in Report.objects.filter(case_id=case_id).values_list("pk", flat=True)
    ]
    before = Reply.objects.filter(feedback_id=feedback_id).count()
    Reply.objects.bulk_create(replies, ignore_conflicts=True)
    return len(replies) - before
