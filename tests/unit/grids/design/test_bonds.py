"""A wish for two places that no plan can keep is refused by naming the places; one that can be kept, is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import shapely
from django.utils import translation

from gridwarden.grids.domain.design import DesignParams, DesignRefused, TodayGrid, Wishes, design
from gridwarden.grids.domain.design.bonds import placed
from gridwarden.grids.domain.design.params import Counts
from gridwarden.grids.domain.kinds import GridClass, PatrolMode
from gridwarden.grids.sentences import said

from .invented import degrees, rectangle, town, zone

if TYPE_CHECKING:
    from gridwarden.grids.domain.design import Design
    from gridwarden.grids.domain.design.wishes import Place

QUICK = DesignParams(seed=1, time_limit_s=2.0)
#: A town in the west, a village in the east.
ZONES = (zone("village", -10, -10, 3100, 2100), zone("town", -10, -10, 1800, 2100))
#: The corner of the land that is locked in these tests.
LOCKED = TodayGrid(
    code="A07",
    grid_class=GridClass.A,
    patrol_mode=PatrolMode.FOOT,
    geometry=rectangle(0, 0, 700, 700),
    is_locked=True,
)


def at(east_m: float, north_m: float) -> Place:
    point = degrees(shapely.Point(east_m, north_m))
    return float(point.x), float(point.y)


def refused(wishes: Wishes, **parts: object) -> str:
    """Return why a design is refused, and see that a page says it in Chinese."""
    with pytest.raises(DesignRefused) as refusal:
        design(town(1, **parts), QUICK, wishes=wishes)  # type: ignore[arg-type]
    text = refusal.value.message
    with translation.override("zh-hans"):
        assert said(text) != text
    return text


def test_places_on_both_sides_of_a_locked_grid_cannot_share_one() -> None:
    text = refused(Wishes(today=(LOCKED,), together=((at(300, 300), at(1200, 300)),)))
    assert text == (
        "(118.0032, 31.5027) and (118.0126, 31.5027) belong into one grid,"
        " but the locked grid A07 holds only one of them."
    )


def test_places_in_one_locked_grid_cannot_be_parted() -> None:
    text = refused(Wishes(today=(LOCKED,), apart=((at(300, 300), at(400, 600)),)))
    assert text.endswith("belong into two grids, but both lie in the locked grid A07.")


def test_places_in_one_block_cannot_be_parted() -> None:
    text = refused(Wishes(apart=((at(1200, 300), at(1201, 300)),)))
    assert text.endswith("belong into two grids, but both lie in one block, and blocks stay whole.")


def test_a_place_on_excluded_land_is_told() -> None:
    text = refused(Wishes(together=((at(1400, 900), at(300, 300)),)), excluded=rectangle(1200, 700, 1700, 1100))
    assert text == "(118.0147, 31.5081) lies on land that no grid covers."


def test_places_of_town_and_village_cannot_share_a_grid_and_are_named() -> None:
    text = refused(Wishes(together=((at(300, 300), at(2800, 1800)),)), zones=ZONES)
    assert text.startswith("There is no plan: (118.0032, 31.5027) and (118.0295, 31.5162) belong into one grid, but ")
    assert "nits" not in text
    assert "locks" not in text


def test_units_whose_places_nobody_chose_keep_the_words_of_the_solver() -> None:
    message = "Units 3 and 4 must lie in one part and differ in kind."
    assert placed(message, {3: "(1, 2)"}) == message
    assert (
        placed(message, {3: "(1, 2)", 4: "(3, 4)"})
        == "(1, 2) and (3, 4) belong into one grid, but are land of two classes."
    )


def test_numbers_in_a_refusal_are_those_that_were_asked_for() -> None:
    wishes = Wishes(today=(LOCKED,), together=((at(300, 1800), at(2800, 1800)),))
    with pytest.raises(DesignRefused, match="A=9, B=0, C=2"):
        design(town(1, zones=ZONES), replace(QUICK, counts=Counts(A=9, B=0, C=2)), wishes=wishes)


def code_at(plan: Design, place: Place) -> str:
    return next(grid.code for grid in plan.grids if shapely.contains_xy(grid.geometry, *place))


def test_wishes_that_can_be_kept_are_kept() -> None:
    near, far = (at(1000, 300), at(1030, 620)), (at(1000, 1000), at(1400, 1400))
    plan = design(town(1), QUICK, wishes=Wishes(today=(LOCKED,), together=(near,), apart=(far,)))
    assert code_at(plan, near[0]) == code_at(plan, near[1])
    assert code_at(plan, far[0]) != code_at(plan, far[1])
    assert code_at(plan, at(300, 300)) == "A07"
