"""Settings: what is wrong is named, what is left out keeps its default."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gridwarden.grids.domain.design import BadDesignParams, DesignParams
from gridwarden.grids.domain.design.params import ByLevel, Counts, Grading, Modes, Override, Unit, Work, Zoning
from gridwarden.grids.domain.design.settings import params_from
from gridwarden.grids.domain.kinds import ControlLevel, GridClass, PatrolMode

DECISION = {"road": "way/7", "grade": "strict", "reason": "The station's forecourt", "on": "2026-03-01"}


def test_an_empty_document_keeps_every_default() -> None:
    assert params_from({}) == DesignParams()


def test_what_is_given_is_taken_and_the_rest_kept() -> None:
    params = params_from({"grading": {"flow": 1, "strict_from": 0.7}, "counts": {"A": 3}, "modes": {"C": "vehicle"}})
    assert params.grading.flow == 1.0
    assert params.grading.highway == Grading().highway
    assert params.counts == Counts(A=3)
    assert params.modes == Modes(C=PatrolMode.VEHICLE)


def test_a_decision_about_a_road_is_read_with_reason_and_day() -> None:
    decision = {**DECISION, "level": DECISION["grade"]}
    del decision["grade"]
    (override,) = params_from({"overrides": [decision]}).overrides
    assert override == Override("way/7", ControlLevel.STRICT, "The station's forecourt", date(2026, 3, 1))


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ([], "params must be an object"),
        ({"speed": 1}, "params: there is no setting 'speed'; known are grading"),
        ({"grading": {"weight": 1}}, "params.grading: there is no setting 'weight'"),
        ({"grading": {"flow": "much"}}, "params.grading.flow must be a number, not 'much'"),
        ({"grading": {"flow": True}}, "params.grading.flow must be a number, not True"),
        ({"counts": {"A": 1.5}}, "params.counts.A must be a whole number"),
        ({"counts": {"A": -1}}, "counts: A must lie in 0..100000, not -1"),
        ({"modes": {"A": "horse"}}, "params.modes.A: 'horse' is not known; wanted is foot, vehicle"),
        ({"overrides": {}}, "params.overrides must be a list"),
        ({"overrides": [{"road": "x"}]}, r"params.overrides\[0\]: level, reason, on must be given"),
        ({"work": {"visits": {"strict": 4}}}, "params.work.visits: controlled, regulated must be given"),
        ({"weights": {"cut": -1}}, "weights: The weight cut must lie in 0..1000"),
        ({"community": 12}, "params.community must be a text"),
    ],
)
def test_a_setting_that_cannot_be_is_named(document: Any, told: str) -> None:
    with pytest.raises(BadDesignParams, match=told):
        params_from(document)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: Grading(flow=-1), "grading: flow must lie in 0"),
        (lambda: Grading(flow=0, highway=0, location=0), "one of flow, highway and location"),
        (lambda: Grading(strict_from=1.5), "strict_from must lie in 0..1"),
        (lambda: Grading(strict_from=0.3, controlled_from=0.4), "controlled_from must not lie above"),
        (lambda: Grading(full_flow=0), "full_flow must lie in 1"),
        (lambda: Work(pace=float("nan")), "work: pace"),
        (lambda: Work(visits=ByLevel(strict=-1, controlled=1, regulated=1)), "work.visits: strict"),
        (lambda: Unit(wide=1.5), "unit: wide"),
        (lambda: Unit(wide=0.1, cell=0.2), "cell must not be larger than wide"),
        (lambda: Zoning(town_from=3, core_from=2), "town_from must not lie above core_from"),
        (lambda: Zoning(reach_m=0), "reach_m"),
        (lambda: DesignParams(seed=-1), "seed must lie in"),
        (lambda: DesignParams(time_limit_s=0), "time_limit_s must lie above 0"),
        (lambda: DesignParams(community="123"), "community must be 12 digits"),
        (lambda: DesignParams(main_share=2), "main_share"),
        (lambda: Override("x", ControlLevel.STRICT, " ", date(2026, 1, 1)), "'x' needs a reason"),
    ],
)
def test_a_number_out_of_its_range_is_named(make: Any, told: str) -> None:
    with pytest.raises(BadDesignParams, match=told):
        make()


def test_limits_follow_class_and_mode() -> None:
    params = DesignParams(modes=Modes(B=PatrolMode.VEHICLE))
    assert [params.limit_m(one) for one in GridClass] == [1500.0, 5000.0, 3000.0]
    assert params.mode(GridClass.B) is PatrolMode.VEHICLE
