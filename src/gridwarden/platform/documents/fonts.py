"""The Chinese font of the papers, found among those of the system."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING

import typst

from gridwarden.platform.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Families that hold the characters of GB 18030's common part, best for small print first.
FAMILIES = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Noto Serif CJK SC",
)
HINT = "install fonts-noto-cjk or fonts-wqy-microhei (apt-get install fonts-wqy-microhei) and restart"


class NoChineseFont(Refusal):
    """No font of this machine holds Chinese characters, so no paper can be printed."""

    code = "no_chinese_font"
    status = HTTPStatus.SERVICE_UNAVAILABLE


def choose(families: Iterable[str]) -> str:
    """Return the best of the Chinese families among ``families``, or refuse with a hint what to install."""
    there = set(families)
    for family in FAMILIES:
        if family in there:
            return family
    raise NoChineseFont(f"no Chinese font for papers; {HINT}")


@cache
def chinese_family() -> str:
    """Return the family in which this machine prints Chinese; the fonts are looked through once per process."""
    return choose(typst.Fonts().families())
