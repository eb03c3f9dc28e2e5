"""The pages of the territory show and do what they promise, and to nobody else."""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from gridwarden.grids.models import Grid, Import, Road, StagedFile
from gridwarden.grids.models.conversion import to_shapely
from gridwarden.platform.access import Role
from tests.factories.grids import RoadFactory, Territory, ZoneFactory, square, territory
from tests.factories.workforce import AdministratorFactory, GridTeamFactory, StaffFactory
from tests.integration.grids import samples
from tests.logins import login

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from gridwarden.grids.sources.files import SourceFile

PAGES = ["grids:list", "grids:roads", "grids:check", "grids:import"]


@pytest.fixture
def officer(client: Client, place: Territory) -> Client:
    """The browser of somebody who patrols the district."""
    login(client, StaffFactory(unit=GridTeamFactory(district=place.district)).user)
    return client


@pytest.fixture
def keeper(client: Client, place: Territory) -> Client:
    """The browser of the district's system administrator."""
    login(client, AdministratorFactory(district=place.district).user)
    return client


def page(client: Client, name: str, *args: object, status: int = 200, **query: object) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def test_the_list_shows_every_grid_with_its_measures(officer: Client, place: Territory) -> None:
    text = page(officer, "grids:list")
    for grid in place.grids.values():
        assert f'href="/grids/{grid.pk}/"' in text
    assert "1.05" in text
    assert text.count("gw-badge-good") >= 4


def test_the_list_keeps_a_class_and_asks_for_a_day(officer: Client, place: Territory) -> None:
    Grid.objects.filter(district=place.district, code="A01").update(valid_to="2025-01-01")
    assert "网格 A01" not in page(officer, "grids:list")
    assert "网格 A01" in page(officer, "grids:list", on="2024-12-31")
    only_b = page(officer, "grids:list", **{"class": "B"})
    assert ("网格 B01" in only_b, "网格 A02" in only_b) == (True, False)
    assert "网格 B01" in page(officer, "grids:list", on="2026-02-31")


def test_the_list_tells_from_which_day_other_grids_are_in_force(officer: Client, place: Territory) -> None:
    assert "另一网格方案" not in page(officer, "grids:list")
    Grid.objects.filter(district=place.district, code="A01").update(valid_from="2090-03-01")
    text = page(officer, "grids:list")
    assert "自 2090-03-01 起启用另一网格方案" in text
    assert 'href="/grids/?on=2090-03-01"' in text
    then = page(officer, "grids:list", on="2090-03-01")
    assert "另一网格方案" not in then
    assert "{y}.mvt?on=2090-03-01" in then
    assert 'href="/grids/?class=A&amp;on=2090-03-01"' in then


def test_the_map_of_a_version_shows_the_grids_of_its_time(officer: Client, place: Territory) -> None:
    grid = place.grids["A01"]
    assert ".mvt?on=" not in page(officer, "grids:detail", grid.pk)
    Grid.objects.filter(pk=grid.pk).update(valid_from="2020-02-01", valid_to="2025-01-01")
    assert "{y}.mvt?on=2020-02-01" in page(officer, "grids:detail", grid.pk)


def test_the_list_can_be_taken_away(officer: Client) -> None:
    answer: Any = officer.get(reverse("grids:list"), {"export": "xlsx"})
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).worksheets[0]
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["A01", "A02", "B01", "C01"]


