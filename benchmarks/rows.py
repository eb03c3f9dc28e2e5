"""The rows of one reception, written again by hand-written SQL."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from tests.factories.cases import MONDAY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.backends.utils import CursorWrapper

    Row = dict[str, Any]

#: The tables that a reception adds to, each with what names the rows of one case.
ROWS = {
    "cases_case": "id = %(case)s",
    "cases_step": "case_id = %(case)s",
    "cases_clock": "case_id = %(case)s",
    "timers_timer": "subject_id IN (SELECT id FROM cases_clock WHERE case_id = %(case)s)",
    "notifications_notice": "subject_type = 'case' AND subject_id = %(case)s",
    "events_eventrow": "(payload->>'case_id')::bigint = %(case)s",
    "audit_auditentry": "subject_type = 'case' AND subject_id = %(case)s",
    "intake_report": "case_id = %(case)s",
}
#: Left to the database: identities, and the chain that a trigger keeps.
BY_ITSELF = {"audit_auditentry": ("id", "seq", "previous", "digest")}
_NUMBER = "UPDATE cases_numbercounter SET last = last + 1 WHERE district_id = %s AND day = %s RETURNING last"
_WRITTEN = "SELECT relname, n_tup_ins + n_tup_upd FROM pg_stat_xact_user_tables"


def rewriting(case_id: int) -> Callable[[], None]:
    """Return what writes the rows of a received case again: a statement for each table, one transaction."""
    kept = {table: _read(table, names, case_id) for table, names in ROWS.items()}
    kept = {table: rows for table, rows in kept.items() if rows}
    inserts = {table: _insert_of(table, rows) for table, rows in kept.items()}
    codes = count(1)

    def write() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            made: dict[str, list[int]] = {}
            fresh = _fresh(cursor, kept["cases_case"][0], next(codes))
            for table, rows in kept.items():
                changed = [row | fresh(table, place, made) for place, row in enumerate(rows)]
                made[table] = _insert(cursor, inserts[table], changed)

    return write


def written_by(work: Callable[[], Any]) -> dict[str, int]:
    """Return how many rows ``work`` adds or changes in each table, and take it back."""
    with transaction.atomic():
        before = _counters()
        work()
        after = _counters()
        transaction.set_rollback(True)
    return {table: after[table] - before[table] for table in sorted(after) if after[table] > before[table]}


def _counters() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(_WRITTEN)
        return dict(cursor.fetchall())


def _fresh(cursor: CursorWrapper, case: Row, code: int) -> Callable[[str, int, dict[str, list[int]]], Row]:
    """Take the next number, and return what differs in the rows of this round."""
    cursor.execute(_NUMBER, [case["district_id"], case["day"]])
    number = f"{MONDAY:%Y%m%d}-{cursor.fetchone()[0]:05d}"

    def fresh(table: str, place: int, made: dict[str, list[int]]) -> Row:
        if table == "cases_case":
            return {"number": number}
        if table == "timers_timer":  # a warning and a breach for each clock
            return {"subject_id": made["cases_clock"][place // 2]}
        case_id = made["cases_case"][0]
        named = {
            "notifications_notice": {"subject_id": case_id, "dedupe_key": f"case:{case_id}:1"},
            "audit_auditentry": {"subject_id": case_id},
            "intake_report": {"case_id": case_id, "code": f"r{code}"},
            "events_eventrow": {},
        }
        return named.get(table, {"case_id": case_id})

    return fresh


def _read(table: str, names: str, case_id: int) -> list[Row]:
    """Return rows with every value as the text that PostgreSQL reads back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND table_schema = 'public'"
            " ORDER BY ordinal_position",
            [table],
        )
        columns = [name for (name,) in cursor.fetchall() if name not in BY_ITSELF.get(table, ("id",))]
        wanted = ", ".join(f"{name}::text" for name in columns)
        cursor.execute(f"SELECT {wanted} FROM {table} WHERE {names} ORDER BY id", {"case": case_id})
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _insert_of(table: str, rows: Sequence[Row]) -> str:
    columns = list(rows[0])
    places = f"({', '.join(['%s'] * len(columns))})"
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([places] * len(rows))} RETURNING id"


def _insert(cursor: CursorWrapper, statement: str, rows: Sequence[Row]) -> list[int]:
    cursor.execute(statement, [value for row in rows for value in row.values()])
    return [one for (one,) in cursor.fetchall()]
