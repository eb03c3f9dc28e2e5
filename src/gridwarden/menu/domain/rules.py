"""When a condition is well said, and when a menu is complete enough to be published."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from gridwarden.algorithms.worktime import BadLimit
from gridwarden.menu.domain.words import ItemClass
from gridwarden.platform.refusals import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gridwarden.menu.domain.content import ConditionContent, ItemContent, Line

#: A menu has this many lines (三类十八项).
LINES = 18
#: Kind, two digits of the class, two of the sub-class (GB/T 30428.2).
CODE = re.compile(r"[EC][0-9]{4}")
#: More photos than this are never demanded.
MOST_PHOTOS = 9


class BadCondition(Invalid):
    """A condition says too little or something impossible."""

    code = "bad_condition"


class BadItem(Invalid):
    """A line says too little."""

    code = "bad_item"


class Fault(StrEnum):
    """Why a draft cannot be published yet."""

    LINES_MISSING = "lines_missing"
    LINES_TOO_MANY = "lines_too_many"
    NUMBERS_BROKEN = "numbers_broken"
    CLASS_EMPTY = "class_empty"
    NAME_REPEATED = "name_repeated"
    NO_CONDITION = "no_condition"
    CONDITION_REPEATED = "condition_repeated"


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault with its place: the number of the line, or ``None`` for the whole menu."""

    fault: Fault
    number: int | None = None
    what: str = ""


def check_item(item: ItemContent) -> None:
    """Refuse a line without a name."""
    if not item.name.strip():
        raise BadItem("A line has a name.", name="missing")


def check_condition(condition: ConditionContent) -> None:
    """Refuse a condition that is not fully said, naming each field at fault."""
    wrong = dict(_faults_of(condition))
    if wrong:
        raise BadCondition("The condition is not fully said.", **wrong)


def findings(lines: Sequence[Line]) -> tuple[Finding, ...]:
    """Return everything that keeps the menu from being published, in the order of the lines."""
    return (*_of_the_whole(lines), *(finding for line in lines for finding in _of_line(line)))


def _faults_of(condition: ConditionContent) -> Iterator[tuple[str, str]]:
    if not condition.text.strip():
        yield "text", "missing"
    if not condition.closing_condition.strip():
        yield "closing_condition", "missing"
    if not CODE.fullmatch(condition.gb_code):
        yield "gb_code", "a letter E or C and four digits"
    if not _has_limit(condition):
        yield "limit_value", "a positive number in range"
    for name in ("photos_before", "photos_after"):
        if not 0 <= getattr(condition, name) <= MOST_PHOTOS:
            yield name, "between 0 and 9"


def _has_limit(condition: ConditionContent) -> bool:
    try:
        return bool(condition.limit)
    except BadLimit:
        return False


def _of_the_whole(lines: Sequence[Line]) -> Iterator[Finding]:
    if len(lines) < LINES:
        yield Finding(Fault.LINES_MISSING, what=str(LINES - len(lines)))
    if len(lines) > LINES:
        yield Finding(Fault.LINES_TOO_MANY, what=str(len(lines) - LINES))
    if [line.number for line in lines] != list(range(1, len(lines) + 1)):
        yield Finding(Fault.NUMBERS_BROKEN)
    used = {line.item.item_class for line in lines}
    yield from (Finding(Fault.CLASS_EMPTY, what=kind.value) for kind in ItemClass if kind not in used)
    for name in _repeated(line.item.name for line in lines):
        yield Finding(Fault.NAME_REPEATED, what=name)


def _of_line(line: Line) -> Iterator[Finding]:
    if not line.conditions:
        yield Finding(Fault.NO_CONDITION, line.number, line.item.name)
    for text in _repeated(f"{condition.gb_code} {condition.text}" for condition in line.conditions):
        yield Finding(Fault.CONDITION_REPEATED, line.number, text)


def _repeated(words: Iterable[str]) -> list[str]:
    return [word for word, count in Counter(words).items() if count > 1]
