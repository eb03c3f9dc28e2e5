"""Whom and what the public ways do not take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from gridwarden.intake.domain.blocking import BlockKind, is_within, plain_phone, plain_text
from gridwarden.intake.models import Blocked
from gridwarden.platform.access import Permission
from gridwarden.platform.sealing import blind_index
from gridwarden.platform.ui import paging

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor
    from gridwarden.platform.ui.paging import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockedRow:
    """One entry of the list; telephones are masked."""

    id: int
    kind: BlockKind
    value: str
    reason: str
    until: datetime | None
    created_at: datetime
    created_by: str
    hits: int
    last_hit_at: datetime | None


def page(actor: Actor, at: datetime, *, cursor: str | None = None) -> Page[BlockedRow]:
    """Return what is blocked in the actor's district now, the latest first; one statement."""
    actor.require(Permission.INTAKE_PUBLISH)
    rows = Blocked.objects.filter(_in_force(at), district=actor.district_id).select_related("created_by")
    return paging.page(rows, order=("-created_at", "-id"), cursor=cursor).map(_row)


def hit(district_id: int, at: datetime, *, phone: str, origin: str, text: str) -> int | None:
    """Return the entry that turns this sender or these words away, if there is one; one statement."""
    by_phone = Q(kind=BlockKind.PHONE.value, digest=digest(BlockKind.PHONE, plain_phone(phone)))
    others = Q(kind__in=[BlockKind.ADDRESS.value, BlockKind.PHRASE.value])
    asked = (by_phone | others) if phone else others
    found = Blocked.objects.filter(_in_force(at), asked, district=district_id).order_by("pk")
    plain = plain_text(text)
    for pk, kind, value in found.values_list("pk", "kind", "value"):
        if kind == BlockKind.PHONE.value:
            return int(pk)
        if kind == BlockKind.ADDRESS.value and is_within(origin, value):
            return int(pk)
        if kind == BlockKind.PHRASE.value and plain_text(value) in plain:
            return int(pk)
    return None


def digest(kind: BlockKind, plain: str) -> bytes:
    """Return the keyed digest under which an entry is found."""
    return blind_index(plain, place=f"blocked.{kind}")


def _in_force(at: datetime) -> Q:
    return Q(until=None) | Q(until__gt=at)


def _row(row: Blocked) -> BlockedRow:
    return BlockedRow(
        id=row.pk,
        kind=BlockKind(row.kind),
        value=row.value,
        reason=row.reason,
        until=row.until,
        created_at=row.created_at,
        created_by=row.created_by.display_name if row.created_by else "",
        hits=row.hits,
        last_hit_at=row.last_hit_at,
    )
