"""Models of accounts."""

from gridwarden.platform.accounts.models.user import User

__all__ = ["User"]
