"""For every grid, item and role exactly one person answers, and holes are told."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from gridwarden.console.queries.accountability import accountability
from gridwarden.grids.models import Grid
from gridwarden.platform.access import Role
from gridwarden.workforce.domain.roles import GRID_ROLES
from gridwarden.workforce.queries.actors import actor_for
from tests.factories.grids import GridFactory
from tests.factories.workforce import LeaveFactory, PostingFactory, StaffFactory
from tests.logins import login

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import DjangoAssertNumQueries

    from gridwarden.console.queries.accountability import Accountability, Answer
    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db


def matrix(stage: Stage, post: str = "keeper") -> Accountability:
    now = timezone.now()
    return accountability(actor_for(stage.people[post].user, now), now)


def of(found: Accountability, code: str, role: Role) -> list[Answer]:
    return [one for one in found.answers if (one.grid_code, one.role) == (code, role)]


def test_every_grid_item_and_role_is_there_once(stage: Stage) -> None:
    found = matrix(stage)
    keys = Counter((one.grid_code, one.item_number, one.role) for one in found.answers)
    assert len(keys) == 4 * len(found.items) * len(GRID_ROLES)
    assert set(keys.values()) == {1}
    assert found.answered + found.lacking == len(found.answers)


def test_a_role_that_nobody_holds_is_a_hole_for_every_item(stage: Stage) -> None:
    found = matrix(stage)
    hole = next(one for one in found.holes() if (one.grid_code, one.role) == ("C01", Role.ENFORCEMENT_OFFICER))
    assert hole.items == len(found.items)
    assert sum(one.items for one in found.holes()) == found.lacking


def test_several_people_of_a_role_take_the_items_in_turn(stage: Stage) -> None:
    cast = stage.cast
    PostingFactory(staff=StaffFactory(unit=cast.east_team), grid=cast.territory.grids["A01"])
    found = matrix(stage)
    shares = Counter(one.staff_id for one in of(found, "A01", Role.ENFORCEMENT_OFFICER))
    assert None not in shares
    assert max(shares.values()) - min(shares.values()) <= 1


def test_for_the_absent_the_substitute_answers(stage: Stage) -> None:
    cast = stage.cast
    day, grid = timezone.localdate(), cast.territory.grids["A01"]
    officers = [one.staff_id for one in of(matrix(stage), "A01", Role.ENFORCEMENT_OFFICER)]
    absent = cast.east_officer
    assert absent.pk in officers
    LeaveFactory(staff=absent, valid_from=day, valid_to=day + timedelta(days=2))
    PostingFactory(staff=cast.west_officer, grid=grid, substitute_for=absent)
    answers = of(matrix(stage), "A01", Role.ENFORCEMENT_OFFICER)
    assert absent.pk not in {one.staff_id for one in answers}
    standing_in = [one for one in answers if one.staff_id == cast.west_officer.pk]
    assert len(standing_in) == officers.count(absent.pk)
    assert {one.substitute_for for one in standing_in} == {absent.user.display_name}


def test_more_grids_take_no_more_statements(stage: Stage, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    now = timezone.now()
    actor = actor_for(stage.people["keeper"].user, now)
    accountability(actor, now)  # the menu is kept in memory from here on
    for _ in range(2):
        with django_assert_num_queries(7):
            accountability(actor, now)
        for _number in range(5):
            GridFactory(district=stage.cast.territory.district, code=f"X{_number}{timezone.now():%f}")


def test_every_number_leads_to_its_people(client: Client, stage: Stage) -> None:
    login(client, stage.people["keeper"].user)
    page = client.get(reverse("console:duty-matrix")).content.decode()
    grid = stage.cast.territory.grids["A01"]
    assert f'href="/duty-matrix/{grid.pk}/?item=1"' in page
    told = client.get(f"/duty-matrix/{grid.pk}/", {"item": "1"}).content.decode()
    assert f"/people/staff/{stage.cast.east_officer.pk}/" in told
    assert told.count("data-row") in {0, len(GRID_ROLES)}


def test_the_file_names_everybody(client: Client, stage: Stage) -> None:
    login(client, stage.people["keeper"].user)
    answer = client.get(reverse("console:duty-matrix"), {"export": "xlsx"})
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    assert sheet is not None
    assert sheet.max_row == 1 + len(matrix(stage).answers)


def test_the_api_gives_the_holes(client: Client, stage: Stage) -> None:
    login(client, stage.people["keeper"].user)
    found = client.get("/api/v1/accountability", {"only_holes": "true"})
    assert found.status_code == 200
    assert len(found.json()) == matrix(stage).lacking


def test_a_squad_sees_its_own_grids_only(stage: Stage) -> None:
    assert {one.grid_code for one in matrix(stage, "officer").answers} <= {"A01", "A02"}


@pytest.mark.parametrize("page", ["/duty-matrix/", "/duty-matrix/{grid}/"])
def test_a_contractor_sees_no_matrix(client: Client, stage: Stage, page: str) -> None:
    login(client, stage.cast.foreman.user)
    address = page.format(grid=stage.cast.territory.grids["A01"].pk)
    assert client.get(address).status_code == 403
    assert client.get("/api/v1/accountability").status_code == 403


def test_the_grid_of_another_district_does_not_exist(client: Client, stage: Stage) -> None:
    login(client, stage.cast.stranger.user)
    assert client.get(f"/duty-matrix/{stage.cast.territory.grids['A01'].pk}/").status_code == 404


def test_the_holes_of_a_plan_to_come_are_seen_before_its_day(client: Client, stage: Stage) -> None:
    grid = stage.cast.territory.grids["B01"]
    Grid.objects.filter(pk=grid.pk).update(valid_from="2090-03-01")
    login(client, stage.people["keeper"].user)
    page = client.get(reverse("console:duty-matrix")).content.decode()
    assert "<strong>B01</strong>" not in page
    assert 'href="?on=2090-03-01"' in page
    then = client.get(reverse("console:duty-matrix"), {"on": "2090-03-01"}).content.decode()
    of_grid = reverse("console:duty-matrix-grid", args=[grid.pk])
    assert f'href="{of_grid}?on=2090-03-01"' in then
    assert client.get(of_grid).status_code == 404
    assert "2090-03-01 的责任分工" in client.get(of_grid, {"on": "2090-03-01"}).content.decode()
