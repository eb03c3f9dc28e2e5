"""Sessions in the database that know whose they are (``settings.SESSION_ENGINE``)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

if TYPE_CHECKING:
    from gridwarden.platform.accounts.models import Session

#: Keys of the session's own notes.
BEGAN_AT = "began_at"
SEEN_AT = "seen_at"
ADDRESS = "address"
AGENT = "agent"
#: Set when the second factor was shown in this session.
SECOND_FACTOR = "second_factor"


class SessionStore(DatabaseStore):
    """Django's store, with what a list of one's sessions needs in columns of its own."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the model of the rows."""
        from gridwarden.platform.accounts.models import Session  # noqa: PLC0415 - the engine loads before the apps

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row for ``data``."""
        row = cast("Session", super().create_model_instance(data))
        user_id = data.get(SESSION_KEY)
        row.user_id = int(user_id) if user_id else None
        row.began_at = moment(data.get(BEGAN_AT))
        row.seen_at = moment(data.get(SEEN_AT))
        row.address = data.get(ADDRESS)
        row.agent = str(data.get(AGENT, ""))[:200]
        return row


def moment(epoch_s: float | None) -> datetime | None:
    """Return the moment noted as seconds."""
    return None if epoch_s is None else datetime.fromtimestamp(epoch_s, tz=UTC)
