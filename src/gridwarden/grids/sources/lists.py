"""Read a list of places: a CSV file (UTF-8 or GB 18030) or the first sheet of a workbook."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import shapely

from gridwarden.grids.domain.faults import Fault, FaultRule, ImportRefused, refuse
from gridwarden.grids.domain.features import Feature
from gridwarden.grids.sources.files import Format
from gridwarden.platform.ui.sheets import NotReadable, first_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gridwarden.grids.sources.files import SourceFile

#: A county has some ten thousand.
MOST_ROWS = 100_000
_LON = ("lon", "lng", "longitude", "经度")
_LAT = ("lat", "latitude", "纬度")


def read(file: SourceFile) -> list[Feature]:
    """Return the rows, each with the point of its columns ``lon`` and ``lat``; rows count from 1 after the head.

    Raises:
        ImportRefused: the file cannot be read or is too long, or rows lack a coordinate; every such row is named.
    """
    lines = _sheet(file.content) if file.format is Format.WORKBOOK else _lines(file.content)
    try:
        return _features(lines)
    except csv.Error as error:
        raise refuse(FaultRule.UNREADABLE, value=str(error)[:200], expected="CSV") from None


def _features(lines: Iterator[list[str]]) -> list[Feature]:
    heads = [head.strip() for head in next(lines, [])]
    features, faults = [], []
    for number, line in enumerate((line for line in lines if any(line)), start=1):
        if number > MOST_ROWS:
            raise refuse(FaultRule.UNREADABLE, value=f"> {MOST_ROWS}", expected=f"{MOST_ROWS} rows")
        words = {head: word for head, word in zip(heads, line, strict=False) if head}
        lon, lat = _degrees(words, _LON), _degrees(words, _LAT)
        faults += [_fault(number, field, words) for field, given in (("lon", lon), ("lat", lat)) if given is None]
        if any("\0" in word for word in line):
            faults.append(Fault(rule=FaultRule.UNREADABLE, row=number, value="NUL"))
        point = None if lon is None or lat is None else shapely.Point(lon, lat)
        features.append(Feature(number, words, point, _key(words)))
    if faults:
        raise ImportRefused(faults)
    return features


def _degrees(words: Mapping[str, str], names: Iterable[str]) -> float | None:
    try:
        return float(_first(words, names))
    except ValueError:
        return None


def _fault(row: int, field: str, words: Mapping[str, str]) -> Fault:
    value = _first(words, _LON if field == "lon" else _LAT)
    rule = FaultRule.BAD_COORDINATE if value else FaultRule.MISSING
    return Fault(rule=rule, row=row, field=field, value=value[:80])


def _key(words: Mapping[str, str]) -> str:
    code = _first(words, ("code", "编号", "编码"))
    return f"id/{code}"[:80] if code else ""


def _first(words: Mapping[str, str], names: Iterable[str]) -> str:
    return next((words[name].strip() for name in names if words.get(name, "").strip()), "")


def _lines(content: bytes) -> Iterator[list[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return csv.reader(io.StringIO(content.decode(encoding), newline=""))
        except UnicodeDecodeError:
            continue
    raise refuse(FaultRule.UNREADABLE, value="", expected="UTF-8, GB 18030")


def _sheet(content: bytes) -> Iterator[list[str]]:
    try:
        rows = first_sheet(content, most_rows=MOST_ROWS + 2)
    except NotReadable as error:
        raise refuse(FaultRule.UNREADABLE, value=str(error)[:200], expected="xlsx") from None
    return iter([["" if cell is None else str(cell) for cell in row] for row in rows])
