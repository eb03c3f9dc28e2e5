"""The audit administrator reads, filters, takes away and verifies the trail; nobody else does."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from gridwarden.platform.access import Actor, PermissionDenied, Role
from gridwarden.platform.audit.models import AuditEntry
from gridwarden.platform.audit.queries.entries import Wanted, entries
from gridwarden.platform.audit.trail import asked_from, record
from tests.integration.platform.audit.test_trail import settle
from tests.logins import login

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from django.test import Client

    from tests.integration.platform.conftest import Cast

EN = {"Accept-Language": "en"}


@pytest.fixture(autouse=True)
def notes_file(settings: Any, tmp_path: Path) -> None:
    settings.AUDIT_CHECKPOINTS = tmp_path / "checkpoints.jsonl"


@pytest.fixture
def trail(db: None, monday_morning: datetime) -> None:
    for number, (name, action, district) in enumerate(
        [
            ("王建国", "case.closed", 1),
            ("李芳", "case.dispatched", 1),
            ("王建国", "login.failed", 1),
            ("陈静", "case.closed", 2),
            ("anonymous", "login.failed", 0),
        ]
    ):
        with asked_from(f"10.0.0.{number}"):
            record(
                action,
                by=Actor(name=name, user_id=number),
                at=monday_morning + timedelta(days=number),
                subject_type="case",
                subject_id=number,
                district_id=district,
                note=f"note {number}",
            )
    settle()


def seen(client: Client, query: str = "") -> list[str]:
    """The subjects on the page, from the top."""
    table = client.get(f"/audit/{query}", headers=EN).context["table"]
    return [row.subject for row in table.rows if row.subject.startswith("case ")]


@pytest.mark.usefixtures("trail")
class TestReading:
    @pytest.fixture(autouse=True)
    def auditor(self, client: Client, cast: Cast) -> None:
        login(client, cast(Role.AUDIT_ADMINISTRATOR))

    def test_the_own_district_is_shown_the_latest_first(self, client: Client) -> None:
        assert seen(client) == ["case 2", "case 1", "case 0"]

    @pytest.mark.parametrize(
        ("query", "subjects"),
        [
            ("?text=王建国", ["case 2", "case 0"]),
            ("?text=10.0.0.1", ["case 1"]),
            ("?action=login.failed", ["case 2"]),
            ("?first_day=2026-03-03", ["case 2", "case 1"]),
            ("?last_day=2026-03-02", ["case 0"]),
            ("?first_day=nonsense&subject_id=x", ["case 2", "case 1", "case 0"]),
            ("?subject_type=case&subject_id=1", ["case 1"]),
            ("?stray=on", ["case 4"]),
        ],
    )
    def test_filters_narrow_it(self, client: Client, query: str, subjects: list[str]) -> None:
        assert seen(client, query) == subjects

    def test_words_stand_for_codes(self, client: Client) -> None:
        page = client.get("/audit/", headers=EN).content.decode()
        assert "failed to log in" in page
        assert "case.closed" in page  # nobody has told its words here
        assert "note: note 1" in page

    def test_it_is_taken_away_as_a_file_and_that_is_on_the_trail(self, client: Client) -> None:
        answer = client.get("/audit/?export=csv&text=李芳", headers=EN)
        rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))  # type: ignore[call-overload]
        assert len(rows) == 2
        assert rows[1][4] == "case.dispatched"
        entry = AuditEntry.objects.get(action="audit.exported")
        assert entry.data == {"kind": "csv", "filters": {"text": "李芳"}}

    def test_verifying_says_that_all_is_well(self, client: Client) -> None:
        assert "All 3 rows are what was written" in client.post("/audit/verify/", headers=EN).content.decode()

    def test_verifying_names_what_was_changed(self, client: Client) -> None:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE audit_auditentry DISABLE TRIGGER USER")
            cursor.execute("UPDATE audit_auditentry SET actor_name = 'x' WHERE district_id = 1 AND seq = 2")
            cursor.execute("ALTER TABLE audit_auditentry ENABLE TRIGGER USER")
        page = client.post("/audit/verify/", headers=EN).content.decode()
        assert "has been interfered with" in page
        assert "The row is not what was written." in page


@pytest.mark.usefixtures("trail")
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.AUDIT_ADMINISTRATOR])
def test_nobody_else_reads_the_trail(client: Client, cast: Cast, role: Role) -> None:
    login(client, cast(role))
    assert client.get("/audit/").status_code == 403
    assert client.post("/audit/verify/").status_code == 403
    with pytest.raises(PermissionDenied):
        entries(Actor(name="x", district_id=1), Wanted())


def test_a_refused_page_is_on_the_trail_with_its_address(client: Client, cast: Cast) -> None:
    user = cast(Role.DISPATCHER)
    login(client, user)
    client.get("/audit/?secret=1", REMOTE_ADDR="198.51.100.4")
    row = AuditEntry.objects.get(action="access.refused")
    assert (row.actor_id, row.source) == (user.pk, "198.51.100.4")
    assert row.data == {"method": "GET", "path": "/audit/"}


def test_knocking_on_every_door_does_not_fill_the_trail(client: Client, cast: Cast, monkeypatch: Any) -> None:
    from gridwarden.platform.accounts import trail as access_trail  # noqa: PLC0415
    from gridwarden.platform.api.limits import Limit  # noqa: PLC0415

    monkeypatch.setattr(access_trail, "_REFUSALS", Limit(name="refusals", uses=2, per_s=60))
    login(client, cast(Role.DISPATCHER))
    assert [client.get("/audit/").status_code for _ in range(4)] == [403] * 4
    assert AuditEntry.objects.filter(action="access.refused").count() == 2
