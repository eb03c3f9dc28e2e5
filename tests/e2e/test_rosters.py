"""A sick call from the phone reaches the squad leader's desk, who accepts the changed roster."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from gridwarden.platform.access import system_for
from gridwarden.workforce.actions import rosters, solving
from gridwarden.workforce.domain.rostering import Wanted
from gridwarden.workforce.models import RosterPlan
from tests.factories import cast as cast_factory
from tests.factories.workforce import PostingFactory, StaffFactory

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.conftest import Visitor
    from tests.factories.cast import Cast


@pytest.fixture
def cast() -> Cast:
    return cast_factory.build()


def test_a_sick_call_is_made_on_the_phone_and_decided_at_the_desk(visit: Callable[..., Visitor], cast: Cast) -> None:
    for code in ("A01", "A02", "A02"):
        PostingFactory(staff=StaffFactory(unit=cast.east_team), grid=cast.territory.grids[code])
    now = timezone.now()
    by = system_for(cast.east.district_id)
    wanted = Wanted(workday_day=1, workday_evening=1, rest_day=1, rest_evening=0)
    new = rosters.NewRoster(unit_id=cast.east.pk, first_day=timezone.localdate(now), days=14, wanted=wanted)
    plan = rosters.draft(by=by, at=now, new=new)
    solving.make(at=now, plan_id=plan.pk)
    rosters.publish(by=by, at=now, plan_id=plan.pk)

    phone = visit(cast.east_officer.user, phone=True)
    page = phone.open("/people/my-shifts/")
    expect(page.locator(".shift").first).to_be_visible()
    phone.must_be_accessible()
    page.get_by_role("link", name="请病假").click()
    page.get_by_role("button", name="请病假").click()
    expect(page).to_have_url(f"{phone.base}/people/my-shifts/")

    proposal = RosterPlan.objects.get(based_on=plan)
    desk = visit(cast.east_leader.user)
    page = desk.open(f"/people/rosters/{proposal.pk}/")
    expect(page.get_by_text("正在编制排班。")).to_be_visible()
    solving.make(at=now, plan_id=proposal.pk)
    page.get_by_role("link", name="同意并发布").click()
    page.get_by_role("button", name="发布").click()
    expect(page.get_by_role("table", name="每人每日班次")).to_be_visible()
    desk.must_be_accessible()
    proposal.refresh_from_db()
    assert proposal.state == "published"
