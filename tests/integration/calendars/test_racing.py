"""Several people edit a district's calendar for the first time, all at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from gridwarden.algorithms.worktime import DayKind
from gridwarden.platform.calendars.actions import days
from gridwarden.platform.calendars.models import CURRENT, Calendar
from gridwarden.platform.calendars.queries import calendar_for
from gridwarden.platform.events.models import EventRow
from tests.integration.calendars.conftest import DISTRICT

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor

MONDAY = date(2026, 3, 2)
EDITORS = 8


@pytest.mark.django_db(transaction=True)
def test_nobodys_day_is_lost_and_every_version_counts(keeper: Actor, monday_morning: datetime) -> None:
    def close(number: int) -> int:
        try:
            return days.set_day(
                by=keeper,
                at=monday_morning,
                code="office",
                on=MONDAY + timedelta(days=number),
                kind=DayKind.HOLIDAY,
                name=f"第{number}日",
                reason="演练",
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(EDITORS) as pool:
        versions = list(pool.map(close, range(EDITORS)))

    own = Calendar.objects.get(district_id=DISTRICT)
    assert sorted(versions) == list(range(2, EDITORS + 2))
    assert own.version == EDITORS + 1
    assert own.days.filter(CURRENT, source="edited").count() == EDITORS
    assert EventRow.objects.count() == EDITORS
    found = calendar_for(DISTRICT, monday_morning)
    assert [found.day(MONDAY + timedelta(days=number)).name for number in range(EDITORS)] == [
        f"第{number}日" for number in range(EDITORS)
    ]
