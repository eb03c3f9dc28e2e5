"""Requests for files of complaints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.intake.models import Release
from gridwarden.intake.queries import archive
from gridwarden.platform.access import Permission
from gridwarden.platform.ui import paging

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from gridwarden.platform.access import Actor
    from gridwarden.platform.ui.paging import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRow:
    """One request."""

    id: int
    query: str
    rows: int
    reason: str
    asked_by: str
    asked_at: datetime
    ruled_by: str
    ruled_at: datetime | None
    is_granted: bool | None
    note: str
    taken: int
    may_rule: bool
    may_take: bool


def page(actor: Actor, now: datetime, life: timedelta, *, cursor: str | None = None) -> Page[ReleaseRow]:
    """Return requests, newest first: all of the district for those who rule, else one's own; one SQL statement."""
    archive.may_read(actor)
    rows = Release.objects.filter(district=actor.district_id).select_related("asked_by", "ruled_by")
    if not actor.may(Permission.INTAKE_APPROVE):
        rows = rows.filter(asked_by=actor.user_id)
    return paging.page(rows, order=("-asked_at", "-id"), cursor=cursor).map(lambda one: _row(one, actor, now, life))


def _row(one: Release, actor: Actor, now: datetime, life: timedelta) -> ReleaseRow:
    is_own = one.asked_by_id == actor.user_id
    is_open = bool(one.is_granted and one.ruled_at and now <= one.ruled_at + life)
    return ReleaseRow(
        id=one.pk,
        query=one.query,
        rows=one.rows,
        reason=one.reason,
        asked_by=one.asked_by.display_name,
        asked_at=one.asked_at,
        ruled_by=one.ruled_by.display_name if one.ruled_by else "",
        ruled_at=one.ruled_at,
        is_granted=one.is_granted,
        note=one.note,
        taken=one.taken,
        may_rule=one.is_granted is None and not is_own and actor.may(Permission.INTAKE_APPROVE),
        may_take=is_own and is_open and actor.may(Permission.CASE_EXPORT),
    )
