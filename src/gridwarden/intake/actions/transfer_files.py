"""Take a hotline's list of transfers from a CSV file or a workbook: all of it or nothing, and each number once."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import get_default_timezone

from gridwarden.algorithms.geodesy import Crs
from gridwarden.cases.domain.sources import Source
from gridwarden.intake.actions import desk
from gridwarden.intake.actions.desk import Filed
from gridwarden.intake.actions.reception import NewReport
from gridwarden.intake.domain.media import Medium
from gridwarden.intake.domain.rows import RefusedRow
from gridwarden.intake.domain.transfer_rows import NEEDED, PLACES, TransferRow, columns_of, judge
from gridwarden.intake.models import Filing
from gridwarden.intake.queries import addressed
from gridwarden.menu.queries import menus
from gridwarden.platform.access import Permission
from gridwarden.platform.refusals import Invalid
from gridwarden.platform.ui import sheets

if TYPE_CHECKING:
    from gridwarden.intake.queries.addressed import Addressed
    from gridwarden.menu.queries.rows import MenuRow
    from gridwarden.platform.access import Actor

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 2000
#: So many rows with the longest words, unpacked.
MOST_UNPACKED = 32 * 1024 * 1024


class BadList(Invalid):
    """The file is no list of transfers."""

    code = "bad_list"


@dataclass(frozen=True, slots=True)
class Listed:
    """What became of a list. ``taken`` is 0 when one refused row held everything back."""

    rows: int
    taken: int
    unchanged: int
    refused: tuple[RefusedRow, ...]


@transaction.atomic
def take_list(*, by: Actor, at: datetime, data: bytes, filename: str, sender: str, crs: Crs) -> Listed:
    """Open a case for every row that is new; one refused row holds the whole list back.

    A number that came before with the same words is left alone, with other words it is refused.

    Raises:
        BadList: the file cannot be read, is too large, or lacks a column that every row needs.
    """
    by.require(Permission.INTAKE_IMPORT)
    rows = read(data, filename)
    columns = columns_of(rows[0]) if rows else {}
    missing = [name for name in NEEDED if name not in columns]
    if not any(set(place) <= set(columns) for place in PLACES):
        missing.append("address")
    if missing:
        raise BadList("The list lacks columns: " + ", ".join(missing), file="lacks columns")
    good, refused = judge(rows, columns, sender=sender.strip(), zone=get_default_timezone())
    fresh, changed = _new_ones(by.district_id or 0, good)
    found, nowhere = _places(by.district_id or 0, fresh)
    refused += changed + nowhere
    if not refused:
        menu = menus.current(by.district_id or 0, at)
        for row in fresh:
            desk.take(by=by, at=at, filed=_filed(row, by.district_id or 0, crs, menu, found.get(row.row)))
    taken = 0 if refused else len(fresh)
    return Listed(len(rows), taken, len(good) - len(fresh) - len(changed), tuple(refused))


def read(data: bytes, filename: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file (UTF-8 or GB 18030) or of the first sheet of a workbook, as words."""
    if len(data) > MOST_BYTES:
        raise BadList("The file is too large.", file="is too large")
    rows = _sheet(data) if filename.lower().endswith(".xlsx") else _lines(data)
    if len(rows) > MOST_ROWS:
        raise BadList(f"A list holds at most {MOST_ROWS} rows.", file="is too long")
    return rows


def _lines(data: bytes) -> list[dict[str, str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        try:
            return _table(list(islice(filter(None, csv.reader(io.StringIO(text, newline=""))), MOST_ROWS + 2)))
        except csv.Error as error:
            raise BadList("The file is not CSV.", file="is not CSV") from error
    raise BadList("The file is neither UTF-8 nor GB 18030.", file="is not text")


def _sheet(data: bytes) -> list[dict[str, str]]:
    try:
        lines = sheets.first_sheet(data, most_rows=MOST_ROWS + 2, most_unpacked=MOST_UNPACKED)
    except sheets.NotReadable as error:
        raise BadList("The file is not a workbook.", file="is not a workbook") from error
    return _table([[_word(value) for value in line] for line in lines if any(value is not None for value in line)])


def _table(lines: list[list[str]]) -> list[dict[str, str]]:
    """Return the rows under their heads; columns without a head say nothing."""
    if not lines:
        return []
    heads = lines[0]
    if len(heads) > sheets.MOST_COLUMNS:
        raise BadList(f"A list has at most {sheets.MOST_COLUMNS} columns.", file="is too wide")
    empty = dict.fromkeys(filter(None, heads), "")
    return [empty | {head: word for head, word in zip(heads, line, strict=False) if head} for line in lines[1:]]


def _word(value: object) -> str:
    """Return a cell as the words that CSV would have: moments as we read them, whole numbers without a point."""
    match value:
        case None:
            return ""
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M:%S")
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value).strip()


def _new_ones(district_id: int, rows: list[TransferRow]) -> tuple[list[TransferRow], list[RefusedRow]]:
    numbers = Filing.objects.filter(district=district_id, external_number__in=[row.number for row in rows])
    known = {(one.sender, one.external_number): one.digest for one in numbers}
    fresh = [row for row in rows if (row.sender, row.number) not in known]
    changed = [
        RefusedRow(row.row, row.number, "number", "was taken before with other words", row.sender)
        for row in rows
        if known.get((row.sender, row.number), row.digest) != row.digest
    ]
    return fresh, changed


def _places(district_id: int, rows: list[TransferRow]) -> tuple[dict[int, Addressed], list[RefusedRow]]:
    """Return the places of rows that only name an address, and the rows whose address fits none."""
    found, nowhere = {}, []
    for row in rows:
        if row.lon is not None:
            continue
        try:
            found[row.row] = addressed.resolve(district_id, row.address)
        except addressed.NoPlaceFound:
            nowhere.append(RefusedRow(row.row, row.number, "address", "fits no place", row.address[:80]))
    return found, nowhere


def _filed(row: TransferRow, district_id: int, crs: Crs, menu: MenuRow, place: Addressed | None) -> Filed:
    report = NewReport(
        district_id=district_id,
        channel=Source.TRANSFER,
        condition_id=condition_of(row.category, menu),
        lon=place.lon if place else row.lon or 0.0,
        lat=place.lat if place else row.lat or 0.0,
        crs=Crs.CGCS2000 if place else crs,
        attributes=place.noted if place else {},
        address=row.address,
        text=row.text,
        reporter_name=row.name,
        reporter_phone=row.phone,
    )
    return Filed(
        report=report,
        medium=Medium.TRANSFER,
        sender=row.sender,
        external_number=row.number,
        external_due_at=row.due_at,
        digest=row.digest,
    )


def condition_of(category: str, menu: MenuRow) -> int | None:
    """Return the only condition that a sender's word can mean; the desk settles everything else."""
    named = [item for item in menu.items if category and category in {item.name, str(item.number)}]
    conditions = [condition.id for item in named for condition in item.conditions]
    return conditions[0] if len(conditions) == 1 else None
