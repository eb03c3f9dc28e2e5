"""What an action left behind."""

from __future__ import annotations

from gridwarden.platform.audit.models import AuditEntry
from gridwarden.platform.events.models import EventRow


def audited() -> list[str]:
    """Return the names of the audited actions, oldest first."""
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def published() -> list[str]:
    """Return the names of the published events, oldest first."""
    return list(EventRow.objects.order_by("pk").values_list("name", flat=True))
