"""Read what was typed: one spelling for all, house numbers as numbers, words that say nothing taken out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

#: Characters that stand in thousands of names and decide little.
GENERIC = frozenset("路街巷弄道里浜号村组社区居委会镇乡街道大小新店馆公园东南西北中")
GENERIC_WEIGHT = 0.45
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_NUMBER = re.compile(r"(?:(\d{1,5})|([零〇一二两三四五六七八九十百千]{1,7}))(?:-\d+)?号(?!线|院|楼|门)")
_BARE_NUMBER = re.compile(r"(?<=[路街巷弄道里浜])(\d{1,5})(?!\d|[米个弄组])")
#: How far and on which side: true of the problem, not of the place's name.
_NOISE = re.compile(
    r"(?:往|向|朝)?[东南西北]{1,2}(?:侧|边|面|头)?\d+米(?:左右|处)?|\d+米(?:左右|处)?|"
    r"附近|旁边|隔壁|对面|斜对面|门口|门前|门外|路边|交叉口|交汇处|十字路口|路口|之间|靠近|临近|旁|处$"
)
_SEPARATORS = re.compile(r"[\s,，。.、;；:：()（）\[\]【】\"'“”·|/]+")
_JOINTS = re.compile(r"(?<=[路街巷弄道里浜])[与和跟及]")


@dataclass(frozen=True, slots=True)
class Read:
    """What was typed, as the search sees it."""

    text: str
    #: House number; 0 where none was typed.
    number: int

    @property
    def weight(self) -> float:
        """What it weighs altogether."""
        return weight_of(self.text)


def read(typed: str, common: tuple[str, ...] = ()) -> Read:
    """Return what was typed, ready to be compared.

    Parameters
    ----------
    typed
        The words, at most 200 characters are read.
    common
        Names that every address here bears, such as those of the province and the district.
    """
    text = spelled(typed)[:200]
    for word in common:
        text = text.replace(spelled(word), "")
    number = 0
    if found := _NUMBER.search(text) or _BARE_NUMBER.search(text):
        number = int(found[1]) if found[1] else counted(found[2])
        text = text[: found.start()] + text[found.end() :]
    return Read(_NOISE.sub("", _JOINTS.sub("", text)), number)


def spelled(text: str) -> str:
    """Return ``text`` in one width and case, without spaces and punctuation."""
    joined = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text).lower())
    # A letter and the mark that a separator had kept from it are one letter now.
    return unicodedata.normalize("NFKC", joined)


def counted(word: str) -> int:
    """Return the number that Chinese digits write: 一百二十 is 120, 一二〇 too."""
    if not any(character in _TENS for character in word):
        return int("".join(str(_DIGITS[character]) for character in word))
    total, digit = 0, 0
    for character in word:
        if character in _TENS:
            total += (digit or 1) * _TENS[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit


def weight_of(text: str) -> float:
    """Return what the characters of ``text`` weigh."""
    return sum(GENERIC_WEIGHT if character in GENERIC else 1.0 for character in text)
