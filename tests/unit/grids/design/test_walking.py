"""Trading roads and blocks makes loops shorter and breaks none of the promises of the plan it began with."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwarden.algorithms import routing
from gridwarden.algorithms.geodesy import diameter_m
from gridwarden.grids.domain.design import DesignParams, TodayGrid, Town, Wishes, solving, walking
from gridwarden.grids.domain.design.fabric import components
from gridwarden.grids.domain.design.figures import deadhead_share
from gridwarden.grids.domain.design.outcome import Outcome
from gridwarden.grids.domain.design.params import Counts
from gridwarden.grids.domain.design.sharing import Shares
from gridwarden.grids.domain.design.sorting import CLASSES
from gridwarden.grids.domain.design.walking import _fixed, _limits, allowed, walked

from .invented import rectangle, street, town, zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

QUICK = DesignParams(seed=1, time_limit_s=2.0)
ZONES = (zone("village", -10, -10, 3100, 2100), zone("town", -10, -10, 1800, 2100))
loads = st.lists(st.tuples(st.integers(0, 2), st.floats(1.0, 500.0)), min_size=1, max_size=12)


def of_loads(grids: list[tuple[int, float]]) -> Outcome:
    """An outcome of which only classes and loads are known."""
    kind = np.array([one for one, _ in grids], dtype=np.int64)
    nothing = cast("Any", None)
    shares = Shares(kind, np.array([load for _, load in grids]))
    return Outcome(nothing, Wishes(), nothing, nothing, kind, kind, None, shares)


@lru_cache
def untraded(seed: int = 1, *, zoned: bool = True) -> Outcome:
    """A plan as it is before anything is traded."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solving, "chosen", lambda found, *_: found[0])
        invented = town(seed, zones=ZONES) if zoned else town(seed)
        return solving.worked_out(invented, replace(QUICK, seed=seed))[1]


def owners(outcome: Outcome) -> NDArray[np.int64]:
    return outcome.shares.grid[outcome.fabric.is_road]


# What is allowed.


@given(loads)
def test_what_was_is_always_allowed(grids: list[tuple[int, float]]) -> None:
    assert allowed(of_loads(grids), of_loads(grids), replace(QUICK, max_minutes=1.0))


@given(loads, st.floats(1.01, 1.5), st.data())
def test_even_loads_are_allowed_whatever_was_before(
    grids: list[tuple[int, float]], even: float, data: st.DataObject
) -> None:
    share = data.draw(st.lists(st.floats(1.0, even), min_size=len(grids), max_size=len(grids)))
    after = [(kind, 100.0 * one) for (kind, _), one in zip(grids, share, strict=True)]
    ample = [(kind, load + 100.0 * even) for kind, load in grids]
    assert allowed(of_loads(ample), of_loads(after), replace(QUICK, even=even))


@given(loads, loads, st.floats(1.01, 1.5), st.floats(0.0, 1.0))
def test_more_room_never_forbids(
    before: list[tuple[int, float]], after: list[tuple[int, float]], even: float, more: float
) -> None:
    same = [(kind, load) for (_, load), (kind, _) in zip(after, before, strict=False)] + before[len(after) :]
    one, two = of_loads(before), of_loads(same)
    if allowed(one, two, replace(QUICK, even=even)):
        assert allowed(one, two, replace(QUICK, even=even + more))


def test_a_class_less_even_than_allowed_and_than_before_is_refused() -> None:
    before = of_loads([(0, 100.0), (0, 100.0), (1, 300.0), (1, 300.0)])
    after = of_loads([(0, 85.0), (0, 115.0), (1, 300.0), (1, 300.0)])
    assert not allowed(before, after, replace(QUICK, even=1.1))
    assert allowed(before, after, replace(QUICK, even=1.2))


def test_a_class_that_was_uneven_may_stay_so_but_not_become_more_so() -> None:
    before = of_loads([(0, 80.0), (0, 120.0), (1, 500.0)])
    assert allowed(before, of_loads([(0, 80.1), (0, 119.9), (1, 500.0)]), QUICK)
    assert not allowed(before, of_loads([(0, 79.0), (0, 121.0), (1, 500.0)]), QUICK)


