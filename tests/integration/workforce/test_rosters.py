"""A roster from its draft to the phone: made, published, changed after a sick call."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction

from gridwarden.platform.access import Permission, PermissionDenied, Role
from gridwarden.platform.audit.models import AuditEntry
from gridwarden.platform.events.models import EventRow
from gridwarden.platform.notifications.models import Notice
from gridwarden.platform.refusals import Invalid, NotFound
from gridwarden.workforce import handlers
from gridwarden.workforce.actions import rosters, sick_calls, solving
from gridwarden.workforce.domain.rostering import BadWanted, PlanState, ShiftCode, Wanted
from gridwarden.workforce.events import RosterProposed, RosterPublished
from gridwarden.workforce.models import DutyShift, Leave, RosterPlan
from gridwarden.workforce.queries import duty
from gridwarden.workforce.queries import rosters as queries
from gridwarden.workforce.queries.deciders import deciders
from tests.conftest import SHANGHAI
from tests.factories.cast import acting
from tests.factories.workforce import LeaveFactory, PostingFactory, StaffFactory
from tests.logins import login

if TYPE_CHECKING:
    from django.test import Client

    from gridwarden.workforce.models import Staff
    from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 3, 2)
WANTED = Wanted(
    workday_day=1, workday_evening=1, rest_day=1, rest_evening=0, desk_workday_day=0, desk_workday_evening=0,
    desk_rest_day=0, desk_rest_evening=0,
)  # fmt: skip


@pytest.fixture
def officers(cast: Cast) -> list[Staff]:
    """Three more officers of the east beside the one of the cast, in the grids A01 and A02."""
    more = [StaffFactory(unit=cast.east_team) for _ in range(3)]
    for staff, code in zip(more, ("A01", "A02", "A02"), strict=True):
        PostingFactory(staff=staff, grid=cast.territory.grids[code])
    return [cast.east_officer, *more]


def drafted(cast: Cast, at: datetime, **given: Any) -> RosterPlan:
    new = rosters.NewRoster(unit_id=cast.east.pk, **{"first_day": MONDAY, "days": 14, "wanted": WANTED} | given)
    return rosters.draft(by=acting(cast.east_leader, at), at=at, new=new)


def made(cast: Cast, at: datetime, **given: Any) -> RosterPlan:
    plan = drafted(cast, at, **given)
    solving.make(at=at, plan_id=plan.pk, time_limit_s=20)
    plan.refresh_from_db()
    assert plan.state == PlanState.READY, plan.failure
    return plan


def published(cast: Cast, at: datetime, **given: Any) -> RosterPlan:
    plan = made(cast, at, **given)
    return rosters.publish(by=acting(cast.east_leader, at), at=at, plan_id=plan.pk)


def events(kind: type[RosterPublished | RosterProposed]) -> list[Any]:
    return [kind.load(row) for row in EventRow.objects.filter(name=kind.name).order_by("pk")]


def test_a_draft_is_made_in_the_background_and_proven(
    cast: Cast, officers: list[Staff], monday_morning: datetime
) -> None:
    plan = made(cast, monday_morning)
    assert plan.figures["status"] == "optimal"
    assert plan.progress == 100
    assert {group.code for group in plan.groups.all()} == {"A01+A02", "office:城东中队"}
    assert DutyShift.objects.filter(plan=plan, in_force=True).count() == 0
    for day in range(14):
        there = DutyShift.objects.filter(plan=plan, day=MONDAY + timedelta(days=day), code=ShiftCode.DAY)
        assert there.count() >= 1


def test_office_hours_are_kept_on_workdays(cast: Cast, officers: list[Staff], monday_morning: datetime) -> None:
    plan = made(cast, monday_morning)
    days = set(DutyShift.objects.filter(plan=plan, staff=cast.east_leader).values_list("day", flat=True))
    assert days == {MONDAY + timedelta(days=day) for day in range(14) if day % 7 < 5}


def test_a_job_that_comes_twice_makes_one_roster(cast: Cast, officers: list[Staff], monday_morning: datetime) -> None:
    plan = made(cast, monday_morning)
    count = DutyShift.objects.count()
    solving.make(at=monday_morning, plan_id=plan.pk)
    assert DutyShift.objects.count() == count


def test_a_withdrawn_draft_is_not_made(cast: Cast, officers: list[Staff], monday_morning: datetime) -> None:
    plan = drafted(cast, monday_morning)
    rosters.withdraw(by=acting(cast.east_leader, monday_morning), at=monday_morning, plan_id=plan.pk)
    solving.make(at=monday_morning, plan_id=plan.pk)
    assert DutyShift.objects.count() == 0


def test_holes_are_told_where_people_lack(cast: Cast, officers: list[Staff], monday_morning: datetime) -> None:
    plan = made(cast, monday_morning, wanted=Wanted(**{**vars_of(WANTED), "workday_day": 4, "workday_evening": 1}))
    assert plan.figures["status"] == "infeasible"
    table = queries.of_plan(plan.pk, monday_morning)
    assert table.missing == sum(head.missing for head in table.heads) >= 10
    assert {hole.group for hole in table.holes} == {"A01+A02"}


def vars_of(wanted: Wanted) -> dict[str, int]:
    return {name: getattr(wanted, name) for name in Wanted.__dataclass_fields__}


def test_publishing_puts_it_in_force_tells_everybody_and_is_audited(
    cast: Cast, officers: list[Staff], monday_morning: datetime
) -> None:
    plan = published(cast, monday_morning)
    assert plan.effective_from == MONDAY
    assert not DutyShift.objects.filter(plan=plan, in_force=False).exists()
    (event,) = events(RosterPublished)
    assert set(event.told) == {*(one.user_id for one in officers), cast.east_leader.user_id}
    handlers.tell_of_roster(event)
    handlers.tell_of_roster(event)
    assert Notice.objects.filter(kind="roster.published").count() == 5
    entries = AuditEntry.objects.filter(action__startswith="roster.").order_by("pk")
    assert [entry.action for entry in entries] == ["roster.asked", "roster.made", "roster.published"]


def test_a_roster_is_published_once(cast: Cast, officers: list[Staff], monday_morning: datetime) -> None:
    plan = published(cast, monday_morning)
    with pytest.raises(rosters.RosterNotReady):
        rosters.publish(by=acting(cast.east_leader, monday_morning), at=monday_morning, plan_id=plan.pk)
    with pytest.raises(rosters.RosterNotReady):
        rosters.withdraw(by=acting(cast.east_leader, monday_morning), at=monday_morning, plan_id=plan.pk)


def test_a_newer_version_replaces_it_from_its_day_on(
    cast: Cast, officers: list[Staff], monday_morning: datetime
) -> None:
    old = published(cast, monday_morning)
    new = made(cast, monday_morning, seed=3)
    start = MONDAY + timedelta(days=7)
    rosters.publish(by=acting(cast.east_leader, monday_morning), at=monday_morning, plan_id=new.pk, from_day=start)
    assert not DutyShift.objects.filter(plan=old, in_force=True, day__gte=start).exists()
    assert not DutyShift.objects.filter(plan=new, in_force=True, day__lt=start).exists()
    assert DutyShift.objects.filter(plan=old, in_force=True).exists()
    assert new.version == old.version + 1


def test_the_database_refuses_two_shifts_at_once(cast: Cast, officers: list[Staff], monday_morning: datetime) -> None:
    plan = published(cast, monday_morning)
    one = DutyShift.objects.filter(plan=plan).first()
    other = made(cast, monday_morning)
    twin = DutyShift.objects.filter(plan=other, staff=one.staff_id).first()
    twin.day, twin.starts_at, twin.ends_at, twin.in_force = one.day, one.starts_at, one.ends_at, True
    DutyShift.objects.filter(plan=other, staff=one.staff_id, day=one.day).exclude(pk=twin.pk).delete()
    with pytest.raises(IntegrityError, match="workforce_shift_no_overlap"), transaction.atomic():
        twin.save()


@pytest.mark.parametrize("who", ["east_officer", "dispatcher", "security"])
def test_whoever_makes_no_rosters_is_refused(cast: Cast, who: str, monday_morning: datetime) -> None:
    by = acting(getattr(cast, who), monday_morning)
    assert not by.may(Permission.ROSTER_EDIT)
    with pytest.raises(PermissionDenied):
        rosters.draft(by=by, at=monday_morning, new=rosters.NewRoster(unit_id=cast.east.pk, first_day=MONDAY))


def test_a_squad_leader_makes_no_roster_of_another_squad(cast: Cast, monday_morning: datetime) -> None:
    by = acting(cast.east_leader, monday_morning)
    with pytest.raises(rosters.NotYourRoster):
        rosters.draft(by=by, at=monday_morning, new=rosters.NewRoster(unit_id=cast.west.pk, first_day=MONDAY))


def test_another_district_does_not_know_the_unit(cast: Cast, monday_morning: datetime) -> None:
    by = acting(cast.stranger, monday_morning)
    with pytest.raises(NotFound):
        rosters.draft(by=by, at=monday_morning, new=rosters.NewRoster(unit_id=cast.east.pk, first_day=MONDAY))


def test_numbers_that_nobody_can_mean_are_refused(cast: Cast, monday_morning: datetime) -> None:
    with pytest.raises(BadWanted):
        Wanted(workday_day=51)
    with pytest.raises(BadWanted):
        Wanted(day_starts=480, day_ends=480)
    with pytest.raises(Invalid):
        drafted(cast, monday_morning, days=63)


def test_the_api_tells_who_is_on_duty_now_to_those_who_see_the_grid(
    client: Client, cast: Cast, officers: list[Staff], monday_morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(cast, monday_morning)
    grid = cast.territory.grids["A01"].pk
    monkeypatch.setattr("gridwarden.workforce.api.routes.timezone.now", lambda: monday_morning)
    login(client, cast.keeper.user)
    told = client.get("/api/v1/staff/on-duty", {"grid_id": grid}).json()
    assert {one["staff_id"] for one in told} <= {one.pk for one in officers}
    assert {one["code"] for one in told} == {"day"}
    assert client.get("/api/v1/staff/on-duty", {"grid_id": 10**9}).status_code == 404


def test_who_is_on_duty_is_known_for_a_grid_and_a_moment(
    cast: Cast, officers: list[Staff], monday_morning: datetime, django_assert_num_queries: Any
) -> None:
    published(cast, monday_morning)
    grid = cast.territory.grids["A01"].pk
    with django_assert_num_queries(2):
        now = duty.on_duty(grid, monday_morning)
    assert now
    assert {one.staff_id for one in now} <= {one.pk for one in officers}
    assert {one.code for one in now} == {ShiftCode.DAY}
    assert duty.on_duty(grid, datetime(2026, 3, 2, 3, 0, tzinfo=SHANGHAI)) == []
    assert duty.on_duty(cast.territory.grids["B01"].pk, monday_morning) == []
    LeaveFactory(staff_id=now[0].staff_id, district=cast.brigade.district, valid_from=MONDAY)
    assert now[0].staff_id not in {one.staff_id for one in duty.on_duty(grid, monday_morning)}


def test_everybody_sees_the_own_shifts_and_who_is_there_too(
    cast: Cast, officers: list[Staff], monday_morning: datetime
) -> None:
    plan = published(cast, monday_morning)
    mine = duty.mine(acting(cast.east_officer, monday_morning), MONDAY, MONDAY + timedelta(days=13))
    own = DutyShift.objects.filter(plan=plan, staff=cast.east_officer)
    assert [shift.day for shift in mine] == list(own.order_by("day").values_list("day", flat=True))
    assert "张东升" not in {name for shift in mine for name in shift.beside}
    assert duty.mine(acting(cast.west_officer, monday_morning), MONDAY, MONDAY + timedelta(days=13)) == []


def sick(cast: Cast, at: datetime, *, by: str = "east_officer", days: int = 3, start: int = 1) -> sick_calls.Called:
    first = MONDAY + timedelta(days=start)
    call = sick_calls.SickCall(
        staff_id=cast.east_officer.pk, valid_from=first, valid_to=first + timedelta(days=days), reason="病假"
    )
    return sick_calls.call_in_sick(by=acting(getattr(cast, by), at), at=at, call=call)


@pytest.mark.parametrize("by", ["east_officer", "keeper"])
def test_a_sick_call_brings_a_proposal_with_few_changes_that_can_be_accepted(
    cast: Cast, officers: list[Staff], monday_morning: datetime, by: str
) -> None:
    old = published(cast, monday_morning)
    called = sick(cast, monday_morning, by=by)
    (proposal,) = called.proposals
    solving.make(at=monday_morning, plan_id=proposal.pk, time_limit_s=20)
    proposal.refresh_from_db()
    assert proposal.based_on_id == old.pk
    assert proposal.figures["fewest_proven"]
    before = MONDAY + timedelta(days=1)
    assert same_until(old, proposal, before)
    (event,) = events(RosterProposed)
    assert event.deciders == [cast.east_leader.user_id]
    handlers.tell_of_proposal(event)
    assert Notice.objects.filter(kind="roster.proposed", user=cast.east_leader.user).count() == 1

    rosters.publish(by=acting(cast.east_leader, monday_morning), at=monday_morning, plan_id=proposal.pk)
    away = {called.leave.valid_from + timedelta(days=day) for day in range(3)}
    in_force = DutyShift.objects.filter(in_force=True, staff=cast.east_officer)
    assert not in_force.filter(day__in=away).exists()
    assert DutyShift.objects.filter(plan=old, in_force=True, day__lt=before).exists()


def same_until(one: RosterPlan, other: RosterPlan, day: date) -> bool:
    def worked(plan: RosterPlan) -> set[Any]:
        return set(DutyShift.objects.filter(plan=plan, day__lt=day).values_list("staff", "day", "code"))

    return worked(one) == worked(other) != set()


def test_before_a_proposal_is_accepted_the_absent_are_marked_as_holes(
    cast: Cast, officers: list[Staff], monday_morning: datetime
) -> None:
    plan = published(cast, monday_morning)
    lost = DutyShift.objects.filter(plan=plan, staff=cast.east_officer, day__gt=MONDAY).count()
    sick(cast, monday_morning, days=13)
    table = queries.in_force(cast.east, MONDAY, 14, monday_morning)
    assert [hole.absent for hole in table.holes] == ["张东升"] * lost


@pytest.mark.parametrize("who", ["west_officer", "stranger", "foreman"])
def test_nobody_calls_in_sick_for_a_stranger(cast: Cast, monday_morning: datetime, who: str) -> None:
    with pytest.raises(NotFound):
        sick(cast, monday_morning, by=who)
    assert not Leave.objects.exists()


def test_days_gone_by_and_whole_seasons_are_no_sick_call(cast: Cast, monday_morning: datetime) -> None:
    with pytest.raises(Invalid, match="gone by"):
        sick(cast, monday_morning, start=-1)
    with pytest.raises(Invalid, match="longer absence"):
        sick(cast, monday_morning, days=91)


def test_who_leads_is_found_by_the_permission(cast: Cast) -> None:
    assert deciders(cast.east.pk) == [cast.east_leader.user_id]
    assert Role.SQUAD_LEADER.value in cast.east_leader.roles
