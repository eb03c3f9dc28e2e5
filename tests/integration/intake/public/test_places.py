"""Who reports without an account finds the place by its address, and learns nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from gridwarden.grids.actions import places
from gridwarden.intake.web import public_places
from gridwarden.platform.api.limits import Limit
from tests.factories.grids import RoadFactory

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(stage: Stage) -> str:
    """One road that the district knows; where it is asked for."""
    RoadFactory(district_id=stage.district_id, name="春晓路")
    places.gather(at=timezone.now(), district_id=stage.district_id)
    return f"/public/{stage.cast.territory.district.code6}/places.json"


def test_a_misheard_road_is_found_with_its_place_only(client: Client, address: str) -> None:
    found = client.get(address, {"q": "春小路"}).json()
    assert found[0]["label"] == "春晓路"
    assert set(found[0]) == {"label", "lon", "lat"}


@pytest.mark.parametrize("typed", ["", " ", "月球", "路" * 500, "%", "<script>"])
def test_what_fits_nothing_finds_nothing_or_little(client: Client, address: str, typed: str) -> None:
    answer = client.get(address, {"q": typed})
    assert answer.status_code == 200
    assert len(answer.json()) <= 6


def test_too_many_questions_wait(client: Client, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_places, "LOOKUPS", Limit(name="test-places", uses=1, per_s=3600))
    assert client.get(address, {"q": "春晓路"}).status_code == 200
    assert client.get(address, {"q": "春晓路"}).status_code == 429


def test_an_unknown_district_has_no_places(client: Client, stage: Stage) -> None:
    assert client.get("/public/999999/places.json", {"q": "春晓路"}).status_code == 404
