"""Points of interest come from maps, lists and people, and are found by their names until they are withdrawn."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.contrib.gis.geos import LineString, MultiLineString
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook

from gridwarden.algorithms.geodesy import Crs, from_cgcs2000
from gridwarden.grids.actions import imports, points
from gridwarden.grids.actions import places as gathering
from gridwarden.grids.actions.imports import Order
from gridwarden.grids.actions.points import BadPoint, NewPoint, PointKnown
from gridwarden.grids.domain.faults import FaultRule, ImportRefused
from gridwarden.grids.domain.kinds import ImportKind, PointKind, PointSource
from gridwarden.grids.models import Backdrop, PointOfInterest
from gridwarden.grids.queries import places
from gridwarden.grids.queries.points import NoPoint
from gridwarden.grids.sources.files import Format, SourceFile
from gridwarden.platform.access import PermissionDenied
from gridwarden.platform.audit.models import AuditEntry
from tests.factories.grids import SOUTH, WEST, PointOfInterestFactory, RoadFactory, Territory, square
from tests.factories.workforce import AdministratorFactory
from tests.logins import login

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from gridwarden.grids.actions.imports import Taken
    from gridwarden.platform.access import Actor

AT = datetime(2026, 3, 2, 4, tzinfo=UTC)
HEAD = "名称,类别,地址,经度,纬度\n"
SCHOOL = f"石桥小学,学校,春晓路18号,{WEST + 0.005},{SOUTH + 0.005}\n"
MARKET = f"清和农贸市场,市场,,{WEST + 0.012},{SOUTH + 0.005}\n"
MAP = f"""<?xml version="1.0"?>
<osm version="0.6" generator="hand">
  <node id="1" lat="{SOUTH + 0.002}" lon="{WEST + 0.002}"><tag k="amenity" v="hospital"/>
    <tag k="name" v="安镇医院"/></node>
  <node id="2" lat="{SOUTH + 0.003}" lon="{WEST + 0.003}"><tag k="shop" v="supermarket"/><tag k="name" v="万家超市"/>
    <tag k="addr:street" v="人民路"/><tag k="addr:housenumber" v="12"/></node>
  <node id="3" lat="{SOUTH + 0.003}" lon="{WEST + 0.004}"><tag k="amenity" v="bench"/><tag k="name" v="望湖椅"/></node>
  <node id="4" lat="{SOUTH + 0.003}" lon="{WEST + 0.005}"><tag k="shop" v="bakery"/></node>
  <node id="5" lat="{SOUTH - 0.9}" lon="{WEST}"><tag k="tourism" v="museum"/><tag k="name" v="远处博物馆"/></node>
  <node id="11" lat="{SOUTH + 0.006}" lon="{WEST + 0.006}"/><node id="12" lat="{SOUTH + 0.006}" lon="{WEST + 0.007}"/>
  <node id="13" lat="{SOUTH + 0.007}" lon="{WEST + 0.007}"/>
  <way id="21"><nd ref="11"/><nd ref="12"/><nd ref="13"/><nd ref="11"/>
    <tag k="building" v="school"/><tag k="amenity" v="school"/><tag k="name" v="锦绣中学"/></way>
  <way id="22"><nd ref="11"/><nd ref="12"/><tag k="highway" v="primary"/><tag k="name" v="人民路"/></way>
