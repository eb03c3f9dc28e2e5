"""What runs at night; the job runner calls these."""

from __future__ import annotations

from django.utils import timezone

from gridwarden.platform.attachments.actions.cleaning import Collected, collect
from gridwarden.platform.attachments.actions.fingerprinting import fingerprint_missing
from gridwarden.platform.attachments.actions.verification import Report, verify


def verify_photos() -> Report:
    """Compare every photo with its digest."""
    return verify(at=timezone.now())


def collect_photos() -> Collected:
    """Remove photos that came to nothing."""
    return collect(at=timezone.now())


def fingerprint_photos() -> int:
    """Note by what photos from before are known again."""
    return fingerprint_missing()
