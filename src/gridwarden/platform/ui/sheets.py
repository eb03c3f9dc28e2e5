"""Read the first sheet of a workbook that somebody uploads: damaged, swollen and endless ones are refused."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

#: A workbook is packed XML: a few bytes can stand for gigabytes, and all its words are held at once.
MOST_UNPACKED = 100 * 1024 * 1024
#: One cell at the far right would make every row sixteen thousand cells wide.
MOST_COLUMNS = 200
#: What the parts of a damaged or forged workbook have been seen to raise.
_DAMAGED = (
    *(
        ArithmeticError,
        AttributeError,
        EOFError,
        LookupError,
        OSError,
        RuntimeError,
        SyntaxError,
        TypeError,
        ValueError,
    ),
    *(zipfile.BadZipFile, zlib.error),
)


class NotReadable(ValueError):
    """This is no workbook, or one that unpacks to more than a list can hold."""


def first_sheet(content: bytes, *, most_rows: int, most_unpacked: int = MOST_UNPACKED) -> list[tuple[Any, ...]]:
    """Return the values of the first ``most_rows`` rows, at most ``MOST_COLUMNS`` wide; formulas as last reckoned.

    Raises:
        NotReadable: the content is no workbook, is damaged, or unpacks to more than ``most_unpacked`` bytes.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            swollen = _unpacked(packed.infolist()) > most_unpacked
        rows = [] if swollen else _read(content, most_rows)
    except _DAMAGED as error:
        raise NotReadable(str(error)[:200] or type(error).__name__) from error
    if swollen:
        raise NotReadable("The workbook unpacks to far more than a list.")
    return rows


def _read(content: bytes, most_rows: int) -> list[tuple[Any, ...]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - workbooks are rare among uploads

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # styles and rules that openpyxl leaves out are not read here
        sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
        return [row[:MOST_COLUMNS] for row in sheet.iter_rows(values_only=True, max_row=most_rows)]


def _unpacked(parts: Iterable[zipfile.ZipInfo]) -> int:
    """Return how much the parts hold; no more than they declare is ever read of them."""
    return sum(part.file_size for part in parts)
