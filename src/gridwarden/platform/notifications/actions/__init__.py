"""Tell people something, carry it out of the house, and keep how they want to be told."""

from gridwarden.platform.notifications.actions.telling import (
    NoSuchNotice,
    mark_all_read,
    mark_read,
    notify,
    send_to_address,
)

__all__ = ["NoSuchNotice", "mark_all_read", "mark_read", "notify", "send_to_address"]
