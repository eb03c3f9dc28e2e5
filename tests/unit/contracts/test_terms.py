"""What a contract says, and which two cover the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from gridwarden.contracts.domain.errors import BadContract
from gridwarden.contracts.domain.overlapping import Reach, shared
from gridwarden.contracts.domain.terms import LONGEST, Cover, Terms, check

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
TERMS = Terms(number="HT-1", name="保洁", unit_id=1, starts_on=FIRST, ends_on=LAST, covers=(Cover(item=6),))
WHOLE_LINE = Reach(frozenset({(6, None)}), frozenset({"C01", "C02"}), FIRST, LAST)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_on": FIRST - timedelta(days=1)}, "ends_on"),
        ({"ends_on": FIRST + LONGEST + timedelta(days=1)}, "ends_on"),
        ({"covers": ()}, "covers"),
    ],
)
def test_terms_that_bind_nobody_are_refused(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(BadContract) as refused:
        check(replace(TERMS, **changes))
    assert list(refused.value.fields) == [field]


@pytest.mark.parametrize("ends_on", [FIRST, LAST, FIRST + LONGEST])
def test_a_contract_runs_for_one_day_or_for_as_long_as_anybody_signs(ends_on: date) -> None:
    check(replace(TERMS, ends_on=ends_on))


@pytest.mark.parametrize(
    ("changes", "both"),
    [
        ({}, [(6, None)]),
        ({"covers": frozenset({(6, 2), (7, None)})}, [(6, 2)]),
        ({"covers": frozenset({(7, None)})}, []),
        ({"grids": frozenset({"C02", "C03"})}, [(6, None)]),
        ({"grids": frozenset()}, [(6, None)]),
        ({"grids": frozenset({"C03"})}, []),
        ({"first": LAST, "last": LAST + timedelta(days=9)}, [(6, None)]),
        ({"first": LAST + timedelta(days=1), "last": LAST + timedelta(days=9)}, []),
    ],
)
def test_two_contracts_share_what_both_cover_at_one_place_on_one_day(
    changes: dict[str, Any], both: list[tuple[int, int | None]]
) -> None:
    other = replace(WHOLE_LINE, **changes)
    assert shared(WHOLE_LINE, other) == both
    assert shared(other, WHOLE_LINE) == both
