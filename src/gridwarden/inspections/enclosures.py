"""What the evidence pack of a case encloses: its notices, orders and slip, as they are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from gridwarden.cases.queries.enclosures import EnclosedPhoto, Enclosure, register
from gridwarden.inspections.domain.words import PaperKind, PictureKind
from gridwarden.inspections.labels import PAPER_KINDS, PICTURES
from gridwarden.inspections.models import Notice, Picture
from gridwarden.inspections.queries import papers, slip_papers, slips
from gridwarden.inspections.queries.rows import HEAVY, RELATED
from gridwarden.inspections.slip_labels import SLIP
from gridwarden.platform.access import Permission
from gridwarden.platform.documents.paper import Paper
from gridwarden.platform.documents.printing import render

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from gridwarden.platform.access import Actor

#: Drawings: they stand on the paper and say nothing as data.
_DRAWN = {"qr", "map"}


def notices(
    actor: Actor,
    case_id: int,
    now: datetime,  # noqa: ARG001 - a notice stays as it was handed over
    *,
    address_of: Callable[[str], str],
) -> list[Enclosure]:
    """Return the notices and orders of the case with their pictures and signatures."""
    found = Notice.objects.visible_to(actor).filter(case=case_id).select_related(*RELATED, "party").defer(*HEAVY)
    reads = actor.may(Permission.NOTICE_ISSUE)
    return [_notice(one, address_of, reads=reads) for one in found.order_by("issued_at", "pk")]


def _notice(notice: Notice, address_of: Callable[[str], str], *, reads: bool) -> Enclosure:
    kind = PaperKind(notice.kind)
    printed = papers.printed(notice, address=address_of(reverse("inspections:public", args=[notice.code])), reads=reads)
    pictures = Picture.objects.filter(notice=notice).select_related("attachment").order_by("pk")
    return Enclosure(
        kind=kind.value,
        number=notice.number,
        words=str(PAPER_KINDS[kind]),
        issued_at=notice.issued_at,
        pdf=render(printed.template, printed.data, paper=papers.PAPERS[kind][0], images=printed.images),
        data=_plain(printed.data),
        subject_type="notice",
        subject_id=notice.pk,
        photos=[
            EnclosedPhoto(attachment=one.attachment, shows=one.kind, words=str(PICTURES[PictureKind(one.kind)]))
            for one in pictures
        ],
    )


def slip(
    actor: Actor,
    case_id: int,
    now: datetime,
    *,
    address_of: Callable[[str], str],  # noqa: ARG001 - as all enclosers
) -> list[Enclosure]:
    """Return the slip of the case; its photos are those of the case."""
    found = slips.of_case(actor, case_id)
    if found is None:
        return []
    printed = slip_papers.printed(actor, found.pk, now)
    return [
        Enclosure(
            kind="slip",
            number=found.number,
            words=str(SLIP),
            issued_at=found.issued_at,
            pdf=render("inspections/slip", printed.data, paper=Paper.A5, images=printed.images),
            data=_plain(printed.data),
            subject_type="slip",
            subject_id=found.pk,
        )
    ]


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key not in _DRAWN}


register("notices", notices)
register("slip", slip)
