"""A session."""

from __future__ import annotations

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from gridwarden.platform.accounts.sessions import SessionStore


class Session(AbstractBaseSession):
    """A browser that is, or was about to be, logged in."""

    #: Plain id: a session is forgotten with its account, not the reverse.
    user_id = models.BigIntegerField(null=True)
    began_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    address = models.GenericIPAddressField(null=True)
    agent = models.CharField(max_length=200, blank=True)

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        db_table = "accounts_session"
        indexes = [models.Index(fields=["user_id"], name="accounts_session_of_user")]

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        """Return the store that reads these rows."""
        return SessionStore
