"""Models of workforce."""

from gridwarden.workforce.models.duty import Duty
from gridwarden.workforce.models.leave import Leave
from gridwarden.workforce.models.posting import Posting
from gridwarden.workforce.models.staff import Staff
from gridwarden.workforce.models.unit import Unit
from gridwarden.workforce.models.unit_grid import UnitGrid

__all__ = ["Duty", "Leave", "Posting", "Staff", "Unit", "UnitGrid"]
