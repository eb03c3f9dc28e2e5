"""Closed cases prove where a house number is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gridwarden.grids.actions import places as gathering
from gridwarden.grids.queries import places
from gridwarden.intake.queries import told_places
from tests.factories.cases import MONDAY
from tests.factories.grids import RoadFactory
from tests.integration.intake.desk import LAT, LON, closed, taken

if TYPE_CHECKING:
    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db


def test_the_house_of_a_closed_case_is_found_by_its_number(stage: Stage) -> None:
    RoadFactory(district_id=stage.district_id, name="人民路")
    closed(stage, taken(stage).case_id)
    gathering.gather(at=MONDAY, district_id=stage.district_id)
    row = places.search(stage.district_id, "人民路12号")[0]
    assert (row.label, row.lon, row.lat) == ("人民路12号", pytest.approx(LON), pytest.approx(LAT))


@pytest.mark.parametrize("road", ["人民路", "解放路"])
def test_open_cases_and_unknown_roads_prove_nothing(stage: Stage, road: str) -> None:
    RoadFactory(district_id=stage.district_id, name=road)
    case_id = taken(stage).case_id
    if road != "人民路":
        closed(stage, case_id)
    assert told_places.houses(stage.district_id, MONDAY) == []
