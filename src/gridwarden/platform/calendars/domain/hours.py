"""Working hours as people write them: ``08:00-12:00 14:00-18:00``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gridwarden.algorithms.refusals import Invalid
from gridwarden.algorithms.worktime import BadCalendar, Segment
from gridwarden.algorithms.worktime.problem import checked_segments

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_RANGE = re.compile(r"(\d{1,2})[:：](\d{2})\s*[-–—~～至到]\s*(\d{1,2})[:：](\d{2})")
_BETWEEN = re.compile(r"[\s,;，；、]*")


class BadHours(Invalid):
    """The hours cannot be read, or overlap."""

    code = "bad_hours"


def parse_hours(text: str) -> tuple[Segment, ...]:
    """Return the segments of a day, or refuse the field ``hours``.

    Chinese punctuation is understood; a day may end at 24:00.
    """
    segments = tuple(_segment(*match.groups()) for match in _RANGE.finditer(text))
    if not segments or _BETWEEN.fullmatch(_RANGE.sub("", text)) is None:
        raise BadHours("Hours look like 08:00-12:00 14:00-18:00.", hours="must look like 08:00-12:00 14:00-18:00")
    return checked_hours(segments)


def checked_hours(segments: Iterable[Sequence[int]]) -> tuple[Segment, ...]:
    """Return stored segments, refusing hours that overlap, are out of order or leave the day."""
    try:
        return checked_segments(tuple((begin, end) for begin, end in segments))
    except BadCalendar as refusal:
        raise BadHours(refusal.message, hours="must follow each other within one day") from refusal


def from_settings(pairs: Iterable[tuple[str, str]]) -> tuple[Segment, ...]:
    """Return the segments of ``settings.WORKING_HOURS``: pairs such as ("08:00", "12:00")."""
    return parse_hours(" ".join(f"{begin}-{end}" for begin, end in pairs))


def format_hours(segments: Iterable[Segment]) -> str:
    """Return segments as people write them."""
    return " ".join(f"{_clock(begin)}-{_clock(end)}" for begin, end in segments)


def _segment(from_hour: str, from_minute: str, to_hour: str, to_minute: str) -> Segment:
    return _seconds(from_hour, from_minute), _seconds(to_hour, to_minute)


def _seconds(hour: str, minute: str) -> int:
    if int(minute) > 59:  # noqa: PLR2004 - minutes of an hour
        raise BadHours(f"{hour}:{minute} is no time.", hours="must be times of the day")
    return int(hour) * 3600 + int(minute) * 60


def _clock(second: int) -> str:
    return f"{second // 3600:02d}:{second % 3600 // 60:02d}"
