"""Tiles show the territory of a day, cost one statement, and are sent once per version."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from gridwarden.grids.actions import roads, zones
from gridwarden.grids.domain.drafts import BackdropDraft, ZoneDraft
from gridwarden.grids.domain.kinds import BackdropKind, ZoneKind
from gridwarden.grids.models import Grid
from gridwarden.grids.models.conversion import to_shapely
from gridwarden.grids.queries import tiles
from tests.factories.grids import SIDE, RoadFactory, Territory, square
from tests.integration.grids.mvt import decode

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from gridwarden.platform.access import Actor

DAY = date(2026, 3, 2)
#: The square of zoom 12 that holds the district.
HERE = (12, 3418, 1668)
#: A square on the other side of the world.
ELSEWHERE = (14, 1, 1)


def drawn(place: Territory, layer: str, where: tuple[int, int, int] = HERE, day: date = DAY) -> list[dict[str, object]]:
    content = tiles.tile(place.district.pk, layer, where, day).content
    assert content is not None
    found = decode(content)
    assert set(found) <= {layer}
    return found.get(layer, [])


def test_grids_are_drawn_with_their_properties(place: Territory) -> None:
    found = {str(each["code"]): each for each in drawn(place, "grids")}
    assert set(found) == {"A01", "A02", "B01", "C01"}
    assert found["B01"] == {"id": place.grids["B01"].pk, "code": "B01", "name": "网格 B01", "grid_class": "B"}


def test_grid_labels_are_points_of_the_same_grids(place: Territory) -> None:
    assert len(drawn(place, "grid_points", (10, 854, 417))) == 4


def test_grids_are_those_of_the_day(place: Territory) -> None:
    Grid.objects.filter(code="A01").update(valid_to=DAY)
    assert len(drawn(place, "grids", day=date(2026, 3, 1))) == 4
    assert len(drawn(place, "grids", day=DAY)) == 3


def test_every_layer_is_drawn_from_what_was_imported(place: Territory, keeper: Actor, monday_morning: datetime) -> None:
    shape = to_shapely(square(0, 0))
    kinds = {kind: BackdropDraft(source_key=kind.value, kind=kind, geometry=shape) for kind in BackdropKind}
    roads.replace(by=keeper, at=monday_morning, district_id=place.district.pk, roads=[], backdrops=list(kinds.values()))
    RoadFactory(district=place.district)
    core = ZoneDraft(kind=ZoneKind.CORE, name="核心区", geometry=shape)
    zones.replace(by=keeper, at=monday_morning, district_id=place.district.pk, zones=[core])
    counts = {layer: len(drawn(place, layer)) for layer in tiles.LAYERS}
    assert counts == {**dict.fromkeys(tiles.LAYERS, 1), "grids": 4, "grid_points": 4, "water": 2}
    assert drawn(place, "zones") == [{"kind": "core", "name": "核心区"}]
    assert drawn(place, "roads") == [{"name": "人民路", "grade": "arterial"}]


def test_from_afar_back_streets_and_specks_are_left_out(
    place: Territory, keeper: Actor, monday_morning: datetime
) -> None:
    shed = to_shapely(square(0, 0)).buffer(-0.49 * SIDE)
    house = BackdropDraft(source_key="area/1", kind=BackdropKind.BUILDING, geometry=shed)
    roads.replace(by=keeper, at=monday_morning, district_id=place.district.pk, roads=[], backdrops=[house])
    RoadFactory(district=place.district, grade="back_street", highway="residential")
    near, far = (16, 54697, 26700), (11, 1709, 834)
    assert (len(drawn(place, "buildings", near)), len(drawn(place, "buildings", far))) == (1, 0)
    assert (len(drawn(place, "roads", HERE)), len(drawn(place, "roads", far))) == (1, 0)


def test_a_square_without_anything_is_empty(place: Territory) -> None:
    assert drawn(place, "grids", ELSEWHERE) == []


def test_the_territory_of_another_district_is_not_drawn(place: Territory, stranger: Actor) -> None:
    assert stranger.district_id is not None
    mine = {each["id"] for each in drawn(place, "grids")}
    assert mine == {grid.pk for grid in place.grids.values()}


def test_a_known_version_is_not_sent_again(place: Territory) -> None:
    first = tiles.tile(place.district.pk, "grids", HERE, DAY)
    again = tiles.tile(place.district.pk, "grids", HERE, DAY, known=first.version)
    assert (again.version, again.content) == (first.version, None)
    Grid.objects.filter(code="A01").update(name="改名")
    changed = tiles.tile(place.district.pk, "grids", HERE, DAY, known=first.version)
    assert changed.version > first.version
    assert changed.content is not None


@pytest.mark.parametrize("layer", [*tiles.LAYERS])
def test_a_tile_costs_one_statement(
    place: Territory, layer: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        tiles.tile(place.district.pk, layer, HERE, DAY)


@pytest.mark.parametrize(
    ("layer", "where"),
    [
        ("cases", HERE),
        ("grids", (-1, 0, 0)),
        ("grids", (23, 0, 0)),
        ("grids", (2, 4, 0)),
        ("grids", (2, 0, -1)),
        ("grids; DROP TABLE grids_grid", HERE),
    ],
)
def test_there_is_no_tile_where_there_is_no_square(place: Territory, layer: str, where: tuple[int, int, int]) -> None:
    with pytest.raises(tiles.NoTile):
        tiles.tile(place.district.pk, layer, where, DAY)


def test_there_is_no_tile_of_a_district_that_is_not_there(place: Territory) -> None:
    with pytest.raises(tiles.NoTile):
        tiles.tile(place.district.pk + 1, "grids", HERE, DAY)


def test_neighbours_share_their_drawn_edge(place: Territory) -> None:
    """Simplified one by one, two grids would gape along their common border."""
    content = tiles.tile(place.district.pk, "grids", HERE, DAY).content
    assert content is not None
    corners = decode(content, geometry=True)["grids"]
    west, east = (next(each for each in corners if each["code"] == code)["geometry"] for code in ("A01", "A02"))
    assert len(set(west) & set(east)) == 2  # type: ignore[call-overload]
