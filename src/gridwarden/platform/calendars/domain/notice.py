"""The State Council's yearly notice, as it is published.

Each holiday is one numbered paragraph: its name, a colon, the days off, and the days worked instead, such as
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。 Brackets are passed over; the number of
days that the notice gives is checked against the days read, so that a misread sentence is refused, not taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from gridwarden.algorithms.refusals import Invalid
from gridwarden.algorithms.worktime import DayKind, DayRule

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_CHARACTERS = 20_000
#: No holiday lasts longer; more means that the end of a span was misread.
_LONGEST_DAYS = 31

_BRACKETS = re.compile(r"[（(][^（()）]*[）)]|\s+")
_PARAGRAPH = re.compile(r"[一二三四五六七八九十]+、([^。：:]{1,30})[：:]")
_DATE = r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日"
_SPAN = re.compile(rf"{_DATE}(?:[至到—-](?:(?:(\d{{4}})年)?(\d{{1,2}})月)?(\d{{1,2}})日)?")
_COUNT = re.compile(r"(?:共|放假)(\d{1,2})天")


class BadNotice(Invalid):
    """The text is not a notice that can be read."""

    code = "bad_notice"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One holiday of the notice: its name, the days off and the days worked instead."""

    name: str
    off: tuple[date, ...]
    worked: tuple[date, ...]


def parse_notice(text: str, year: int) -> dict[date, DayRule]:
    """Return what the notice of ``year`` says of each day, or refuse it (``BadNotice``)."""
    rules: dict[date, DayRule] = {}
    for paragraph in paragraphs(text, year):
        rules |= {on: DayRule(DayKind.HOLIDAY, paragraph.name) for on in paragraph.off}
        rules |= {on: DayRule(DayKind.MAKE_UP_WORKDAY, paragraph.name) for on in paragraph.worked}
    return rules


def paragraphs(text: str, year: int) -> tuple[Paragraph, ...]:
    """Return the holidays of the notice in its order."""
    if len(text) > MAX_CHARACTERS:
        raise BadNotice("This is longer than any notice.", notice="is longer than any notice")
    found = tuple(_paragraphs(_BRACKETS.sub("", text), year))
    if not found:
        raise BadNotice("The text holds no holiday such as 一、元旦：1月1日放假。", notice="holds no holiday")
    return found


def _paragraphs(text: str, year: int) -> Iterator[Paragraph]:
    heads = list(_PARAGRAPH.finditer(text))
    for index, head in enumerate(heads):
        end = heads[index + 1].start() if index + 1 < len(heads) else len(text)
        yield _paragraph(head.group(1), text[head.end() : end], year)


def _paragraph(name: str, text: str, year: int) -> Paragraph:
    sentences = text.split("。")
    off = [on for sentence in sentences if "放假" in sentence for on in _days(name, sentence.split("放假")[0], year)]
    worked = [on for sentence in sentences if sentence.endswith("上班") for on in _days(name, sentence, year)]
    told = _COUNT.search(text)
    if not off or (told and len(off) != int(told.group(1))):
        given = told.group(1) if told else "?"
        raise BadNotice(
            f"{name}: {given} days are announced, {len(off)} were read.", notice="cannot be read completely"
        )
    return Paragraph(name, tuple(off), tuple(worked))


def _days(name: str, text: str, year: int) -> Iterator[date]:
    for match in _SPAN.finditer(text):
        try:
            first, last = _ends(match, year)
        except ValueError:
            raise BadNotice(f"{name}: {match.group()} is no date.", notice="names a day that does not exist") from None
        days = (last - first).days + 1
        if not 1 <= days <= _LONGEST_DAYS:
            raise BadNotice(f"{name}: {match.group()} is no span.", notice="cannot be read completely")
        yield from (first + timedelta(days=step) for step in range(days))


def _ends(match: re.Match[str], year: int) -> tuple[date, date]:
    """First and last day of a span; what the last one leaves out it shares with the first."""
    first = date(int(match.group(1) or year), int(match.group(2)), int(match.group(3)))
    if match.group(6) is None:
        return first, first
    return first, date(int(match.group(4) or first.year), int(match.group(5) or first.month), int(match.group(6)))
