"""What other platforms said about a complaint, in its tracking file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from gridwarden.exchange.domain.messages import Kind
from gridwarden.exchange.models import Incoming, Outgoing
from gridwarden.intake.queries import tracking_file
from gridwarden.intake.queries.tracking_file import Entry, What

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor

#: The case's own steps tell these already.
_QUIET = (Kind.PROGRESS.value, Kind.NOTHING.value)


def _entries(actor: Actor, case_id: int) -> list[Entry]:
    """Return the messages about a case whose visibility was settled; two SQL statements."""
    del actor
    from gridwarden.exchange.labels import KINDS  # noqa: PLC0415 - labels name the points of the reports beside this

    ours = Outgoing.objects.filter(matter__case=case_id).exclude(kind__in=_QUIET).select_related("matter__peer")
    theirs = Incoming.objects.filter(matter__case=case_id).exclude(kind__in=_QUIET).select_related("matter__peer")
    found = [
        Entry(
            at=one.at,
            what=What.PAPER,
            word=f"{one.matter.peer.name} → {KINDS[Kind(one.kind)]}",
            href=reverse("exchange:matter", args=[one.matter_id]),
        )
        for one in theirs.order_by("pk")
    ]
    found += [
        Entry(
            at=one.at,
            what=What.PAPER,
            word=f"{KINDS[Kind(one.kind)]} → {one.matter.peer.name}",
            href=reverse("exchange:matter", args=[one.matter_id]),
        )
        for one in ours.order_by("pk")
    ]
    return found


tracking_file.add("exchange", _entries)
