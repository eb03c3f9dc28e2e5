"""Tell people something, and note that they have read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gridwarden.platform.notifications.models import Notice
from gridwarden.platform.notifications.wording import check_known
from gridwarden.platform.refusals import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from gridwarden.platform.access import Actor


class NoSuchNotice(NotFound):
    """The reader has no such notice."""

    code = "no_such_notice"


def notify(
    *,
    user_ids: Iterable[int],
    kind: str,
    at: datetime,
    district_id: int,
    subject_type: str,
    subject_id: int | None,
    params: Mapping[str, Any],
    dedupe_key: str,
) -> None:
    """Tell each account once, in one insert; whoever was told under ``dedupe_key`` before is not told again.

    ``params`` must be JSON-ready and free of reporters' personal data. Call it inside the action's
    transaction, so that nobody hears of what did not happen.
    """
    check_known(kind)
    notices = [
        Notice(
            user_id=user_id,
            district_id=district_id,
            kind=kind,
            at=at,
            subject_type=subject_type,
            subject_id=subject_id,
            params=dict(params),
            dedupe_key=dedupe_key,
        )
        for user_id in sorted(set(user_ids))
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)


def mark_read(*, by: Actor, at: datetime, notice_id: int) -> Notice:
    """Note that the reader has seen one notice; a second reading keeps the first moment."""
    notice = Notice.objects.filter(pk=notice_id, user=by.user_id).first()
    if notice is None:
        raise NoSuchNotice("There is no such notice.")
    Notice.objects.filter(pk=notice_id, read_at=None).update(read_at=at)
    return notice


def mark_all_read(*, by: Actor, at: datetime, up_to: int) -> int:
    """Note that the reader has seen everything up to the notice ``up_to``; return how many were new.

    The bound keeps what arrived after the page was drawn unread.
    """
    return Notice.objects.filter(user=by.user_id, read_at=None, pk__lte=up_to).update(read_at=at)
