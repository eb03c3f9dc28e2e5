"""The workforce over the API, scoped as on the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.factories.workforce import StaffFactory
from tests.logins import login

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories.cast import Cast


def get(client: Client, cast: Cast, who: str, path: str, **params: Any) -> Any:
    login(client, getattr(cast, who).user)
    return client.get(f"/api/v1{path}", params)


def names(answer: Any, field: str = "name") -> set[str]:
    body = answer.json()
    return {row[field] for row in (body["items"] if isinstance(body, dict) else body)}


def test_the_units_in_reach_are_listed(client: Client, cast: Cast) -> None:
    assert names(get(client, cast, "east_leader", "/units")) == {"城东中队", "城东一组"}
    assert names(get(client, cast, "keeper", "/units", kind="squadron")) == {"城东中队", "城西中队"}
    assert names(get(client, cast, "keeper", "/units", on="2019-01-01")) == set()


def test_a_unit_is_told_with_its_place(client: Client, cast: Cast) -> None:
    body = get(client, cast, "east_officer", f"/units/{cast.east_team.pk}").json()
    assert (body["kind"], body["parent_id"], body["valid_to"]) == ("grid_team", cast.east.pk, None)


def test_the_people_in_reach_are_listed(client: Client, cast: Cast) -> None:
    assert names(get(client, cast, "east_leader", "/staff")) == {"赵东", "张东升", "周巡"}
    assert names(get(client, cast, "keeper", "/staff", role="dispatcher")) == {"钱派"}
    assert names(get(client, cast, "keeper", "/staff", unit_id=cast.east.pk)) == {"赵东", "张东升", "周巡"}
    assert names(get(client, cast, "keeper", "/staff", text="西明")) == {"李西明"}


def test_a_person_is_told_without_login_name(client: Client, cast: Cast) -> None:
    body = get(client, cast, "keeper", f"/staff/{cast.east_officer.pk}").json()
    assert body["roles"] == ["enforcement_officer"]
    assert body["grids_now"] == 1
    assert "username" not in body


def test_people_come_in_pages(client: Client, cast: Cast) -> None:
    for _ in range(5):
        StaffFactory(unit=cast.east_team)
    first = get(client, cast, "east_leader", "/staff", size=5).json()
    second = get(client, cast, "east_leader", "/staff", size=5, after=first["next"]).json()
    assert (len(first["items"]), len(second["items"]), second["next"]) == (5, 3, None)
    assert not {row["id"] for row in first["items"]} & {row["id"] for row in second["items"]}


def test_the_postings_in_reach_are_listed(client: Client, cast: Cast) -> None:
    assert names(get(client, cast, "east_leader", "/postings"), "staff_name") == {"张东升", "周巡"}
    narrowed = {"grid_id": cast.territory.grids["B01"].pk, "on": "2026-03-02"}
    assert names(get(client, cast, "keeper", "/postings", **narrowed), "staff_name") == {"李西明"}
    assert names(get(client, cast, "keeper", "/postings", on="2019-01-01"), "staff_name") == set()
    mine = get(client, cast, "keeper", "/postings", staff_id=cast.east_officer.pk)
    assert names(mine, "grid_code") == {"A01"}


@pytest.mark.parametrize("who", ["stranger", "west_officer"])
def test_an_outsider_finds_nothing(client: Client, cast: Cast, who: str) -> None:
    assert get(client, cast, who, f"/units/{cast.east_team.pk}").status_code == 404
    assert get(client, cast, who, f"/staff/{cast.east_officer.pk}").status_code == 404
    assert "张东升" not in names(get(client, cast, who, "/staff"))
    assert "张东升" not in names(get(client, cast, who, "/postings"), "staff_name")


@pytest.mark.parametrize("path", ["/units", "/staff", "/postings"])
def test_a_contractor_may_not_ask(client: Client, cast: Cast, path: str) -> None:
    assert get(client, cast, "foreman", path).status_code == 403


@pytest.mark.parametrize("path", ["/units", "/staff", "/postings", "/menu"])
def test_a_visitor_is_not_known(client: Client, cast: Cast, path: str) -> None:
    assert client.get(f"/api/v1{path}").status_code == 401


@pytest.mark.parametrize(
    ("path", "params"),
    [
        ("/staff", {"role": "poet"}),
        ("/staff", {"size": 0}),
        ("/staff", {"after": "nonsense"}),
        ("/postings", {"on": "yesterday"}),
        ("/units", {"kind": "choir"}),
        ("/units/x", {}),
    ],
)
def test_a_malformed_question_is_refused(client: Client, cast: Cast, path: str, params: dict[str, Any]) -> None:
    answer = get(client, cast, "keeper", path, **params)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("path", [f"/units/{2**70}", f"/staff/{2**63}", "/staff/-1"])
def test_an_impossible_id_is_not_found(client: Client, cast: Cast, path: str) -> None:
    assert get(client, cast, "keeper", path).status_code == 404
