"""Workbooks that people upload: whole ones are read, every other one is refused in one way."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from openpyxl import Workbook

from gridwarden.platform.ui.sheets import MOST_COLUMNS, NotReadable, first_sheet

SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "haha haha haha haha ">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 20}">' for a, b in zip("abcdefg", "bcdefgh", strict=True))
    + ']><worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&h;</t></is></c></row></sheetData></worksheet>'
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row r="1">'
    '<c t="inlineStr"><is><t>&x;</t></is></c></row></sheetData></worksheet>'
)


def workbook(*rows: list[object]) -> bytes:
    """A workbook of one sheet."""
    book, content = Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(content)
    return content.getvalue()


def packed(parts: dict[str, bytes]) -> bytes:
    """Pack the parts of a workbook."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return content.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


PLAIN = workbook(["编号", "诉求内容"], ["N1", "路灯不亮"], [2, None])


def test_a_sheet_is_read_as_far_as_asked() -> None:
    assert first_sheet(PLAIN, most_rows=9) == [("编号", "诉求内容"), ("N1", "路灯不亮"), (2, None)]
    assert len(first_sheet(PLAIN, most_rows=2)) == 2


def test_one_cell_at_the_far_right_makes_no_row_endless() -> None:
    row: list[object] = [None] * 16_000
    assert len(first_sheet(workbook([*row, "x"]), most_rows=9)[0]) <= MOST_COLUMNS


@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "docProps/core.xml"])
def test_what_unpacks_to_far_more_than_a_list_is_refused_before_it_is_read(part: str) -> None:
    swollen = packed(parts_of(PLAIN) | {part: b"<a>" + b" " * 2_000_000 + b"</a>"})
    assert len(swollen) < 20_000
    with pytest.raises(NotReadable, match="far more"):
        first_sheet(swollen, most_rows=9, most_unpacked=1_000_000)


@pytest.mark.parametrize("sheet", [LAUGHS, OUTSIDE])
def test_entities_neither_grow_nor_read_files(sheet: str) -> None:
    content = packed(parts_of(PLAIN) | {SHEET: sheet.encode()})
    try:
        said = str(first_sheet(content, most_rows=9))
    except NotReadable:
        return
    assert "root:" not in said
    assert len(said) < 10_000


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_workbook_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - damage, no secret
    for _ in range(20):
        content = bytearray(PLAIN)
        if seed % 2:
            for _ in range(chance.randint(1, 6)):
                content[chance.randrange(len(content))] = chance.randrange(256)
        else:
            parts = parts_of(PLAIN)
            name = chance.choice(sorted(parts))
            part = bytearray(parts[name])
            at = chance.randrange(len(part))
            part[at : at + chance.randint(0, 20)] = chance.choice([b"", b"-1", b"1e999", b"<a>", b"\xff", b"9" * 12])
            content = bytearray(packed(parts | {name: bytes(part)}))
        try:
            first_sheet(bytes(content), most_rows=9)
        except NotReadable:
            continue


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04", packed({}), packed({"a": b"b"})])
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(NotReadable):
        first_sheet(content, most_rows=9)
