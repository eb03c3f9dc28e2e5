"""Parameters out of their range are refused by name."""

from __future__ import annotations

from typing import Any

import pytest

from gridwarden.algorithms.partition import BadParams, Params, Weights


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("seed", -1),
        ("seed", 2**31),
        ("time_limit_s", 0),
        ("time_limit_s", 86_401),
        ("time_limit_s", float("nan")),
        ("counts", (3, -1)),
        ("keep", -0.1),
        ("keep", float("inf")),
        ("balance_wanted", 0.99),
        ("max_load", (0.0,)),
    ],
)
def test_a_parameter_out_of_range_is_refused(field: str, value: Any) -> None:
    with pytest.raises(BadParams) as refused:
        Params(**{field: value})
    assert field in refused.value.fields


@pytest.mark.parametrize("field", ["balance", "cut", "drawn", "compact"])
@pytest.mark.parametrize("value", [-1, 1_001, float("nan")])
def test_a_weight_out_of_range_is_refused(field: str, value: float) -> None:
    with pytest.raises(BadParams) as refused:
        Weights(**{field: value})
    assert field in refused.value.fields


def test_a_kind_without_a_number_asks_for_the_fewest() -> None:
    params = Params(counts=(3, None), max_load=(None, 8.0))
    assert [params.count_of(kind) for kind in range(3)] == [3, None, None]
    assert [params.max_load_of(kind) for kind in range(3)] == [None, 8.0, None]
