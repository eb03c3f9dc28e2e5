from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError

from gridwarden.platform.access import SYSTEM, PermissionDenied, Role
from gridwarden.platform.refusals import Invalid, NotFound
from gridwarden.workforce.actions import postings
from gridwarden.workforce.actions.guards import translated
from gridwarden.workforce.domain.days import EndBeforeStart
from gridwarden.workforce.models import Posting
from tests.factories.cast import Cast, acting
from tests.factories.grids import GridFactory
from tests.integration.workforce.trail import audited, published


def a_posting(cast: Cast, at: datetime) -> postings.NewPosting:
    return postings.NewPosting(
        staff_id=cast.west_officer.pk,
        grid_id=cast.territory.grids["C01"].pk,
        role=Role.ENFORCEMENT_OFFICER,
        valid_from=at.date(),
    )


def test_somebody_is_posted_to_a_grid(cast: Cast, monday_morning: datetime) -> None:
    posting = postings.post(
        by=acting(cast.keeper, monday_morning), at=monday_morning, new=a_posting(cast, monday_morning)
    )
    assert posting.grid_id in acting(cast.west_officer, monday_morning).grid_ids
    assert audited() == ["posting.begun"]
    assert published() == ["workforce.posting_changed"]


def test_somebody_stands_in_for_another(cast: Cast, monday_morning: datetime) -> None:
    new = replace(a_posting(cast, monday_morning), substitute_for_id=cast.east_officer.pk)
    posting = postings.post(by=acting(cast.keeper, monday_morning), at=monday_morning, new=new)
    assert posting.substitute_for == cast.east_officer


def test_nobody_stands_in_for_himself(cast: Cast, monday_morning: datetime) -> None:
    new = replace(a_posting(cast, monday_morning), substitute_for_id=cast.west_officer.pk)
    with pytest.raises(Invalid):
        postings.post(by=acting(cast.keeper, monday_morning), at=monday_morning, new=new)


def test_a_second_posting_in_the_same_days_is_refused(cast: Cast, monday_morning: datetime) -> None:
    by, new = acting(cast.keeper, monday_morning), a_posting(cast, monday_morning)
    postings.post(by=by, at=monday_morning, new=new)
    with pytest.raises(postings.AlreadyPosted) as refusal:
        postings.post(by=by, at=monday_morning, new=new)
    assert "valid_from" in refusal.value.fields


@pytest.mark.parametrize("role", [Role.INFORMATION_OFFICER, Role.SANITATION_WORKER])
def test_a_posting_gives_no_role(cast: Cast, monday_morning: datetime, role: Role) -> None:
    with pytest.raises(postings.RoleNotHeld):
        postings.post(
            by=acting(cast.keeper, monday_morning),
            at=monday_morning,
            new=replace(a_posting(cast, monday_morning), role=role),
        )


def test_a_dispatcher_works_in_no_grid(cast: Cast, monday_morning: datetime) -> None:
    new = replace(a_posting(cast, monday_morning), staff_id=cast.dispatcher.pk, role=Role.DISPATCHER)
    with pytest.raises(Invalid) as refusal:
        postings.post(by=acting(cast.keeper, monday_morning), at=monday_morning, new=new)
    assert "role" in refusal.value.fields


def test_nobody_is_posted_before_joining_or_beyond_leaving(cast: Cast, monday_morning: datetime) -> None:
    by, new = acting(cast.keeper, monday_morning), a_posting(cast, monday_morning)
    early = replace(new, valid_from=cast.west_officer.joined_on - timedelta(days=1))
    with pytest.raises(postings.NotInService):
        postings.post(by=by, at=monday_morning, new=early)
    cast.west_officer.left_on = monday_morning.date() + timedelta(days=30)
    cast.west_officer.save()
    with pytest.raises(postings.NotInService):
        postings.post(by=by, at=monday_morning, new=new)
    postings.post(by=by, at=monday_morning, new=replace(new, valid_to=cast.west_officer.left_on))


