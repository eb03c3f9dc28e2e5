"""Read the first sheet of a table: CSV as offices write it, or xlsx."""

from __future__ import annotations

import csv
from datetime import datetime
from io import StringIO
from typing import Any

from gridwarden.platform.refusals import Invalid
from gridwarden.platform.ui.sheets import NotReadable, first_sheet

#: A staff table is small; anything larger is another file.
MOST_ROWS = 20_000
MOST_BYTES = 20 * 1024 * 1024


class Unreadable(Invalid):
    """The file is neither CSV nor xlsx, or far too large."""

    code = "unreadable_table"


def rows_of(name: str, content: bytes) -> list[list[str]]:
    """Return the rows of a table as text, head first."""
    if len(content) > MOST_BYTES:
        raise Unreadable("The file is too large for a staff table.")
    read = _workbook(content) if name.lower().endswith((".xlsx", ".xlsm")) else _csv(content)
    rows = [row for row in read if any(row)]
    if len(rows) > MOST_ROWS:
        raise Unreadable(f"A staff table has at most {MOST_ROWS} rows.")
    return rows


def _csv(content: bytes) -> list[list[str]]:
    try:
        return [[cell.strip() for cell in row] for row in csv.reader(StringIO(_decoded(content)))]
    except csv.Error as error:
        raise Unreadable("The file is no table of comma-separated values.") from error


def _decoded(content: bytes) -> str:
    """Return the text: UTF-8 with or without mark, else what Chinese Windows writes."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("The file is neither UTF-8 nor GB 18030.")


def _workbook(content: bytes) -> list[list[str]]:
    try:
        values = first_sheet(content, most_rows=MOST_ROWS + 2)
    except NotReadable as error:
        raise Unreadable("The file is no workbook.") from error
    return [[_text(value) for value in row] for row in values]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # telephone numbers become numbers in spreadsheets
    return str(value).strip()
