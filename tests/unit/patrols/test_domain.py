"""What a fix and a device are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from gridwarden.patrols.domain.devices import DeviceWrong, digest, fits, new_key, terminal_number
from gridwarden.patrols.domain.fixes import Fix, day_of, is_storable

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
KEEP = timedelta(days=90)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, True),
        ({"at": NOW + timedelta(seconds=60)}, True),
        ({"at": NOW + timedelta(seconds=61)}, False),
        ({"at": NOW - KEEP}, False),
        ({"at": NOW - KEEP + timedelta(seconds=1)}, True),
        ({"lat": 90.01}, False),
        ({"lon": -180.01}, False),
    ],
)
def test_what_is_kept_lies_on_earth_and_in_time(change: dict[str, object], expected: bool) -> None:  # noqa: FBT001
    fix = Fix(1, NOW, 31.5, 120.3)._replace(**change)  # type: ignore[arg-type]
    assert is_storable(fix, NOW, KEEP) is expected


def test_days_are_those_of_utc() -> None:
    assert day_of(datetime.fromisoformat("2026-03-02T07:59:59+08:00")) == "2026-03-01"
    assert day_of(datetime.fromisoformat("2026-03-02T08:00:00+08:00")) == "2026-03-02"


@pytest.mark.parametrize(("text", "expected"), [("013912345678", "13912345678"), (" 4EB6FB4AF2C1 ", "4eb6fb4af2c1")])
def test_terminal_numbers_are_those_of_messages(text: str, expected: str) -> None:
    assert terminal_number(text) == expected


@pytest.mark.parametrize("text", ["", "000", "12 34", "苏B12345", "1" * 21])
def test_what_is_no_terminal_number_is_refused(text: str) -> None:
    with pytest.raises(DeviceWrong) as refused:
        terminal_number(text)
    assert refused.value.fields == {"terminal": "digits"}


def test_a_key_fits_its_digest_only() -> None:
    key = new_key()
    assert len(key) == 20
    assert fits(key, digest(key))
    assert not fits(key, digest(new_key()))
    assert not fits(key, None)
