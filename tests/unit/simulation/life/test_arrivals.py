"""What is reported: as much as the report tells, at believable hours, the same for the same seed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from gridwarden.cases.domain.sources import OWN_FINDINGS, Source
from gridwarden.menu.actions.seeding import supplied
from gridwarden.platform.access import Role
from gridwarden.simulation.chance import chance_of
from gridwarden.simulation.life.arrivals import (
    Arrival,
    Setting,
    arrivals_of,
    complaints_on,
    discovered,
    text_of,
)
from gridwarden.simulation.life.fates import COMPLAINTS
from gridwarden.simulation.life.habits import PROBLEMS_A_DAY, load_habits
from gridwarden.simulation.territory.build import SEED

if TYPE_CHECKING:
    from gridwarden.simulation.territory.model import Territory

MONDAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def setting(territory: Territory) -> Setting:
    conditions = {
        (line.number, number): condition.text
        for line in supplied()
        for number, condition in enumerate(line.conditions, start=1)
    }
    return Setting(territory, conditions, ZoneInfo("Asia/Shanghai"), SEED, MONDAY)


@pytest.fixture(scope="module")
def month(setting: Setting) -> list[Arrival]:
    return [one for day in range(30) for one in arrivals_of(MONDAY + timedelta(days=day), setting)]


def test_the_month_has_148_complaints(month: list[Arrival]) -> None:
    assert sum(one.source in COMPLAINTS for one in month) == 148


def test_complaints_come_evenly() -> None:
    days = [complaints_on(MONDAY + timedelta(days=day), MONDAY) for day in range(30)]
    assert sum(days) == 148
    assert set(days) == {4, 5}


def test_the_month_has_about_fifteen_hundred_cases(month: list[Arrival]) -> None:
    assert 1_400 < len(month) < 1_700


def test_at_least_95_percent_of_the_problems_are_discovered() -> None:
    chance = chance_of(1, "discovery")
    found = sum(discovered(MONDAY + timedelta(days=day % 5), chance) for day in range(2_000))
    assert found / (2_000 * PROBLEMS_A_DAY) >= 0.95


def test_a_working_day_has_forty_to_seventy(setting: Setting) -> None:
    assert 40 <= len(arrivals_of(MONDAY, setting)) <= 70


def test_a_day_off_has_fewer(setting: Setting) -> None:
    saturdays = [len(arrivals_of(MONDAY + timedelta(days=5 + 7 * week), setting)) for week in range(4)]
    mondays = [len(arrivals_of(MONDAY + timedelta(days=7 * week), setting)) for week in range(4)]
    assert max(saturdays) < min(mondays)


def test_a_day_is_in_order_and_no_two_arrive_at_the_same_moment(setting: Setting) -> None:
    moments = [one.at for one in arrivals_of(MONDAY, setting)]
    assert moments == sorted(set(moments))


def test_the_morning_is_busiest(month: list[Arrival]) -> None:
    hours = Counter(one.at.hour for one in month if one.source is Source.PATROL)
    assert hours.most_common(1)[0][0] in {9, 10}
    assert min(hours) >= 7
    assert max(hours) <= 20


def test_the_same_day_is_told_the_same_way_twice(setting: Setting) -> None:
    assert arrivals_of(MONDAY, setting) == arrivals_of(MONDAY, setting)


def test_another_seed_tells_another_day(setting: Setting) -> None:
    assert arrivals_of(MONDAY, setting) != arrivals_of(MONDAY, replace(setting, seed=SEED + 1))


def test_only_outsiders_have_a_name_and_a_telephone(month: list[Arrival]) -> None:
    for one in month:
        outside = one.source not in OWN_FINDINGS
        assert outside == bool(one.caller) == bool(one.phone) == (one.found_by is None)


def test_callers_of_a_month_have_telephones_of_their_own(month: list[Arrival]) -> None:
    phones = Counter(one.phone for one in month if one.phone)
    assert phones.most_common(1)[0][1] == 1


def test_every_line_of_the_menu_occurs_in_a_month(month: list[Arrival]) -> None:
    assert {one.item for one in month} == set(range(1, 19))


def test_every_grid_has_cases_in_a_month(month: list[Arrival]) -> None:
    assert len({one.place.grid_code for one in month}) == 31


def test_conditions_are_those_of_the_menu(setting: Setting, month: list[Arrival]) -> None:
    assert {(one.item, one.condition) for one in month} <= set(setting.conditions)


def test_river_cases_lie_at_the_water_where_the_grid_has_some(month: list[Arrival], setting: Setting) -> None:
    for one in month:
        if one.item == 5 and setting.territory.places_in(one.place.grid_code, "water"):
            assert one.place.setting == "water"


def test_shops_are_reported_by_their_name(month: list[Arrival], setting: Setting) -> None:
    shop = next(one for one in month if one.place.name)
    assert f"{shop.place.name}门前" in text_of(shop, setting)


def test_a_report_says_where_and_what(month: list[Arrival], setting: Setting) -> None:
    for one in month[:200]:
        text = text_of(one, setting)
        assert one.place.address in text
        assert setting.conditions[one.item, one.condition] in text


def test_videos_are_watched_at_the_desk_and_leaders_inspect(month: list[Arrival]) -> None:
    assert {one.found_by for one in month if one.source is Source.VIDEO} == {Role.DESK_OPERATOR}
    assert {one.found_by for one in month if one.source is Source.INSPECTION} == {Role.SQUAD_LEADER}


def test_patrols_are_made_by_all_six_roles_of_the_grid(month: list[Arrival]) -> None:
    finders = {one.found_by for one in month if one.source is Source.PATROL}
    assert finders == {Role(name) for name in load_habits().reporters}
    assert len(finders) == 6
