"""What stands on a printed slip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localtime

from gridwarden.cases.domain.clocks import Stage
from gridwarden.cases.models import Clock, Evidence, EvidenceKind
from gridwarden.cases.models.columns import limit_of
from gridwarden.grids.models import District
from gridwarden.inspections.queries import rules, slips
from gridwarden.menu.labels import limit_words
from gridwarden.platform.attachments import files
from gridwarden.platform.attachments.files import Size
from gridwarden.platform.documents import pictures

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from gridwarden.inspections.queries.slips import Deed, SlipPage
    from gridwarden.platform.access import Actor

#: Copies of the paper, in the order in which they are torn off.
COPIES = ("网格联", "受理平台联", "作业单位联")
MOST_PHOTOS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedSlip:
    """A slip ready for the printer."""

    data: Mapping[str, Any]
    images: Mapping[str, bytes]
    file_name: str


def printed(actor: Actor, slip_id: int, now: datetime) -> PrintedSlip:
    """Return the slip as it stands now, for whoever may see it; at most nine SQL statements."""
    page = slips.slip_page(actor, slip_id, now)
    paths = _pictures(page)
    images = pictures.read(paths)
    return PrintedSlip(data=_words(actor, page, list(paths)), images=images, file_name=f"slip-{slip_id}.pdf")


def _words(actor: Actor, page: SlipPage, photos: list[str]) -> dict[str, Any]:
    row, case = page.row, page.row.case
    district = District.objects.values_list("name", flat=True).get(pk=actor.district_id or 0)
    clock = Clock.objects.filter(case=case.id, stage=Stage.HANDLE.value).order_by("-pk").first()
    limit = limit_of(clock.limit_value, clock.limit_unit) if clock else None
    return {
        "title": "城市管理作业联系单",
        "authority": rules.of_district(actor.district_id or 0).authority_of(district),
        "number": row.number,
        "case": case.number,
        "copies": list(COPIES),
        "grid": case.grid_code,
        "officer": row.issued_by_name,
        "issued_at": _moment(row.issued_at),
        "received": _deed(page.received),
        "contract": row.contract_number,
        "contractor": page.sent.to_unit if page.sent else "",
        "sent": _deed(page.sent),
        "item": case.item_name,
        "condition": case.condition.text if case.condition else "",
        "place": case.address or f"{case.lon:.5f}, {case.lat:.5f}",
        "found": case.description.rstrip("。"),
        "requirement": row.requirement.rstrip("。"),
        "limit": limit_words(limit) if limit else "",
        "due_at": _moment(clock.due_at) if clock and clock.due_at else "",
        "accepted": _deed(page.accepted),
        "crew": page.crews[-1][0] if page.crews else "",
        "finished": _deed(page.finished),
        "checked": _deed(page.checked),
        "refusals": len(page.refusals),
        "reworks": page.reworks,
        "photos": photos,
    }


def _deed(deed: Deed | None) -> str:
    return f"{deed.by_name} {_moment(deed.at)}" if deed else ""


def _moment(at: datetime) -> str:
    return f"{localtime(at):%Y年%m月%d日 %H:%M}"


def _pictures(page: SlipPage) -> dict[str, Path]:
    """Return where small pictures lie of the state before, and the last one after."""
    kinds = [EvidenceKind.BEFORE.value, EvidenceKind.AFTER.value]
    found = list(
        Evidence.objects.filter(case=page.row.case.id, kind__in=kinds)
        .exclude(step__seq__in=page.kept.seqs)
        .order_by("pk")
        .values_list("kind", "attachment_id", "attachment__district_id")
    )
    before = [one for one in found if one[0] == EvidenceKind.BEFORE][: MOST_PHOTOS - 1]
    after = [one for one in found if one[0] == EvidenceKind.AFTER][-1:]
    return {
        f"photo{place}": files.path_of(district_id, photo_id, Size.THUMB)
        for place, (_kind, photo_id, district_id) in enumerate([*before, *after])
    }
