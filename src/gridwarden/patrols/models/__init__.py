"""Models of patrols."""

from gridwarden.patrols.models.command import Command, CommandState
from gridwarden.patrols.models.device import Device
from gridwarden.patrols.models.fix import Fix, LastPosition

__all__ = ["Command", "CommandState", "Device", "Fix", "LastPosition"]
