"""The one who acts, as a frozen value that actions and queries receive."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from gridwarden.platform.access.permissions import Permission
from gridwarden.platform.refusals import Refusal

if TYPE_CHECKING:
    from gridwarden.platform.access.roles import Role


class PermissionDenied(Refusal):
    """The actor lacks the permission for this action."""

    code = "permission_denied"
    status = HTTPStatus.FORBIDDEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts, with what permissions, and how far they reach.

    ``unit_ids`` holds the actor's own unit and every unit below it; ``grid_ids`` the grids that these
    units keep or to which the actor is posted at the moment of the request.
    """

    name: str
    user_id: int | None = None
    district_id: int | None = None
    unit_id: int | None = None
    roles: frozenset[Role] = frozenset()
    permissions: frozenset[Permission] = frozenset()
    unit_ids: frozenset[int] = frozenset()
    grid_ids: frozenset[int] = frozenset()
    is_contractor: bool = False

    @property
    def is_system(self) -> bool:
        """Whether this is the software itself, in all districts or in one."""
        return self.user_id is None and self.permissions == frozenset(Permission)

    def may(self, permission: Permission) -> bool:
        """Return whether the actor holds ``permission`` (scope is checked by the query)."""
        return permission in self.permissions

    def require(self, permission: Permission) -> None:
        """Raise ``PermissionDenied`` unless the actor holds ``permission``."""
        if not self.may(permission):
            raise PermissionDenied(f"{self.name} may not {permission}.")


#: The software itself: timers and jobs act as this.
SYSTEM = Actor(name="system", permissions=frozenset(Permission))

#: Somebody without an account.
ANONYMOUS = Actor(name="anonymous")


def system_for(district_id: int) -> Actor:
    """Return the software acting inside one district."""
    return Actor(name=SYSTEM.name, district_id=district_id, permissions=SYSTEM.permissions)