def test_the_roads_can_be_taken_away(officer: Client, place: Territory) -> None:
    RoadFactory(district=place.district)
    answer: Any = officer.get(reverse("grids:roads"), {"export": "csv"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[1].startswith("人民路,主干道,严管,1900,primary")


def test_the_list_costs_the_same_for_many_grids(
    officer: Client, place: Territory, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page(officer, "grids:list")
    with django_assert_max_num_queries(12):
        page(officer, "grids:list")


def test_a_grid_has_its_page_with_every_version(keeper: Client, place: Territory) -> None:
    old = place.grids["A01"]
    answer = keeper.post(
        reverse("grids:amend", args=[old.pk]),
        {"name": "东街", "grid_class": "B", "patrol_mode": "vehicle", "from_day": "2030-01-01"},
    )
    new = Grid.objects.get(code="A01", name="东街")
    assert answer["Location"] == reverse("grids:detail", args=[new.pk])
    text = page(keeper, "grids:detail", old.pk)
    assert ("2030-01-01" in text, f'href="/grids/{new.pk}/"' in text) == (True, True)
    assert reverse("grids:amend", args=[old.pk]) not in text
    assert reverse("grids:amend", args=[new.pk]) in page(keeper, "grids:detail", new.pk)


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"grid_class": "D"}, {"from_day": "2019-12-31"}, {"from_day": "soon"}],
)
def test_a_wrong_amendment_is_shown_beside_its_field(keeper: Client, place: Territory, wrong: dict[str, str]) -> None:
    fields = {"name": "x", "grid_class": "A", "patrol_mode": "foot", "from_day": "2030-01-01", **wrong}
    answer = keeper.post(reverse("grids:amend", args=[place.grids["A01"].pk]), fields)
    assert answer.status_code == 422
    (name,) = wrong
    assert f'id="id_{name}_error"' in answer.content.decode()
    assert Grid.objects.filter(code="A01", district=place.district).count() == 1


def test_roads_are_listed_by_grade_and_graded(keeper: Client, place: Territory) -> None:
    road = RoadFactory(
        district=place.district, name="中山路", grade="secondary", highway="tertiary", control="controlled"
    )
    RoadFactory(district=place.district)
    text = page(keeper, "grids:roads")
    assert text.index("人民路") < text.index("中山路")
    assert "中山路" not in page(keeper, "grids:roads", grade="arterial")
    assert "人民路" not in page(keeper, "grids:roads", q="中山")
    form = reverse("grids:grade", args=[road.pk])
    assert form in text
    assert "中山路" in keeper.get(form).content.decode()
    assert keeper.post(form, {"grade": "arterial", "reason": ""}).status_code == 422
    assert keeper.post(form, {"grade": "arterial", "reason": "学校集中"}).status_code == 302
    road.refresh_from_db()
    assert (road.grade, road.grade_reason) == ("arterial", "学校集中")
    assert "学校集中" in page(keeper, "grids:roads")
    assert keeper.post(form, {"grade": "", "reason": ""}).status_code == 302
    road.refresh_from_db()
    assert (road.grade, road.grade_source) == ("secondary", "highway_tag")


def test_the_check_lists_findings_and_lays_them_over_the_map(officer: Client, place: Territory) -> None:
    assert 'data-finding="1"' not in page(officer, "grids:check")
    place.grids["C01"].delete()
    text = page(officer, "grids:check")
    assert 'data-finding="1"' in text
    overlay = json.loads(re.search(r'id="territory-overlay"[^>]*>(.*?)</script>', text)[1])  # type: ignore[index]
    assert [feature["properties"]["kind"] for feature in overlay["features"]] == ["gap", "gap"]
    assert overlay["features"][0]["id"] == 1
    assert 'data-finding="1"' not in page(officer, "grids:check", kind="overlap")


def test_the_check_adds_up_what_it_finds_of_a_kind(officer: Client, place: Territory) -> None:
    RoadFactory(district=place.district)
    place.grids["A01"].delete()
    Grid.objects.filter(code="A02").update(geom=square(1, 0, columns=2))
    text = page(officer, "grids:check")
    assert "共 949 m" in text
    assert "直径超限" in text


# -- import ------------------------------------------------------------------------------------------------

HALF = samples.geojson((to_shapely(square(0, 0)), {"code": "W01", "class": "A"}))
FAULTY = samples.geojson((to_shapely(square(0, 0)), {"code": "W01", "class": "Z"}))


def upload(client: Client, file: SourceFile, kind: str = "grids", **more: str) -> Any:
    data = {"kind": kind, "file": SimpleUploadedFile(file.name, file.content), "crs": "cgcs2000", **more}
    return client.post(reverse("grids:import"), data)


