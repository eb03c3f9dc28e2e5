"""Lists as files: xlsx for people, CSV for machines, both from the columns of the page.

Text that a spreadsheet would run as a formula stays text in both (OWASP calls it CSV injection).
"""

from __future__ import annotations

import csv
import re
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from django.http import FileResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.timezone import localtime
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from gridwarden.platform.refusals import Invalid
from gridwarden.platform.ui.tables import Column, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Row = TypeVar("Row")

#: A sheet holds 1,048,576 lines; far below that office computers give up. CSV has no such limit.
MOST_ROWS = 200_000
#: A cell holds no more than this.
MOST_CHARACTERS = 32_767
#: Spreadsheets with Chinese or Japanese input take the wide forms for the narrow ones.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: Beside what openpyxl takes out, no XML may hold these; one of them would make the whole workbook unreadable.
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_WIDTHS = {Kind.TEXT: 28, Kind.CODE: 20, Kind.NUMBER: 12, Kind.DAY: 12, Kind.MOMENT: 19, Kind.LIGHT: 8, Kind.BADGE: 14}
_FORMATS = {Kind.DAY: "yyyy-mm-dd", Kind.MOMENT: "yyyy-mm-dd hh:mm:ss"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class TooManyRows(Invalid):
    """The list is too long for a workbook; narrow the filters or take CSV."""

    code = "too_many_rows"


def asked(request: HttpRequest) -> str:
    """Return which kind of file the address asks for, empty for the page itself."""
    kind = request.GET.get("export", "")
    return kind if kind in {"xlsx", "csv"} else ""


def answer(kind: str, name: str, columns: Sequence[Column[Row]], rows: Iterable[Row]) -> HttpResponseBase:
    """Return ``rows`` as a file called ``name`` of the asked kind."""
    kept = [column for column in columns if column.in_file]
    return xlsx(name, kept, rows) if kind == "xlsx" else csv_file(name, kept, rows)


def xlsx(name: str, columns: Sequence[Column[Row]], rows: Iterable[Row]) -> FileResponse:
    """Return a workbook with one sheet, its head frozen."""
    listed = _counted(rows)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(name))
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS[column.kind]
    sheet.append([_head(sheet, str(column.label)) for column in columns])
    for row in listed:
        sheet.append([_cell(sheet, column, column.told(row)) for column in columns])
    content = BytesIO()
    book.save(content)
    content.seek(0)
    return FileResponse(content, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


def csv_file(name: str, columns: Sequence[Column[Row]], rows: Iterable[Row]) -> StreamingHttpResponse:
    """Return lines of comma-separated values, marked as UTF-8 for spreadsheets that guess."""
    response = StreamingHttpResponse(_csv_lines(columns, rows), content_type="text/csv; charset=utf-8")
    # FileResponse writes the header for names beyond ASCII; a stream has to ask for it.
    response["Content-Disposition"] = _disposition(f"{name}.csv")
    return response


def _csv_lines(columns: Sequence[Column[Row]], rows: Iterable[Row]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([str(column.label) for column in columns])
    for row in rows:
        yield writer.writerow([guarded(_plain(column.told(row))) for column in columns])


class _Echo:
    """A file that hands every line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def guarded(value: Any) -> Any:
    """Return text that no spreadsheet takes for a formula; numbers stay numbers."""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


def _plain(value: Any) -> Any:
    """Return ``value`` as a file shows it: local times, words instead of objects, nothing for nothing."""
    match value:
        case None:
            return ""
        case datetime():
            return localtime(value).strftime("%Y-%m-%d %H:%M:%S")
        case date():
            return value.isoformat()
        case bool() | int() | float() | Decimal():
            return value
        case _:
            return str(value)


def _counted(rows: Iterable[Row]) -> list[Row]:
    """Return the rows, refusing aloud instead of cutting off in silence."""
    listed = list(islice(rows, MOST_ROWS + 1))
    if len(listed) > MOST_ROWS:
        raise TooManyRows(f"A workbook holds at most {MOST_ROWS} rows.")
    return listed


def _head(sheet: WriteOnlyWorksheet, label: str) -> Cell:
    cell = WriteOnlyCell(sheet, value=label)
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", start_color="0E6A6B")
    cell.alignment = Alignment(vertical="center")
    return cell


def _cell(sheet: WriteOnlyWorksheet, column: Column[Row], value: Any) -> Cell:
    if isinstance(value, datetime):
        value = localtime(value).replace(tzinfo=None)
    elif not isinstance(value, (date, bool, int, float, Decimal)):
        value = _NO_XML.sub("", ILLEGAL_CHARACTERS_RE.sub("", str(_plain(value))))[:MOST_CHARACTERS]
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"  # otherwise "=…" would become a formula
    elif column.kind in _FORMATS:
        cell.number_format = _FORMATS[column.kind]
    return cell


def _sheet_name(name: str) -> str:
    """Return a name that a sheet may bear: at most 31 characters, none of them reserved."""
    return "".join(character for character in name if character not in r"[]:*?/\'")[:31] or "1"


def _disposition(filename: str) -> str:
    return content_disposition_header(as_attachment=True, filename=filename) or ""
