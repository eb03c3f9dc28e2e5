"""The command map's colours, cards and wall: what they say, to whom, and with how many statements."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.contrib.gis.geos import LineString, MultiLineString, Point
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gridwarden.cases.actions import closure
from gridwarden.cases.domain.sources import Source
from gridwarden.console.queries.indicators import Indicator, figures, steps_of
from gridwarden.patrols.models import Alarm, Live
from gridwarden.platform.timers.clockwork import fire_due
from gridwarden.workforce.queries.actors import actor_for
from tests.factories.grids import RoadFactory, middle_of
from tests.factories.patrols import DeviceFactory, tell
from tests.factories.video import SourceFactory
from tests.integration.cases.playing import Play
from tests.logins import login

if TYPE_CHECKING:
    from collections.abc import Callable

    from gridwarden.patrols.models import Device
    from tests.factories.cases import Stage

LON, LAT = middle_of(0, 0)


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def case_id(stage: Stage, now: datetime) -> int:
    return stage.opened(Source.PATROL, stage.spot, by="informant", at=now).case_id


@pytest.fixture
def car(stage: Stage, now: datetime) -> Device:
    device = DeviceFactory.create(district=stage.cast.territory.district, name="执法012")
    tell(device, [(now, LON, LAT, 25.0)])
    Live.objects.create(device=device, state="on_post", since=now)
    return device


def at(stage: Stage, post: str) -> Client:
    return login(Client(), stage.people[post].user)


@pytest.mark.parametrize(
    ("counts", "steps"), [([], ()), ([0, 0], ()), ([1], (1,)), ([3], (1, 2, 3)), ([50, 7], (10, 20, 30, 40))]
)
def test_colours_change_at_whole_counts(counts: list[float], steps: tuple[int, ...]) -> None:
    assert steps_of(counts) == steps


def test_an_open_case_colours_its_grid_and_is_behind_the_figure(stage: Stage, case_id: int, now: datetime) -> None:
    actor = actor_for(stage.people["dispatcher"].user, now)
    found = figures(actor, Indicator.OPEN, now)
    grid = stage.cast.territory.grids["A01"].pk
    assert found.values == {grid: 1}
    other = stage.cast.territory.grids["B01"].pk
    assert (found.of(grid), found.of(other)) == (1, 0)
    assert figures(actor, Indicator.ON_TIME, now).of(other) is None
    answer = at(stage, "dispatcher").get(reverse("console:map_grid", args=[grid]))
    assert f"grid_id={grid}&amp;open_only=1" in answer.content.decode()


def test_a_share_counts_what_was_closed_and_not_late(stage: Stage) -> None:
    in_time, late = Play(stage).closed(), Play(stage).handling()
    late.at += timedelta(days=9)
    fire_due(now=late.at)
    late.finish().send_to_check().pass_check()
    closure.close(by=stage.by("supervisor"), at=late.tick(), case_id=late.case_id, reply="已完成")
    actor = actor_for(stage.people["dispatcher"].user, late.at)
    assert figures(actor, Indicator.ON_TIME, late.at).values == {stage.case(in_time.case_id).grid_id: 50.0}


def test_whoever_sees_no_devices_sees_no_figures_of_them(stage: Stage) -> None:
    officer = at(stage, "informant")
    assert officer.get(reverse("console:map_colours", args=["alarms"])).status_code == 404
    assert officer.get(reverse("console:map_colours", args=["open"])).status_code == 200
    assert at(stage, "dispatcher").get(reverse("console:map_colours", args=["nonsense"])).status_code == 404


def test_a_car_shows_its_card_and_is_spoken_to_from_the_map(stage: Stage, car: Device) -> None:
    desk = at(stage, "dispatcher")
    card = desk.get(reverse("console:map_mover", args=[car.pk])).content.decode()
    assert "执法012" in card
    assert reverse("patrols:speak", args=[car.pk]) in card
    back = f"{reverse('console:map')}?device={car.pk}"
    said = desk.post(reverse("patrols:speak", args=[car.pk]), {"text": "请返回网格", "back": back})
    assert (said.status_code, said["Location"]) == (302, back)
    away = desk.post(reverse("patrols:speak", args=[car.pk]), {"text": "请返回网格", "back": "https://evil.example/"})
    assert away["Location"] == reverse("patrols:device", args=[car.pk])


def test_the_phone_of_somebody_off_duty_has_no_card(stage: Stage, now: datetime) -> None:
    district = stage.cast.territory.district
    phone = DeviceFactory.create(district=district, kind="phone", terminal="", key_digest=b"1" * 32)
    tell(phone, [(now, LON, LAT, 0.0)])
    Live.objects.create(device=phone, state="off_duty", since=now)
    assert at(stage, "dispatcher").get(reverse("console:map_mover", args=[phone.pk])).status_code == 404


def test_around_a_case_are_the_others_the_cameras_and_who_is_near(
    stage: Stage, case_id: int, car: Device, now: datetime
) -> None:
    other = stage.opened(Source.PATROL, stage.slow, by="informant", at=now)
    camera = SourceFactory.create(district=stage.cast.territory.district, place=Point(LON, LAT, srid=4490))
    way = MultiLineString(LineString(middle_of(0, 0), middle_of(1, 0)), srid=4490)
    RoadFactory.create(district=stage.cast.territory.district, geom=way)
    answer = at(stage, "dispatcher").get(reverse("console:map_around", args=[case_id]))
    shown = answer.content.decode()
    assert reverse("cases:page", args=[other.case_id]) in shown
    assert ("data-radius" in shown, car.name in shown) == (True, True)
    assert reverse("video:source", args=[camera.pk]) in shown
    assert at(stage, "stranger").get(reverse("console:map_around", args=[case_id])).status_code == 404


def test_the_wall_counts_the_day_and_every_figure_leads_to_its_cases(
    stage: Stage, case_id: int, car: Device, now: datetime, django_assert_max_num_queries: Callable[..., object]
) -> None:
    Alarm.objects.create(
        district=car.district, kind="fast", device=car, began_at=now, raised_at=now + timedelta(seconds=1), inputs={}
    )
    desk = at(stage, "dispatcher")
    with django_assert_max_num_queries(40):  # type: ignore[attr-defined]
        shown = desk.get(reverse("console:wall_figures")).json()
    assert (shown["tiles"]["opened"]["value"], shown["tiles"]["alarms"]["value"]) == (1, 1)
    assert shown["tiles"]["in_time"] == {"value": "—", "tone": "neutral", "unit": "", "hint": "今日尚无数据"}
    assert shown["charts"]["wall-sources"]["empty"] == "今日尚无数据"
    assert sum(shown["charts"]["wall-hours"]["series"][0]["values"]) == 1
    assert car.name in shown["lists"]
    page = desk.get(reverse("console:wall")).content.decode()
    assert "open_only=1" in page
    assert "alarms" not in at(stage, "informant").get(reverse("console:wall_figures")).json()["tiles"]


def test_a_day_is_played_again_without_what_no_satellite_gave(stage: Stage, car: Device, now: datetime) -> None:
    tell(car, [(now + timedelta(seconds=5), LON + 0.01, LAT, 30.0)], flags=2)
    answer = at(stage, "dispatcher").get(reverse("patrols:replay", args=[car.pk])).json()
    assert [tuple(point[1:]) for point in answer["points"]] == [(round(LON, 6), round(LAT, 6), 25)]
    assert at(stage, "informant").get(reverse("patrols:replay", args=[car.pk])).status_code == 403
