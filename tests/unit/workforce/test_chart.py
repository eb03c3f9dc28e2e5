"""Spans of postings on one scale."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwarden.platform.access import Role
from gridwarden.workforce.queries.profile import PostingRow
from gridwarden.workforce.web.chart import AHEAD, BACK, WIDTH, spans

TODAY = date(2026, 3, 2)


def posting(start: date, end: date | None) -> PostingRow:
    return PostingRow(
        id=1,
        staff_id=1,
        staff_name="张东升",
        grid_id=1,
        grid_code="A01",
        grid_name="人民路",
        role=Role.ENFORCEMENT_OFFICER,
        valid_from=start,
        valid_to=end,
        substitute_for_id=None,
        substitute_for="",
    )


@st.composite
def postings(draw: st.DrawFn) -> PostingRow:
    start = draw(st.dates(date(2015, 1, 1), date(2030, 1, 1)))
    length = draw(st.one_of(st.none(), st.integers(1, 2000)))
    return posting(start, None if length is None else start + timedelta(days=length))


def test_nothing_posted_is_drawn_as_nothing() -> None:
    assert spans([], TODAY).bars == ()


def test_a_posting_without_end_reaches_the_right_edge() -> None:
    (bar,) = spans([posting(TODAY - timedelta(days=100), None)], TODAY).bars
    assert (bar.left, bar.left + bar.width, bar.holds) == (0, WIDTH, True)


def test_a_posting_that_is_over_ends_before_today() -> None:
    chart = spans([posting(date(2025, 1, 1), date(2025, 6, 1)), posting(date(2025, 6, 1), None)], TODAY)
    over, present = chart.bars
    assert over.left + over.width == present.left < chart.today
    assert (over.holds, present.holds) == (False, True)


def test_the_scale_reaches_a_little_beyond_today() -> None:
    chart = spans([posting(TODAY, None)], TODAY)
    assert (chart.start, chart.end) == (TODAY, TODAY + AHEAD)


def test_an_old_posting_does_not_squeeze_the_rest() -> None:
    chart = spans([posting(date(2000, 1, 1), None)], TODAY)
    assert chart.start == TODAY - BACK


@given(st.lists(postings(), max_size=8))
def test_every_bar_lies_on_the_scale_and_can_be_seen(rows: list[PostingRow]) -> None:
    chart = spans(rows, TODAY)
    assert len(chart.bars) == len(rows)
    for bar in chart.bars:
        assert 0 <= bar.left <= WIDTH
        assert bar.width >= 6
    assert 0 <= chart.today <= WIDTH


@given(postings(), postings())
def test_who_began_earlier_stands_further_left(one: PostingRow, other: PostingRow) -> None:
    first, second = spans(sorted([one, other], key=lambda row: row.valid_from), TODAY).bars
    assert first.left <= second.left


@pytest.mark.parametrize(("day", "holds"), [(TODAY - timedelta(days=1), False), (TODAY, True)])
def test_a_posting_holds_from_its_first_day(day: date, *, holds: bool) -> None:
    assert posting(TODAY, None).holds(day) is holds


@pytest.mark.parametrize(("days", "holds"), [(6, True), (7, False)])
def test_a_posting_holds_up_to_its_end(days: int, *, holds: bool) -> None:
    row = posting(TODAY, TODAY + timedelta(days=7))
    assert row.holds(TODAY + timedelta(days=days)) is holds
    assert row.last_day == TODAY + timedelta(days=6)


def test_a_posting_without_end_has_no_last_day() -> None:
    assert posting(TODAY, None).last_day is None
