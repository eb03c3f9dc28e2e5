"""The evidence pack: the whole file on paper, with everything that proves it, as one download."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from PIL import Image

from gridwarden.cases.actions.packing import pack
from gridwarden.cases.labels import SOURCES, STAGES, STATES
from gridwarden.cases.presenting.names import name_of
from gridwarden.cases.presenting.panels import Panel, register
from gridwarden.cases.presenting.tracking import file_of
from gridwarden.cases.queries import deadlines, findings, pages
from gridwarden.cases.web.explaining import told_all
from gridwarden.cases.web.findings import words
from gridwarden.menu.labels import limit_words
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.documents.printing import render

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from gridwarden.cases.actions.packing import Shown
    from gridwarden.cases.queries.enclosures import Enclosure
    from gridwarden.cases.queries.pages import CasePage
    from gridwarden.platform.access import Actor
    from gridwarden.platform.accounts.requests import ActingRequest

_PRINTED_SIDE_PX = 1000


@require_POST
@needs(Permission.CASE_PACK)
def evidence_pack(request: ActingRequest, case_id: int) -> HttpResponse:
    """Hand out the evidence of a case; the trail tells who took it."""
    now = timezone.now()
    page = pages.case_page(request.actor, case_id, now)

    def printed(photos: Sequence[Shown], papers: Sequence[Enclosure]) -> bytes:
        data = _paper(request.actor, page, photos, papers, now)
        images = {one.name: _small(one.data) for one in photos if one.data is not None}
        return render("cases/evidence", data, paper="a4", images=images)

    with translation.override("zh-hans"):
        packed = pack(by=request.actor, at=now, case_id=case_id, printed=printed, address_of=request.build_absolute_uri)
    headers = {"Content-Disposition": f'attachment; filename="{packed.name}"', "Cache-Control": "no-store"}
    return HttpResponse(packed.data, content_type="application/zip", headers=headers)


def offered(request: ActingRequest, case_id: int) -> str:
    """Offer the pack to those who may take it."""
    if not request.actor.may(Permission.CASE_PACK):
        return ""
    return render_to_string("cases/_pack.html", {"case_id": case_id}, request)


def _small(photo: bytes) -> bytes:
    """Return the photo as the paper shows it; the full one lies beside the paper."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(photo), formats=["JPEG"]) as image:
        image.thumbnail((_PRINTED_SIDE_PX, _PRINTED_SIDE_PX))
        image.save(out, "JPEG", quality=80)
    return out.getvalue()


def _paper(
    actor: Actor, page: CasePage, photos: Sequence[Shown], papers: Sequence[Enclosure], now: datetime
) -> dict[str, Any]:
    case = page.case
    return {
        "title": _("Evidence of case %(number)s") % {"number": case.number},
        "made": _("Made %(at)s by %(name)s") % {"at": _moment(now), "name": actor.name},
        "facts": _facts(page),
        "headings": [
            _("Facts"),
            _("Tracking file"),
            _("Clocks"),
            _("Papers issued"),
            _("Photos"),
            _("Remarks on photos"),
        ],
        "steps": [
            [_moment(one.at), str(one.title), " ".join(filter(None, (one.who, one.unit))), one.quote or str(one.clock)]
            for one in file_of(page)
        ],
        "clocks": _clocks(actor, page),
        "papers": [[one.words, one.number, _moment(one.issued_at)] for one in papers],
        "photos": [{"name": one.name, "words": f"{n} {one.words}"} for n, one in enumerate(photos, start=1)],
        "remarks": [
            [
                words(row),
                f"{row.acknowledged_by}：{row.note}" if row.acknowledged_at else _("nobody has looked at it yet"),
            ]
            for row in (findings.rows(case.id) if findings.may_judge(actor) else [])
        ],
        "none": _("None."),
        "foot": _("The archive around this paper holds the photos, the audit rows and their digests; see README.txt."),
    }


def _facts(page: CasePage) -> list[list[str]]:
    case = page.case
    people = (
        [_("Verified by"), page.verifier_name],
        [_("Handled by"), page.handler_name],
        [_("Checked by"), page.checker_name],
    )
    facts = [
        [_("Number"), case.number],
        [_("State"), str(STATES[case.state])],
        [_("Item"), case.item_name],
        [_("Condition"), case.condition.text if case.condition else ""],
        [_("Place"), f"{page.where} ({case.lon:.6f}, {case.lat:.6f})".lstrip()],
        [_("Grid"), case.grid_code],
        [_("With"), case.unit_name],
        [_("Source"), f"{SOURCES[case.source]} · {name_of(case.opened_by_name)}"],
        [_("In words"), case.description],
        *people,
        [_("Opened"), _moment(case.opened_at)],
        [_("Closed"), _moment(case.closed_at)],
    ]
    return [[label, text] for label, text in facts if text]


def _clocks(actor: Actor, page: CasePage) -> list[dict[str, Any]]:
    explained = deadlines.explained(actor, page.case.id)
    return [
        {
            "stage": str(STAGES[clock.stage]),
            "limit": str(limit_words(clock.limit)) if clock.limit else "—",
            "steps": [step.words for step in told_all(clock.steps)],
        }
        for clock in explained
    ]


def _moment(at: datetime | None) -> str:
    return f"{localtime(at):%Y-%m-%d %H:%M}" if at else ""


register(Panel(key="pack", label=gettext_lazy("Evidence pack"), render=offered, order=900))
