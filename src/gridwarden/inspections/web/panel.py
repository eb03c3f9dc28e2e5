"""The papers of a case on the case's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gridwarden.cases.domain.states import IN_HAND
from gridwarden.cases.presenting import panels
from gridwarden.cases.queries import visibility
from gridwarden.inspections.domain.words import NoticeState, PaperKind
from gridwarden.inspections.labels import NOTICE_STATES, NOTICE_TONES, PAPER_KINDS
from gridwarden.inspections.queries import pages
from gridwarden.menu.domain.words import SlipType
from gridwarden.platform.access import Permission

if TYPE_CHECKING:
    from gridwarden.inspections.queries.rows import NoticeRow
    from gridwarden.platform.accounts.requests import ActingRequest


def _draw(request: ActingRequest, case_id: int) -> str:
    """Return the papers of the case and the way to the next one; nothing for cases without papers."""
    actor, now = request.actor, timezone.now()
    if actor.is_contractor:
        return ""
    papers = pages.of_case(actor, case_id, now)
    case = visibility.get(actor, case_id) if actor.may(Permission.NOTICE_ISSUE) else None
    is_ready = (
        case is not None
        and case.state in IN_HAND
        and case.condition is not None
        and case.condition.slip == SlipType.RECTIFICATION_NOTICE
        and not any(paper.state is NoticeState.ISSUED for paper in papers)
    )
    if not papers and not is_ready:
        return ""
    values = {
        "papers": [(one, PAPER_KINDS[one.kind], NOTICE_STATES[one.state], NOTICE_TONES[one.state]) for one in papers],
        "rechecks": pages.rechecks_of_case(actor, case_id, now) if papers else [],
        "case_id": case_id,
        "may_issue": is_ready,
        "may_order": is_ready and actor.may(Permission.ORDER_ISSUE) and _in_vain(papers),
    }
    return render_to_string("inspections/_panel.html", values, request)


def _in_vain(papers: list[NoticeRow]) -> bool:
    return any(one.kind is PaperKind.NOTICE and one.state is NoticeState.NOT_CORRECTED for one in papers)


panels.register(panels.Panel(key="papers", label=_("Papers to the party"), render=_draw, order=10))
