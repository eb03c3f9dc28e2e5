"""The studio's pages and the API of designs, for those who keep the territory and for nobody else."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gridwarden.grids.models import DesignRoad, Grid, PlanDesign, Road
from gridwarden.platform.access import Role
from tests.factories.designs import drafted
from tests.factories.grids import Territory, middle_of, territory
from tests.factories.workforce import AdministratorFactory, GridTeamFactory, StaffFactory
from tests.integration.grids.test_designs import lay_roads
from tests.logins import login, post_json

if TYPE_CHECKING:
    from django.test import Client

WISH = {
    "name": "最少",
    "mode_a": "foot",
    "mode_b": "foot",
    "mode_c": "vehicle",
    "crs": "cgcs2000",
    "keep": "0.0",
    "balance": "1.0",
    "drawn": "2.0",
    "cut": "1.0",
    "compact": "1.0",
    "time_limit_s": "10",
    "seed": "7",
}


@pytest.fixture
def design(place: Territory) -> PlanDesign:
    """A finished design of the district."""
    return drafted(place.district)


@pytest.fixture
def keeper(client: Client, place: Territory) -> Client:
    """The browser of the district's system administrator."""
    login(client, AdministratorFactory(district=place.district).user)
    return client


def get(client: Client, path: str, status: int = 200) -> Any:
    answer = client.get(f"/api/v1/designs{path}")
    assert answer.status_code == status, answer.content
    return answer.json()


def post(client: Client, path: str, body: Any = None, status: int = 200) -> Any:
    answer = post_json(client, f"/api/v1/designs{path}", body)
    assert answer.status_code == status, answer.content
    return answer.json() if answer.content else None


def test_the_studio_compares_designs_with_todays_plan(keeper: Client, design: PlanDesign) -> None:
    PlanDesign.objects.filter(pk=design.pk).update(today={**design.figures, "count": 5, "road_cuts": 3})
    text = keeper.get(reverse("grids:studio")).content.decode()
    assert "四格方案" in text
    assert "现行方案" in text
    assert "studio-bad" in text
    assert f'data-plan="{design.pk}"' in text
    assert "hx-get" not in text.split('id="studio-plans"')[1][:120]


def test_the_table_moves_while_a_design_is_made(keeper: Client, place: Territory, design: PlanDesign) -> None:
    PlanDesign.objects.filter(pk=design.pk).update(state="running", progress=42, step="grids")
    text = keeper.get(reverse("grids:plans")).content.decode()
    assert 'value="42"' in text
    assert "正在搜索网格方案" in text
    assert 'hx-trigger="every 1500ms"' in text
    assert keeper.get(reverse("grids:design", args=[design.pk])).status_code == 302


def test_the_form_starts_a_design(keeper: Client) -> None:
    answer = keeper.post(reverse("grids:new_design"), {**WISH, "count_c": "2"})
    assert answer.status_code == 302, answer.content.decode()
    made = PlanDesign.objects.get()
    assert (made.name, made.state, made.seed) == ("最少", "queued", 7)
    assert made.params["counts"] == {"A": None, "B": None, "C": 2}
    assert made.params["modes"] == {"A": "foot", "B": "foot", "C": "vehicle"}
    assert made.params["weights"]["drawn"] == 2.0


