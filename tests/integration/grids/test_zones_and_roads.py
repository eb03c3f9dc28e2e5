"""Zones, roads and the base map follow their sources; what people decided stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
import shapely

from gridwarden.grids.actions import districts, roads, zones
from gridwarden.grids.actions.guards import NoDistrict
from gridwarden.grids.actions.outcome import Outcome
from gridwarden.grids.domain.drafts import BackdropDraft, RoadDraft, ZoneDraft
from gridwarden.grids.domain.faults import ImportRefused
from gridwarden.grids.domain.kinds import BackdropKind, RoadGrade, ZoneKind
from gridwarden.grids.models import Backdrop, District, Road, Zone
from gridwarden.grids.models.conversion import to_shapely
from gridwarden.grids.queries.roads import NoRoad
from gridwarden.platform.access import SYSTEM, Actor, PermissionDenied
from gridwarden.platform.audit.models import AuditEntry
from gridwarden.platform.refusals import Invalid
from tests.factories.grids import SIDE, SOUTH, WEST, RoadFactory, Territory, square

if TYPE_CHECKING:
    from collections.abc import Sequence

TOWN = to_shapely(square(0, 0))


def course(row: float = 0.5, *, start: float = 0.0, end: float = 2.0) -> shapely.LineString:
    """A road from west to east, by squares."""
    y = SOUTH + row * SIDE
    return shapely.LineString([(WEST + start * SIDE, y), (WEST + end * SIDE, y)])


def road(key: str = "way/1", highway: str = "primary", **more: object) -> RoadDraft:
    values = {"source_key": key, "name": "人民路", "highway": highway, "geometry": course(), **more}
    return RoadDraft(**values)  # type: ignore[arg-type]


def replace_roads(place: Territory, by: Actor, at: datetime, drafts: Sequence[RoadDraft]) -> Outcome:
    return roads.replace(by=by, at=at, district_id=place.district.pk, roads=drafts)


def test_roads_get_grade_control_and_length(place: Territory, keeper: Actor, monday_morning: datetime) -> None:
    classes = {"primary": "arterial", "tertiary": "secondary", "residential": "back_street", "nonsense": "back_street"}
    drafts = [road(f"way/{highway}", highway) for highway in classes]
    assert replace_roads(place, keeper, monday_morning, drafts) == Outcome(added=4)
    found = {each.highway: each for each in Road.objects.all()}
    assert {highway: each.grade for highway, each in found.items()} == classes
    assert {each.grade: each.control for each in found.values()} == {
        "arterial": "strict",
        "secondary": "controlled",
        "back_street": "regulated",
    }
    assert found["primary"].length_m == pytest.approx(1898, abs=3)
    assert {each.grade_source for each in found.values()} == {"highway_tag"}


def test_roads_are_cut_to_the_boundary(place: Territory, keeper: Actor, monday_morning: datetime) -> None:
    across = road("way/1", geometry=course(start=-1, end=3))
    beside = road("way/2", geometry=course(row=7))
    twice = road(
        "way/3", geometry=shapely.LineString([*course(-0.5).coords, (WEST + SIDE, SOUTH + SIDE), *course(5).coords])
    )
    replace_roads(place, keeper, monday_morning, [across, beside, twice])
    assert set(Road.objects.values_list("source_key", flat=True)) == {"way/1", "way/3"}
    assert to_shapely(Road.objects.get(source_key="way/1").geom).length == pytest.approx(2 * SIDE)


def test_roads_of_which_none_lies_inside_are_the_wrong_file(
    place: Territory, keeper: Actor, monday_morning: datetime
) -> None:
    RoadFactory(district=place.district)
    with pytest.raises(ImportRefused):
        replace_roads(place, keeper, monday_morning, [road(geometry=course(row=7))])
    assert Road.objects.count() == 1


def test_a_new_source_updates_by_key(place: Territory, keeper: Actor, monday_morning: datetime) -> None:
    replace_roads(place, keeper, monday_morning, [road("way/1"), road("way/2"), road("way/3")])
    kept = Road.objects.get(source_key="way/1").pk
    outcome = replace_roads(place, keeper, monday_morning, [road("way/1", name="解放路"), road("way/2"), road("way/4")])
    assert outcome == Outcome(added=1, changed=1, closed=1, unchanged=1)
    assert Road.objects.get(pk=kept).name == "解放路"


def test_a_graded_road_keeps_its_grade_through_an_import(
    place: Territory, keeper: Actor, monday_morning: datetime
) -> None:
    replace_roads(place, keeper, monday_morning, [road("way/1", "residential")])
    graded = Road.objects.get()
    roads.grade(by=keeper, at=monday_morning, road_id=graded.pk, grade=RoadGrade.ARTERIAL, reason="学校集中")
    graded.refresh_from_db()
    assert (graded.grade, graded.control, graded.grade_source) == ("arterial", "strict", "override")
    outcome = replace_roads(place, keeper, monday_morning, [road("way/1", "residential", name="新名")])
    assert outcome == Outcome(changed=1)
    graded.refresh_from_db()
    assert (graded.name, graded.grade, graded.grade_reason) == ("新名", "arterial", "学校集中")
    roads.grade_by_rule(by=keeper, at=monday_morning, road_id=graded.pk)
    graded.refresh_from_db()
    assert (graded.grade, graded.control, graded.grade_source) == ("back_street", "regulated", "highway_tag")


def test_a_road_is_graded_with_all_its_pieces(place: Territory, keeper: Actor, monday_morning: datetime) -> None:
    drafts = [road("way/1", "tertiary"), road("way/2", "secondary"), road("way/3", "tertiary", name="别的路")]
    replace_roads(place, keeper, monday_morning, [*drafts, road("way/4", "tertiary", name="")])
    first = Road.objects.get(source_key="way/1")
    assert roads.grade(by=keeper, at=monday_morning, road_id=first.pk, grade=RoadGrade.ARTERIAL, reason="商业街") == 2
    assert set(Road.objects.filter(grade="arterial").values_list("source_key", flat=True)) == {"way/1", "way/2"}
    nameless = Road.objects.get(name="")
    assert roads.grade(by=keeper, at=monday_morning, road_id=nameless.pk, grade=RoadGrade.ARTERIAL, reason="x") == 1


def test_a_grade_needs_a_reason_and_permission(
    place: Territory, keeper: Actor, officer: Actor, stranger: Actor, monday_morning: datetime
) -> None:
    mine = RoadFactory(district=place.district)

    def grade(by: Actor, reason: str) -> None:
        roads.grade(by=by, at=monday_morning, road_id=mine.pk, grade=RoadGrade.SECONDARY, reason=reason)

    with pytest.raises(roads.NoReason):
        grade(keeper, " ")
    with pytest.raises(PermissionDenied):
        grade(officer, "because")
    with pytest.raises(NoRoad):
        grade(stranger, "because")


def test_the_base_map_is_replaced_only_when_one_is_given(
    place: Territory, keeper: Actor, monday_morning: datetime
) -> None:
    house = BackdropDraft(source_key="area/1", kind=BackdropKind.BUILDING, geometry=TOWN)
    pond = BackdropDraft(source_key="area/2", kind=BackdropKind.WATER, geometry=shapely.box(0, 0, 1, 1))
    district_id = place.district.pk
    roads.replace(by=keeper, at=monday_morning, district_id=district_id, roads=[], backdrops=[house, pond])
    assert [backdrop.kind for backdrop in Backdrop.objects.all()] == ["building"]
    roads.replace(by=keeper, at=monday_morning, district_id=district_id, roads=[])
    assert Backdrop.objects.count() == 1
    roads.replace(by=keeper, at=monday_morning, district_id=district_id, roads=[], backdrops=[])
    assert Backdrop.objects.count() == 0


# -- zones -------------------------------------------------------------------------------------------------


def test_zones_follow_each_other_in_time(place: Territory, keeper: Actor, monday_morning: datetime) -> None:
    core = ZoneDraft(kind=ZoneKind.CORE, name="核心区", geometry=TOWN)
    hill = ZoneDraft(kind=ZoneKind.EXCLUDED, name="吼山", geometry=to_shapely(square(0, 1)))

    def put(drafts: list[ZoneDraft], day: date) -> Outcome:
        return zones.replace(by=keeper, at=monday_morning, district_id=place.district.pk, zones=drafts, from_day=day)

    assert put([core], date(2025, 1, 1)) == Outcome(added=1)
    assert put([core, hill], date(2026, 1, 1)) == Outcome(added=1, unchanged=1)
    assert put([core, hill], date(2026, 1, 1)) == Outcome(unchanged=2)
    assert put([replace(core, name="老城"), hill], date(2026, 1, 1)) == Outcome(added=1, closed=1, unchanged=1)
    names = {
        day: set(Zone.objects.on(day).values_list("name", flat=True)) for day in (date(2025, 6, 1), date(2026, 6, 1))
    }
    assert names == {date(2025, 6, 1): {"核心区"}, date(2026, 6, 1): {"老城", "吼山"}}
    with pytest.raises(zones.LaterZones):
        put([], date(2025, 6, 1))


def test_only_who_may_edit_the_territory_changes_it(
    place: Territory, officer: Actor, stranger: Actor, monday_morning: datetime
) -> None:
    for by, refusal in ((officer, PermissionDenied), (stranger, NoDistrict)):
        with pytest.raises(refusal):
            zones.replace(by=by, at=monday_morning, district_id=place.district.pk, zones=[])
        with pytest.raises(refusal):
            replace_roads(place, by, monday_morning, [])
        with pytest.raises(refusal):
            districts.redraw(by=by, at=monday_morning, district_id=place.district.pk, boundary=TOWN)


# -- districts ---------------------------------------------------------------------------------------------


def create(at: datetime, by: Actor = SYSTEM, **more: object) -> District:
    values = {"code6": "360681", "name": "贵溪", "boundary": shapely.box(117.19, 28.27, 117.26, 28.33), **more}
    return districts.create(by=by, at=at, **values)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_district_is_measured_in_the_plane_of_its_middle(monday_morning: datetime) -> None:
    assert create(monday_morning).plane_srid == 4548
    assert create(monday_morning, code6="000001", plane_srid=4549).plane_srid == 4549
    assert AuditEntry.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"code6": "36068"}, districts.BadDistrictCode),
        ({"name": " "}, Invalid),
        ({"boundary": shapely.Point(117, 28)}, ImportRefused),
        ({"boundary": shapely.Polygon()}, ImportRefused),
        ({"boundary": shapely.Polygon([(117, 28), (118, 29), (118, 28), (117, 29)])}, ImportRefused),
    ],
)
def test_a_district_that_breaks_a_rule_is_refused(
    monday_morning: datetime, wrong: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        create(monday_morning, **wrong)


def test_a_code_is_given_once_and_only_by_who_may(place: Territory, officer: Actor, monday_morning: datetime) -> None:
    create(monday_morning)
    with pytest.raises(districts.DistrictExists):
        create(monday_morning)
    with pytest.raises(PermissionDenied):
        create(monday_morning, by=officer, code6="000002")


def test_a_boundary_is_redrawn_once(place: Territory, keeper: Actor, monday_morning: datetime) -> None:
    def redraw() -> bool:
        wider = to_shapely(square(columns=3, rows=2))
        return districts.redraw(by=keeper, at=monday_morning, district_id=place.district.pk, boundary=wider)

    assert [redraw(), redraw()] == [True, False]
