"""Roads in three levels, each with its reasons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from gridwarden.algorithms import roadnet
from gridwarden.grids.domain.design import BadDesignParams, DesignParams, Town
from gridwarden.grids.domain.design.grading import Grade, graded
from gridwarden.grids.domain.design.ground import lay_out
from gridwarden.grids.domain.design.params import Grading, Override
from gridwarden.grids.domain.design.zoning import zones_of
from gridwarden.grids.domain.kinds import ControlLevel

from .invented import rectangle, street, zone

if TYPE_CHECKING:
    from gridwarden.grids.domain.design import TownRoad

#: A main road with two side streets.
HIGH_STREET = street("high", (0, 500), (1000, 500), (2000, 500), highway="primary")
SIDE = street("side", (1000, 500), (1000, 900), highway="residential")
LANE = street("lane", (1500, 500), (1500, 600), highway="service")


def grades(*roads: TownRoad, params: DesignParams | None = None, **parts: object) -> dict[str, Grade]:
    town = Town(boundary=rectangle(0, 0, 2000, 1000), roads=roads, **parts)  # type: ignore[arg-type]
    settings = params or DesignParams()
    ground = lay_out(town)
    mesh = roadnet.build(ground.land, ground.lines)
    found = graded(ground, mesh, zones_of(town, ground, settings), settings)
    return {road.key: grade for road, grade in zip(ground.roads, found, strict=True)}


def test_the_main_road_is_kept_strictly_and_the_lane_by_rule() -> None:
    found = grades(HIGH_STREET, SIDE, LANE)
    assert found["high"].score > found["side"].score > found["lane"].score
    assert found["lane"].level is ControlLevel.REGULATED


def test_traffic_that_was_counted_counts_in_place_of_betweenness() -> None:
    quiet = grades(HIGH_STREET, replace(SIDE, flow=0.0))["side"]
    busy = grades(HIGH_STREET, replace(SIDE, flow=5000.0))["side"]
    assert busy.score - quiet.score == pytest.approx(next(r.weight for r in busy.reasons if r.factor == "flow"))
    assert "flow 5000 veh/h" in busy.told()


def test_the_same_road_counts_more_in_the_core_than_in_a_village() -> None:
    core = grades(HIGH_STREET, zones=(zone("core", 0, 0, 2000, 1000),))["high"]
    village = grades(HIGH_STREET, zones=(zone("village", 0, 0, 2000, 1000),))["high"]
    assert core.score > village.score
    assert "location core" in core.told()


def test_shops_along_a_road_count() -> None:
    shops = np.array([zone("town", x, 515, x + 5, 520).geometry.centroid for x in range(0, 2000, 20)], dtype=object)
    lined = grades(HIGH_STREET, SIDE, facilities=shops)["high"]
    bare = grades(HIGH_STREET, SIDE, facilities=shops[:1])["high"]
    assert lined.score > bare.score
    assert "frontage 50 per km" in lined.told()


def test_the_reasons_add_up_to_the_score() -> None:
    for grade in grades(HIGH_STREET, SIDE, LANE).values():
        assert sum(one.value * one.weight for one in grade.reasons) == pytest.approx(grade.score)
        assert sum(one.weight for one in grade.reasons) == pytest.approx(1.0)
        assert grade.told().startswith(f"{grade.level.value}: score {grade.score:.2f}")


def test_bands_and_weights_are_the_bureaus_to_set() -> None:
    strict = DesignParams(grading=Grading(strict_from=0.0, controlled_from=0.0))
    assert {one.level for one in grades(HIGH_STREET, LANE, params=strict).values()} == {ControlLevel.STRICT}
    by_class = DesignParams(grading=Grading(flow=0.0, location=0.0, facility=0.0))
    assert grades(HIGH_STREET, LANE, params=by_class)["high"].score == 1.0


def test_a_decision_overrides_the_rule_and_says_since_when_and_why() -> None:
    decision = Override("lane", ControlLevel.STRICT, "Market street", date(2026, 3, 1))
    grade = grades(HIGH_STREET, LANE, params=DesignParams(overrides=(decision,)))["lane"]
    assert grade.level is ControlLevel.STRICT
    assert grade.told().startswith("strict since 2026-03-01: Market street (by rule 0.")


def test_the_latest_decision_holds() -> None:
    decisions = tuple(
        Override("lane", level, "Why", date(2026, month, 1)) for month, level in enumerate(ControlLevel, 1)
    )
    assert (
        grades(HIGH_STREET, LANE, params=DesignParams(overrides=decisions[::-1]))["lane"].level
        is list(ControlLevel)[-1]
    )


def test_a_decision_about_an_unknown_road_is_refused() -> None:
    decision = Override("Elm Street", ControlLevel.STRICT, "Why", date(2026, 3, 1))
    with pytest.raises(BadDesignParams, match="no road within the boundary is called 'Elm Street'"):
        grades(HIGH_STREET, params=DesignParams(overrides=(decision,)))
