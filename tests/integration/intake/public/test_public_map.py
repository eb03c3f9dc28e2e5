"""The public map, its files, the notices, and the tiles beneath."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from gridwarden.intake.actions import publishing
from gridwarden.intake.models import PublicTerms
from gridwarden.intake.web import public_common, public_map
from gridwarden.platform.api.limits import Limit
from tests.integration.intake.playing import LAT, LON, Told

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client
    from pytest_django.fixtures import DjangoAssertNumQueries

    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db


def features(client: Client, code6: str, **query: str) -> list[Any]:
    answer = client.get(f"/public/{code6}/cases.geojson", query)
    assert answer["Content-Type"] == "application/geo+json"
    return list(json.loads(answer.content)["features"])


def lines(answer: HttpResponse) -> list[dict[str, str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined] # a streaming answer
    return list(csv.DictReader(io.StringIO(text)))


def test_open_and_closed_cases_are_shown_late_and_coarsely(client: Client, stage: Stage, code6: str) -> None:
    closed, going = Told(stage, days_ago=3).closed(), Told(stage, days_ago=2).handling()
    Told(stage, days_ago=0.5).closed()
    shown = {one["properties"]["number"]: one for one in features(client, code6)}
    assert set(shown) == {closed.number, going.number}
    assert shown[closed.number]["properties"]["status"] == "closed"
    lon, lat = shown[going.number]["geometry"]["coordinates"]
    assert (lon, lat) != (round(LON, 6), round(LAT, 6))
    assert abs(lat - LAT) < 0.001
    page = client.get(f"/public/{code6}/").content.decode()
    assert closed.number in page
    for private in ("王建国", "人民路", "13800005678", closed.code):
        assert private not in page + json.dumps(shown, ensure_ascii=False)


def test_the_terms_of_the_district_set_delay_and_squares(client: Client, stage: Stage, code6: str) -> None:
    PublicTerms.objects.create(district_id=stage.district_id, delay_h=0, coarse_m=2000)
    Told(stage, days_ago=0).registered()
    (one,) = features(client, code6)
    _lon, lat = one["geometry"]["coordinates"]
    assert abs(lat - LAT) < 0.01
    PublicTerms.objects.update(shows_cases=False)
    assert features(client, code6) == []
    assert 'id="board"' not in client.get(f"/public/{code6}/").content.decode()


def test_files_hold_the_same_cases_and_run_no_formula(client: Client, stage: Stage, code6: str) -> None:
    told = Told(stage, days_ago=3).closed()
    by, at = stage.by("supervisor"), timezone.now()
    publishing.publish_result(by=by, at=at, case_id=told.case_id, result="=HYPERLINK(1)")
    answer = client.get(f"/public/{code6}/cases.csv")
    (row,) = lines(answer)
    assert (row["number"], row["status"]) == (told.number, "closed")
    assert not row["result"].startswith("=")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "=HYPERLINK(1)" in client.get(f"/public/{code6}/").content.decode()


def test_results_are_words_not_markup(client: Client, stage: Stage, code6: str) -> None:
    told = Told(stage, days_ago=3).closed()
    by, at = stage.by("supervisor"), timezone.now()
    publishing.publish_result(by=by, at=at, case_id=told.case_id, result="<script>alert(1)</script>")
    page = client.get(f"/public/{code6}/").content.decode()
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert") >= 1


def test_filters_narrow_page_and_files_alike(client: Client, stage: Stage, code6: str) -> None:
    closed, going = Told(stage, days_ago=3).closed(), Told(stage, days_ago=2).handling()
    day = timezone.localdate(timezone.now() - timedelta(days=2, minutes=20)).isoformat()
    cases = {
        "status=open": [going.number],
        "status=closed": [closed.number],
        f"from={day}": [going.number],
        f"class={stage.slow.item.item_class}": [going.number, closed.number],
        f"item={stage.slow.item.number}": [going.number, closed.number],
        "item=99": [],
        "status=nonsense&class=nonsense&from=nonsense&to=9999-12-31&item=²": [going.number, closed.number],
    }
    for query, numbers in cases.items():
        found = json.loads(client.get(f"/public/{code6}/cases.geojson?{query}").content)["features"]
        assert [one["properties"]["number"] for one in found] == numbers, query
        assert [row["number"] for row in lines(client.get(f"/public/{code6}/cases.csv?{query}"))] == numbers


def test_pages_lead_on_by_key(client: Client, stage: Stage, code6: str, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = [Told(stage, days_ago=days).registered().number for days in (2, 3, 4)]
    monkeypatch.setattr(public_map.paging, "LARGEST_SIZE", 2)
    first = client.get(f"/public/{code6}/cases.geojson?status=open")
    said = json.loads(first.content)
    assert [one["properties"]["number"] for one in said["features"]] == numbers[:2]
    assert first["Link"] == f'<{said["next"]}>; rel="next"'
    rest = json.loads(client.get(said["next"]).content)
    assert [one["properties"]["number"] for one in rest["features"]] == numbers[2:]
    assert rest["next"] is None
    assert [row["number"] for row in lines(client.get(f"/public/{code6}/cases.csv"))] == numbers
    assert client.get(f"/public/{code6}/cases.geojson?cursor=forged").status_code == 422


def test_a_page_takes_few_statements_however_much_there_is(
    client: Client, stage: Stage, code6: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for days in (2, 3, 4):
        Told(stage, days_ago=days).registered()
    with django_assert_max_num_queries(8):
        client.get(f"/public/{code6}/")


def test_notices_are_shown_until_they_end(client: Client, stage: Stage, code6: str) -> None:
    by, at = stage.by("supervisor"), timezone.now()
    publishing.announce(by=by, at=at, title="道路施工<b>", text="人民路\n封闭三天")
    short = publishing.announce(by=by, at=at, title="已结束", text="x", ends_at=at + timedelta(seconds=1))
    publishing.end_announcement(by=by, at=at, announcement_id=short.pk)
    for page in (client.get(f"/public/{code6}/notices/"), client.get(f"/public/{code6}/")):
        assert "道路施工&lt;b&gt;" in page.content.decode()
        assert "已结束" not in page.content.decode()


def test_tiles_show_streets_and_no_grids(client: Client, stage: Stage, code6: str) -> None:
    assert client.get(f"/public/{code6}/tiles/boundary/0/0/0.mvt").status_code in {200, 204}
    assert client.get(f"/public/{code6}/tiles/grids/0/0/0.mvt").status_code == 204
    assert client.get(f"/public/{code6}/tiles/boundary/99/0/0.mvt").status_code == 404
    assert client.get("/public/999999/tiles/boundary/0/0/0.mvt").status_code == 404


def test_one_address_reads_so_much_in_an_hour(
    client: Client, stage: Stage, code6: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public_map, "FILES", Limit(name="files-test", uses=1, per_s=60))
    monkeypatch.setattr(public_map, "READS", Limit(name="reads-test", uses=1, per_s=60))
    assert [client.get(f"/public/{code6}/cases.csv").status_code for _ in range(2)] == [200, 429]
    assert [client.get(f"/public/{code6}/").status_code for _ in range(2)] == [200, 429]


def test_households_are_counted_once() -> None:
    class Asked:
        META = {"REMOTE_ADDR": "2001:db8:1:2:3:4:5:6"}

    assert public_common.network_of(Asked()) == "2001:db8:1:2::/64"  # type: ignore[arg-type] # only its address is read
