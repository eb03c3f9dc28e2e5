"""Whoever reported a case and its answer, and what may be the same matter, on the case's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from gridwarden.cases.labels import SOURCES
from gridwarden.cases.presenting import panels
from gridwarden.intake.desk_labels import ANSWER_STATES, ANSWER_TONES, MEDIA
from gridwarden.intake.domain.answers import AnswerState
from gridwarden.intake.queries import answers, archive, duplicates
from gridwarden.intake.queries.archive import READERS
from gridwarden.platform.access import Permission

if TYPE_CHECKING:
    from gridwarden.platform.accounts.requests import ActingRequest


def _draw(request: ActingRequest, case_id: int) -> str:
    """Return the reports of the case and its answer; for whoever reads the archive."""
    actor = request.actor
    if not any(actor.may(permission) for permission in READERS):
        return ""
    reports = archive.of_case(actor, case_id)
    if not reports:
        return ""
    shown = answers.of_case(actor, case_id)
    is_settled = bool(shown) and shown[-1].state in {AnswerState.APPROVED, AnswerState.SENT}
    values = {
        "reports": [(row, MEDIA[row.medium] if row.medium else SOURCES[row.channel]) for row in reports],
        "answers": [(one, ANSWER_STATES[one.state], ANSWER_TONES[one.state]) for one in shown],
        "case_id": case_id,
        "may_draft": not is_settled and (actor.may(Permission.INTAKE_REGISTER) or actor.may(Permission.CASE_CLOSE)),
    }
    return render_to_string("intake/_panel.html", values, request)


def _draw_twins(request: ActingRequest, case_id: int) -> str:
    """Return what may be the same matter; for whoever opens cases, or makes one of two."""
    actor = request.actor
    if not actor.may(Permission.INTAKE_REGISTER) and not actor.may(Permission.CASE_MERGE):
        return ""
    again = duplicates.of_case(actor, case_id)
    return render_to_string("intake/_again.html", {"again": again}, request) if again else ""


panels.register(panels.Panel(key="reports", label=_("Reporters and answer"), render=_draw, order=5))
panels.register(panels.Panel(key="twins", label=_("Perhaps told again"), render=_draw_twins, order=6))
