from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from gridwarden.platform.access import SYSTEM, PermissionDenied
from gridwarden.platform.refusals import Invalid, NotFound
from gridwarden.workforce.actions import keepers, units
from gridwarden.workforce.domain.units import MisplacedUnit, NotAKeeper, UnitKind
from gridwarden.workforce.models import Unit
from gridwarden.workforce.queries.units import keeper_of_grid, team_of_grid
from tests.factories.cast import Cast, acting
from tests.factories.grids import GridFactory
from tests.factories.workforce import GridTeamFactory
from tests.integration.workforce.trail import audited, published


def a_team(cast: Cast) -> units.NewUnit:
    return units.NewUnit(
        district_id=cast.territory.district.pk,
        kind=UnitKind.GRID_TEAM,
        name="城东二组",
        code="T9",
        valid_from=date(2026, 3, 1),
        parent_id=cast.east.pk,
    )


def test_a_unit_is_established_in_its_place(cast: Cast, monday_morning: datetime) -> None:
    unit = units.establish(by=acting(cast.keeper, monday_morning), at=monday_morning, new=a_team(cast))
    assert (unit.name, unit.parent, unit.valid_to) == ("城东二组", cast.east, None)
    assert audited() == ["unit.established"]
    assert published() == ["workforce.unit_changed"]


def test_a_unit_in_the_wrong_place_is_refused(cast: Cast, monday_morning: datetime) -> None:
    wrong = replace(a_team(cast), parent_id=cast.brigade.pk)
    with pytest.raises(MisplacedUnit):
        units.establish(by=acting(cast.keeper, monday_morning), at=monday_morning, new=wrong)
    assert audited() == published() == []


def test_a_taken_code_is_refused(cast: Cast, monday_morning: datetime) -> None:
    taken = replace(a_team(cast), code=cast.desk.code)
    with pytest.raises(units.CodeTaken) as refusal:
        units.establish(by=acting(cast.keeper, monday_morning), at=monday_morning, new=taken)
    assert refusal.value.fields == {"code": "taken"}


