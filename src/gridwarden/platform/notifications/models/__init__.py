"""Models of notifications."""

from gridwarden.platform.notifications.models.notice import Notice

__all__ = ["Notice"]
