"""How wide a grid may be: the patrol must be able to cross it."""

from __future__ import annotations

from gridwarden.grids.domain.kinds import GridClass, PatrolMode

#: On foot: 1.5 km in core and town, 3 km in villages and the country.
_ON_FOOT_M = {GridClass.A: 1500.0, GridClass.B: 1500.0, GridClass.C: 3000.0}
#: By vehicle: 5 km everywhere.
_BY_VEHICLE_M = 5000.0


def max_patrol_diameter_m(grid_class: str, patrol_mode: str) -> float:
    """Return the greatest diameter that a grid of this class may have when patrolled in this way."""
    if PatrolMode(patrol_mode) is PatrolMode.VEHICLE:
        return _BY_VEHICLE_M
    return _ON_FOOT_M[GridClass(grid_class)]
