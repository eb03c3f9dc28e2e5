"""Models of patrols."""

from gridwarden.patrols.models.alarm import Alarm
from gridwarden.patrols.models.command import Command, CommandState
from gridwarden.patrols.models.coverage import (
    Appeal,
    CoverageDay,
    CoverageGrid,
    CoveragePerson,
    CoveragePlan,
    CoverageRoad,
)
from gridwarden.patrols.models.device import Device
from gridwarden.patrols.models.fix import Fix, LastPosition
from gridwarden.patrols.models.holding import Holding
from gridwarden.patrols.models.watching import Live, RuleSet

__all__ = [
    "Alarm",
    "Appeal",
    "Command",
    "CommandState",
    "CoverageDay",
    "CoverageGrid",
    "CoveragePerson",
    "CoveragePlan",
    "CoverageRoad",
    "Device",
    "Fix",
    "Holding",
    "LastPosition",
    "Live",
    "RuleSet",
]
