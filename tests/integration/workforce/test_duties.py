from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gridwarden.platform.access import PermissionDenied, Role
from gridwarden.platform.refusals import Invalid, NotFound
from gridwarden.workforce.actions import duties
from gridwarden.workforce.domain.roles import GRID_ROLES
from gridwarden.workforce.models import Duty
from tests.factories.cast import Cast, acting
from tests.integration.workforce.trail import audited

if TYPE_CHECKING:
    from datetime import datetime


@pytest.fixture
def seeded(cast: Cast, monday_morning: datetime) -> Cast:
    duties.seed(by=acting(cast.keeper, monday_morning), at=monday_morning, district_id=cast.territory.district.pk)
    return cast


def numbers(cast: Cast, role: Role) -> list[int]:
    return sorted(Duty.objects.filter(district=cast.territory.district, role=role).values_list("number", flat=True))


def test_every_one_of_the_six_roles_is_given_its_duties(seeded: Cast) -> None:
    for role in GRID_ROLES:
        assert numbers(seeded, role) == list(range(1, len(numbers(seeded, role)) + 1))
        assert len(numbers(seeded, role)) >= 4


def test_every_seeded_duty_is_said_in_both_languages(seeded: Cast) -> None:
    assert all(duty.text.endswith("。") and duty.text_en.endswith(".") for duty in Duty.objects.all())


def test_seeding_twice_changes_nothing(seeded: Cast, monday_morning: datetime) -> None:
    before = Duty.objects.count()
    again = duties.seed(
        by=acting(seeded.keeper, monday_morning), at=monday_morning, district_id=seeded.territory.district.pk
    )
    assert (again, Duty.objects.count()) == (0, before)
    assert audited() == ["duties.seeded"]


def test_a_duty_is_added_at_the_end(seeded: Cast, monday_morning: datetime) -> None:
    duty = duties.add(
        by=acting(seeded.keeper, monday_morning),
        at=monday_morning,
        district_id=seeded.territory.district.pk,
        role=Role.ENFORCEMENT_OFFICER,
        text="每周参加一次例会。",
    )
    assert duty.number == max(numbers(seeded, Role.ENFORCEMENT_OFFICER))


def test_a_duty_is_said_in_other_words(seeded: Cast, monday_morning: datetime) -> None:
    duty = Duty.objects.filter(role=Role.COMMUNITY_OFFICER).get(number=1)
    duties.revise(
        by=acting(seeded.keeper, monday_morning), at=monday_morning, duty_id=duty.pk, text="换个说法。", text_en=""
    )
    assert Duty.objects.get(pk=duty.pk).text == "换个说法。"


def test_the_duties_after_a_struck_one_move_up(seeded: Cast, monday_morning: datetime) -> None:
    role = Role.MUNICIPAL_OFFICER
    before = list(Duty.objects.filter(role=role).order_by("number").values_list("text", flat=True))
    second = Duty.objects.get(role=role, number=2)
    duties.remove(by=acting(seeded.keeper, monday_morning), at=monday_morning, duty_id=second.pk)
    after = list(Duty.objects.filter(role=role).order_by("number").values_list("text", flat=True))
    assert after == [before[0], *before[2:]]
    assert numbers(seeded, role) == list(range(1, len(after) + 1))


def test_a_duty_says_something(seeded: Cast, monday_morning: datetime) -> None:
    with pytest.raises(Invalid):
        duties.add(
            by=acting(seeded.keeper, monday_morning),
            at=monday_morning,
            district_id=seeded.territory.district.pk,
            role=Role.ENFORCEMENT_OFFICER,
            text=" ",
        )


@pytest.mark.parametrize("who", ["security", "leader", "east_officer"])
def test_only_the_system_administrator_strikes_duties(seeded: Cast, monday_morning: datetime, who: str) -> None:
    with pytest.raises(PermissionDenied):
        duties.remove(
            by=acting(getattr(seeded, who), monday_morning), at=monday_morning, duty_id=Duty.objects.first().pk
        )


def test_another_districts_duties_do_not_exist(seeded: Cast, monday_morning: datetime) -> None:
    by = acting(seeded.stranger, monday_morning)
    with pytest.raises(NotFound):
        duties.remove(by=by, at=monday_morning, duty_id=Duty.objects.first().pk)
    with pytest.raises(NotFound):
        duties.seed(by=by, at=monday_morning, district_id=seeded.territory.district.pk)