def test_an_upload_changes_nothing_until_somebody_decides(keeper: Client, place: Territory) -> None:
    answer = upload(keeper, HALF)
    staged = StagedFile.objects.get()
    assert answer["Location"] == reverse("grids:preview", args=[staged.pk])
    text = keeper.get(answer["Location"]).content.decode()
    assert 'value="import"' in text
    assert 'data-finding="1"' in text
    overlay = json.loads(re.search(r'id="territory-overlay"[^>]*>(.*?)</script>', text)[1])  # type: ignore[index]
    assert [feature["properties"]["what"] for feature in overlay["features"]] == ["draft", "finding", "mark"]
    assert Grid.objects.filter(district=place.district, valid_to=None).count() == 4
    decided = keeper.post(answer["Location"], {"decision": "import"})
    assert decided["Location"] == reverse("grids:check")
    assert set(Grid.objects.on(timezone.localdate()).values_list("code", flat=True)) == {"W01"}
    assert (StagedFile.objects.count(), Import.objects.count()) == (0, 1)
    assert HALF.sha256[:8] in page(keeper, "grids:import")


def test_a_faulty_upload_shows_its_faults_and_cannot_be_taken_over(keeper: Client, place: Territory) -> None:
    preview = upload(keeper, FAULTY)["Location"]
    text = keeper.get(preview).content.decode()
    assert 'value="import"' not in text
    assert ("“Z”" in text, "A, B, C" in text) == (True, True)
    assert keeper.post(preview, {"decision": "import"}).status_code == 422
    assert not Import.objects.exists()


def test_an_upload_can_be_discarded(keeper: Client) -> None:
    preview = upload(keeper, HALF)["Location"]
    assert keeper.post(preview, {"decision": "discard"})["Location"] == reverse("grids:import")
    assert not StagedFile.objects.exists()
    assert keeper.get(preview).status_code == 404


def test_the_same_file_again_is_said_to_change_nothing(keeper: Client) -> None:
    keeper.post(upload(keeper, HALF)["Location"], {"decision": "import"})
    text = keeper.get(upload(keeper, HALF)["Location"]).content.decode()
    assert "territory-overlay" not in text
    assert keeper.post(upload(keeper, HALF)["Location"], {"decision": "import"}).status_code == 302
    assert Import.objects.count() == 1


def test_a_plan_that_the_territory_does_not_allow_is_explained(keeper: Client, place: Territory) -> None:
    keeper.post(upload(keeper, HALF, from_day="2030-01-01")["Location"], {"decision": "import"})
    text = keeper.get(upload(keeper, FAULTY)["Location"]).content.decode()
    assert 'value="import"' not in text
    other = samples.geojson((to_shapely(square(1, 0)), {"code": "X", "class": "A"}))
    refused = keeper.get(upload(keeper, other, from_day="2029-01-01")["Location"]).content.decode()
    assert 'role="alert"' in refused


def test_roads_are_uploaded_as_osm(keeper: Client, place: Territory) -> None:
    file = samples.SourceFile("town.osm", samples.OSM.encode())
    keeper.post(upload(keeper, file, "roads", crs="wgs84")["Location"], {"decision": "import"})
    assert Road.objects.filter(district=place.district).count() == 2


@pytest.mark.parametrize("wrong", [{"kind": "cases"}, {"crs": "mars"}, {"file": ""}, {"from_day": "soon"}])
def test_a_wrong_upload_is_shown_beside_its_field(keeper: Client, wrong: dict[str, str]) -> None:
    data: dict[str, Any] = {
        "kind": "grids",
        "file": SimpleUploadedFile(HALF.name, HALF.content),
        "crs": "cgcs2000",
        **wrong,
    }
    answer = keeper.post(reverse("grids:import"), data)
    assert answer.status_code == 422
    (name,) = wrong
    assert f'id="id_{name}_error"' in answer.content.decode()


