"""Numbers without gaps."""

from __future__ import annotations

import pytest
from django.db import transaction

from gridwarden.platform.numbering.actions import OutsideTransaction, take


@pytest.mark.django_db
def test_every_district_series_and_period_counts_from_one() -> None:
    assert [take(district_id=1, series="notice", period="2026") for _ in range(3)] == [1, 2, 3]
    assert take(district_id=2, series="notice", period="2026") == 1
    assert take(district_id=1, series="order", period="2026") == 1
    assert take(district_id=1, series="notice", period="2027") == 1


@pytest.mark.django_db
def test_whoever_fails_gives_the_number_back() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert take(district_id=1, series="notice", period="2026") / 0
    assert take(district_id=1, series="notice", period="2026") == 1


@pytest.mark.django_db(transaction=True)
def test_a_number_outside_a_transaction_is_refused() -> None:
    with pytest.raises(OutsideTransaction):
        take(district_id=1, series="notice", period="2026")
