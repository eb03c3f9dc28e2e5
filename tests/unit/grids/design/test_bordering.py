"""Which units may lie in grids of either of two classes, and how much of a border could follow a line."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

from gridwarden.grids.domain.design import DesignParams, Wishes
from gridwarden.grids.domain.design.attempt import Attempt
from gridwarden.grids.domain.design.bordering import A, B, C, either, on_main_roads
from gridwarden.grids.domain.design.checks import BadDesignParams
from gridwarden.grids.domain.design.lines import Hold, border_of
from gridwarden.grids.domain.design.params import Counts
from gridwarden.grids.domain.design.solving import _prepared, worked_out
from gridwarden.grids.domain.design.town import CORE, TOWN, VILLAGE
from gridwarden.grids.domain.kinds import GridClass

from .invented import town
from .test_design import QUICK, ZONES

if TYPE_CHECKING:
    from gridwarden.grids.domain.design.outcome import Outcome


@lru_cache
def prepared():  # type: ignore[no-untyped-def] # noqa: ANN201
    return _prepared(town(1), QUICK, Wishes(), lambda _: None)


@lru_cache
def divided() -> Outcome:
    return worked_out(town(1), replace(QUICK, counts=Counts(A=3, B=3, C=1)))[1]


def land(zone: int):  # type: ignore[no-untyped-def] # noqa: ANN201
    fabric = prepared().fabric
    return replace(fabric, zone=np.full(fabric.units.size, zone))


def test_given_zones_leave_only_frontage_of_main_roads_open() -> None:
    fabric = land(TOWN)
    fronts = on_main_roads(fabric)
    assert 0 < fronts.sum() < len(fronts)
    for kind, other in ((A, B), (B, A)):
        may = either(fabric, np.full(len(fronts), kind), None)
        assert (may == np.where(fronts, 1 << other, 0)).all()


@pytest.mark.parametrize(("zone", "kind"), [(CORE, A), (VILLAGE, C)])
def test_given_core_and_villages_stay_what_they_are(zone: int, kind: int) -> None:
    fabric = land(zone)
    assert not either(fabric, np.full(len(fabric.zone), kind), None).any()


def test_derived_classes_open_to_what_is_dense_or_sparse_enough() -> None:
    fabric = land(TOWN)
    size = len(fabric.zone)
    kind = np.where(np.arange(size) < size // 2, B, C)
    density = np.linspace(2.0, 0.0, size)
    may = either(fabric, kind, density)
    village = np.flatnonzero(kind == C)
    assert may[village[0]] & (1 << B)
    assert not may[village[-1]] & (1 << B)
    assert not may[0] & (1 << C)
    assert may[size // 2 - 1] & (1 << C)


def test_what_is_dense_enough_for_the_core_never_leaves_class_a() -> None:
    fabric = land(CORE)
    size = len(fabric.zone)
    kind = np.where(np.arange(size) < size // 2, A, B)
    may = either(fabric, kind, np.ones(size))
    assert not may[kind == A].any()
    assert (may[kind == B] == 1 << A).all()


def test_units_of_given_zones_stay_in_grids_of_their_class() -> None:
    place = town(1, zones=ZONES)
    outcome = Attempt(_prepared(place, QUICK, Wishes(), lambda _: None), 1, lambda _: None, None).run()
    kind = outcome.part_kind[outcome.part]
    assert (kind[outcome.fabric.zone == CORE] == A).all()
    assert (kind[outcome.fabric.zone == VILLAGE] == C).all()
    assert (kind[outcome.fabric.zone == TOWN] != C).all()


def hold(outcome: Outcome, most: float) -> Hold:
    grids = len(outcome.part_kind)
    limits = np.array([DesignParams().limit_m(one) for one in GridClass])
    return Hold(limits[outcome.part_kind], outcome.shares.load, np.full(grids, most))


def test_a_border_could_follow_a_line_only_where_limits_and_loads_allow() -> None:
    outcome = divided()
    free, full = (border_of(outcome.fabric, outcome.work, outcome.part, hold(outcome, most)) for most in (np.inf, 0.0))
    assert free.all_m == full.all_m > 0
    assert free.share == full.share
    assert free.stray_m >= full.stray_m == 0.0
    assert full.share_where_any == 1.0
    assert free.share <= free.share_where_any <= 1.0


def test_one_grid_has_no_border() -> None:
    outcome = divided()
    one = replace(outcome, part=np.zeros_like(outcome.part), part_kind=np.zeros(1, dtype=np.int64))
    found = border_of(one.fabric, one.work, one.part, Hold(*np.full((3, 1), np.inf)))
    assert (found.all_m, found.share, found.share_where_any) == (0.0, 1.0, 1.0)


def test_no_class_is_evener_than_its_pieces_allow() -> None:
    plan, _ = worked_out(town(3), replace(QUICK, counts=Counts(A=3, B=3, C=1)))
    for one in plan.figures.by_class.values():
        assert 1.0 - 1e-9 <= one.least_max_over_mean <= one.max_over_mean + 1e-9


def test_more_grids_are_made_where_the_fewest_are_uneven() -> None:
    place = town(1, width=4200.0)
    fewest, _ = worked_out(place, replace(QUICK, time_limit_s=6.0, even=0.0))
    even, _ = worked_out(place, replace(QUICK, time_limit_s=6.0))
    assert even.figures.count >= fewest.figures.count
    assert max(one.max_over_mean for one in even.figures.by_class.values()) <= 1.1 + 1e-9


@pytest.mark.parametrize("value", [0.5, 1.0, -1.0])
def test_an_evenness_that_cannot_be_is_refused(value: float) -> None:
    with pytest.raises(BadDesignParams, match="even"):
        DesignParams(even=value)
