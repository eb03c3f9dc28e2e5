"""Give numbers without gaps."""

from __future__ import annotations

from django.db import connection

#: The counter's row stays locked up to the commit: whoever fails gives the number back, the next one waits.
_NEXT = """
INSERT INTO numbering_counter (district_id, series, period, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (district_id, series, period) DO UPDATE SET last = numbering_counter.last + 1
RETURNING last
"""


class OutsideTransaction(RuntimeError):
    """A number was taken outside a transaction: a failure after it would leave a gap."""


def take(*, district_id: int, series: str, period: str) -> int:
    """Return the next number of the series, counted from 1, inside the caller's transaction.

    Take it late: from here to the commit nobody else gets a number of this series.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(series)
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [district_id, series, period])
        number: int = cursor.fetchone()[0]
    return number
