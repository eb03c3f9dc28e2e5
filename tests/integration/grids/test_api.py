"""The API says what the pages say, to the same people."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from gridwarden.grids.models import Grid, Road
from gridwarden.platform.access import Role
from tests.factories.grids import RoadFactory, Territory, middle_of, territory
from tests.factories.workforce import AdministratorFactory, GridTeamFactory, StaffFactory
from tests.logins import login

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture
def officer(client: Client, place: Territory) -> Client:
    """Somebody who patrols the district."""
    login(client, StaffFactory(unit=GridTeamFactory(district=place.district)).user)
    return client


@pytest.fixture
def keeper(client: Client, place: Territory) -> Client:
    """The system administrator of the district."""
    login(client, AdministratorFactory(district=place.district).user)
    return client


def get(client: Client, path: str, **query: object) -> Any:
    answer = client.get(f"/api/v1{path}", query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def send(client: Client, verb: str, path: str, body: dict[str, object], status: int = 200) -> Any:
    answer = getattr(client, verb)(f"/api/v1{path}", json.dumps(body), content_type="application/json")
    assert answer.status_code == status, answer.content
    return answer.json()


def test_a_district_is_told_to_its_own_people(officer: Client, place: Territory) -> None:
    territory()
    (body,) = get(officer, "/districts")
    assert (body["code6"], body["plane_srid"]) == (place.district.code6, 4549)
    assert body["bounds"] == pytest.approx([120.46, 31.59, 120.48, 31.61])


def test_grids_are_listed_as_of_a_day(officer: Client, place: Territory) -> None:
    Grid.objects.filter(district=place.district, code="A01").update(valid_to="2025-01-01")
    now, then = get(officer, "/grids"), get(officer, "/grids", on="2024-12-31")
    assert [grid["code"] for grid in now] == ["A02", "B01", "C01"]
    assert [grid["code"] for grid in then] == ["A01", "A02", "B01", "C01"]
    assert then[0]["valid_to"] == "2025-01-01"
    assert (now[0]["max_diameter_m"], now[2]["max_diameter_m"]) == (1500, 3000)


def test_one_grid_comes_with_its_outline(officer: Client, place: Territory) -> None:
    body = get(officer, f"/grids/{place.grids['B01'].pk}")
    assert (body["code"], body["geometry"]["type"]) == ("B01", "MultiPolygon")


def test_a_place_is_located_in_its_declared_system(officer: Client, place: Territory) -> None:
    lon, lat = middle_of(0, 0)
    found = get(officer, "/grids/locate", lon=lon, lat=lat)
    assert found == {
        "grid_id": place.grids["A01"].pk,
        "code": "A01",
        "flag": "inside",
        "nearest_m": 0.0,
        "nearest_code": "",
    }
    shifted = get(officer, "/grids/locate", lon=120.46, lat=31.5901, crs="gcj02")
    assert (shifted["grid_id"], shifted["flag"]) == (None, "outside")
    assert get(officer, "/grids/locate", lon=lon, lat=lat, on="2001-01-01")["grid_id"] is None


@pytest.mark.parametrize(
    "query", [{"lon": 181, "lat": 0}, {"lon": "nan", "lat": 0}, {"lon": 1}, {"lon": 1, "lat": 1, "crs": "mars"}]
)
def test_what_is_no_place_is_refused(officer: Client, query: dict[str, object]) -> None:
    assert officer.get("/api/v1/grids/locate", query).status_code == 422


def test_the_check_names_what_it_finds(officer: Client, place: Territory) -> None:
    assert get(officer, "/grids/check")["clean"]
    place.grids["C01"].delete()
    body = get(officer, "/grids/check")
    assert (body["counts"], body["findings"][0]["unit"]) == ({"gap": 1}, "m2")


def test_a_grid_is_amended_from_a_day_on(keeper: Client, place: Territory) -> None:
    old = place.grids["A01"].pk
    body = send(keeper, "patch", f"/grids/{old}", {"name": "新名", "from_day": "2030-01-01"})
    assert (body["name"], body["valid_from"], body["id"] != old) == ("新名", "2030-01-01", True)
    assert send(keeper, "patch", f"/grids/{old}", {"name": "x"}, 409)["code"] == "grid_closed"
    assert send(keeper, "patch", f"/grids/{body['id']}", {"grid_class": "D"}, 422)["status"] == 422


def test_roads_are_listed_and_graded(keeper: Client, place: Territory) -> None:
    RoadFactory(district=place.district, length_m=100)
    RoadFactory(district=place.district, length_m=300)
    (row,) = get(keeper, "/roads")
    assert (row["name"], row["pieces"], row["length_m"]) == ("人民路", 2, 400)
    graded = send(keeper, "put", f"/roads/{row['id']}/grade", {"grade": "back_street", "reason": "改造"})
    assert graded == {"pieces": 2}
    assert get(keeper, "/roads")[0]["reason"] == "改造"
    assert (
        send(keeper, "put", f"/roads/{row['id']}/grade", {"grade": "arterial"}, 422)["code"] == "grade_without_reason"
    )
    send(keeper, "put", f"/roads/{row['id']}/grade", {})
    assert set(Road.objects.values_list("grade", flat=True)) == {"arterial"}


def test_only_the_keeper_changes_the_territory(officer: Client, place: Territory) -> None:
    send(officer, "patch", f"/grids/{place.grids['A01'].pk}", {"name": "x"}, 403)
    send(officer, "put", f"/roads/{RoadFactory(district=place.district).pk}/grade", {}, 403)


def test_to_strangers_nothing_is_there(client: Client, place: Territory) -> None:
    other = territory()
    login(client, AdministratorFactory(district=other.district).user)
    assert client.get(f"/api/v1/grids/{place.grids['A01'].pk}").status_code == 404
    send(client, "patch", f"/grids/{place.grids['A01'].pk}", {"name": "x"}, 404)
    send(client, "put", f"/roads/{RoadFactory(district=place.district).pk}/grade", {}, 404)
    assert {grid["id"] for grid in get(client, "/grids")} == {grid.pk for grid in other.grids.values()}


def test_a_contractor_does_not_see_the_territory(client: Client, place: Territory) -> None:
    roles = [Role.CONTRACTOR_OFFICER.value]
    login(client, StaffFactory(unit=GridTeamFactory(district=place.district), roles=roles).user)
    for path in ("/grids", "/grids/locate?lon=1&lat=1", "/roads", "/districts", "/grids/check"):
        assert client.get(f"/api/v1{path}").status_code == 403