def test_a_grid_of_another_district_takes_nobody(cast: Cast, monday_morning: datetime) -> None:
    with pytest.raises(NotFound):
        postings.post(
            by=acting(cast.keeper, monday_morning),
            at=monday_morning,
            new=replace(a_posting(cast, monday_morning), grid_id=GridFactory().pk),
        )


@pytest.mark.parametrize("who", ["security", "leader", "east_leader", "west_officer"])
def test_only_the_system_administrator_posts(cast: Cast, monday_morning: datetime, who: str) -> None:
    with pytest.raises(PermissionDenied):
        postings.post(
            by=acting(getattr(cast, who), monday_morning), at=monday_morning, new=a_posting(cast, monday_morning)
        )


def test_the_days_of_a_posting_are_moved(cast: Cast, monday_morning: datetime) -> None:
    posting = cast.east_officer.postings.get()
    first = monday_morning.date() + timedelta(days=7)
    postings.change(
        by=acting(cast.keeper, monday_morning),
        at=monday_morning,
        posting_id=posting.pk,
        valid_from=first,
        valid_to=None,
    )
    assert not Posting.objects.on(monday_morning.date()).filter(pk=posting.pk).exists()
    assert Posting.objects.on(first).filter(pk=posting.pk).exists()
    assert audited() == ["posting.changed"]


def test_a_posting_is_not_moved_onto_another(cast: Cast, monday_morning: datetime) -> None:
    by, today = acting(cast.keeper, monday_morning), monday_morning.date()
    posting = cast.east_officer.postings.get()
    postings.end(by=by, at=monday_morning, posting_id=posting.pk, on=today)
    again = postings.NewPosting(
        staff_id=cast.east_officer.pk,
        grid_id=posting.grid_id,
        role=Role.ENFORCEMENT_OFFICER,
        valid_from=today + timedelta(days=7),
    )
    postings.post(by=by, at=monday_morning, new=again)
    with pytest.raises(postings.AlreadyPosted):
        postings.change(by=by, at=monday_morning, posting_id=posting.pk, valid_from=posting.valid_from, valid_to=None)


def test_a_posting_ends_on_a_day(cast: Cast, monday_morning: datetime) -> None:
    posting = cast.east_officer.postings.get()
    postings.end(
        by=acting(cast.keeper, monday_morning), at=monday_morning, posting_id=posting.pk, on=monday_morning.date()
    )
    assert not Posting.objects.on(monday_morning.date()).filter(pk=posting.pk).exists()
    assert audited() == ["posting.ended"]


def test_a_posting_does_not_end_before_it_began(cast: Cast, monday_morning: datetime) -> None:
    posting = cast.east_officer.postings.get()
    with pytest.raises(EndBeforeStart):
        postings.end(
            by=acting(cast.keeper, monday_morning), at=monday_morning, posting_id=posting.pk, on=posting.valid_from
        )


@pytest.mark.parametrize("verb", ["change", "end"])
def test_a_posting_of_another_district_does_not_exist(cast: Cast, monday_morning: datetime, verb: str) -> None:
    posting, today = cast.east_officer.postings.get(), monday_morning.date()
    days = {"on": today} if verb == "end" else {"valid_from": today, "valid_to": None}
    with pytest.raises(NotFound):
        getattr(postings, verb)(
            by=acting(cast.stranger, monday_morning), at=monday_morning, posting_id=posting.pk, **days
        )


def test_person_grid_and_absent_colleague_are_of_one_district(cast: Cast, monday_morning: datetime) -> None:
    new = a_posting(cast, monday_morning)
    for change in ({"grid_id": GridFactory().pk}, {"substitute_for_id": cast.stranger.pk}):
        with pytest.raises(Invalid) as refusal:
            postings.post(by=SYSTEM, at=monday_morning, new=replace(new, **change))
        assert refusal.value.fields == {"grid": "another district"}


def test_a_constraint_that_stands_for_no_refusal_is_a_bug(cast: Cast) -> None:
    with pytest.raises(IntegrityError), translated({"another_constraint": NotFound("never told")}):
        Posting.objects.create(
            district=cast.territory.district,
            staff=cast.east_officer,
            grid=cast.territory.grids["A01"],
            role="dispatcher",
            valid_from=cast.east_officer.joined_on,
        )
