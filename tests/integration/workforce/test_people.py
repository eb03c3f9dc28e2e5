from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from gridwarden.platform.access import SYSTEM, Permission, PermissionDenied, Role
from gridwarden.platform.accounts.refusals import UsernameTaken
from gridwarden.platform.refusals import Invalid, NotFound, Refusal
from gridwarden.workforce.actions import people, roles
from gridwarden.workforce.domain.days import EndBeforeStart
from gridwarden.workforce.domain.roles import RoleOutOfPlace, RolesCollide
from gridwarden.workforce.models import Posting, Staff
from tests.factories.cast import Cast, acting
from tests.factories.workforce import GridTeamFactory, LeaveFactory, PostingFactory
from tests.integration.workforce.trail import audited, published


def somebody(cast: Cast) -> people.NewPerson:
    return people.NewPerson(
        district_id=cast.territory.district.pk,
        username="chen.lu",
        display_name="陈露",
        staff_number="E777",
        joined_on=date(2026, 3, 1),
        unit_id=cast.east_team.pk,
        phone="13800000000",
        card_number="苏B-77",
    )


def test_a_person_is_enrolled_without_password_and_without_power(cast: Cast, monday_morning: datetime) -> None:
    staff = people.enrol(by=acting(cast.keeper, monday_morning), at=monday_morning, new=somebody(cast))
    assert (staff.user.username, staff.user.display_name, staff.user.phone) == ("chen.lu", "陈露", "13800000000")
    assert not staff.user.has_usable_password()
    assert acting(staff, monday_morning).permissions == frozenset()
    assert audited() == ["account.opened", "staff.enrolled"]
    assert published() == ["workforce.staff_changed"]


