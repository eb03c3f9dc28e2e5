"""Papers of inspections in the tracking file of a complaint: notices, orders, receipts, rechecks, slips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from gridwarden.inspections.domain.words import NoticeState, Outcome, PaperKind, ServiceWay
from gridwarden.inspections.labels import NOTICE_STATES, OUTCOMES, PAPER_KINDS, SERVICE_WAYS
from gridwarden.inspections.models import ContactSlip, Notice
from gridwarden.intake.queries import tracking_file
from gridwarden.intake.queries.tracking_file import Entry, What

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor


def entries(actor: Actor, case_id: int) -> list[Entry]:
    """Return the papers of a case that ``actor`` may know of; two SQL statements."""
    papers = Notice.objects.visible_to(actor).filter(case=case_id).select_related("recheck", "service").defer("search")
    slips = ContactSlip.objects.visible_to(actor).filter(case=case_id)
    found = [entry for paper in papers.order_by("pk") for entry in _of_paper(paper)]
    return found + [_of_slip(slip) for slip in slips.order_by("pk")]


def _of_paper(paper: Notice) -> list[Entry]:
    named = f"{PAPER_KINDS[PaperKind(paper.kind)]} {paper.number}"
    href = reverse("inspections:notice", args=[paper.pk])
    officers = "、".join(officer.get("name", "") for officer in paper.officers)
    found = [
        Entry(at=paper.issued_at, what=What.PAPER, word=named, who=officers, text=paper.requirement, href=href),
    ]
    if (service := getattr(paper, "service", None)) is not None:
        way = SERVICE_WAYS[ServiceWay(service.way)]
        found.append(
            Entry(
                at=service.served_at,
                what=What.PAPER,
                word=_("{paper}: served ({way})").format(paper=named, way=way),
                who=service.served_by_name,
                href=href,
            )
        )
    recheck = getattr(paper, "recheck", None)
    if recheck is not None and recheck.done_at:
        outcome = OUTCOMES[Outcome(recheck.outcome)]
        found.append(
            Entry(
                at=recheck.done_at,
                what=What.PAPER,
                word=_("{paper}: rechecked ({outcome})").format(paper=named, outcome=outcome),
                who=recheck.done_by_name,
                text=recheck.note,
                href=href,
            )
        )
    if paper.state == NoticeState.VOID and paper.settled_at:
        word = f"{named}: {NOTICE_STATES[NoticeState.VOID]}"
        found.append(Entry(at=paper.settled_at, what=What.PAPER, word=word, text=paper.void_reason, href=href))
    return found


def _of_slip(slip: ContactSlip) -> Entry:
    return Entry(
        at=slip.issued_at,
        what=What.PAPER,
        word=_("Contact slip {number}").format(number=slip.number),
        who=slip.issued_by_name,
        text=slip.requirement,
        href=reverse("inspections:slip", args=[slip.pk]),
    )


tracking_file.add("inspections", entries)
