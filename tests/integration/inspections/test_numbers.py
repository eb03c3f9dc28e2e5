"""Numbers of papers at the turn of the year: it turns at midnight in the district, whatever zone a clock speaks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from gridwarden.cases.models import Case
from gridwarden.inspections.actions import slips
from gridwarden.inspections.actions.slips import NewSlip
from tests.factories import inspections as factory
from tests.factories.cases import SHANGHAI
from tests.factories.contracts import for_slips
from tests.factories.grids import middle_of
from tests.integration.cases.test_races import race

if TYPE_CHECKING:
    from gridwarden.inspections.models import ContactSlip
    from tests.factories.inspections import Papers

EVE = datetime(2026, 12, 31, 23, 59, 59, tzinfo=SHANGHAI)
NEW_YEAR = EVE + timedelta(seconds=1)


def written(papers: Papers, at: datetime) -> ContactSlip:
    lon, lat = middle_of(0, 0)
    new = NewSlip(condition_id=for_slips(papers.stage).pk, lon=lon, lat=lat, photos=(papers.stage.photo("officer"),))
    return slips.issue(by=papers.by(), at=at, new=new)


@pytest.mark.django_db
@pytest.mark.parametrize("zone", [SHANGHAI, UTC])
def test_numbers_begin_anew_at_midnight_in_the_district(papers: Papers, zone: object) -> None:
    moments = [moment.astimezone(zone) for moment in (EVE, NEW_YEAR, NEW_YEAR)]  # type: ignore[arg-type] # a zone
    assert [papers.issued(at=at).number for at in moments] == [
        "整改通〔2026〕000001号", "整改通〔2027〕000001号", "整改通〔2027〕000002号",
    ]  # fmt: skip
    assert [written(papers, at).number for at in moments] == [
        "联系单〔2026〕000001号", "联系单〔2027〕000001号", "联系单〔2027〕000002号",
    ]  # fmt: skip
    assert list(Case.objects.order_by("pk").values_list("number", flat=True)) == [
        "20261231-00001", "20270101-00001", "20270101-00002", "20261231-00002", "20270101-00003", "20270101-00004",
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_two_years_are_counted_at_once_without_gaps() -> None:
    papers = factory.build()
    attempts = [lambda at=at: papers.issued(at=at).number for at in (EVE, NEW_YEAR) for _ in range(6)]
    numbers = race(*attempts)
    expected = {f"整改通〔{year}〕{serial:06d}号" for year in (2026, 2027) for serial in range(1, 7)}
    assert set(numbers) == expected