@pytest.mark.parametrize("field", ["username", "display_name", "staff_number"])
def test_a_person_without_name_or_number_is_refused(cast: Cast, monday_morning: datetime, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        people.enrol(
            by=acting(cast.keeper, monday_morning), at=monday_morning, new=replace(somebody(cast), **{field: ""})
        )
    assert set(refusal.value.fields) == {field}


def test_a_taken_user_name_is_refused_and_nothing_is_left(cast: Cast, monday_morning: datetime) -> None:
    taken = replace(somebody(cast), username=cast.leader.user.username)
    before = Staff.objects.count()
    with pytest.raises(UsernameTaken):
        people.enrol(by=acting(cast.keeper, monday_morning), at=monday_morning, new=taken)
    assert Staff.objects.count() == before


def test_a_taken_staff_number_is_refused(cast: Cast, monday_morning: datetime) -> None:
    taken = replace(somebody(cast), staff_number=cast.leader.staff_number)
    with pytest.raises(people.NumberTaken):
        people.enrol(by=acting(cast.keeper, monday_morning), at=monday_morning, new=taken)


@pytest.mark.parametrize("who", ["security", "leader", "east_officer", "foreman"])
def test_only_the_system_administrator_enrols(cast: Cast, monday_morning: datetime, who: str) -> None:
    with pytest.raises(PermissionDenied):
        people.enrol(by=acting(getattr(cast, who), monday_morning), at=monday_morning, new=somebody(cast))


def test_a_person_is_described_anew(cast: Cast, monday_morning: datetime) -> None:
    people.revise(
        by=acting(cast.keeper, monday_morning),
        at=monday_morning,
        staff_id=cast.foreman.pk,
        display_name="孙洁净",
        staff_number="F1",
        phone="139",
        card_number="",
    )
    staff = Staff.objects.select_related("user").get(pk=cast.foreman.pk)
    assert (staff.user.display_name, staff.user.phone, staff.staff_number) == ("孙洁净", "139", "F1")
    assert audited() == ["staff.revised"]


def test_a_person_of_another_district_cannot_be_described(cast: Cast, monday_morning: datetime) -> None:
    with pytest.raises(NotFound):
        people.revise(
            by=acting(cast.stranger, monday_morning),
            at=monday_morning,
            staff_id=cast.foreman.pk,
            display_name="某人",
            staff_number="F1",
            phone="",
            card_number="",
        )


def test_a_person_moves_to_another_unit(cast: Cast, monday_morning: datetime) -> None:
    people.move(
        by=acting(cast.keeper, monday_morning),
        at=monday_morning,
        staff_id=cast.east_officer.pk,
        unit_id=cast.west_team.pk,
    )
    assert acting(Staff.objects.get(pk=cast.east_officer.pk), monday_morning).unit_ids == {cast.west_team.pk}
    assert audited() == ["staff.moved"]


def test_an_officer_does_not_move_into_a_contractor(cast: Cast, monday_morning: datetime) -> None:
    with pytest.raises(RoleOutOfPlace):
        people.move(
            by=acting(cast.keeper, monday_morning),
            at=monday_morning,
            staff_id=cast.east_officer.pk,
            unit_id=cast.contractor.pk,
        )


def test_whoever_is_discharged_is_posted_nowhere_from_that_day(cast: Cast, monday_morning: datetime) -> None:
    today = monday_morning.date()
    future = PostingFactory(
        staff=cast.east_officer, grid=cast.territory.grids["C01"], valid_from=today + timedelta(days=9)
    )
    LeaveFactory(staff=cast.east_officer, valid_from=today + timedelta(days=9), valid_to=today + timedelta(days=12))
    people.discharge(by=acting(cast.keeper, monday_morning), at=monday_morning, staff_id=cast.east_officer.pk, on=today)
    assert not Posting.objects.on(today).filter(staff=cast.east_officer).exists()
    assert Posting.objects.on(today - timedelta(days=1)).filter(staff=cast.east_officer).count() == 1
    assert not Posting.objects.filter(pk=future.pk).exists()
    assert not cast.east_officer.leaves.exists()
    assert acting(cast.east_officer, monday_morning).permissions == frozenset()
    assert audited() == ["account.disabled", "staff.discharged"]


def test_an_end_that_lies_ahead_leaves_the_account_open(cast: Cast, monday_morning: datetime) -> None:
    people.discharge(
        by=acting(cast.keeper, monday_morning),
        at=monday_morning,
        staff_id=cast.east_officer.pk,
        on=monday_morning.date() + timedelta(days=1),
    )
    assert Staff.objects.select_related("user").get(pk=cast.east_officer.pk).user.is_active
    assert acting(cast.east_officer, monday_morning).may(Permission.CASE_HANDLE)
    assert not acting(cast.east_officer, monday_morning + timedelta(days=1)).permissions


def test_nobody_is_discharged_before_the_second_day(cast: Cast, monday_morning: datetime) -> None:
    with pytest.raises(EndBeforeStart):
        people.discharge(
            by=acting(cast.keeper, monday_morning),
            at=monday_morning,
            staff_id=cast.east_officer.pk,
            on=cast.east_officer.joined_on,
        )


def test_the_security_administrator_grants_roles(cast: Cast, monday_morning: datetime) -> None:
    roles.grant(
        by=acting(cast.security, monday_morning),
        at=monday_morning,
        staff_id=cast.dispatcher.pk,
        roles=[Role.SHIFT_SUPERVISOR, Role.DISPATCHER],
    )
    assert acting(cast.dispatcher, monday_morning).roles == {Role.SHIFT_SUPERVISOR, Role.DISPATCHER}
    assert audited() == ["roles.granted"]
    assert published() == ["workforce.roles_granted"]


def test_the_security_administrator_takes_roles_away(cast: Cast, monday_morning: datetime) -> None:
    roles.grant(by=acting(cast.security, monday_morning), at=monday_morning, staff_id=cast.dispatcher.pk, roles=[])
    assert acting(cast.dispatcher, monday_morning).permissions == frozenset()


@pytest.mark.parametrize("who", ["keeper", "leader", "dispatcher"])
def test_nobody_else_grants_roles(cast: Cast, monday_morning: datetime, who: str) -> None:
    with pytest.raises(PermissionDenied):
        roles.grant(
            by=acting(getattr(cast, who), monday_morning),
            at=monday_morning,
            staff_id=cast.east_officer.pk,
            roles=[Role.SQUAD_LEADER],
        )


def test_nobody_grants_to_himself(cast: Cast, monday_morning: datetime) -> None:
    with pytest.raises(roles.OwnRoles):
        roles.grant(
            by=acting(cast.security, monday_morning),
            at=monday_morning,
            staff_id=cast.security.pk,
            roles=[Role.SYSTEM_ADMINISTRATOR],
        )
    assert audited() == []


def test_the_three_offices_never_meet(cast: Cast, monday_morning: datetime) -> None:
    with pytest.raises(RolesCollide):
        roles.grant(
            by=acting(cast.security, monday_morning),
            at=monday_morning,
            staff_id=cast.keeper.pk,
            roles=[Role.SYSTEM_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR],
        )


def test_a_contractors_foreman_never_becomes_a_checker(cast: Cast, monday_morning: datetime) -> None:
    with pytest.raises(RoleOutOfPlace):
        roles.grant(
            by=acting(cast.security, monday_morning),
            at=monday_morning,
            staff_id=cast.foreman.pk,
            roles=[Role.CHECKER],
        )


def test_roles_are_not_granted_across_districts(cast: Cast, monday_morning: datetime) -> None:
    with pytest.raises(NotFound):
        roles.grant(by=acting(cast.security, monday_morning), at=monday_morning, staff_id=cast.stranger.pk, roles=[])


def test_nobody_is_enrolled_into_or_moved_to_a_unit_of_another_district(cast: Cast, monday_morning: datetime) -> None:
    elsewhere = GridTeamFactory().pk
    with pytest.raises(Invalid):
        people.enrol(by=SYSTEM, at=monday_morning, new=replace(somebody(cast), unit_id=elsewhere))
    with pytest.raises(Invalid):
        people.move(by=SYSTEM, at=monday_morning, staff_id=cast.east_officer.pk, unit_id=elsewhere)
    with pytest.raises(NotFound):
        people.move(
            by=acting(cast.keeper, monday_morning),
            at=monday_morning,
            staff_id=cast.east_officer.pk,
            unit_id=elsewhere,
        )


def test_a_unit_that_does_not_exist_takes_nobody(cast: Cast, monday_morning: datetime) -> None:
    with pytest.raises(NotFound):
        people.move(by=SYSTEM, at=monday_morning, staff_id=cast.east_officer.pk, unit_id=0)


def test_nobody_lets_himself_go(cast: Cast, monday_morning: datetime) -> None:
    with pytest.raises(Refusal):
        people.discharge(
            by=acting(cast.keeper, monday_morning),
            at=monday_morning,
            staff_id=cast.keeper.pk,
            on=monday_morning.date(),
        )
    assert Staff.objects.get(pk=cast.keeper.pk).left_on is None
