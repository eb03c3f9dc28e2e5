"""The kinds of paper."""

from __future__ import annotations

from enum import StrEnum


class Paper(StrEnum):
    """What a paper is printed on: sheets, or the roll of a receipt printer."""

    A4 = "a4"
    A5 = "a5"
    ROLL_58MM = "58mm"
    ROLL_80MM = "80mm"

    @property
    def size(self) -> str:
        """The size as people write it: A5, 58 mm."""
        return self.value.upper() if self.value.startswith("a") else self.value.replace("mm", " mm")