</osm>""".encode()


def _take(keeper: Actor, place: Territory, file: SourceFile, kind: ImportKind = ImportKind.POINTS) -> Taken:
    return imports.take(by=keeper, at=AT, order=Order(kind, place.district.pk, file, Crs.CGCS2000))


def _csv(text: str, encoding: str = "utf-8") -> SourceFile:
    return SourceFile("points.csv", text.encode(encoding))


def _labels(place: Territory, typed: str) -> list[str]:
    return [row.label for row in places.search(place.district.pk, typed)]


def _new(**changes: object) -> NewPoint:
    given: dict[str, object] = {
        "name": "文化广场",
        "kind": PointKind.LEISURE,
        "lon": WEST + 0.003,
        "lat": SOUTH + 0.003,
    }
    return NewPoint(**given | changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_is_found_at_once_although_misspelt(keeper: Actor, place: Territory, encoding: str) -> None:
    assert _take(keeper, place, _csv(HEAD + SCHOOL + MARKET, encoding)).outcome.added == 2
    assert _labels(place, "石乔小学")[0] == "春晓路18号石桥小学"
    assert _labels(place, "农贸市场 清和附近")[0] == "清和农贸市场"
    kinds = PointOfInterest.objects.order_by("name").values_list("kind", "road", "number")
    assert sorted(kinds) == [("education", "春晓路", 18), ("shopping", "", 0)]


def test_a_workbook_says_the_same_as_a_list(keeper: Actor, place: Territory) -> None:
    book, data = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append(["name", "kind", "address", "lon", "lat"])
    sheet.append(["石桥小学", "education", "春晓路18号", WEST + 0.005, SOUTH + 0.005])
    book.save(data)
    file = SourceFile("a name without an ending", data.getvalue())
    assert file.format is Format.WORKBOOK
    _take(keeper, place, file)
    assert _labels(place, "石桥小学") == ["春晓路18号石桥小学"]


def test_one_bad_row_holds_the_list_back_and_every_fault_is_named(keeper: Actor, place: Territory) -> None:
    with pytest.raises(ImportRefused) as refusal:
        _take(keeper, place, _csv(HEAD + SCHOOL + "无处,学校,,,31.6\n,怪物,,东经,31.6\n"))
    told = [(fault.row, fault.field, fault.rule) for fault in refusal.value.faults]
    assert told == [(2, "lon", FaultRule.MISSING), (3, "lon", FaultRule.BAD_COORDINATE)]
    with pytest.raises(ImportRefused) as refusal:
        _take(keeper, place, _csv(HEAD + SCHOOL + f",怪物,,{WEST},{SOUTH}\n" + SCHOOL.replace("18", "20")))
    told = [(fault.row, fault.field, fault.rule) for fault in refusal.value.faults]
    assert told == [(2, "name", FaultRule.MISSING), (2, "kind", FaultRule.UNKNOWN_WORD)]
    with pytest.raises(ImportRefused) as refusal:
        _take(keeper, place, _csv(HEAD + SCHOOL + SCHOOL))
    assert [(fault.row, fault.rule) for fault in refusal.value.faults] == [(2, FaultRule.DUPLICATE)]
    assert not PointOfInterest.objects.exists()


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xff", b"name,lon,lat\n", b"PK\x03\x04 broken", b'name,lon,lat\n"' + b"x" * 200_000]
)
def test_what_is_no_list_is_refused(keeper: Actor, place: Territory, content: bytes) -> None:
    with pytest.raises(ImportRefused):
        _take(keeper, place, SourceFile("points.csv", content))


def test_a_list_of_another_district_is_refused(keeper: Actor, place: Territory) -> None:
    with pytest.raises(ImportRefused) as refusal:
        _take(keeper, place, _csv(HEAD + "远处小学,学校,,100.1,20.1\n"))
    assert refusal.value.faults[0].rule is FaultRule.OUTSIDE_DISTRICT


def test_the_next_list_replaces_the_last_and_leaves_other_sources_alone(keeper: Actor, place: Territory) -> None:
    points.add(by=keeper, at=AT, district_id=place.district.pk, new=_new())
    _take(keeper, place, _csv(HEAD + SCHOOL + MARKET))
    assert _take(keeper, place, _csv(HEAD + SCHOOL + MARKET)).repeated
    outcome = _take(keeper, place, _csv(HEAD + SCHOOL)).outcome
    assert (outcome.unchanged, outcome.closed) == (1, 1)
    assert _labels(place, "清和农贸市场") == []
    assert _labels(place, "文化广场") == ["文化广场"]


@pytest.mark.parametrize("kind", [ImportKind.POINTS, ImportKind.ROADS])
def test_a_map_tells_of_named_places_that_people_go_to(keeper: Actor, place: Territory, kind: ImportKind) -> None:
    _take(keeper, place, SourceFile("town.osm", MAP), kind)
    found = PointOfInterest.objects.order_by("name").values_list("name", "kind", "source", "road", "number")
    assert sorted(found) == [
        ("万家超市", "shopping", "map", "人民路", 12),
        ("安镇医院", "health", "map", "", 0),
        ("锦绣中学", "education", "map", "", 0),
    ]
    gathering.gather(at=AT, district_id=place.district.pk)
    assert _labels(place, "锦秀中学") == ["锦绣中学"], "the school's building is drawn, too, and no second place"


def test_a_map_without_points_is_refused_as_points(keeper: Actor, place: Territory) -> None:
    with pytest.raises(ImportRefused) as refusal:
        _take(keeper, place, SourceFile("town.osm", b'<osm version="0.6"><node id="1" lat="31" lon="120"/></osm>'))
    assert refusal.value.faults[0].rule is FaultRule.NOTHING_INSIDE


def test_what_is_withdrawn_is_found_no_longer_and_stays_away_from_further_imports(
    keeper: Actor, place: Territory
) -> None:
    _take(keeper, place, _csv(HEAD + SCHOOL + MARKET))
    school = PointOfInterest.objects.get(name="石桥小学")
    points.withdraw(by=keeper, at=AT, point_id=school.pk, reason="搬迁")
    points.withdraw(by=keeper, at=AT, point_id=school.pk, reason="again")
    assert _labels(place, "石桥小学") == []
    _take(keeper, place, _csv(HEAD + SCHOOL.replace("春晓路18号", "")))
    assert _labels(place, "石桥小学") == []
    points.take_back(by=keeper, at=AT, point_id=school.pk)
    assert _labels(place, "石桥小学") == ["春晓路18号石桥小学"]
    words = AuditEntry.objects.filter(action__startswith="grids.point_").order_by("pk")
    assert list(words.values_list("action", flat=True)) == ["grids.point_withdrawn", "grids.point_taken_back"]


def test_a_building_of_a_withdrawn_point_does_not_bring_it_back(keeper: Actor, place: Territory) -> None:
    point = PointOfInterestFactory(district=place.district)
    Backdrop.objects.create(
        district=place.district, source_key="area/1", kind="building", name=point.name, geom=square()
    )
    points.withdraw(by=keeper, at=AT, point_id=point.pk, reason="关停")
    gathering.gather(at=AT, district_id=place.district.pk)
    assert _labels(place, point.name) == []


def test_of_one_name_several_are_told_apart_by_their_roads(
    keeper: Actor, place: Territory, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number, name in enumerate(("春晓路", "秋实路")):
        south = SOUTH + 0.005 * number
        line = MultiLineString(LineString((WEST, south), (WEST + 0.02, south)), srid=4490)
        RoadFactory(district=place.district, name=name, geom=line)
    stop = "公交站,交通,,{},{}\n"
    _take(keeper, place, _csv(HEAD + stop.format(WEST + 0.004, SOUTH + 0.0003) + stop.format(WEST, SOUTH + 0.0052)))
    assert sorted(_labels(place, "公交站")) == ["春晓路公交站", "秋实路公交站"]
    assert _labels(place, "秋实路公交站")[0] == "秋实路公交站"
    with django_assert_num_queries(2):
        gathering.points.named(place.district.pk, AT)


def test_roads_and_premises_keep_their_rank_beside_points(keeper: Actor, place: Territory) -> None:
    RoadFactory(district=place.district, name="石桥路")
    gathering.gather(at=AT, district_id=place.district.pk)
    _take(keeper, place, _csv(HEAD + SCHOOL.replace("春晓路18号", "")))
    assert _labels(place, "石桥路")[0] == "石桥路"
    assert _labels(place, "石桥小学")[0] == "石桥小学"


def test_a_point_by_hand_is_found_at_once_and_only_once(keeper: Actor, place: Territory) -> None:
    lon, lat = from_cgcs2000(WEST + 0.003, SOUTH + 0.003, Crs.GCJ02)
    points.add(by=keeper, at=AT, district_id=place.district.pk, new=_new(lon=lon, lat=lat, crs=Crs.GCJ02))
    row = places.search(place.district.pk, "文化广场")[0]
    assert (row.lon, row.lat) == pytest.approx((WEST + 0.003, SOUTH + 0.003), abs=1e-6)
    with pytest.raises(PointKnown):
        points.add(by=keeper, at=AT, district_id=place.district.pk, new=_new())


@pytest.mark.parametrize("changes", [{"name": "  "}, {"lon": WEST - 1}, {"lat": SOUTH + 1}])
def test_a_point_needs_a_name_and_lies_in_the_district(
    keeper: Actor, place: Territory, changes: dict[str, object]
) -> None:
    with pytest.raises(BadPoint):
        points.add(by=keeper, at=AT, district_id=place.district.pk, new=_new(**changes))


def test_a_withdrawal_needs_a_reason_and_the_right(
    keeper: Actor, officer: Actor, stranger: Actor, place: Territory
) -> None:
    point = PointOfInterestFactory(district=place.district)
    with pytest.raises(BadPoint):
        points.withdraw(by=keeper, at=AT, point_id=point.pk, reason=" ")
    with pytest.raises(NoPoint):
        points.withdraw(by=stranger, at=AT, point_id=point.pk, reason="关停")
    for act in (
        lambda: points.withdraw(by=officer, at=AT, point_id=point.pk, reason="关停"),
        lambda: points.take_back(by=officer, at=AT, point_id=point.pk),
        lambda: points.add(by=officer, at=AT, district_id=place.district.pk, new=_new()),
    ):
        with pytest.raises(PermissionDenied):
            act()


@pytest.fixture
def browser(client: Client, place: Territory) -> Client:
    """The browser of the district's system administrator."""
    login(client, AdministratorFactory(district=place.district).user)
    return client


