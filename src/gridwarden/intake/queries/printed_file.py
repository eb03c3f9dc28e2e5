"""The words of a printed tracking file, as data for its paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.timezone import localtime

from gridwarden.cases.labels import STATES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from gridwarden.intake.queries.tracking_file import TrackingFile
    from gridwarden.platform.ui.parts import Moment


def printed(file: TrackingFile, *, by: str, at: datetime, form: str, moments: Sequence[Moment]) -> dict[str, Any]:
    """Return the data of ``papers/file.typ``; names are masked as they were for the one who prints."""
    row, transfer = file.row, file.transfer
    return {
        "number": row.case_number,
        "state": str(STATES[row.state]),
        "form": form,
        "reporter": " ".join(filter(None, (row.name, row.phone))),
        "sender": f"{transfer.sender} {transfer.number}" if transfer else "",
        "sender_due": _moment(transfer.external_due_at) if transfer and transfer.external_due_at else "",
        "reply": transfer.reply if transfer else "",
        "received": _moment(row.received_at),
        "closed": _moment(row.closed_at) if row.closed_at else "",
        "item": row.item,
        "unit": row.unit,
        "address": " · ".join(filter(None, (row.address, file.grid))),
        "text": row.text,
        "goes_on_in": file.goes_on_in,
        "printed": f"{by} {_moment(at)}",
        "moments": [
            {
                "at": _moment(one.at),
                "title": str(one.title),
                "who": " · ".join(filter(None, (one.who, one.unit))),
                "text": one.quote,
                "photos": [photo.url.split("/")[-2] for photo in one.photos],
            }
            for one in moments
        ],
    }


def _moment(at: datetime) -> str:
    return f"{localtime(at):%Y-%m-%d %H:%M}"
