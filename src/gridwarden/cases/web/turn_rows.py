"""From rows of the hard turns to what the case's page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from gridwarden.cases.labels import ASKING, ORDER_STATES, RULING, STANDINGS, STATES, STATIONS, TURNS, URGENCIES
from gridwarden.cases.presenting.looks import STATE_TONES
from gridwarden.cases.web.turn_lists import ORDER_TONES, STANDING_TONES
from gridwarden.platform.ui.parts import Photo

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from gridwarden.cases.queries.offers import Offers
    from gridwarden.cases.queries.turn_rows import KinRow, OrderRow, RequestRow
    from gridwarden.cases.queries.turns import CaseTurns

TURN_ICONS: dict[str, str] = {
    "extension": "clock-plus",
    "suspension": "player-pause",
    "appeal": "scale",
    "order": "eye-exclamation",
}


def shown(turns: CaseTurns) -> dict[str, object]:
    """Return the turns of a case with their words."""
    return {
        "requests": [_request(row) for row in turns.requests],
        "orders": [_order(row) for row in turns.orders],
        "parts": [_kin(row) for row in turns.parts],
        "merged": [_kin(row) for row in turns.merged],
        "whole": _kin(turns.whole) if turns.whole else None,
        "goes_on_in": _kin(turns.goes_on_in) if turns.goes_on_in else None,
    }


def buttons(offers: Offers, turns: CaseTurns, case_id: int) -> list[dict[str, object]]:
    """Return what waits for the reader, then what may be asked for or ordered, as buttons."""
    found = _waiting(turns)
    found += [
        {
            "name": turn.value,
            "label": ASKING[turn],
            "icon": TURN_ICONS[turn.value],
            "href": reverse("cases:ask", args=[case_id, turn.value]),
        }
        for turn in offers.turns
    ]
    if offers.order:
        href = reverse("cases:issue", args=[case_id])
        found.append({"name": "order", "label": _("Supervision order"), "icon": TURN_ICONS["order"], "href": href})
    return found


def _waiting(turns: CaseTurns) -> list[dict[str, object]]:
    rulings: list[dict[str, object]] = [
        {
            "name": "rule",
            "label": RULING[row.turn],
            "icon": "gavel",
            "href": reverse("cases:rule", args=[row.id]),
            "is_waiting": True,
        }
        for row in turns.requests
        if row.is_mine_to_rule
    ]
    answers: list[dict[str, object]] = [
        {
            "name": "reply",
            "label": _("Answer the order"),
            "icon": "message-2",
            "href": reverse("cases:order", args=[row.id, "reply"]),
            "is_waiting": True,
        }
        for row in turns.orders
        if row.is_mine_to_answer
    ]
    return rulings + answers


def strip(photos: Iterable[UUID], alt: str) -> list[Photo]:
    """Return photos as a strip shows them."""
    return [
        Photo(
            url=reverse("attachments:photo", args=[photo, "full"]),
            thumb=reverse("attachments:photo", args=[photo, "thumb"]),
            alt=alt,
            caption=alt,
        )
        for photo in photos
    ]


def _request(row: RequestRow) -> tuple[object, ...]:
    rulings = [
        (STATIONS[one.station], _("Granted") if one.is_granted else _("Not granted"), one) for one in row.rulings
    ]
    station = STATIONS[row.station] if row.station else ""
    tone = STANDING_TONES.get(row.standing, "neutral")
    return row, TURNS[row.turn], STANDINGS[row.standing], tone, station, rulings, strip(row.proofs, _("Proof"))


def _order(row: OrderRow) -> tuple[object, ...]:
    return row, URGENCIES[row.urgency], ORDER_STATES[row.state], ORDER_TONES[row.state]


def _kin(row: KinRow) -> dict[str, object]:
    return {
        "id": row.id,
        "number": row.number,
        "state": STATES[row.state],
        "tone": STATE_TONES[row.state],
        "light": row.light,
        "unit_name": row.unit_name,
        "is_visible": row.is_visible,
        "strip": strip(row.photos, row.number),
    }