def test_the_page_adds_finds_withdraws_and_takes_back(browser: Client, place: Territory) -> None:
    form = {"name": "文化广场", "kind": "leisure", "lon": WEST + 0.003, "lat": SOUTH + 0.003, "crs": "cgcs2000"}
    assert browser.post(reverse("grids:new_point"), form).status_code == 302
    assert "文化广场" in browser.get(reverse("grids:points"), {"q": "广场"}).content.decode()
    assert browser.post(reverse("grids:new_point"), form).status_code == 422
    decide = reverse("grids:withdraw_point", args=[PointOfInterest.objects.get().pk])
    assert browser.post(decide, {"reason": ""}).status_code == 422
    assert browser.post(decide, {"reason": "改建"}).status_code == 302
    assert "文化广场</a>" not in browser.get(reverse("grids:points")).content.decode()
    assert "改建" in browser.get(reverse("grids:points"), {"withdrawn": "1"}).content.decode()
    assert browser.post(decide, {}).status_code == 302
    assert _labels(place, "文化广场") == ["文化广场"]


def test_an_uploaded_list_is_shown_before_it_is_taken(browser: Client, place: Territory) -> None:
    file = BytesIO((HEAD + SCHOOL).encode())
    file.name = "points.csv"
    answer = browser.post(reverse("grids:import"), {"kind": "points", "file": file, "crs": "cgcs2000"})
    assert answer.status_code == 302
    assert browser.get(answer["Location"]).status_code == 200
    assert not PointOfInterest.objects.exists()
    assert browser.post(answer["Location"], {"decision": "import"})["Location"] == reverse("grids:points")
    assert PointOfInterest.objects.get().source == PointSource.LIST


def test_a_list_of_thousands_costs_as_many_statements_as_a_short_one(browser: Client, place: Territory) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(reverse("grids:points")).status_code == 200
        return len(seen)

    PointOfInterestFactory(district=place.district)
    statements()  # what a process reads once
    few = statements()
    PointOfInterestFactory.create_batch(60, district=place.district)
    assert statements() == few
    assert "cursor=" in browser.get(reverse("grids:points")).content.decode()


def test_another_districts_points_are_not_listed(browser: Client) -> None:
    other = PointOfInterestFactory(name="别处小学")
    assert "别处小学" not in browser.get(reverse("grids:points")).content.decode()
    assert browser.get(reverse("grids:withdraw_point", args=[other.pk])).status_code == 404
