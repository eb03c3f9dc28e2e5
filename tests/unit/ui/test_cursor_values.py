from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwarden.platform.ui.cursor_values import pack, unpack

VALUES = st.one_of(
    st.integers(),
    st.text(),
    st.booleans(),
    st.floats(allow_nan=False),
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.uuids(),
)


@given(VALUES)
def test_a_value_comes_back_as_it_was(value: Any) -> None:
    returned = unpack(json.loads(json.dumps(pack(value))))

    assert returned == value
    assert type(returned) is type(value)


@pytest.mark.parametrize(
    "value",
    [datetime(2026, 3, 2, 9, tzinfo=timezone(timedelta(hours=8))), date(2026, 3, 2), Decimal("1.10"), UUID(int=7)],
)
def test_moments_days_decimals_and_uuids_keep_their_type(value: Any) -> None:
    assert unpack(pack(value)) == value


@pytest.mark.parametrize("value", [None, object(), b"bytes"])
def test_what_cannot_order_a_list_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        pack(value)
