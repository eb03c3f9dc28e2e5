"""How long the stages may take: read by the district, set by those who keep the calendar."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from gridwarden.algorithms.worktime import LimitUnit
from gridwarden.cases.actions.limits import LimitOfTheCondition, set_limit
from gridwarden.cases.domain.clocks import Stage as Stretch
from gridwarden.cases.handlers import ask_for_days
from gridwarden.cases.models import Clock, StageLimit
from gridwarden.grids.models import District
from gridwarden.platform.audit.models import AuditEntry
from gridwarden.platform.calendars.events import CalendarCoverageShort
from gridwarden.platform.notifications.models import Notice
from tests.factories.cases import MONDAY
from tests.factories.cast import acting
from tests.logins import login

if TYPE_CHECKING:
    from django.test import Client

    from gridwarden.workforce.models import Staff
    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(stage: Stage) -> Staff:
    """The district's system administrator, who keeps the calendar."""
    return stage.people["keeper"]


def test_a_new_limit_holds_for_clocks_that_start_after_it(client: Client, stage: Stage, keeper: Staff) -> None:
    before = stage.opened().case_id
    page = login(client, keeper.user).post(
        "/cases/limits/", {"stage": "register", "value": "2", "unit": "urgent_hour"}, follow=True
    )
    assert page.status_code == 200
    assert "本区设定" in page.content.decode()
    after = stage.opened().case_id
    register = Clock.objects.filter(stage=Stretch.REGISTER)
    assert register.get(case=after).limit_value == 2
    assert register.get(case=before).limit_value != 2
    assert AuditEntry.objects.filter(action="case_limit.set").count() == 1


@pytest.mark.parametrize(("value", "status"), [("0", 422), ("-1", 422), ("x", 422), ("", 422)])
def test_a_limit_that_is_none_is_refused_beside_the_field(
    client: Client, keeper: Staff, value: str, status: int
) -> None:
    page = login(client, keeper.user).post(
        "/cases/limits/", {"stage": "register", "value": value, "unit": "urgent_hour"}
    )
    assert page.status_code == status
    assert not StageLimit.objects.exists()


def test_who_does_not_keep_the_calendar_reads_only(client: Client, stage: Stage) -> None:
    client = login(client, stage.people["dispatcher"].user)
    page = client.get("/cases/limits/")
    assert (page.status_code, b'<form method="post" class="gw-stack"' in page.content) == (200, False)
    sent = client.post("/cases/limits/", {"stage": "register", "value": "2", "unit": "urgent_hour"})
    assert (sent.status_code, StageLimit.objects.exists()) == (403, False)


def test_handling_has_its_limit_from_the_menu(stage: Stage, keeper: Staff) -> None:
    with pytest.raises(LimitOfTheCondition):
        set_limit(
            by=acting(keeper, MONDAY),
            at=MONDAY,
            district_id=stage.district_id,
            stage=Stretch.HANDLE,
            value="1",
            unit=LimitUnit.URGENT_HOUR,
        )


@pytest.mark.parametrize("district", ["own", "common"])
def test_who_keeps_the_calendar_hears_once_that_its_days_end(stage: Stage, keeper: Staff, district: str) -> None:
    event = CalendarCoverageShort(
        district_id=stage.district_id if district == "own" else 0,
        at=timezone.now(),
        code="office",
        covered_until=str(date(2027, 1, 1)),
        days_ahead=30,
    )
    ask_for_days(event)
    ask_for_days(event)
    told = list(Notice.objects.values_list("user_id", flat=True))
    assert keeper.user_id in told
    assert len(told) == len(set(told)) == (1 if district == "own" else District.objects.count())


def test_the_notice_leads_to_the_calendar(client: Client, stage: Stage, keeper: Staff) -> None:
    ask_for_days(
        CalendarCoverageShort(
            district_id=stage.district_id, at=timezone.now(), code="office", covered_until="2027-01-01", days_ahead=30
        )
    )
    html = login(client, keeper.user).get("/notices/").content.decode()
    assert "放假安排只公布到 2027-01-01" in html
