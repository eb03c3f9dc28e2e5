"""Which roles a person may hold together, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.platform.access import ADMINISTRATORS, Role
from gridwarden.platform.refusals import Invalid
from gridwarden.workforce.domain.units import UnitKind

if TYPE_CHECKING:
    from collections.abc import Collection

#: The six roles that work in a grid and carry duties (定人、定责).
GRID_ROLES = (
    Role.ENFORCEMENT_OFFICER,
    Role.INFORMATION_OFFICER,
    Role.COMMUNITY_OFFICER,
    Role.MUNICIPAL_OFFICER,
    Role.SANITATION_WORKER,
    Role.FRONTAGE_HOLDER,
)

#: What a contractor's people may be: they do the work and prove it, and never supervise it.
CONTRACTOR_ROLES = frozenset({Role.CONTRACTOR_OFFICER, Role.SANITATION_WORKER})


class RolesCollide(Invalid):
    """These roles may not meet in one person."""

    code = "roles_collide"


class RoleOutOfPlace(Invalid):
    """The role does not belong into this unit."""

    code = "role_out_of_place"


def check_together(roles: Collection[Role]) -> None:
    """Refuse an administrator's office beside any other role: the three offices are kept apart."""
    if len(roles) > 1 and ADMINISTRATORS.intersection(roles):
        raise RolesCollide("An administrator holds no second role.", roles="administrators hold no second role")


def check_place(roles: Collection[Role], kind: UnitKind | None) -> None:
    """Refuse roles that do not fit a unit of ``kind``; ``None`` is nobody's unit."""
    held = set(roles)
    if kind is None and not held <= ADMINISTRATORS:
        raise RoleOutOfPlace("Only an administrator stands outside every unit.", unit="missing")
    if kind is UnitKind.CONTRACTOR and not held <= CONTRACTOR_ROLES:
        raise RoleOutOfPlace("A contractor's people do the work; they hold no office of the bureau.", roles="misplaced")
    if kind is not UnitKind.CONTRACTOR and Role.CONTRACTOR_OFFICER in held:
        raise RoleOutOfPlace("A contractor officer belongs to a contractor.", roles="misplaced")
