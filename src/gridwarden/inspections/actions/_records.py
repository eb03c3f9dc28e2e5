"""What every deed about a paper leaves behind: event and audit row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gridwarden.platform.audit import trail
from gridwarden.platform.events.bus import publish

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.inspections.events import PaperEvent
    from gridwarden.inspections.models import Notice
    from gridwarden.platform.access import Actor

SUBJECT = "notice"


def tell(kind: type[PaperEvent], notice: Notice, *, at: datetime, **facts: Any) -> None:
    """Publish what has happened to the paper."""
    publish(
        kind(
            district_id=notice.district_id,
            at=at,
            paper_id=notice.pk,
            kind=notice.kind,
            number=notice.number,
            case_id=notice.case_id,
            party_id=notice.party_id,
            grid_id=notice.grid_id,
            **facts,
        )
    )


def audit(notice: Notice, action: str, *, by: Actor, at: datetime, **data: Any) -> None:
    """Append the audit row; called last, because the chain's lock is held from here to the commit."""
    trail.record(
        action,
        by=by,
        at=at,
        subject_type=SUBJECT,
        subject_id=notice.pk,
        district_id=notice.district_id,
        number=notice.number,
        case_id=notice.case_id,
        **data,
    )
