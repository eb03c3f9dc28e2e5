"""What happens to photos."""

from gridwarden.platform.attachments.actions.attaching import attach
from gridwarden.platform.attachments.actions.copying import copy
from gridwarden.platform.attachments.actions.storing import limits, store

__all__ = ["attach", "copy", "limits", "store"]
