"""Models of workforce."""

from gridwarden.workforce.models.duty import Duty
from gridwarden.workforce.models.duty_shift import DutyShift
from gridwarden.workforce.models.leave import Leave
from gridwarden.workforce.models.posting import Posting
from gridwarden.workforce.models.roster_group import RosterGroup
from gridwarden.workforce.models.roster_plan import RosterPlan
from gridwarden.workforce.models.staff import Staff
from gridwarden.workforce.models.unit import Unit
from gridwarden.workforce.models.unit_grid import UnitGrid

__all__ = ["Duty", "DutyShift", "Leave", "Posting", "RosterGroup", "RosterPlan", "Staff", "Unit", "UnitGrid"]
