"""Recurring checks that must be heard when they find something: a failure shows in ``gridwarden status``."""

from __future__ import annotations

from gridwarden.platform.attachments.jobs import verify_photos
from gridwarden.platform.audit.jobs import verify_audit


class Unsound(Exception):
    """Evidence is not as it was written."""


def photos_verified() -> None:
    """Compare every photo with its digest."""
    report = verify_photos()
    if not report.sound:
        raise Unsound(
            f"{len(report.faults)} of {report.checked} photos are missing or changed: gridwarden photos verify"
        )


def audit_verified() -> None:
    """Verify every chain of the audit trail."""
    broken = [str(verdict.district_id) for verdict in verify_audit() if not verdict.is_sound]
    if broken:
        raise Unsound(f"the audit trail of district {', '.join(broken)} is broken: gridwarden audit verify")
