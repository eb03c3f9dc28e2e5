"""Pages and the API of coverage: who sees what, down to a road and a person, and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from gridwarden.patrols.actions import coverage
from gridwarden.patrols.models import Appeal, CoverageGrid, CoveragePerson, CoveragePlan
from tests.integration.patrols.walked import DAY, NIGHT, walked

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories.cast import Cast
    from tests.integration.patrols.walked import Walked


@pytest.fixture
def stage(cast: Cast) -> Walked:
    found = walked(cast)
    coverage.compute(at=NIGHT, district_id=cast.territory.district.pk, day=DAY)
    return found


def text_of(client: Client, name: str, *args: object, **query: str) -> str:
    answer = client.get(reverse(f"patrols:{name}", args=args), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_a_leader_goes_from_the_day_to_the_roads_and_to_the_person(stage: Walked, client: Client) -> None:
    cast = stage.cast
    client.force_login(cast.leader.user)
    grid = cast.territory.grids["A01"]
    day = text_of(client, "coverage", day=DAY.isoformat())
    assert "张东升" in day
    assert "不给比率：未要求巡查" in day
    assert [day.count(f'href="#{part}"') for part in ("grids", "people")] == [1, 3]
    assert all(f'id="{part}"' in day for part in ("grids", "people"))
    assert reverse("patrols:coverage_grid", args=[DAY, grid.pk]) in day
    roads = text_of(client, "coverage_grid", DAY, grid.pk)
    assert "后街" in roads
    assert 'class="gw-drawn-none"' in roads
    person = text_of(client, "coverage_person", DAY, cast.east_officer.pk)
    assert 'class="gw-bar-silent"' in person
    assert 'class="gw-drawn-track"' in person
    track = f"{reverse('patrols:device', args=[stage.phone.pk])}?day={DAY}"
    assert track in person
    assert "个定位点" in client.get(track).content.decode()
    month = text_of(client, "coverage", month="2026-03")
    assert "1 / 1" in month


def test_figures_are_taken_away_as_csv(stage: Walked, client: Client) -> None:
    client.force_login(stage.cast.leader.user)
    answer = client.get(reverse("patrols:coverage"), {"day": DAY.isoformat(), "export": "csv"})
    lines = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert len(lines) == 5
    assert lines[1].startswith("A01,A,")


def test_time_sent_elsewhere_stands_in_words_on_pages_files_and_in_the_api(stage: Walked, client: Client) -> None:
    cast = stage.cast
    CoveragePerson.objects.update(
        in_s=3600,
        sent_s=1800,
        out_s=1800,
        silent_s=7200,
        bars=[[28800, 30600, "sent"]],
        sent=[[28800, 30600, "20260303-00007"]],
    )
    CoverageGrid.objects.filter(grid__code="A01").update(in_s=3600, sent_s=1800, out_s=1800, silent_s=7200)
    client.force_login(cast.leader.user)
    assert "另有 12.5 % 被派往他处办案" in text_of(client, "coverage", day=DAY.isoformat())
    person = text_of(client, "coverage_person", DAY, cast.east_officer.pk)
    assert 'class="gw-bar-sent"' in person
    assert "20260303-00007</a> 08:00–08:30" in person
    answer = client.get(reverse("patrols:coverage"), {"day": DAY.isoformat(), "export": "csv"})
    head, first, *_ = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    told = dict(zip(head.removeprefix("\ufeff").split(","), first.split(","), strict=True))
    shares = [told[name] for name in ("在网格内", "被派往他处办案", "在网格外", "无信号")]
    assert shares == ["25.0 %", "12.5 %", "12.5 %", "50.0 %"]
    body = client.get(f"/api/v1/patrols/coverage/{DAY}").json()
    assert {row["code"]: row["presence"]["sent_s"] for row in body["grids"]}["A01"] == 1800
    client.force_login(cast.east_officer.user)
    assert "被派往他处办案 12.5 %" in text_of(client, "coverage_mine")


def test_squads_see_their_own_and_others_nothing(stage: Walked, client: Client) -> None:
    cast = stage.cast
    client.force_login(cast.east_leader.user)
    assert "B01" not in text_of(client, "coverage", day=DAY.isoformat())
    own, foreign = cast.territory.grids["A01"].pk, cast.territory.grids["B01"].pk
    assert client.get(reverse("patrols:coverage_grid", args=[DAY, own])).status_code == 200
    assert client.get(reverse("patrols:coverage_grid", args=[DAY, foreign])).status_code == 404
    client.force_login(cast.west_officer.user)
    assert client.get(reverse("patrols:coverage")).status_code == 403
    assert client.get(reverse("patrols:coverage_person", args=[DAY, cast.east_officer.pk])).status_code == 404


def test_an_officer_appeals_on_the_phone_and_the_squad_leader_decides(stage: Walked, client: Client) -> None:
    cast = stage.cast
    page = reverse("patrols:coverage_person", args=[DAY, cast.east_officer.pk])
    client.force_login(cast.east_officer.user)
    assert f"/patrols/devices/{stage.phone.pk}/" not in text_of(client, "coverage_person", DAY, cast.east_officer.pk)
    assert page in text_of(client, "coverage_mine")
    assert "提交" in client.get(page).content.decode() or "申诉" in client.get(page).content.decode()
    sent = client.post(reverse("patrols:coverage_appeal", args=[DAY]), {"text": "手机没电了", "form_key": "a" * 32})
    assert sent.status_code == 302
    client.force_login(cast.east_leader.user)
    assert "手机没电了" in client.get(page).content.decode()
    row = Appeal.objects.get()
    review = reverse("patrols:coverage_review", args=[row.pk])
    assert client.post(review, {"accepted": "1", "answer": "属实"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.answer) == ("accepted", "属实")


def test_a_plan_is_set_on_its_page_and_nonsense_is_shown(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader.user)
    address = reverse("patrols:coverage_plan")
    given = {f"{grade}_{one}": "2" for grade in ("arterial", "secondary", "back_street") for one in "ABC"}
    given |= {"sparse_m": "80", "late_s": "600", "margin_m": "20", "accuracy_m": "40", "share": "0.8"}
    assert client.post(address, given | {"sparse_m": "1"}).status_code == 422
    assert not CoveragePlan.objects.exists()
    assert client.post(address, given).status_code == 302
    assert CoveragePlan.objects.get().values["params"]["late_s"] == 600
    client.force_login(cast.east_leader.user)
    assert client.get(address).status_code == 403


def test_a_day_that_nobody_computed_says_so_and_is_computed_on_demand(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader.user)
    assert "尚未计算" in text_of(client, "coverage", day=DAY.isoformat())
    assert client.post(reverse("patrols:coverage_compute", args=[DAY])).status_code == 302
    assert client.get("/patrols/coverage/2026-13-45/grids/1/").status_code == 404


def test_the_api_tells_the_figures_with_what_they_rest_on(stage: Walked, client: Client) -> None:
    client.force_login(stage.cast.leader.user)
    told = client.get(f"/api/v1/patrols/coverage/{DAY}").json()
    first = told["grids"][0]
    assert (first["code"], first["refused"]) == ("A01", "")
    assert 0 < first["rate"] < first["once"] < 1
    assert first["presence"]["in_s"] > 1000
    assert client.get("/api/v1/patrols/coverage/2020-01-01").status_code == 404