def test_a_file_that_is_too_large_is_not_kept(keeper: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gridwarden.grids.actions.staging.MAX_BYTES", 10)
    assert upload(keeper, HALF).status_code == 422
    assert not StagedFile.objects.exists()


# -- who may -----------------------------------------------------------------------------------------------


def test_only_the_keeper_sees_and_does_what_changes_the_territory(officer: Client, place: Territory) -> None:
    grid, road = place.grids["A01"], RoadFactory(district=place.district)
    assert reverse("grids:import") not in page(officer, "grids:list")
    assert reverse("grids:amend", args=[grid.pk]) not in page(officer, "grids:detail", grid.pk)
    assert reverse("grids:grade", args=[road.pk]) not in page(officer, "grids:roads")
    for address in (
        reverse("grids:import"),
        reverse("grids:amend", args=[grid.pk]),
        reverse("grids:grade", args=[road.pk]),
    ):
        assert officer.get(address).status_code == 403
        assert officer.post(address).status_code == 403


def test_to_a_stranger_nothing_of_the_district_is_there(client: Client, keeper: Client, place: Territory) -> None:
    preview = upload(keeper, HALF)["Location"]
    road = RoadFactory(district=place.district)
    ZoneFactory(district=place.district)
    login(client, AdministratorFactory(district=territory().district).user)
    assert client.get(reverse("grids:detail", args=[place.grids["A01"].pk])).status_code == 404
    for address in (
        preview,
        reverse("grids:amend", args=[place.grids["A01"].pk]),
        reverse("grids:grade", args=[road.pk]),
    ):
        assert client.get(address).status_code == 404, address
        assert client.post(address, {"decision": "import"}).status_code == 404, address
    assert "人民路" not in page(client, "grids:roads")


@pytest.mark.parametrize("name", PAGES)
def test_visitors_log_in_first_and_contractors_stay_out(client: Client, place: Territory, name: str) -> None:
    assert client.get(reverse(name)).status_code == 302
    roles = [Role.CONTRACTOR_OFFICER.value]
    login(client, StaffFactory(unit=GridTeamFactory(district=place.district), roles=roles).user)
    assert client.get(reverse(name)).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_pages_live_without_any_grid(client: Client, name: str) -> None:
    login(client, AdministratorFactory().user)
    assert client.get(reverse(name)).status_code == 200


# -- tiles over the wire -----------------------------------------------------------------------------------

TILE = "/grids/tiles/{layer}/12/3418/1668.mvt"


def test_a_tile_is_sent_once_per_version(officer: Client, place: Territory) -> None:
    first = officer.get(TILE.format(layer="grids"))
    assert (first.status_code, first["Content-Type"]) == (200, "application/vnd.mapbox-vector-tile")
    assert first["Cache-Control"] == "private, no-cache"
    again = officer.get(TILE.format(layer="grids"), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    Grid.objects.filter(district=place.district, code="A01").update(name="改名")
    changed = officer.get(TILE.format(layer="grids"), headers={"If-None-Match": f"W/{first['ETag']}"})
    assert changed.status_code == 200
    other_day = officer.get(
        TILE.format(layer="grids"), {"on": "2001-01-01"}, headers={"If-None-Match": changed["ETag"]}
    )
    assert (other_day.status_code, other_day.content) == (204, b"")


def test_a_tile_is_compressed_for_who_takes_it(officer: Client, place: Territory) -> None:
    for number in range(40):
        RoadFactory(district=place.district, name=f"人民路{number}弄")
    answer = officer.get(TILE.format(layer="roads"), headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    again = officer.get(
        TILE.format(layer="roads"), headers={"Accept-Encoding": "gzip", "If-None-Match": answer["ETag"]}
    )
    assert again.status_code == 304


@pytest.mark.parametrize(
    "address",
    [
        TILE.format(layer="cases"),
        "/grids/tiles/grids/2/9/9.mvt",
        "/grids/tiles/grids/99/0/0.mvt",
        "/grids/tiles/grids/x/0/0.mvt",
        TILE.format(layer="grids") + "?on=2026-02-31",
    ],
)
def test_a_tile_that_cannot_be_is_not_found(officer: Client, address: str) -> None:
    assert officer.get(address).status_code == 404


def test_tiles_are_for_everybody_who_has_work_in_the_district(client: Client, place: Territory) -> None:
    assert client.get(TILE.format(layer="grids")).status_code == 302
    roles = [Role.CONTRACTOR_OFFICER.value]
    login(client, StaffFactory(unit=GridTeamFactory(district=place.district), roles=roles).user)
    assert client.get(TILE.format(layer="grids")).status_code == 200
