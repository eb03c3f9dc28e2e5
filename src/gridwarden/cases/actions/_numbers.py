"""Give cases their numbers, without gaps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from gridwarden.cases.domain.numbering import short_number

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

#: The counter's row stays locked up to the commit: whoever fails gives the serial back, the next one waits.
#: The district's stage limits come along, because every opening needs both.
_NEXT = """
WITH taken AS (
    INSERT INTO cases_numbercounter (district_id, day, last) VALUES (%(district)s, %(day)s, 1)
    ON CONFLICT (district_id, day) DO UPDATE SET last = cases_numbercounter.last + 1
    RETURNING last
)
SELECT taken.last, own.stage, own.value, own.unit
FROM taken LEFT JOIN cases_stagelimit own ON own.district_id = %(district)s
"""
_NEXT_BLOCK = """
INSERT INTO cases_numbercounter (district_id, day, last) VALUES (%(district)s, %(day)s, %(count)s)
ON CONFLICT (district_id, day) DO UPDATE SET last = cases_numbercounter.last + %(count)s
RETURNING last
"""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A case's number, with the stage limits that its district has set."""

    number: str
    limits: list[tuple[str, Decimal, str]]


def next_number(district_id: int, day: date) -> Numbered:
    """Return the next number of the day, one SQL statement; take it in the transaction that uses it, late."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, {"district": district_id, "day": day})
        rows = cursor.fetchall()
    own = [(stage, value, unit) for _, stage, value, unit in rows if stage is not None]
    return Numbered(short_number(day, rows[0][0]), own)


def next_numbers(district_id: int, day: date, count: int) -> list[str]:
    """Return the next ``count`` numbers of one day, one SQL statement; as gap-free as a single one."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_BLOCK, {"district": district_id, "day": day, "count": count})
        last: int = cursor.fetchone()[0]
    return [short_number(day, serial) for serial in range(last - count + 1, last + 1)]