@pytest.mark.parametrize("field", ["name", "code"])
def test_a_unit_without_a_name_or_code_is_refused(cast: Cast, monday_morning: datetime, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        units.establish(
            by=acting(cast.keeper, monday_morning), at=monday_morning, new=replace(a_team(cast), **{field: " "})
        )
    assert set(refusal.value.fields) == {field}


def test_an_officer_establishes_no_unit(cast: Cast, monday_morning: datetime) -> None:
    with pytest.raises(PermissionDenied):
        units.establish(by=acting(cast.east_officer, monday_morning), at=monday_morning, new=a_team(cast))


def test_another_districts_administrator_finds_no_such_district(cast: Cast, monday_morning: datetime) -> None:
    with pytest.raises(NotFound):
        units.establish(by=acting(cast.stranger, monday_morning), at=monday_morning, new=a_team(cast))


def test_the_software_reaches_every_district(cast: Cast, monday_morning: datetime) -> None:
    assert units.establish(by=SYSTEM, at=monday_morning, new=a_team(cast)).pk


def test_a_parent_of_another_district_does_not_exist(cast: Cast, monday_morning: datetime) -> None:
    elsewhere = replace(a_team(cast), parent_id=GridTeamFactory().parent_id)
    with pytest.raises(NotFound):
        units.establish(by=acting(cast.keeper, monday_morning), at=monday_morning, new=elsewhere)
    with pytest.raises(Invalid):
        units.establish(by=SYSTEM, at=monday_morning, new=elsewhere)


def test_a_unit_is_renamed_and_hung_elsewhere(cast: Cast, monday_morning: datetime) -> None:
    units.revise(
        by=acting(cast.keeper, monday_morning),
        at=monday_morning,
        unit_id=cast.east_team.pk,
        name="机动小组",
        phone="0510-1",
        parent_id=cast.west.pk,
    )
    unit = Unit.objects.get(pk=cast.east_team.pk)
    assert (unit.name, unit.phone, unit.parent) == ("机动小组", "0510-1", cast.west)
    assert audited() == ["unit.revised"]


def test_a_team_is_not_hung_under_a_desk(cast: Cast, monday_morning: datetime) -> None:
    with pytest.raises(MisplacedUnit):
        units.revise(
            by=acting(cast.keeper, monday_morning),
            at=monday_morning,
            unit_id=cast.east_team.pk,
            name="一组",
            phone="",
            parent_id=cast.desk.pk,
        )


def test_an_empty_unit_is_dissolved(cast: Cast, monday_morning: datetime) -> None:
    empty = GridTeamFactory(district=cast.territory.district, parent=cast.west)
    today = monday_morning.date()
    units.dissolve(by=acting(cast.keeper, monday_morning), at=monday_morning, unit_id=empty.pk, on=today)
    assert not Unit.objects.on(today).filter(pk=empty.pk).exists()
    assert Unit.objects.on(today - timedelta(days=1)).filter(pk=empty.pk).exists()
    assert audited() == ["unit.dissolved"]


@pytest.mark.parametrize("which", ["east_team", "east", "brigade", "contractor"])
def test_a_unit_in_use_is_not_dissolved(cast: Cast, monday_morning: datetime, which: str) -> None:
    with pytest.raises(units.StillInUse):
        units.dissolve(
            by=acting(cast.keeper, monday_morning),
            at=monday_morning,
            unit_id=getattr(cast, which).pk,
            on=monday_morning.date(),
        )


def test_a_unit_is_not_dissolved_before_it_began(cast: Cast, monday_morning: datetime) -> None:
    empty = GridTeamFactory(district=cast.territory.district, parent=cast.west, valid_from=monday_morning.date())
    with pytest.raises(Invalid):
        units.dissolve(by=acting(cast.keeper, monday_morning), at=monday_morning, unit_id=empty.pk, on=empty.valid_from)


def test_a_grid_goes_over_to_another_team_and_keeps_its_history(cast: Cast, monday_morning: datetime) -> None:
    grid, today = cast.territory.grids["A01"], monday_morning.date()
    keepers.assign(
        by=acting(cast.keeper, monday_morning),
        at=monday_morning,
        unit_id=cast.west_team.pk,
        grid_id=grid.pk,
        valid_from=today,
    )
    assert name_of_team(grid.pk, monday_morning) == "城西一组"
    assert name_of_team(grid.pk, monday_morning - timedelta(days=1)) == "城东一组"
    assert audited() == ["grid.given"]
    assert published() == ["workforce.keeper_changed"]


def test_keepers_of_other_kinds_stay(cast: Cast, monday_morning: datetime) -> None:
    grid = cast.territory.grids["A01"]
    keepers.assign(
        by=acting(cast.keeper, monday_morning),
        at=monday_morning,
        unit_id=cast.west_team.pk,
        grid_id=grid.pk,
        valid_from=monday_morning.date(),
    )
    kept = keeper_of_grid(grid.pk, UnitKind.CONTRACTOR, monday_morning)
    assert kept is not None
    assert kept.id == cast.contractor.pk


def test_a_grid_is_not_given_twice_from_one_day(cast: Cast, monday_morning: datetime) -> None:
    by, grid = acting(cast.keeper, monday_morning), cast.territory.grids["C01"]
    first = monday_morning.date() + timedelta(days=3)
    keepers.assign(by=by, at=monday_morning, unit_id=cast.west_team.pk, grid_id=grid.pk, valid_from=first)
    with pytest.raises(keepers.AlreadyKept):
        keepers.assign(by=by, at=monday_morning, unit_id=cast.east_team.pk, grid_id=grid.pk, valid_from=first)


def test_a_desk_keeps_no_grid(cast: Cast, monday_morning: datetime) -> None:
    with pytest.raises(NotAKeeper):
        keepers.assign(
            by=acting(cast.keeper, monday_morning),
            at=monday_morning,
            unit_id=cast.desk.pk,
            grid_id=cast.territory.grids["C01"].pk,
            valid_from=monday_morning.date(),
        )


def test_a_grid_of_another_district_is_not_given(cast: Cast, monday_morning: datetime) -> None:
    elsewhere = GridFactory()
    with pytest.raises(NotFound):
        keepers.assign(
            by=acting(cast.keeper, monday_morning),
            at=monday_morning,
            unit_id=cast.west_team.pk,
            grid_id=elsewhere.pk,
            valid_from=monday_morning.date(),
        )
    with pytest.raises(Invalid):
        keepers.assign(
            by=SYSTEM,
            at=monday_morning,
            unit_id=cast.west_team.pk,
            grid_id=elsewhere.pk,
            valid_from=monday_morning.date(),
        )


def test_a_grid_is_released(cast: Cast, monday_morning: datetime) -> None:
    grid = cast.territory.grids["B01"]
    keepers.release(
        by=acting(cast.keeper, monday_morning),
        at=monday_morning,
        keeper_id=cast.west_team.kept_grids.get().pk,
        on=monday_morning.date(),
    )
    assert team_of_grid(grid.pk, monday_morning) is None
    assert audited() == ["grid.released"]


def name_of_team(grid_id: int, at: datetime) -> str:
    team = team_of_grid(grid_id, at)
    assert team is not None
    return team.name
