"""The numbers of papers: in words for people, with a check digit against slips of the finger."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MODULUS = 10


@dataclass(frozen=True, slots=True)
class PaperNumber:
    """The serial of a paper within its year, under the word of its series: 整改通〔2026〕000123号."""

    word: str
    year: int
    serial: int

    def __str__(self) -> str:
        return f"{self.word}〔{self.year}〕{self.serial:06d}号"

    @property
    def short(self) -> str:
        """What is typed on a keypad: year, serial, check digit."""
        return short_number(self.year, self.serial)


def short_number(year: int, serial: int) -> str:
    """Return a paper's number as it is typed on a keypad, the check digit last: ``2026-000123-7``."""
    return f"{year}-{serial:06d}-{check_digit(f'{year}{serial:06d}')}"


def check_digit(digits: str) -> int:
    """Return the check digit of ``digits`` (ISO 7064, MOD 11,10).

    Every single wrong digit and almost every exchange of two neighbours gives another one.
    """
    product = _MODULUS
    for digit in digits:
        total = (product + int(digit)) % _MODULUS or _MODULUS
        product = total * 2 % (_MODULUS + 1)
    return (_MODULUS + 1 - product) % _MODULUS


def read_short(text: str) -> tuple[int, int] | None:
    """Return (year, serial) of a number as typed, or ``None`` when it is none or its check digit is wrong."""
    found = re.fullmatch(r"(\d{4})[-\s]?(\d{6,9})[-\s](\d)", text.strip())
    if found is None or check_digit(found[1] + found[2]) != int(found[3]):
        return None
    return int(found[1]), int(found[2])
