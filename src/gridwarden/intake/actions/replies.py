"""Pass on to the reporters what a case feeds back to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.cases.queries.threads import threads_of
from gridwarden.intake.actions import answers
from gridwarden.intake.domain.answers import FINAL_MOVES
from gridwarden.intake.models import Reply, Report

if TYPE_CHECKING:
    from datetime import datetime


def tell(*, case_id: int, step_id: int, move: str, text: str, at: datetime) -> None:
    """Tell everybody who reported the case, or one that goes on in it, each once, whatever is delivered again.

    The answer that ends the matter goes out when a second person has approved it; see ``answers``.
    """
    if move in FINAL_MOVES:
        answers.ended(case_id=case_id, step_id=step_id, move=move, text=text, at=at)
        return
    reports = Report.objects.filter(case_id__in=threads_of(case_id)).values_list("pk", flat=True)
    replies = [Reply(report_id=report_id, step_id=step_id, move=move, text=text, at=at) for report_id in reports]
    Reply.objects.bulk_create(replies, ignore_conflicts=True)
