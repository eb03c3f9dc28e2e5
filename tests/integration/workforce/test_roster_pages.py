"""What the pages of rosters show and do."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from gridwarden.platform.access import system_for
from gridwarden.workforce.actions import rosters, solving
from gridwarden.workforce.domain.rostering import PlanState, ShiftCode, Wanted
from gridwarden.workforce.models import DutyShift, Leave, RosterPlan
from tests.factories.workforce import PostingFactory, StaffFactory
from tests.logins import login

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db
WANTED = Wanted(workday_day=1, workday_evening=1, rest_day=1, rest_evening=0)


@pytest.fixture
def draft(cast: Cast) -> RosterPlan:
    """A roster of the east from today on, finished and not in force."""
    for code in ("A01", "A02", "A02"):
        PostingFactory(staff=StaffFactory(unit=cast.east_team), grid=cast.territory.grids[code])
    now = timezone.now()
    new = rosters.NewRoster(unit_id=cast.east.pk, first_day=timezone.localdate(now), days=14, wanted=WANTED)
    plan = rosters.draft(by=system_for(cast.east.district_id), at=now, new=new)
    solving.make(at=now, plan_id=plan.pk, time_limit_s=20)
    plan.refresh_from_db()
    return plan


@pytest.fixture
def published(draft: RosterPlan) -> RosterPlan:
    """The same roster in force."""
    return rosters.publish(by=system_for(draft.district_id), at=timezone.now(), plan_id=draft.pk)


def get(client: Client, name: str, *args: Any, **query: Any) -> str:
    answer = client.get(reverse(f"workforce:{name}", args=args), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_table_shows_everybody_with_every_shift(client: Client, cast: Cast, published: RosterPlan) -> None:
    page = get(login(client, cast.east_leader.user), "rosters")
    assert page.count('class="roster-who"') == 5 + 2  # people, head and foot
    marks = re.findall(r'<span title="\d{4}-\d\d-\d\d ', page)
    assert len(marks) == DutyShift.objects.filter(plan=published).count()


def test_the_table_is_taken_away_as_a_workbook(client: Client, cast: Cast, published: RosterPlan) -> None:
    login(client, cast.east_leader.user)
    answer = client.get(reverse("workforce:rosters"), {"unit": cast.east.pk, "export": "xlsx"})
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    assert sheet is not None
    assert sheet.max_row == 1 + 5
    assert sheet.max_column == 3 + 28 + 3


def test_a_draft_is_made_published_and_dropped_from_the_page(client: Client, cast: Cast, draft: RosterPlan) -> None:
    login(client, cast.east_leader.user)
    assert reverse("workforce:publish-roster", args=[draft.pk]) in get(client, "roster", draft.pk)
    sent = client.post(reverse("workforce:publish-roster", args=[draft.pk]), {"from_day": draft.first_day})
    assert sent.status_code == 302
    draft.refresh_from_db()
    assert draft.state == PlanState.PUBLISHED
    assert reverse("workforce:publish-roster", args=[draft.pk]) not in get(client, "roster", draft.pk)
    assert client.post(reverse("workforce:withdraw-roster", args=[draft.pk])).status_code == 422


def test_a_roster_is_asked_for_by_its_form(client: Client, cast: Cast) -> None:
    login(client, cast.east_leader.user)
    people = [name for name in Wanted.__dataclass_fields__ if not name.endswith(("_starts", "_ends"))]
    hours = {"day_starts": "06:00", "day_ends": "14:00", "evening_starts": "14:00", "evening_ends": "00:30"}
    numbers = dict.fromkeys(people, 1) | hours | {"office_starts": "09:00", "office_ends": "18:00"}
    asked = {"unit": cast.east.pk, "first_day": "2026-03-02", "days": 28, **numbers}
    sent = client.post(reverse("workforce:new-roster"), asked)
    plan = RosterPlan.objects.get()
    assert Wanted(**plan.wanted).hours(ShiftCode.EVENING) == (14 * 60, 24 * 60 + 30)
    assert sent["Location"] == reverse("workforce:roster", args=[plan.pk])
    assert 'id="roster-progress"' in get(client, "roster", plan.pk)
    assert 'id="roster-progress"' in get(client, "roster-progress", plan.pk)


def test_a_leader_finds_the_sick_call_on_the_pages_of_the_own_people(client: Client, cast: Cast) -> None:
    call = reverse("workforce:call-in-sick", args=[cast.east_officer.pk])
    login(client, cast.east_leader.user)
    assert call in get(client, "person", cast.east_officer.pk)
    login(client, cast.east_informant.user)
    assert call not in get(client, "person", cast.east_officer.pk)


def test_progress_ends_by_loading_the_page_again(client: Client, cast: Cast, draft: RosterPlan) -> None:
    login(client, cast.east_leader.user)
    answer = client.get(reverse("workforce:roster-progress", args=[draft.pk]))
    assert (answer.status_code, answer["HX-Refresh"]) == (286, "true")


def test_the_phone_shows_the_own_shifts(client: Client, cast: Cast, published: RosterPlan) -> None:
    page = get(login(client, cast.east_officer.user), "my-shifts")
    own = DutyShift.objects.filter(plan=published, staff=cast.east_officer)
    assert page.count('<li class="shift ') == own.count()
    call = reverse("workforce:call-in-sick", args=[cast.east_officer.pk])
    assert f'<a class="btn btn-primary" href="{call}">' in page


def test_who_is_in_no_roster_is_told_so(client: Client, cast: Cast) -> None:
    page = get(login(client, cast.east_officer.user), "my-shifts")
    assert "您尚未编入排班表" in page
    call = reverse("workforce:call-in-sick", args=[cast.east_officer.pk])
    assert f'<a class="btn" href="{call}">' in page


def test_the_phone_takes_a_sick_call(client: Client, cast: Cast, published: RosterPlan) -> None:
    login(client, cast.east_officer.user)
    today = timezone.localdate()
    sent = client.post(
        reverse("workforce:call-in-sick", args=[cast.east_officer.pk]),
        {"valid_from": today, "valid_to": today + timedelta(days=3), "reason": "发烧"},
    )
    assert sent["Location"] == reverse("workforce:my-shifts")
    assert Leave.objects.get().staff_id == cast.east_officer.pk
    proposal = RosterPlan.objects.get(based_on=published)
    assert "发烧" in proposal.reason
    assert "shift-away" in get(client, "my-shifts")


def test_an_officer_sees_the_roster_but_no_draft(client: Client, cast: Cast, draft: RosterPlan) -> None:
    login(client, cast.east_officer.user)
    assert client.get(reverse("workforce:roster", args=[draft.pk])).status_code == 404
    assert client.get(reverse("workforce:new-roster")).status_code == 403
    rosters.publish(by=system_for(draft.district_id), at=timezone.now(), plan_id=draft.pk)
    assert "编制排班" not in get(client, "rosters")
    seen = client.get(reverse("workforce:roster", args=[draft.pk]))
    assert (seen.status_code, "张东升" in seen.content.decode()) == (200, True)


@pytest.mark.parametrize("who", ["foreman", "stranger", "west_officer"])
@pytest.mark.parametrize("page", ["roster", "roster-progress", "publish-roster", "withdraw-roster"])
def test_for_outsiders_a_roster_does_not_exist(
    client: Client, cast: Cast, published: RosterPlan, who: str, page: str
) -> None:
    login(client, getattr(cast, who).user)
    answer = client.get(reverse(f"workforce:{page}", args=[published.pk]))
    assert answer.status_code in ({404, 403} if who == "west_officer" else {404})


@pytest.mark.parametrize("who", ["foreman", "stranger", "west_officer"])
def test_for_outsiders_nobody_is_there_to_call_in_sick(
    client: Client, cast: Cast, published: RosterPlan, who: str
) -> None:
    login(client, getattr(cast, who).user)
    assert client.get(reverse("workforce:call-in-sick", args=[cast.east_officer.pk])).status_code == 404


def test_the_staffing_shows_load_and_officers_wanted(client: Client, cast: Cast) -> None:
    page = get(login(client, cast.keeper.user), "grids")
    assert page.count('class="people-load"') == 4
    assert "队员 1 / 应配 2" in page
