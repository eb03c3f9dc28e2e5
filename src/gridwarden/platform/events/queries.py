"""Where the stream of events stands."""

from __future__ import annotations

from django.db.models import Max

from gridwarden.platform.events.models import EventRow


def latest_id() -> int:
    """Return the id of the last committed event, 0 before the first: a page drawn now knows all up to it."""
    return EventRow.objects.aggregate(latest=Max("pk"))["latest"] or 0
