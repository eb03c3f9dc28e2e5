"""A file of days: CSV with the columns ``date``, ``kind``, ``name`` and, if needed, ``hours``.

    date,kind,name,hours
    2026-10-01,holiday,国庆节,
    2026-10-10,make_up_workday,国庆节,
    2026-12-31,workday,,08:00-12:00

Kinds may be written in Chinese (放假, 调休上班, 工作日, 休息日). Files are read as UTF-8 or, as Chinese office
programs write them, GB 18030. Every fault is told with its row, its column and the rule it breaks.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from gridwarden.algorithms.refusals import Invalid
from gridwarden.algorithms.worktime import DayKind, DayRule
from gridwarden.platform.calendars.domain.assembly import FIRST_DAY
from gridwarden.platform.calendars.domain.hours import BadHours, parse_hours

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gridwarden.algorithms.worktime import Segment

MAX_BYTES = 200_000
MAX_ROWS = 2_000
MAX_NAME = 60
COLUMNS = ("date", "kind", "name", "hours")
_REQUIRED = {"date", "kind"}
_KINDS = {kind.value: kind for kind in DayKind} | {
    "放假": DayKind.HOLIDAY,
    "节假日": DayKind.HOLIDAY,
    "休": DayKind.HOLIDAY,
    "调休上班": DayKind.MAKE_UP_WORKDAY,
    "上班": DayKind.MAKE_UP_WORKDAY,
    "班": DayKind.MAKE_UP_WORKDAY,
    "工作日": DayKind.WORKDAY,
    "休息日": DayKind.WEEKEND,
    "周末": DayKind.WEEKEND,
}


class Rule(StrEnum):
    """What a file of days must keep to."""

    READABLE = "readable"
    NOT_TOO_LARGE = "not_too_large"
    HAS_COLUMNS = "has_columns"
    HAS_ROWS = "has_rows"
    IS_DATE = "is_date"
    IN_RANGE = "in_range"
    ONCE = "once"
    IS_KIND = "is_kind"
    HAS_NAME = "has_name"
    SHORT_NAME = "short_name"
    IS_HOURS = "is_hours"
    OFF_HAS_NO_HOURS = "off_has_no_hours"


@dataclass(frozen=True, slots=True)
class Fault:
    """One broken rule; row 1 is the first line of the file."""

    row: int
    column: str
    rule: Rule
    value: str = ""


class BadDayFile(Invalid):
    """The file breaks rules; nothing of it was taken."""

    code = "bad_day_file"

    def __init__(self, faults: list[Fault]) -> None:
        told = "; ".join(f"row {fault.row}, {fault.column}: {fault.rule} ({fault.value})" for fault in faults[:20])
        super().__init__("The file of days breaks rules; nothing was taken.", file=told)
        self.faults = tuple(faults)


def parse_days(data: bytes) -> dict[date, DayRule]:
    """Return what the file says of each day, or refuse it with every fault (``BadDayFile``)."""
    reader = csv.DictReader(io.StringIO(_text(data)))
    columns = [name.strip().lower() for name in reader.fieldnames or ()]
    if not set(columns) >= _REQUIRED:
        raise BadDayFile([Fault(1, "date", Rule.HAS_COLUMNS, ",".join(columns))])
    reader.fieldnames = columns
    sheet = _Sheet()
    try:
        for row in reader:
            sheet.take(reader.line_num, {name: (row.get(name) or "").strip() for name in COLUMNS})
    except csv.Error as error:
        raise BadDayFile([Fault(reader.line_num, "file", Rule.READABLE, str(error))]) from None
    return sheet.result()


def _text(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise BadDayFile([Fault(1, "file", Rule.NOT_TOO_LARGE, f"{len(data)}")])
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BadDayFile([Fault(1, "file", Rule.READABLE)])


class _Sheet:
    """The days read so far and what was wrong with them."""

    def __init__(self) -> None:
        self.days: dict[date, DayRule] = {}
        self.faults: list[Fault] = []

    def take(self, row: int, cells: dict[str, str]) -> None:
        """Read one row; blank ones are passed over."""
        if not any(cells.values()):
            return
        on, kind = self._date(row, cells["date"]), _KINDS.get(cells["kind"])
        segments = self._hours(row, cells["hours"])
        faults = list(_of_kind(row, cells, kind))
        self.faults += faults
        if on is not None and kind is not None and not faults:
            self.days[on] = DayRule(kind, cells["name"], segments)

    def result(self) -> dict[date, DayRule]:
        """Return the days if nothing was wrong."""
        if not self.days and not self.faults:
            self.faults.append(Fault(1, "file", Rule.HAS_ROWS))
        if len(self.days) > MAX_ROWS:
            self.faults.append(Fault(1, "file", Rule.NOT_TOO_LARGE, str(len(self.days))))
        if self.faults:
            raise BadDayFile(sorted(self.faults, key=lambda fault: fault.row))
        return self.days

    def _date(self, row: int, text: str) -> date | None:
        try:
            on = date.fromisoformat(text.replace("/", "-"))
        except ValueError:
            self.faults.append(Fault(row, "date", Rule.IS_DATE, text))
            return None
        if not FIRST_DAY <= on <= date(2100, 12, 31):
            self.faults.append(Fault(row, "date", Rule.IN_RANGE, text))
        elif on in self.days:
            self.faults.append(Fault(row, "date", Rule.ONCE, text))
        return on

    def _hours(self, row: int, text: str) -> tuple[Segment, ...] | None:
        if not text:
            return None
        try:
            return parse_hours(text)
        except BadHours:
            self.faults.append(Fault(row, "hours", Rule.IS_HOURS, text))
            return None


def _of_kind(row: int, cells: dict[str, str], kind: DayKind | None) -> Iterator[Fault]:
    """Yield what is wrong with the kind and with what has to fit it."""
    if kind is None:
        yield Fault(row, "kind", Rule.IS_KIND, cells["kind"])
        return
    if kind in {DayKind.HOLIDAY, DayKind.MAKE_UP_WORKDAY} and not cells["name"]:
        yield Fault(row, "name", Rule.HAS_NAME)
    if len(cells["name"]) > MAX_NAME:
        yield Fault(row, "name", Rule.SHORT_NAME, cells["name"])
    if cells["hours"] and not kind.is_worked:
        yield Fault(row, "hours", Rule.OFF_HAS_NO_HOURS, cells["hours"])