def test_the_form_keeps_locks_pairs_and_communities(keeper: Client, place: Territory, design: PlanDesign) -> None:
    pair = [[[*middle_of(0, 0)], [*middle_of(1, 0)]]]
    outline = {
        "type": "Feature",
        "properties": {"community": "320205001001"},
        "geometry": json.loads(place.district.boundary.geojson),
    }
    wish = {**WISH, "locked": ["A01", "C01"], "together": json.dumps(pair), "keep": "1.0", "base": str(design.pk)}
    file = SimpleUploadedFile("communities.geojson", json.dumps(outline).encode())
    answer = keeper.post(reverse("grids:new_design"), {**wish, "communities": file})
    assert answer.status_code == 302, answer.content.decode()
    wishes = PlanDesign.objects.exclude(pk=design.pk).get().wishes
    assert (wishes["locked"], wishes["keep"], wishes["base"]) == (["A01", "C01"], 1.0, design.pk)
    assert len(wishes["together"]) == 1
    assert [one["community"] for one in wishes["communities"]] == ["320205001001"]
    again = keeper.get(reverse("grids:new_design"), {"again": PlanDesign.objects.latest("pk").pk}).content.decode()
    assert 'value="A01" checked' in again


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"locked": ["Z99"]}, "Z99"),
        ({"together": "[[[0, 0], [1, 1]]]"}, "在辖区之外"),
        ({"apart": "nonsense"}, "无法识别所选位置"),
        ({"community": "12"}, "社区代码为 12 位数字"),
        ({"count_a": "-1"}, "0"),
        ({"mode_a": "balloon"}, "balloon"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(keeper: Client, wrong: dict[str, Any], words: str) -> None:
    answer = keeper.post(reverse("grids:new_design"), {**WISH, **wrong})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert words in text
    assert "gw-error" in text
    assert not PlanDesign.objects.exists()


def test_a_file_of_communities_with_a_fault_is_told_with_its_row(keeper: Client) -> None:
    bow = {"type": "Polygon", "coordinates": [[[120, 31], [121, 32], [121, 31], [120, 32], [120, 31]]]}
    for geometry, words in ((bow, "120.500000, 31.500000"), (None, "第 1 行")):
        feature = {"type": "Feature", "properties": {"community": "320205001001"}, "geometry": geometry}
        file = SimpleUploadedFile("communities.geojson", json.dumps(feature).encode())
        answer = keeper.post(reverse("grids:new_design"), {**WISH, "communities": file})
        assert answer.status_code == 422
        assert words in answer.content.decode()


def test_the_map_of_the_form_shows_the_plan_to_start_from(keeper: Client, design: PlanDesign) -> None:
    post(keeper, f"/{design.pk}/splits", {"code": "B01"})
    for base, count in (("", 4), (str(design.pk), 5)):
        found = keeper.get(reverse("grids:base_grids"), {"base": base}).json()["features"]
        assert len(found) == count
    assert keeper.get(reverse("grids:base_grids"), {"base": "999999"}).status_code == 404


def test_the_page_of_the_plan_in_force_offers_no_publication(keeper: Client, design: PlanDesign) -> None:
    text = keeper.get(reverse("grids:design", args=[design.pk])).content.decode()
    assert "data-publish hidden" in text
    post(keeper, f"/{design.pk}/splits", {"code": "B01"})
    text = keeper.get(reverse("grids:design", args=[design.pk])).content.decode()
    assert "data-publish hidden" not in text


def test_roads_of_a_grid_are_explained_in_the_language_of_the_page(
    keeper: Client, place: Territory, design: PlanDesign
) -> None:
    lay_roads(place)
    for road in Road.objects.filter(district=place.district):
        reason = "strict: score 0.70 = class primary (1.00 × 1.00)"
        DesignRoad.objects.create(design=design, source_key=road.source_key, control="strict", score=0.7, reason=reason)
    address = reverse("grids:grid_roads", args=[design.pk])
    text = keeper.get(address, {"code": "A01"}).content.decode()
    assert "严管：得分 0.70" in text
    assert "属 A 类：" in text
    assert "其中严管" in text
    assert "没有已分级的道路" in keeper.get(address, {"code": "Z99"}).content.decode()


def test_figures_stand_class_by_class_beside_todays_with_what_cannot_be_bettered(
    keeper: Client, design: PlanDesign
) -> None:
    bounds = {"C": {"least": 2, "why": "One part may hold all units.", "evenest": 1.02, "deadhead": 0.53}}
    today = {
        "count": 3,
        "by_class": {"C": {"count": 3, "max_over_mean": 2.5, "max_diameter_m": 900.0, "mean_minutes": 40.0}},
    }
    figures = {
        **design.figures,
        "by_class": {
            "C": {
                "count": 2, "limit_m": 3000.0, "max_diameter_m": 800.0, "over_limit": 0, "mean_minutes": 50.0,
                "max_over_mean": 1.08,
            }
        },
    }  # fmt: skip
    PlanDesign.objects.filter(pk=design.pk).update(bounds=bounds, today=today, figures=figures)
    text = keeper.get(reverse("grids:figures", args=[design.pk])).content.decode()
    for told in ("C 类", "1.08（不可能低于 1.02）", "2.50", "800（上限 3,000）", "53%", "空走比例"):
        assert told in text, told
    PlanDesign.objects.filter(pk=design.pk).update(bounds={"C": {"least": 2, "why": "All grids are locked."}})
    assert "不可能低于" not in keeper.get(reverse("grids:figures", args=[design.pk])).content.decode()


def test_a_form_with_nonsense_starts_nothing(keeper: Client) -> None:
    answer = keeper.post(reverse("grids:new_design"), {**WISH, "seed": "-1", "keep": "?"})
    assert answer.status_code == 422
    assert "填写有误" in answer.content.decode()
    assert not PlanDesign.objects.exists()


def test_the_editor_offers_what_may_be_done(keeper: Client, design: PlanDesign) -> None:
    text = keeper.get(reverse("grids:design", args=[design.pk])).content.decode()
    assert "data-editable" in text
    assert 'id="publish-design"' in text
    PlanDesign.objects.filter(pk=design.pk).update(
        state="published", published_at=design.made_at, published_from=date(2026, 3, 9)
    )
    text = keeper.get(reverse("grids:design", args=[design.pk])).content.decode()
    assert "data-editable" not in text
    assert "publish-design" not in text
    assert "<tbody" in keeper.get(reverse("grids:figures", args=[design.pk])).content.decode()


def test_a_plan_is_published_from_the_page(keeper: Client, design: PlanDesign, place: Territory) -> None:
    post(keeper, f"/{design.pk}/splits", {"code": "B01"})
    answer = keeper.post(reverse("grids:publish_design", args=[design.pk]), {"from_day": "2099-01-01"})
    assert answer.status_code == 302, answer.content.decode()
    assert Grid.objects.on(date(2099, 1, 1)).filter(district=place.district).count() == 5


def test_a_publication_in_the_past_says_so_on_the_page(keeper: Client, design: PlanDesign) -> None:
    answer = keeper.post(reverse("grids:publish_design", args=[design.pk]), {"from_day": "2020-01-01"})
    assert answer.status_code == 422
    assert "早于今日" in answer.content.decode()


def test_a_design_is_stopped_and_discarded_from_the_page(keeper: Client, design: PlanDesign) -> None:
    assert keeper.post(reverse("grids:discard_design", args=[design.pk])).status_code == 302
    PlanDesign.objects.filter(pk=design.pk).update(state="running")
    assert keeper.post(reverse("grids:stop_design", args=[design.pk])).status_code == 302
    design.refresh_from_db()
    assert design.is_stop_asked


def test_a_design_that_is_stopped_before_it_began_is_gone_and_the_page_says_so(
    keeper: Client, design: PlanDesign
) -> None:
    PlanDesign.objects.filter(pk=design.pk).update(state="queued")
    answer = keeper.post(reverse("grids:stop_design", args=[design.pk]), follow=True)
    text = answer.content.decode()
    assert "方案尚未开始计算，已放弃。" in text
    assert f'data-plan-row="{design.pk}"' not in text


def test_what_was_asked_in_vain_can_be_asked_anew(keeper: Client, design: PlanDesign) -> None:
    again = f"{reverse('grids:new_design')}?again={design.pk}"
    assert again not in keeper.get(reverse("grids:studio")).content.decode()
    PlanDesign.objects.filter(pk=design.pk).update(state="failed", failure="No.", wishes={"locked": ["A02"]})
    assert again in keeper.get(reverse("grids:studio")).content.decode()
    assert 'name="locked" value="A02" checked' in keeper.get(again).content.decode()


@pytest.mark.parametrize("name", ["design", "figures"])
def test_pages_of_another_district_are_not_there(client: Client, design: PlanDesign, name: str) -> None:
    login(client, AdministratorFactory(district=territory().district).user)
    assert client.get(reverse(f"grids:{name}", args=[design.pk])).status_code == 404
    assert client.post(reverse("grids:discard_design", args=[design.pk])).status_code == 404


def test_whoever_patrols_sees_no_studio(client: Client, place: Territory) -> None:
    login(client, StaffFactory(unit=GridTeamFactory(district=place.district)).user)
    assert client.get(reverse("grids:studio")).status_code == 403
    assert reverse("grids:studio") not in client.get(reverse("grids:list")).content.decode()
    assert client.get("/api/v1/designs").status_code == 403


def test_the_api_starts_and_tells_a_design(keeper: Client, place: Territory) -> None:
    body = {"name": "试算", "counts": {"C": 2}, "seed": 5, "time_limit_s": 1, "params": {"main_share": 0.4}}
    made = post(keeper, "", body, status=201)
    assert (made["state"], made["figures"], made["seed"]) == ("queued", None, 5)
    assert made["params"]["main_share"] == 0.4
    assert [row["id"] for row in get(keeper, "")] == [made["id"]]
    assert post(keeper, f"/{made['id']}/stop")["state"] == "discarded"
    get(keeper, f"/{made['id']}", status=404)


def test_a_setting_that_means_nothing_is_a_422(keeper: Client) -> None:
    assert "sed" in post(keeper, "", {"params": {"sed": 1}}, status=422)["detail"]


def test_the_api_tells_grids_and_blocks_as_geojson(keeper: Client, design: PlanDesign) -> None:
    grids, blocks = get(keeper, f"/{design.pk}/grids"), get(keeper, f"/{design.pk}/blocks")
    assert [one["properties"]["code"] for one in grids["features"]] == ["A01", "A02", "B01", "C01"]
    assert grids["features"][0]["properties"]["load_share"] == 1.0
    assert (len(blocks["features"]), blocks["features"][5]["properties"]["beside"]) == (16, [1, 4, 6, 9])


def test_the_api_changes_a_design_and_says_what_is_wrong(keeper: Client, design: PlanDesign) -> None:
    path = f"/{design.pk}"
    tried = post(keeper, f"{path}/trials", {"blocks": [4], "to": "C01"})
    assert [flaw["text"] for flaw in tried["flaws"] if flaw["kind"] == "mixed"] == [
        "C01 含有 1 个与其类别不符的区域地块。"
    ]
    moved = post(keeper, f"{path}/moves", {"blocks": [1], "to": "A02", "revision": 0})
    assert (moved["blocks"], moved["revision"], moved["can_undo"]) == ({"1": "A02"}, 1, True)
    assert post(keeper, f"{path}/moves", {"blocks": [2], "to": "A01", "revision": 0}, status=409)["code"] == (
        "design_moved_on"
    )
    assert post(keeper, f"{path}/undo")["can_undo"] is False
    merged = post(keeper, f"{path}/merges", {"code": "A02", "into": "A01"})
    assert [flaw["grave"] for flaw in merged["flaws"]] == [True]
    assert post(keeper, f"{path}/publish", {}, status=409)["code"] == "design_flawed"
    assert get(keeper, f"{path}/check")["revision"] == merged["revision"]


def test_the_api_publishes_and_discards(keeper: Client, design: PlanDesign, place: Territory) -> None:
    assert post(keeper, f"/{design.pk}/publish", {"from_day": "2099-01-01"}, status=409)["code"] == "design_unchanged"
    post(keeper, f"/{design.pk}/splits", {"code": "B01"})
    told = post(keeper, f"/{design.pk}/publish", {"from_day": "2099-01-01"})
    assert set(told) == {"added", "changed", "closed", "unchanged"}
    other = drafted(place.district)
    assert keeper.delete(f"/api/v1/designs/{other.pk}").status_code == 204
    assert keeper.delete(f"/api/v1/designs/{design.pk}").status_code == 409


def test_the_api_hides_designs_from_other_districts(client: Client, design: PlanDesign) -> None:
    login(client, AdministratorFactory(district=territory().district, roles=[Role.SYSTEM_ADMINISTRATOR.value]).user)
    for path in ("", "/grids", "/blocks", "/check"):
        get(client, f"/{design.pk}{path}", status=404)
    for path, body in {"moves": {"blocks": [1], "to": "A02"}, "splits": {"code": "A01"}, "publish": {}}.items():
        post(client, f"/{design.pk}/{path}", body, status=404)
