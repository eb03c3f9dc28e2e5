"""Rate limits, exact over all processes: one statement on an unlogged table (docs/adr for the choice)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.db import connection

from gridwarden.platform.api.models import Allowance
from gridwarden.platform.refusals import Refusal

if TYPE_CHECKING:
    from datetime import datetime

_SPEND = """
INSERT INTO api_allowance AS old (key, since, used) VALUES (%(key)s, %(now)s, 1)
ON CONFLICT (key) DO UPDATE SET
    used = CASE WHEN old.since <= %(over)s THEN 1 ELSE old.used + 1 END,
    since = CASE WHEN old.since <= %(over)s THEN EXCLUDED.since ELSE old.since END
RETURNING used, since
"""


class TooMany(Refusal):
    """The caller has used up the allowance for now."""

    code = "too_many_requests"
    status = HTTPStatus.TOO_MANY_REQUESTS

    def __init__(self, message: str, *, retry_after_s: int) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """At most ``uses`` in ``per_s`` seconds, counted under ``name``."""

    name: str
    uses: int
    per_s: int


def spend(limit: Limit, who: str, *, at: datetime) -> None:
    """Count one use by ``who``; raise ``TooMany`` beyond the limit.

    Call it outside the transaction of the work, so that a refusal further on does not give the use back.
    """
    window = timedelta(seconds=limit.per_s)
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, {"key": f"{limit.name}:{who}"[:160], "now": at, "over": at - window})
        used, since = cursor.fetchone()
    if used > limit.uses:
        wait_s = max(1, int((since + window - at).total_seconds()) + 1)
        raise TooMany(f"At most {limit.uses} in {limit.per_s} seconds; wait {wait_s} seconds.", retry_after_s=wait_s)


def forget_before(moment: datetime) -> int:
    """Delete allowances nobody has used since ``moment``; return how many."""
    deleted, _ = Allowance.objects.filter(since__lt=moment).delete()
    return deleted
