"""Two thousand rows cost a list no more than ten: one page is read, by an index, in as many statements."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gridwarden.cases.models import Case
from gridwarden.inspections.actions import slips
from gridwarden.inspections.models import ContactSlip, Crew, Notice, Party, Recheck
from tests.factories.contracts import crew, issued, signed
from tests.logins import login

if TYPE_CHECKING:
    from django.db.models import Model
    from django.test import Client

    from gridwarden.contracts.models import Contract
    from tests.factories.inspections import Papers

pytestmark = pytest.mark.django_db
MANY = 2_000
PAGES = {
    "dispatcher": ["/inspections/slips/", "/inspections/notices/", "/inspections/rechecks/", "/inspections/parties/",
                   "/inspections/crews/", "/contracts/", "/cases/", "/cases/turns/requests/"],
    "foreman": ["/inspections/slips/", "/inspections/crews/", "/contracts/", "/cases/"],
    "officer": ["/inspections/slips/", "/inspections/notices/", "/inspections/rechecks/", "/cases/"],
}  # fmt: skip


def copied(row: Model, number: int, changes: Any) -> list[Model]:
    """Store ``number`` copies of a row, each with what ``changes`` gives for its place."""
    fields = [field for field in row._meta.concrete_fields if not field.primary_key and not field.generated]
    values = {field.attname: getattr(row, field.attname) for field in fields}
    model: Any = type(row)
    made: list[Model] = model.objects.bulk_create(
        [model(**values | changes(place)) for place in range(1, number + 1)], batch_size=500
    )
    return made


def cost(client: Client, papers: Papers) -> dict[tuple[str, str], int]:
    found = {}
    for post, pages in PAGES.items():
        login(client, papers.stage.people[post].user)
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(page)
            assert answer.status_code == 200
            assert answer.content.count(b"<tr") <= 60, "one page, however many there are"
            found[post, page] = len(asked)
    return found


def test_two_thousand_rows_cost_a_list_no_more_statements_than_a_few(client: Client, papers: Papers) -> None:
    stage = papers.stage
    contract, own, paper, slip = signed(stage), crew(stage), papers.issued(), issued(stage)
    slips.receive(by=stage.by("supervisor"), at=slip.issued_at, slip_id=slip.pk)
    slips.send(by=stage.by("dispatcher"), at=slip.issued_at, slip_id=slip.pk)
    _more(60, papers, contract, own, paper.notice_id, slip)
    few = cost(client, papers)
    _more(MANY, papers, contract, own, paper.notice_id, slip)
    assert cost(client, papers) == few


def _more(number: int, papers: Papers, contract: Contract, own: Crew, notice_id: int, slip: ContactSlip) -> None:
    def later(place: int) -> timedelta:
        return timedelta(seconds=place)

    slip.refresh_from_db()
    case, notice = Case.objects.get(pk=slip.case_id), Notice.objects.get(pk=notice_id)
    kept = notice.case_id
    cases = copied(case, number, lambda place: {"number": f"20260302-{number + place:05}"})
    copied(slip, number, lambda place: {
        "serial": number + place, "number": f"S{number + place}", "case_id": cases[place - 1].pk,
        "issued_at": slip.issued_at + later(place),
    })  # fmt: skip
    parties = copied(Party.objects.get(pk=notice.party_id), number, lambda place: {"name": f"店{place}"})
    papers_ = copied(notice, number, lambda place: {
        "serial": number + place, "number": f"N{number + place}", "code": f"{number + place:016}", "case_id": kept,
        "party_id": parties[place - 1].pk, "issued_at": notice.issued_at + later(place),
    })  # fmt: skip
    copied(Recheck.objects.get(notice=notice), number, lambda place: {"notice_id": papers_[place - 1].pk})
    copied(contract, number, lambda place: {"number": f"HT-{number}-{place}"})
    copied(own, number, lambda place: {"name": f"{number}-{place}班"})
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the server does by itself, only not inside a test's transaction
