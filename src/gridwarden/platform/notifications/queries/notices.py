"""What one reader has been told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.platform.notifications.models import Notice
from gridwarden.platform.notifications.wording import Told, Wording, worded
from gridwarden.platform.ui.paging import Page, page

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """A notice as its reader sees it."""

    id: int
    at: datetime
    is_read: bool
    wording: Wording


def unread_count(actor: Actor) -> int:
    """Return how many notices the reader has not opened; one SQL statement on a partial index."""
    return 0 if actor.user_id is None else Notice.objects.filter(user=actor.user_id, read_at=None).count()


def notices_of(actor: Actor, *, only_unread: bool = False, cursor: str | None = None) -> Page[NoticeRow]:
    """Return one page of the reader's notices, latest first; one SQL statement."""
    found = Notice.objects.filter(user=actor.user_id)
    if only_unread:
        found = found.filter(read_at=None)
    return page(found, order=("-id",), cursor=cursor, size=30).map(_row)


def words_of(notice: Notice) -> Wording:
    """Return the words of one notice in the present language."""
    told = Told(
        kind=notice.kind,
        at=notice.at,
        subject_type=notice.subject_type,
        subject_id=notice.subject_id,
        params=notice.params,
    )
    return worded(told)


def _row(notice: Notice) -> NoticeRow:
    return NoticeRow(id=notice.pk, at=notice.at, is_read=notice.read_at is not None, wording=words_of(notice))
