"""What runs by the clock; the job runner calls these."""

from __future__ import annotations

import logging

from django.db import transaction
from django.utils import timezone

from gridwarden.platform.access import SYSTEM
from gridwarden.platform.audit.actions.checkpoints import sign_heads
from gridwarden.platform.audit.actions.verification import Verdict, verify
from gridwarden.platform.audit.trail import record

logger = logging.getLogger(__name__)


def sign_audit() -> None:
    """Sign where the chains end."""
    sign_heads(at=timezone.now())


def verify_audit() -> list[Verdict]:
    """Verify every chain and put the outcome on the trail itself."""
    verdicts = verify()
    now = timezone.now()
    for verdict in verdicts:
        first = verdict.faults[0] if verdict.faults else None
        if first is not None:
            logger.error("audit trail of district %s broken at %s: %s", verdict.district_id, first.seq, first.fault)
        with transaction.atomic():
            record(
                "audit.verified",
                by=SYSTEM,
                at=now,
                subject_type="audit",
                subject_id=None,
                district_id=verdict.district_id,
                rows=verdict.rows,
                faults=len(verdict.faults),
                first=first.seq if first else None,
            )
    return verdicts
