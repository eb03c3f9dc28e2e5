from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwarden.workforce.domain.days import EndBeforeStart, check_span, overlap

DAYS = st.dates(date(2025, 1, 1), date(2025, 2, 28))
ENDS = st.one_of(st.none(), DAYS)


def test_a_span_of_one_day_is_a_span() -> None:
    check_span(date(2026, 3, 1), date(2026, 3, 2))


def test_a_span_may_have_no_end() -> None:
    check_span(date(2026, 3, 1), None)


@pytest.mark.parametrize("end", [date(2026, 3, 1), date(2026, 2, 28)])
def test_a_span_does_not_end_before_its_second_day(end: date) -> None:
    with pytest.raises(EndBeforeStart) as refusal:
        check_span(date(2026, 3, 1), end)
    assert "valid_to" in refusal.value.fields


@given(DAYS, ENDS, DAYS, ENDS)
def test_the_overlap_holds_exactly_the_days_of_both(
    start: date, end: date | None, other: date, other_end: date | None
) -> None:
    first, second = (start, end), (other, other_end)
    shared = overlap(first, second)
    for ordinal in range(date(2024, 12, 30).toordinal(), date(2025, 3, 3).toordinal()):
        day = date.fromordinal(ordinal)
        assert (shared is not None and holds(shared, day)) == (holds(first, day) and holds(second, day))


@given(DAYS, ENDS, DAYS, ENDS)
def test_overlapping_is_mutual(start: date, end: date | None, other: date, other_end: date | None) -> None:
    assert overlap((start, end), (other, other_end)) == overlap((other, other_end), (start, end))


def holds(span: tuple[date, date | None], day: date) -> bool:
    return span[0] <= day and (span[1] is None or day < span[1])
