"""The trail is chained, cannot be changed, and shows it when somebody did."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from django.db import DatabaseError, connection, transaction

from gridwarden.platform.access import Actor
from gridwarden.platform.audit.actions.checkpoints import sign_heads
from gridwarden.platform.audit.actions.verification import Fault, Found, Verdict, verify
from gridwarden.platform.audit.cli import audit
from gridwarden.platform.audit.jobs import sign_audit, verify_audit
from gridwarden.platform.audit.models import AuditEntry, Checkpoint, Head
from gridwarden.platform.audit.trail import OutsideTransactionError, asked_from, record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

pytestmark = pytest.mark.django_db
BY = Actor(name="王建国", user_id=5, district_id=1)


@pytest.fixture(autouse=True)
def notes_file(settings: Any, tmp_path: Path) -> Path:
    settings.AUDIT_CHECKPOINTS = tmp_path / "checkpoints.jsonl"
    return tmp_path / "checkpoints.jsonl"


def write(at: datetime, count: int = 5, district_id: int = 1) -> None:
    for number in range(count):
        record(
            "case.closed",
            by=BY,
            at=at + timedelta(seconds=number, microseconds=number * 7),
            subject_type="case",
            subject_id=number,
            district_id=district_id,
            note='引号 " 和 \\ 与 é',
            amount=1.50,
            nested={"b": 1, "a": [None, True]},
        )
    settle()


def settle() -> None:
    """Have what waits for the commit happen now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


class Tamper:
    """Somebody who owns the tables and switches the triggers off."""

    def __enter__(self) -> Any:
        self.cursor = connection.cursor()
        self.cursor.execute("ALTER TABLE audit_auditentry DISABLE TRIGGER USER")
        return self.cursor

    def __exit__(self, *_: object) -> None:
        self.cursor.execute("ALTER TABLE audit_auditentry ENABLE TRIGGER USER")


def first() -> Found | None:
    (verdict,) = verify(1)
    return verdict.faults[0] if verdict.faults else None


class TestWriting:
    def test_rows_are_numbered_and_linked_per_district(self, monday_morning: datetime) -> None:
        write(monday_morning, 3)
        write(monday_morning, 2, district_id=2)
        rows = AuditEntry.objects.filter(district_id=1).order_by("seq")
        assert [row.seq for row in rows] == [1, 2, 3]
        assert bytes(rows[0].previous) == b""
        assert [bytes(row.previous) for row in rows[1:]] == [bytes(row.digest) for row in rows[:2]]
        assert {head.district_id: head.seq for head in Head.objects.all()} == {1: 3, 2: 2}

    def test_a_row_tells_from_where_it_was_asked_for(self, monday_morning: datetime) -> None:
        with asked_from("203.0.113.9"):
            write(monday_morning, 1)
        write(monday_morning, 1)
        assert list(AuditEntry.objects.order_by("seq").values_list("source", flat=True)) == ["203.0.113.9", ""]

    @pytest.mark.django_db(transaction=True)
    def test_a_row_outside_a_transaction_is_refused(self, monday_morning: datetime) -> None:
        with pytest.raises(OutsideTransactionError):
            write(monday_morning, 1)

    def test_an_undone_transaction_leaves_no_gap(self, monday_morning: datetime) -> None:
        write(monday_morning, 1)
        point = transaction.savepoint()
        write(monday_morning, 3)
        transaction.savepoint_rollback(point)
        write(monday_morning, 1)
        assert [row.seq for row in AuditEntry.objects.order_by("seq")] == [1, 2]
        assert first() is None

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE audit_auditentry SET actor_name = 'x'",
            "DELETE FROM audit_auditentry",
            "TRUNCATE audit_auditentry",
            "UPDATE audit_checkpoint SET seq = 1",
            "DELETE FROM audit_checkpoint",
        ],
    )
    def test_the_database_refuses_every_change(self, monday_morning: datetime, statement: str) -> None:
        write(monday_morning)
        sign_heads(at=monday_morning)
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE audit_auditentry ENABLE TRIGGER audit_refuse_truncate")
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                cursor.execute(statement)
        assert AuditEntry.objects.count() == 5

    def test_the_programs_own_role_can_only_add(self, monday_morning: datetime, runtime_role: str) -> None:
        """Not even by moving the head: the trigger writes it as the owner."""
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {runtime_role}")
            write(monday_morning, 2)
            for statement in ("UPDATE audit_head SET seq = 0", "ALTER TABLE audit_auditentry DISABLE TRIGGER USER"):
                with pytest.raises(DatabaseError), transaction.atomic():
                    cursor.execute(statement)
            cursor.execute("RESET ROLE")
        assert first() is None


