from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from pydantic import TypeAdapter, ValidationError

from gridwarden.platform.api.fields import Day, Moment

DAY, MOMENT = TypeAdapter(Day | None), TypeAdapter(Moment | None)


def test_a_day_is_written_as_in_the_document() -> None:
    assert DAY.validate_python("2026-03-02") == date(2026, 3, 2)
    assert DAY.validate_python(None) is None
    assert DAY.json_schema()["anyOf"][0] == {"type": "string", "format": "date"}


@pytest.mark.parametrize(
    "wrong", ["0", 0, 1.5, "1772409600", "2026-03-02T00:00:00", "2026-02-30", "", "二〇二六", True]
)
def test_nothing_else_is_taken_for_a_day(wrong: object) -> None:
    with pytest.raises(ValidationError):
        DAY.validate_python(wrong)


def test_a_time_is_written_with_its_offset() -> None:
    assert MOMENT.validate_python("2026-03-02T09:00:00+08:00") == datetime(2026, 3, 2, 1, tzinfo=UTC)
    assert MOMENT.validate_python("2026-03-02T01:00:00.250Z") == datetime(2026, 3, 2, 1, 0, 0, 250_000, tzinfo=UTC)
    assert MOMENT.validate_python(None) is None
    assert MOMENT.json_schema()["anyOf"][0] == {"type": "string", "format": "date-time"}


@pytest.mark.parametrize("wrong", ["0", 0, 1.5, "1772409600", "2026-03-02", "2026-03-02T09:00:00", "", True])
def test_nothing_else_is_taken_for_a_time(wrong: object) -> None:
    with pytest.raises(ValidationError):
        MOMENT.validate_python(wrong)
