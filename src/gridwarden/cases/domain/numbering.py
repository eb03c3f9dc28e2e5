"""Numbers of cases: short for people, long for exchange with other systems."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def short_number(day: date, serial: int) -> str:
    """Return the number within a district: the day and the serial within it, ``20260302-00001``."""
    return f"{day:%Y%m%d}-{serial:05d}"


def long_number(code6: str, gb_code: str, number: str) -> str:
    """Return the number for exchange: district, kind and class of GB/T 30428.2, day, serial.

    ``320205`` + ``E0112`` + ``20260302-00001`` gives ``320205E01122026030200001``.
    """
    return f"{code6}{gb_code}{number.replace('-', '')}"