@pytest.fixture
def runtime_role() -> Iterator[str]:
    """A role with the rights that ``gridwarden up`` grants."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE audit_test_runtime")
        cursor.execute("GRANT SELECT, INSERT ON audit_auditentry, audit_checkpoint TO audit_test_runtime")
        cursor.execute("GRANT SELECT ON audit_head TO audit_test_runtime")
        cursor.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO audit_test_runtime")
    return "audit_test_runtime"  # the test's transaction takes it away again


class TestVerifying:
    def test_an_untouched_chain_is_sound(self, monday_morning: datetime) -> None:
        write(monday_morning)
        assert verify(1) == [Verdict(1, 5, ())]
        assert verify(7) == [Verdict(7, 0, ())]

    @pytest.mark.parametrize(
        "change",
        [
            "actor_name = 'x'",
            "actor_id = 6",
            "at = at + interval '1 microsecond'",
            "action = 'case.opened'",
            "subject_id = 99",
            "data = '{}'",
            "data = jsonb_set(data, '{amount}', '1.51')",
            "source = '10.0.0.1'",
            "subject_type = 'report'",
            "digest = sha256('x')",
        ],
    )
    def test_every_change_of_a_row_is_found(self, monday_morning: datetime, change: str) -> None:
        write(monday_morning)
        with Tamper() as cursor:
            cursor.execute(f"UPDATE audit_auditentry SET {change} WHERE seq = 3")  # noqa: S608 - from the list above
        assert first() == Found(3, Fault.CHANGED)

    def test_a_row_that_was_cut_out_is_missed(self, monday_morning: datetime) -> None:
        write(monday_morning)
        with Tamper() as cursor:
            cursor.execute("DELETE FROM audit_auditentry WHERE seq = 3")
        assert first() == Found(4, Fault.GAP)

    def test_closing_the_gap_by_renumbering_is_found(self, monday_morning: datetime) -> None:
        write(monday_morning)
        with Tamper() as cursor:
            cursor.execute("DELETE FROM audit_auditentry WHERE seq = 3")
            cursor.execute("UPDATE audit_auditentry SET seq = seq - 1 WHERE seq > 3")
        assert first() == Found(3, Fault.LINK)

    def test_exchanged_rows_are_found(self, monday_morning: datetime) -> None:
        write(monday_morning)
        with Tamper() as cursor:
            cursor.execute("UPDATE audit_auditentry SET seq = 100 WHERE seq = 2")
            cursor.execute("UPDATE audit_auditentry SET seq = 2 WHERE seq = 3")
            cursor.execute("UPDATE audit_auditentry SET seq = 3 WHERE seq = 100")
        assert first() == Found(2, Fault.LINK)

    def test_rows_cut_off_at_the_end_are_missed(self, monday_morning: datetime) -> None:
        write(monday_morning)
        with Tamper() as cursor:
            cursor.execute("DELETE FROM audit_auditentry WHERE seq > 3")
        assert first() == Found(4, Fault.CUT_OFF)

    def test_cutting_off_with_the_head_is_found_by_the_signature(self, monday_morning: datetime) -> None:
        write(monday_morning)
        sign_heads(at=monday_morning)
        with Tamper() as cursor:
            cursor.execute("DELETE FROM audit_auditentry WHERE seq > 3")
            cursor.execute(
                "UPDATE audit_head SET (seq, digest) = (SELECT 3, digest FROM audit_auditentry WHERE seq = 3)"
            )
        assert first() == Found(5, Fault.REWRITTEN)

    def test_emptying_everything_is_found_by_the_signed_file(self, monday_morning: datetime) -> None:
        write(monday_morning)
        sign_heads(at=monday_morning)
        with Tamper() as cursor:
            cursor.execute("ALTER TABLE audit_checkpoint DISABLE TRIGGER USER")
            cursor.execute("DELETE FROM audit_auditentry; DELETE FROM audit_head; DELETE FROM audit_checkpoint")
            cursor.execute("ALTER TABLE audit_checkpoint ENABLE TRIGGER USER")
        (verdict,) = verify()
        assert verdict.faults == (Found(5, Fault.REWRITTEN),)

    def test_writing_the_whole_chain_anew_is_found(self, monday_morning: datetime) -> None:
        """The digests can be computed by everybody; the signature cannot."""
        write(monday_morning)
        sign_heads(at=monday_morning)
        with Tamper() as cursor:
            cursor.execute("UPDATE audit_auditentry SET actor_name = 'somebody else' WHERE seq = 2")
            for seq in range(2, 6):
                cursor.execute(
                    "UPDATE audit_auditentry e SET previous = (SELECT digest FROM audit_auditentry WHERE seq = %s)"
                    " WHERE seq = %s",
                    [seq - 1, seq],
                )
                cursor.execute("UPDATE audit_auditentry e SET digest = audit_digest(e) WHERE seq = %s", [seq])
            cursor.execute("UPDATE audit_head SET digest = (SELECT digest FROM audit_auditentry WHERE seq = 5)")
        assert first() == Found(5, Fault.REWRITTEN)

    def test_replacing_the_digest_function_does_not_help(self, monday_morning: datetime) -> None:
        write(monday_morning)
        with Tamper() as cursor:
            cursor.execute("UPDATE audit_auditentry SET actor_name = 'x' WHERE seq = 2")
            cursor.execute(
                "CREATE OR REPLACE FUNCTION audit_digest(entry audit_auditentry) RETURNS bytea"
                " LANGUAGE sql IMMUTABLE AS 'SELECT entry.digest'"
            )
        assert first() == Found(2, Fault.CHANGED)

    def test_a_forged_or_damaged_checkpoint_is_reported(self, monday_morning: datetime, notes_file: Path) -> None:
        write(monday_morning)
        sign_heads(at=monday_morning)
        line = json.loads(notes_file.read_text())
        notes_file.write_text(json.dumps(line | {"seq": 4}) + "\n")
        assert Found(4, Fault.FORGED_CHECKPOINT) in verify(1)[0].faults
        notes_file.write_text("half a li")
        assert Verdict(0, 0, (Found(0, Fault.FORGED_CHECKPOINT),)) in verify()

    def test_only_chains_that_have_grown_are_signed(self, monday_morning: datetime, notes_file: Path) -> None:
        write(monday_morning)
        assert sign_heads(at=monday_morning) == 1
        assert sign_heads(at=monday_morning) == 0
        write(monday_morning, 1)
        sign_audit()
        assert [row.seq for row in Checkpoint.objects.order_by("seq")] == [5, 6]
        assert len(notes_file.read_text().splitlines()) == 2
        assert first() is None

    def test_the_nightly_round_is_on_the_trail_itself(self, monday_morning: datetime) -> None:
        write(monday_morning)
        write(monday_morning, 2, district_id=2)
        assert [verdict.is_sound for verdict in verify_audit()] == [True, True]
        settle()
        rows = AuditEntry.objects.filter(action="audit.verified").order_by("district_id")
        assert [(row.district_id, row.data["rows"], row.data["faults"]) for row in rows] == [(1, 5, 0), (2, 2, 0)]


class TestCommand:
    def test_a_sound_trail_ends_well(self, monday_morning: datetime) -> None:
        write(monday_morning)
        done = CliRunner().invoke(audit, ["verify"])
        assert done.exit_code == 0
        assert "district 1: 5 rows, sound" in done.output
        assert CliRunner().invoke(audit, ["sign"]).output == "1 chains signed.\n"

    def test_a_broken_one_ends_with_one_and_names_the_first_place(self, monday_morning: datetime) -> None:
        write(monday_morning)
        with Tamper() as cursor:
            cursor.execute("UPDATE audit_auditentry SET actor_name = 'x' WHERE seq IN (2, 4)")
        done = CliRunner().invoke(audit, ["verify", "--district", "1"])
        assert done.exit_code == 1
        assert "district 1: BROKEN at row 2 (changed), 2 faults" in done.output
        said = json.loads(CliRunner().invoke(audit, ["verify", "--json"]).output)
        assert said["sound"] is False
        assert said["chains"][0]["faults"] == [{"seq": 2, "what": "changed"}, {"seq": 4, "what": "changed"}]


def test_a_hundred_thousand_rows_are_verified_in_a_second_or_so(monday_morning: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_auditentry (district_id, seq, at, actor_id, actor_name, action, subject_type,"
            " subject_id, data, previous, digest, source) SELECT 1, 0, %s, 5, '王建国', 'case.closed', 'case', g,"
            " jsonb_build_object('from', 'handling', 'to', 'closed', 'n', g), '', '', '10.1.2.3'"
            " FROM generate_series(1, 100000) g",
            [monday_morning],
        )
        cursor.execute("ANALYZE audit_auditentry")
    settle()
    started = time.monotonic()
    assert verify(1) == [Verdict(1, 100_000, ())]
    assert time.monotonic() - started < 5
    with Tamper() as cursor:
        cursor.execute("UPDATE audit_auditentry SET data = '{}' WHERE seq = 77777")
    assert first() == Found(77_777, Fault.CHANGED)


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_make_one_chain_without_gaps(monday_morning: datetime) -> None:
    def write_some(writer: int) -> None:
        try:
            for _ in range(10):
                with transaction.atomic():
                    record(
                        "case.closed",
                        by=BY,
                        at=monday_morning,
                        subject_type="case",
                        subject_id=writer,
                        district_id=1 + writer % 2,
                    )
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write_some, range(8)))
    assert verify(1) + verify(2) == [Verdict(1, 40, ()), Verdict(2, 40, ())]
    assert {head.seq for head in Head.objects.all()} == {40}


@pytest.mark.django_db(transaction=True)
def test_many_rows_in_one_transaction_move_the_head_once_and_quickly(monday_morning: datetime) -> None:
    started = time.monotonic()
    with transaction.atomic():
        write_bulk(monday_morning, 3000)
    assert Head.objects.get().seq == 3000
    assert time.monotonic() - started < 20


def write_bulk(at: datetime, count: int) -> None:
    AuditEntry.objects.bulk_create(
        AuditEntry(district_id=1, at=at, actor_name="x", action="case.opened", subject_type="case", subject_id=number)
        for number in range(count)
    )
