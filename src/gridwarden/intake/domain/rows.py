"""Judge the rows of an export one by one: each becomes a record or a list of reasons."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from gridwarden.algorithms.geodesy import to_cgcs2000

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from collections.abc import Mapping as Row

    from gridwarden.intake.domain.mapping import ItemRule, Mapping


T = TypeVar("T")
#: Longest id of a row that is kept.
LONGEST_ID = 80
#: Years in which a case can have been; systems write the ends of the calendar for "not known".
YEARS = range(1970, 2200)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One usable row, in our terms: CGCS2000 degrees and aware moments."""

    row: int
    external_id: str
    digest: str
    opened_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    lon: float
    lat: float
    address: str
    text: str
    source: str
    item: int
    condition: int


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """One reason why a row cannot be taken; a row may have several. ``row`` counts from 2, below the head."""

    row: int
    external_id: str
    field: str
    rule: str
    value: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that the mapping leaves out on purpose."""

    row: int
    external_id: str
    category: str


class _Unusable(Exception):
    """Carries a field's fault to the row's judge."""

    def __init__(self, field: str, rule: str, value: str) -> None:
        super().__init__(rule)
        self.field, self.rule, self.value = field, rule, value


#: What becomes of one row.
Verdict = Record | LeftOut | tuple[RefusedRow, ...]


def judge(rows: Iterable[Row[str, str | None]], mapping: Mapping) -> Iterator[Verdict]:
    """Yield for each row its record, that it is left out, or every reason against it."""
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, start=2):
        yield _Judge(number, row, mapping, seen).verdict()


class _Judge:
    """Reads one row; collects faults field by field so that the report names them all."""

    def __init__(self, number: int, row: Row[str, str | None], mapping: Mapping, seen: dict[str, int]) -> None:
        self._number, self._row, self._mapping, self._seen = number, row, mapping, seen
        self._faults: list[_Unusable] = []

    def verdict(self) -> Verdict:
        category = self._text("category")
        if any(pattern.search(category) for pattern in self._mapping.leave_out):
            return LeftOut(self._number, self._text("external_id"), category)
        external_id = self._text("external_id")
        self._try(lambda: self._must_be_new(external_id), None)
        self._try(self._storable, None)
        opened_at, due_at, closed_at = self._moments()
        lon, lat = self._try(self._place, (math.nan, math.nan))
        rule = self._try(self._rule, None)
        if self._faults or opened_at is None or rule is None:
            return tuple(RefusedRow(self._number, external_id, f.field, f.rule, f.value[:80]) for f in self._faults)
        return Record(
            row=self._number,
            external_id=external_id,
            digest=self._digest(),
            opened_at=opened_at,
            due_at=due_at,
            closed_at=closed_at,
            lon=lon,
            lat=lat,
            address=self._text("address"),
            text=self._text("text") or self._text("category"),
            source=self._mapping.sources.get(self._text("source").casefold(), self._mapping.default_source),
            item=rule.item,
            condition=rule.condition,
        )

    def _try(self, read: Callable[[], T], otherwise: T) -> T:
        try:
            return read()
        except _Unusable as fault:
            self._faults.append(fault)
            return otherwise

    def _text(self, key: str) -> str:
        values = (self._row.get(name) or "" for name in self._mapping.columns.get(key, ()))
        return " ".join(value.strip() for value in values if value.strip())

    def _must_be_new(self, external_id: str) -> None:
        if not external_id:
            raise _Unusable("external_id", "is missing", "")
        if len(external_id) > LONGEST_ID:
            raise _Unusable("external_id", f"is longer than {LONGEST_ID} characters", external_id)
        first = self._seen.setdefault(external_id, self._number)
        if first != self._number:
            raise _Unusable("external_id", f"stands in row {first} already", external_id)

    def _storable(self) -> None:
        """Refuse the one character that no text of the database can hold."""
        for key in self._mapping.columns:
            if "\0" in self._text(key):
                raise _Unusable(key, "holds a NUL", self._text(key).replace("\0", "␀"))

    def _moments(self) -> tuple[datetime | None, datetime | None, datetime | None]:
        opened_at = self._try(lambda: self._moment("opened_at"), None)
        due_at = self._try(lambda: self._moment("due_at"), None)
        closed_at = self._try(self._closed_at, None)
        if opened_at is None and not any(fault.field == "opened_at" for fault in self._faults):
            self._faults.append(_Unusable("opened_at", "is missing", ""))
        for field, moment in (("due_at", due_at), ("closed_at", closed_at)):
            if opened_at and moment and moment < opened_at:
                self._faults.append(_Unusable(field, f"lies before the opening {opened_at.isoformat()}", str(moment)))
        return opened_at, due_at, closed_at

    def _moment(self, key: str) -> datetime | None:
        value = self._text(key)
        if not value:
            return None
        for time_format in self._mapping.time_formats:
            try:
                # The zone is the mapping's: exports print local time without one.
                moment = datetime.strptime(value, time_format).replace(tzinfo=self._mapping.zone)
            except ValueError:
                continue
            if moment.year not in YEARS:
                raise _Unusable(key, f"lies outside the years {YEARS[0]} to {YEARS[-1]}", value)
            return moment
        raise _Unusable(key, f"fits none of the formats {', '.join(self._mapping.time_formats)}", value)

    def _closed_at(self) -> datetime | None:
        closed_at = self._moment("closed_at")
        if "status" not in self._mapping.columns:
            return closed_at
        status = self._text("status")
        if status.casefold() in self._mapping.open_words:
            return None
        if status.casefold() not in self._mapping.closed_words:
            raise _Unusable("status", "is in neither list of the mapping's status words", status)
        if closed_at is None:
            raise _Unusable("closed_at", "is missing although the status says closed", status)
        return closed_at

    def _place(self) -> tuple[float, float]:
        lon, lat = self._degrees("longitude", 180), self._degrees("latitude", 90)
        tolerance = self._mapping.default_point_tolerance_deg
        for at_lon, at_lat in ((0.0, 0.0), *self._mapping.default_points):
            if abs(lon - at_lon) <= tolerance and abs(lat - at_lat) <= tolerance:
                raise _Unusable("longitude", "is the geocoder's default point, not a place", f"{lon}, {lat}")
        converted = to_cgcs2000(lon, lat, self._mapping.crs)
        return float(converted[0]), float(converted[1])

    def _degrees(self, key: str, limit: int) -> float:
        value = self._text(key)
        if not value:
            raise _Unusable(key, "is missing", "")
        try:
            degrees = float(value)
        except ValueError:
            raise _Unusable(key, "is not a number", value) from None
        if not -limit <= degrees <= limit:
            raise _Unusable(key, f"lies outside ±{limit} degrees", value)
        return degrees

    def _rule(self) -> ItemRule:
        category = self._text("category")
        for rule in self._mapping.items:
            if rule.pattern.search(category):
                return rule
        raise _Unusable("category", "is matched by no item rule of the mapping", category)

    def _digest(self) -> str:
        read = {name: self._row.get(name) or "" for name in sorted(self._mapping.needed_columns())}
        return hashlib.sha256(json.dumps(read, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
