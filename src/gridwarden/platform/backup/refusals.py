"""What backup and restore refuse."""

from __future__ import annotations

from gridwarden.platform.refusals import Refusal


class BackupRefused(Refusal):
    """The backup cannot be made here or from this."""

    code = "backup_refused"


class BackupDamaged(Refusal):
    """The backup is not what was written; nothing was restored from it."""

    code = "backup_damaged"


class TargetNotEmpty(Refusal):
    """A restore never overwrites: there is something where it would go."""

    code = "target_not_empty"


class RestoreDiffers(Refusal):
    """What was restored is not what was backed up."""

    code = "restore_differs"