def test_one_uneven_class_lends_no_room_to_another() -> None:
    before = of_loads([(0, 50.0), (0, 150.0), (1, 200.0), (1, 200.0)])
    assert not allowed(before, of_loads([(0, 50.0), (0, 150.0), (1, 150.0), (1, 250.0)]), QUICK)


def test_no_grid_grows_above_the_minutes_of_a_day() -> None:
    before, after = of_loads([(0, 100.0), (0, 100.0)]), of_loads([(0, 95.0), (0, 105.0)])
    assert allowed(before, after, replace(QUICK, max_minutes=105.0))
    assert not allowed(before, after, replace(QUICK, max_minutes=104.0))


def test_without_a_wish_for_evenness_a_class_may_not_be_left_lopsided() -> None:
    before, after = of_loads([(0, 100.0), (0, 100.0)]), of_loads([(0, 60.0), (0, 140.0)])
    assert not allowed(before, after, replace(QUICK, even=0.0))


def test_a_class_without_work_stays_allowed() -> None:
    nothing = of_loads([(0, 0.0), (0, 0.0)])
    assert allowed(nothing, nothing, QUICK)


# What trading does.


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("zoned", [True, False])
def test_a_traded_plan_keeps_every_promise(seed: int, zoned: bool) -> None:  # noqa: FBT001
    before = untraded(seed, zoned=zoned)
    after = walked(before, replace(QUICK, seed=seed))
    assert allowed(before, after, QUICK)
    assert (after.part_kind == before.part_kind).all()
    assert set(after.part.tolist()) == set(before.part.tolist())
    assert len(np.unique(components(len(after.part), after.work.neighbours.pairs, after.part))) == len(after.part_kind)
    assert all(metres <= limit for metres, limit in widths(after))
    assert after.shares.load.sum() == pytest.approx(before.shares.load.sum())
    assert (owners(after) >= 0).all()
    assert (after.shares.grid[~after.fabric.is_road] == -1).all()


def widths(outcome: Outcome) -> Iterator[tuple[float, float]]:
    """The diameter of each grid, and its limit."""
    shapes = shapely.transform(outcome.fabric.units.shapes, outcome.fabric.ground.frame.measured)
    for number, kind in enumerate(outcome.part_kind):
        grid = shapely.geometrycollections(shapes[outcome.part == number])
        yield diameter_m(grid), QUICK.limit_m(CLASSES[kind])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_loops_are_shorter_after_trading(seed: int) -> None:
    before = untraded(seed)
    after = walked(before, replace(QUICK, seed=seed))
    assert cast("float", deadhead_share(after.fabric, after.shares.grid)) < cast(
        "float", deadhead_share(before.fabric, before.shares.grid)
    )


def test_loads_are_those_of_the_roads_and_land_that_each_grid_has() -> None:
    after = walked(untraded(), QUICK)
    road = np.bincount(owners(after), after.work.road[after.fabric.is_road], len(after.part_kind))
    land = np.bincount(after.part, after.work.area, len(after.part_kind))
    assert after.shares.load == pytest.approx(road + land)


def test_the_same_seed_trades_alike_and_another_one_otherwise() -> None:
    before = untraded()
    one, two, other = (walked(before, replace(QUICK, seed=seed)) for seed in (1, 1, 2))
    assert (owners(one) == owners(two)).all()
    assert (one.part == two.part).all()
    assert (owners(one) != owners(other)).any()


def test_land_of_a_plan_near_todays_stays() -> None:
    before = untraded()
    today = TodayGrid(code="1", grid_class=CLASSES[0], patrol_mode=QUICK.mode(CLASSES[0]), geometry=town().boundary)
    kept = replace(before, wishes=Wishes(today=(today,), keep=1.0))
    assert (walked(kept, QUICK).part == before.part).all()
    assert (walked(before, QUICK).part != before.part).any()


