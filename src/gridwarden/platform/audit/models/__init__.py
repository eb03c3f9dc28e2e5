"""Models of the audit trail."""

from gridwarden.platform.audit.models.checkpoint import Checkpoint
from gridwarden.platform.audit.models.entry import AuditEntry
from gridwarden.platform.audit.models.head import Head

__all__ = ["AuditEntry", "Checkpoint", "Head"]
