"""The kinds of paper."""

from __future__ import annotations

from enum import StrEnum


class Paper(StrEnum):
    """What a paper is printed on: sheets, or the roll of a receipt printer."""

    A4 = "a4"
    A5 = "a5"
    ROLL_58MM = "58mm"
    ROLL_80MM = "80mm"
