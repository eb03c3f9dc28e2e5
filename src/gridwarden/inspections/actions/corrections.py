"""Take photos that a party sends of its correction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.inspections.actions import _records
from gridwarden.inspections.domain.errors import PaperClosed, PhotoMissing, TooManyPhotos
from gridwarden.inspections.domain.words import NoticeState, PictureKind
from gridwarden.inspections.events import CorrectionSent
from gridwarden.inspections.models import Notice, Picture
from gridwarden.inspections.queries import visibility
from gridwarden.platform.access import Actor
from gridwarden.platform.attachments.actions import attach, store
from gridwarden.platform.notifications.actions import notify

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

#: Photos that a party may send for one paper.
MOST = 6
#: Kind of the notice to the officers.
SENT = "notice.correction_sent"


def receive(*, code: str, at: datetime, photos: Sequence[tuple[str, bytes]], note: str = "") -> int:
    """Keep the photos (file name, content) of whoever bears the paper's code; return how many it has now.

    They are cleaned as all photos are, belong to the paper, and are shown beside the case.
    """
    notice = visibility.by_code(code)
    _check_open(notice)
    if not photos:
        raise PhotoMissing("Choose a photo.", photos="is missing")
    party = Actor(name=notice.party_name, district_id=notice.district_id)
    stored = [
        store(by=party, at=at, data=data, filename=name, district_id=notice.district_id).pk for name, data in photos
    ]
    with transaction.atomic():
        # The row's lock makes two senders count one after the other.
        locked = Notice.objects.select_for_update(of=("self",)).only("pk", "state").get(pk=notice.pk)
        _check_open(locked)
        count = Picture.objects.filter(notice=notice, kind=PictureKind.CORRECTION.value).count() + len(stored)
        if count > MOST:
            raise TooManyPhotos(f"At most {MOST} photos are taken.")
        attach(stored, owner_type=_records.SUBJECT, owner_id=notice.pk, by=party)
        Picture.objects.bulk_create(
            Picture(notice=notice, attachment_id=photo_id, kind=PictureKind.CORRECTION.value, at=at, note=note.strip())
            for photo_id in stored
        )
        _call(notice, at, count)
        _records.tell(CorrectionSent, notice, at=at)
        _records.audit(notice, "notice.correction_sent", by=party, at=at, photos=len(stored))
    return count


def _check_open(notice: Notice) -> None:
    if notice.state != NoticeState.ISSUED:
        raise PaperClosed("The paper is settled; photos no longer change anything.")


def _call(notice: Notice, at: datetime, count: int) -> None:
    planned = getattr(notice, "recheck", None)
    notify(
        user_ids={notice.issued_by_id, planned.officer_id if planned else None} - {None},  # type: ignore[arg-type]
        kind=SENT,
        at=at,
        district_id=notice.district_id,
        subject_type=_records.SUBJECT,
        subject_id=notice.pk,
        params={"number": notice.number, "address": notice.address},
        dedupe_key=f"notice:{notice.pk}:correction:{count}",
    )
