"""Who may do what: permissions, roles and the acting person as a frozen value."""

from gridwarden.platform.access.actor import ANONYMOUS, SYSTEM, Actor, PermissionDenied, system_for
from gridwarden.platform.access.permissions import Permission
from gridwarden.platform.access.roles import ADMINISTRATORS, ROLES, Role, RoleCard, permissions_of

__all__ = [
    "ADMINISTRATORS",
    "ANONYMOUS",
    "ROLES",
    "SYSTEM",
    "Actor",
    "Permission",
    "PermissionDenied",
    "Role",
    "RoleCard",
    "permissions_of",
    "system_for",
]
