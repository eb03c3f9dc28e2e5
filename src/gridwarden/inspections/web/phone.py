"""Papers on the phone: issuing one in under a minute, today's rechecks, and the recheck itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gridwarden.grids.queries import districts
from gridwarden.inspections.domain.words import FollowUp, PaperKind, PictureKind, RecheckState
from gridwarden.inspections.labels import FOLLOW_UPS, OUTCOMES, PAPER_KINDS, PARTY_KINDS
from gridwarden.inspections.queries import lists, offers, pages, visibility
from gridwarden.inspections.queries.lists import RecheckFilter
from gridwarden.inspections.queries.rows import recheck_row
from gridwarden.inspections.web.forms import RecheckFilterForm
from gridwarden.inspections.web.presenting import RECHECK_COLUMNS, photo, recheck_href, stats
from gridwarden.menu.labels import ITEM_CLASSES, limit_words
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import login_needed, needs
from gridwarden.platform.maps.config import MapConfig, MapMode
from gridwarden.platform.ui.numbers import key_of
from gridwarden.platform.ui.refusals import all_words
from gridwarden.platform.ui.tables import Table

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse

    from gridwarden.inspections.queries.offers import ConditionOffer, FormOffer
    from gridwarden.platform.accounts.requests import ActingRequest


@require_safe
@needs(Permission.NOTICE_ISSUE)
def issue(request: ActingRequest) -> HttpResponse:
    """Ask for what a notice needs: for a case in hand, or for a finding in the street."""
    now, case_id = timezone.now(), key_of(request.GET.get("case"))
    if case_id is None:
        offer = offers.for_finding(request.actor, now)
    else:
        offer = offers.for_case(PaperKind.NOTICE, request.actor, case_id, now)
    return _form(request, offer)


@require_safe
@needs(Permission.ORDER_ISSUE)
def order(request: ActingRequest, case_id: int) -> HttpResponse:
    """Ask for what an order needs."""
    return _form(request, offers.for_case(PaperKind.ORDER, request.actor, case_id, timezone.now()))


def _form(request: ActingRequest, offer: FormOffer) -> HttpResponse:
    conditions = [one for item in offer.items for one in item.conditions]
    conditions += [offer.case.condition] if offer.case else []
    values = {
        "offer": offer,
        "case": offer.case,
        "is_order": offer.kind is PaperKind.ORDER,
        "kind": PAPER_KINDS[offer.kind],
        "classes": _by_class(offer),
        "conditions": {one.id: _written(one) for one in conditions},
        "party_kinds": [(kind.value, label) for kind, label in PARTY_KINDS.items()],
        "place": MapConfig(mode=MapMode.PICK, bounds=districts.own(request.actor).bounds, hidden_layers=("zones",)),
        "post": "/api/v1/orders" if offer.kind is PaperKind.ORDER else "/api/v1/notices",
        "refusal_words": all_words(),
    }
    return render(request, "inspections/issue.html", values)


def _by_class(offer: FormOffer) -> list[tuple[str, str, list[object]]]:
    """Return the lines as (class, label, lines), classes without any left out."""
    found = [
        (item_class.value, str(label), [item for item in offer.items if item.item_class is item_class])
        for item_class, label in ITEM_CLASSES.items()
    ]
    return [(key, label, list(items)) for key, label, items in found if items]


def _written(condition: ConditionOffer) -> dict[str, object]:
    """Return what the choice of a condition writes into the form."""
    return {
        "item": condition.item,
        "fact": condition.text,
        "requirement": condition.requirement,
        "limit": str(limit_words(condition.limit)),
        "due": _local(condition.proposed_at),
        "earliest": _local(condition.earliest_at),
        "latest": _local(condition.latest_at),
    }


def _local(moment: datetime) -> str:
    """Return a moment as an input for local date and time holds it."""
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"


@require_safe
@login_needed
def recheck_list(request: ActingRequest) -> HttpResponse:
    """Show what is to be looked at again, and what was found."""
    now = timezone.now()
    form = RecheckFilterForm(request.GET)
    wanted = RecheckFilter(**_given(form)) if form.is_valid() else RecheckFilter()
    if not request.GET:
        wanted = RecheckFilter(state=RecheckState.PLANNED)
    page = lists.rechecks(request.actor, wanted, now, cursor=request.GET.get("cursor"))
    table = Table(
        columns=RECHECK_COLUMNS,
        rows=page.rows,
        caption=_("Rechecks"),
        row_href=recheck_href,
        params=dict(request.GET.lists()),
        page=page,
    )
    tiles = stats(lists.recheck_tiles(request.actor, now), "inspections:rechecks")
    values = {"form": form, "table": table, "tiles": tiles, "wanted": wanted}
    return render(request, "inspections/rechecks.html", values)


def _given(form: RecheckFilterForm) -> dict[str, Any]:
    given = dict(form.cleaned_data)
    outcome = next((one for one in OUTCOMES if one.value == given["outcome"]), None)
    return given | {"outcome": outcome}


@require_safe
@login_needed
def recheck(request: ActingRequest, recheck_id: int) -> HttpResponse:
    """Look again: the photo from before beside the camera, and what follows."""
    now = timezone.now()
    planned = visibility.recheck(request.actor, recheck_id)
    page = pages.notice_page(request.actor, planned.notice_id, now)
    row = recheck_row(planned, now)
    before = page.of(PictureKind.FOUND) or pages.before_of_case(row.case_id)
    values = {
        "recheck": row,
        "notice": page.notice,
        "page": page,
        "before": [photo(one) for one in before],
        "corrections": [photo(one) for one in page.of(PictureKind.CORRECTION)],
        "found": [photo(one) for one in page.of(PictureKind.RECHECK)],
        "is_open": row.state is RecheckState.PLANNED and request.actor.may(Permission.NOTICE_ISSUE),
        "is_due": row.planned_at <= now,
        "follow_ups": _follow_ups(request, page.notice.kind),
        "outcome": OUTCOMES[row.outcome] if row.outcome else "",
        "followed": FOLLOW_UPS[row.follow_up] if row.follow_up else "",
        "next": {
            FollowUp.SECOND_NOTICE.value: f"{reverse('inspections:issue')}?case={row.case_id}",
            FollowUp.ORDER.value: reverse("inspections:order", args=[row.case_id]),
        },
        "refusal_words": all_words(),
    }
    return render(request, "inspections/recheck.html", values)


def _follow_ups(request: ActingRequest, kind: PaperKind) -> list[tuple[str, object]]:
    """Return what may follow: after an order no mere notice, and orders only from those who may issue them."""
    may = {
        FollowUp.SECOND_NOTICE: kind is PaperKind.NOTICE,
        FollowUp.HAND_UP: request.actor.may(Permission.CASE_HAND_UP),
        FollowUp.ORDER: request.actor.may(Permission.ORDER_ISSUE),
    }
    return [(one.value, label) for one, label in FOLLOW_UPS.items() if may[one]]
