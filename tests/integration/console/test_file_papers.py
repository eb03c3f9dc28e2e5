"""Papers of inspections stand in the tracking file of the complaint that they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gridwarden.inspections.domain.words import Outcome
from gridwarden.intake.models import Report
from gridwarden.intake.queries import tracking_file
from gridwarden.intake.queries.tracking_file import What
from tests.factories import inspections as factory
from tests.factories.cases import MONDAY

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories.inspections import Papers

pytestmark = pytest.mark.django_db


@pytest.fixture
def papers(db: None) -> Papers:
    """Everybody on the stage, and the supplied articles."""
    return factory.build()


def complaint(papers: Papers, case_id: int) -> Report:
    """Return a complaint about the case of a notice."""
    return Report.objects.create(
        district_id=papers.stage.district_id, case_id=case_id, channel="hotline", text="占道", received_at=MONDAY,
        code="ABCDEFGHJK",
    )  # fmt: skip


def test_a_notice_and_its_recheck_stand_in_the_file_and_lead_to_the_paper(papers: Papers, client: Client) -> None:
    issued = papers.issued()
    papers.rechecked(issued, Outcome.CORRECTED)
    report = complaint(papers, issued.case_id)
    file = tracking_file.of(papers.stage.by("operator"), report.pk, MONDAY)
    number = papers.notice(issued).number
    shown = [(entry.word, entry.href) for entry in file.entries if entry.what is What.PAPER]
    href = f"/inspections/notices/{issued.notice_id}/"
    assert shown == [(f"整改联 {number}", href), (f"整改联 {number}：复查（已整改）", href)]
    client.force_login(papers.stage.people["operator"].user)
    page = client.get(f"/intake/archive/{report.pk}/").content.decode()
    assert f'<a href="{href}">整改联 {number}</a>' in page


def test_a_file_without_papers_has_none(papers: Papers) -> None:
    issued, other = papers.issued(), papers.issued()
    report = complaint(papers, issued.case_id)
    file = tracking_file.of(papers.stage.by("operator"), report.pk, MONDAY)
    assert str(other.notice_id) not in {entry.href.split("/")[-2] for entry in file.entries if entry.href}