def test_blocks_of_wished_pairs_stay_where_they_are() -> None:
    before = untraded()
    moved = np.flatnonzero(walked(before, QUICK).part != before.part)
    inner = before.fabric.ground.frame.lift(shapely.points(before.fabric.inner[moved]))
    places = [(float(east), float(north)) for east, north in shapely.get_coordinates(inner)]
    assert places
    pinned = replace(before, wishes=Wishes(together=tuple((place, place) for place in places)))
    assert (walked(pinned, QUICK).part[moved] == before.part[moved]).all()


def test_what_is_not_allowed_is_made_again_with_roads_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    before = untraded()
    monkeypatch.setattr(walking, "allowed", lambda was, now, _: bool((was.part == now.part).all()))
    after = walked(before, QUICK)
    assert (after.part == before.part).all()
    assert (owners(after) != owners(before)).any()


def test_a_road_too_long_for_any_grid_is_cut_where_blocks_end() -> None:
    main = street("long", (0, 1000), (12000, 1000), highway="primary")
    lanes = tuple(street(f"lane{x}", (x, 0), (x, 900)) for x in range(250, 12000, 500))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solving, "chosen", lambda found, *_: found[0])
        flat = Town(boundary=rectangle(0, 0, 12000, 2000), roads=(main, *lanes))
        before = solving.worked_out(flat, replace(QUICK, counts=Counts(A=0, B=0, C=6)))[1]
    after = walked(before, QUICK)
    keepers = after.shares.grid[after.fabric.is_road & (after.fabric.mesh.source == 0)]
    assert len(set(keepers.tolist())) > 1
    assert allowed(before, after, QUICK)
    assert after is not before


def test_what_is_never_allowed_leaves_the_plan_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    before = untraded()
    monkeypatch.setattr(walking, "allowed", lambda *_: False)
    assert walked(before, QUICK) is before


def test_a_network_with_very_many_crossings_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    before = untraded()
    monkeypatch.setattr(routing, "MOST_CROSSINGS", 3)
    assert walked(before, QUICK) is before


def test_who_wants_it_to_stop_gets_a_plan_all_the_same() -> None:
    before = untraded()
    after = walked(before, QUICK, stop=lambda: True)
    assert allowed(before, after, QUICK)
    assert (after.part == before.part).all()


@settings(max_examples=5, deadline=None)
@given(st.integers(1, 3), st.floats(1.05, 1.3))
def test_the_evenness_asked_for_is_kept_or_what_was_before(seed: int, even: float) -> None:
    before, params = untraded(seed), replace(QUICK, even=even)
    after = walked(before, params).max_over_mean
    assert all(ratio <= max(even, before.max_over_mean[kind]) + 1e-9 for kind, ratio in after.items())


def test_a_plan_less_even_than_is_asked_gets_shorter_loops_and_stays_as_even() -> None:
    plain = untraded()
    of_many = np.flatnonzero(plain.part_kind == np.bincount(plain.part_kind).argmax())[0]
    heavy = plain.work.road * np.where(plain.shares.grid == of_many, 4.0, 1.0)
    load = plain.shares.load + np.bincount(owners(plain), (heavy - plain.work.road)[plain.fabric.is_road])
    before = replace(plain, work=replace(plain.work, road=heavy), shares=replace(plain.shares, load=load))
    worst = before.max_over_mean[int(plain.part_kind[of_many])]
    assert worst > QUICK.even + 0.1
    # trades are held to what it was, and the other classes to what is asked alone
    held_to = _limits(before, QUICK, _fixed(before)).worst
    mine = plain.part_kind == plain.part_kind[of_many]
    assert held_to[mine] == pytest.approx(worst)
    assert np.isinf(held_to[~mine]).all()
    after = walked(before, QUICK)
    assert after is not before
    walked_before, walked_after = (deadhead_share(one.fabric, one.shares.grid) for one in (before, after))
    assert cast("float", walked_after) < cast("float", walked_before)
    for kind, ratio in after.max_over_mean.items():
        assert ratio <= max(QUICK.even, before.max_over_mean[kind]) + 1e-9
