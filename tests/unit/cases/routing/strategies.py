"""Small worlds of rules and cases, in which chance finds every meeting soon."""

from __future__ import annotations

from datetime import date, timedelta

import shapely
from hypothesis import strategies as st

from gridwarden.cases.domain.routing import DayKind, Facts, PlaceKind, Rule
from gridwarden.grids.domain.kinds import RoadGrade
from gridwarden.menu.domain.words import ItemClass

FIRST_DAY = date(2026, 3, 2)
GRIDS = ("A01", "A02", "B01")
#: Each grid is a unit square beside the one before.
SHAPES = {code: shapely.box(index, 0, index + 1, 1) for index, code in enumerate(GRIDS)}
#: Item number and condition, with the class of the item.
LINES = ((1, 1, ItemClass.CITYSCAPE), (1, 2, ItemClass.CITYSCAPE), (2, 1, ItemClass.MUNICIPAL))
HOURS = (0, 6 * 60, 12 * 60, 18 * 60, 24 * 60)

days = st.integers(0, 13).map(lambda number: FIRST_DAY + timedelta(days=number))
lines = st.sampled_from(LINES)
hours = st.none() | st.tuples(st.sampled_from(HOURS[:-1]), st.sampled_from(HOURS[1:])).filter(
    lambda two: two[0] != two[1]
)


@st.composite
def rules(draw: st.DrawFn, *, areas: bool = True) -> Rule:
    """A rule about one of three conditions, in one of three grids, for one of three units."""
    item, condition, item_class = draw(lines)
    subject = draw(st.sampled_from(["all", "class", "item", "condition"]))
    place = draw(st.sampled_from([kind for kind in PlaceKind if areas or kind is not PlaceKind.AREA]))
    left = draw(st.integers(0, 2))
    number = draw(st.integers(1, 40))
    return Rule(
        id=number,
        number=number,
        unit_id=draw(st.integers(1, 3)),
        item_class=item_class if subject == "class" else None,
        item=item if subject in {"item", "condition"} else None,
        condition=condition if subject == "condition" else None,
        place=place,
        grids=draw(st.frozensets(st.sampled_from(GRIDS), min_size=1)) if place is PlaceKind.GRIDS else frozenset(),
        area=shapely.box(left, 0, left + 1.5, 1) if place is PlaceKind.AREA else None,
        grade=draw(st.sampled_from(RoadGrade)) if place is PlaceKind.GRADE else None,
        hours=draw(hours),
        weekdays=draw(st.frozensets(st.integers(1, 7), max_size=3)),
        days=draw(st.sampled_from(DayKind)),
        valid_from=draw(days),
        valid_to=draw(st.none() | days.map(lambda day: day + timedelta(days=14))),
        priority=draw(st.integers(1, 3)),
        is_on=draw(st.sampled_from([True, True, True, False])),
    )


def rule_lists(*, areas: bool = True, most: int = 12) -> st.SearchStrategy[list[Rule]]:
    """Several rules, each with a number of its own."""
    return st.lists(rules(areas=areas), max_size=most, unique_by=lambda rule: rule.number)


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """A case anywhere in the three grids, at any time of a month."""
    item, condition, item_class = draw(lines)
    column = draw(st.integers(0, len(GRIDS) - 1))
    return Facts(
        item_class=item_class,
        item=item,
        condition=condition,
        grid=GRIDS[column],
        lon=column + draw(st.sampled_from([0.1, 0.5, 0.9])),
        lat=0.5,
        grade=draw(st.sampled_from([None, *RoadGrade])),
        day=draw(st.integers(0, 29).map(lambda number: FIRST_DAY + timedelta(days=number))),
        minute=draw(st.integers(0, 24 * 60 - 1)),
        is_off=draw(st.booleans()),
        was_off=draw(st.booleans()),
    )
