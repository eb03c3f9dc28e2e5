"""Places are gathered from what is recorded, and found by what people type."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from django.contrib.gis.geos import LineString, MultiLineString, Point

from gridwarden.algorithms.address import Kind
from gridwarden.algorithms.geodesy import from_cgcs2000
from gridwarden.grids import jobs
from gridwarden.grids.actions import places as gathering
from gridwarden.grids.domain import places as known
from gridwarden.grids.domain.places import PlaceDraft
from gridwarden.grids.models import Place, Road
from gridwarden.grids.queries import places
from gridwarden.inspections.models import Party
from tests.factories.grids import SOUTH, WEST, RoadFactory, Territory, ZoneFactory, territory
from tests.factories.workforce import GridTeamFactory, StaffFactory
from tests.logins import login

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

AT = datetime(2026, 3, 2, 4, tzinfo=UTC)


def _line(*points: tuple[float, float]) -> MultiLineString:
    return MultiLineString(LineString(*((WEST + x, SOUTH + y) for x, y in points)), srid=4490)


@pytest.fixture
def town(place: Territory) -> Territory:
    """Two roads that cross and a village, gathered."""
    RoadFactory(district=place.district, name="春晓路", geom=_line((0, 0.005), (0.02, 0.005)))
    RoadFactory(district=place.district, name="清和街", geom=_line((0.01, 0), (0.01, 0.02)))
    ZoneFactory(district=place.district, name="石桥村")
    gathering.gather(at=AT, district_id=place.district.pk)
    return place


def _labels(town: Territory, typed: str) -> list[str]:
    return [row.label for row in places.search(town.district.pk, typed)]


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("春小路", "春晓路"),
        ("清和街与春晓路路口", "春晓路与清和街路口"),
        ("春晓路清和街交叉口", "春晓路与清和街路口"),
        ("石乔村", "石桥村"),
    ],
)
def test_roads_crossings_and_zones_are_found_although_misspelt(town: Territory, typed: str, label: str) -> None:
    assert _labels(town, typed)[0] == label


def test_a_crossing_lies_where_the_roads_meet(town: Territory) -> None:
    row = places.search(town.district.pk, "春晓路与清和街路口")[0]
    assert (row.lon, row.lat) == pytest.approx((WEST + 0.01, SOUTH + 0.005))
    assert [(match.part, match.typed) for match in row.matches] == [("road", "春晓路"), ("cross_road", "清和街")]


@pytest.mark.parametrize("typed", ["", "   ", "飞机场"])
def test_what_names_no_place_finds_none(town: Territory, typed: str) -> None:
    assert _labels(town, typed) == []


def test_before_anything_is_gathered_nothing_is_found(place: Territory) -> None:
    RoadFactory(district=place.district, name="春晓路")
    assert _labels(place, "春晓路") == []


def test_another_districts_places_are_not_found(town: Territory) -> None:
    other = territory()
    gathering.gather(at=AT, district_id=other.district.pk)
    assert _labels(other, "春晓路") == []


def test_gathering_again_forgets_what_is_gone_and_is_seen_at_once(town: Territory) -> None:
    assert _labels(town, "春晓路")
    Road.objects.filter(name="春晓路").delete()
    gathering.gather(at=AT, district_id=town.district.pk)
    assert _labels(town, "春晓路") == []


def test_gathering_twice_keeps_the_rows(town: Territory) -> None:
    before = list(Place.objects.order_by("pk").values_list("pk", "source_key"))
    gathering.gather(at=AT, district_id=town.district.pk)
    assert list(Place.objects.order_by("pk").values_list("pk", "source_key")) == before


def test_other_contexts_bring_their_places(town: Territory, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = PlaceDraft(
        source_key="1", kind=Kind.PREMISES, name="阿福面馆", road="春晓路", number=18, lon=WEST, lat=SOUTH
    )
    monkeypatch.setattr(known, "_SOURCES", {"tested": lambda district_id, _at: [draft] if district_id else []})
    gathering.gather(at=AT, district_id=town.district.pk)
    assert _labels(town, "阿富面馆 春晓路")[0] == "春晓路18号阿福面馆"
    monkeypatch.setattr(known, "_SOURCES", {})
    gathering.gather(at=AT, district_id=town.district.pk)
    assert not Place.objects.filter(source="tested").exists()


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("春晓路18号", ["春晓路18号阿福面馆", "春晓路18号"]),
        ("春晓路52", ["春晓路52号"]),
        ("春晓路35号", ["春晓路35号（18号—52号之间）"]),
        ("春晓路60号", ["春晓路60号（52号附近）"]),
    ],
)
def test_a_house_is_written_with_the_number_that_was_typed(
    town: Territory, monkeypatch: pytest.MonkeyPatch, typed: str, labels: list[str]
) -> None:
    known_ones = [
        PlaceDraft(source_key="1", kind=Kind.PREMISES, name="阿福面馆", road="春晓路", number=18, lon=WEST, lat=SOUTH),
        PlaceDraft(source_key="2", kind=Kind.ADDRESS, road="春晓路", number=52, lon=WEST + 0.01, lat=SOUTH),
    ]
    monkeypatch.setattr(known, "_SOURCES", {"tested": lambda _district_id, _at: known_ones})
    gathering.gather(at=AT, district_id=town.district.pk)
    found = _labels(town, typed)
    assert set(labels) <= set(found)
    assert len(found) == len(set(found))


def test_a_search_costs_one_statement_once_the_places_are_known(
    town: Territory, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _labels(town, "春晓路")
    with django_assert_num_queries(1):
        _labels(town, "清和街")


def test_the_job_gathers_every_district(town: Territory) -> None:
    RoadFactory(district=town.district, name="听雨巷")
    assert jobs.gather_places() >= 4
    assert _labels(town, "听雨巷")[0] == "听雨巷"


def test_the_api_finds_places_in_the_system_asked_for(client: Client, town: Territory) -> None:
    login(client, StaffFactory(unit=GridTeamFactory(district=town.district)).user)
    plain = client.get("/api/v1/places", {"q": "春小路"}).json()[0]
    shifted = client.get("/api/v1/places", {"q": "春小路", "crs": "gcj02"}).json()[0]
    assert (plain["label"], plain["kind"], plain["matches"][0]["typed"]) == ("春晓路", "road", "春小路")
    assert (shifted["lon"], shifted["lat"]) == pytest.approx(from_cgcs2000(plain["lon"], plain["lat"], "gcj02"))


@pytest.mark.parametrize("query", [{}, {"q": "x" * 201}, {"q": "路", "limit": 0}, {"q": "路", "crs": "moon"}])
def test_the_api_refuses_odd_questions(client: Client, town: Territory, query: dict[str, object]) -> None:
    login(client, StaffFactory(unit=GridTeamFactory(district=town.district)).user)
    assert client.get("/api/v1/places", query).status_code == 422


def test_the_api_tells_strangers_nothing(client: Client, town: Territory) -> None:
    assert client.get("/api/v1/places", {"q": "春晓路"}).status_code == 401


def test_shops_are_gathered_and_persons_are_not(town: Territory) -> None:
    given = {
        "district": town.district,
        "address": "春晓路18号",
        "place": Point(WEST, SOUTH, srid=4490),
        "created_at": AT,
    }
    Party.objects.create(kind="shop", name="阿福面馆", **given)
    Party.objects.create(kind="person", name="王建国", **given)
    gathering.gather(at=AT, district_id=town.district.pk)
    assert _labels(town, "阿富面馆")[0] == "春晓路18号阿福面馆"
    assert not Place.objects.filter(name="王建国").exists()
