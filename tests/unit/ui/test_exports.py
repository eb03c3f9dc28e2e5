from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.test import RequestFactory
from openpyxl import load_workbook

from gridwarden.platform.ui import exports
from gridwarden.platform.ui.tables import Column, Kind

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase


@dataclass(frozen=True)
class Row:
    text: Any
    at: datetime | None = None


COLUMNS = (
    Column[Row](label="内容", value=lambda row: row.text),
    Column[Row](label="时间", value=lambda row: row.at, kind=Kind.MOMENT),
    Column[Row](label="页面", value=lambda row: f"page {row.text}", in_file=False),
)
MOMENT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # 09:00 in Shanghai
FORMULAS = [
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "\n=1+1",
    "=1+1",
    "+86",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    '=HYPERLINK("http://evil.example")',
]


def body(response: HttpResponseBase) -> bytes:
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def as_xlsx(*rows: Row) -> list[tuple[Any, ...]]:
    sheet = load_workbook(BytesIO(body(exports.answer("xlsx", "案件", COLUMNS, rows)))).active
    assert sheet is not None
    return [tuple(row) for row in sheet.iter_rows(values_only=True)]


def as_csv(*rows: Row) -> list[list[str]]:
    text = body(exports.answer("csv", "案件", COLUMNS, rows)).decode()
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"))))


def test_both_files_hold_the_columns_meant_for_them_under_their_labels() -> None:
    assert as_xlsx()[0] == ("内容", "时间")
    assert as_csv()[0] == ["内容", "时间"]


def test_moments_are_told_in_local_time() -> None:
    assert as_xlsx(Row("a", MOMENT))[1] == ("a", datetime(2026, 3, 2, 9, 0))  # noqa: DTZ001
    assert as_csv(Row("a", MOMENT))[1] == ["a", "2026-03-02 09:00:00"]


def test_csv_is_marked_as_utf_8_for_spreadsheets_that_guess() -> None:
    assert body(exports.answer("csv", "案件", COLUMNS, [])).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("formula", FORMULAS)
def test_text_that_looks_like_a_formula_stays_text(formula: str) -> None:
    content = body(exports.answer("xlsx", "x", COLUMNS, [Row(formula)]))
    sheet = load_workbook(BytesIO(content)).active
    assert sheet is not None
    assert sheet["A2"].data_type == "s"
    assert (
        body(exports.answer("csv", "x", COLUMNS, [Row(formula)])).decode().splitlines()[1].lstrip('"').startswith("'")
    )


def test_numbers_stay_numbers_even_below_zero() -> None:
    assert as_xlsx(Row(-3.5))[1][0] == -3.5
    assert as_csv(Row(-3.5))[1][0] == "-3.5"


@pytest.mark.parametrize(
    ("value", "in_xlsx", "in_csv"),
    [
        (None, None, ""),
        (date(2026, 3, 2), datetime(2026, 3, 2), "2026-03-02"),  # noqa: DTZ001
        ("a\x00b\x0bc", "abc", "a\x00b\x0bc"),
        ("a\uffffb\ufffe", "ab", "a\uffffb\ufffe"),
    ],
)
def test_awkward_values_find_a_form(value: Any, in_xlsx: Any, in_csv: str) -> None:
    assert as_xlsx(Row(value))[1][0] == in_xlsx
    assert exports.guarded(exports._plain(value)) == in_csv


def test_a_name_beyond_ascii_reaches_the_browser() -> None:
    for kind in ("xlsx", "csv"):
        header = exports.answer(kind, "案件", COLUMNS, [])["Content-Disposition"]
        assert f"filename*=utf-8''%E6%A1%88%E4%BB%B6.{kind}" in header


def test_a_reserved_character_in_a_name_does_not_break_the_sheet() -> None:
    content = body(exports.answer("xlsx", "a/b:c" + "x" * 40, COLUMNS, []))
    assert load_workbook(BytesIO(content)).sheetnames[0] == "abc" + "x" * 28


def test_a_workbook_refuses_more_rows_than_it_should_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "MOST_ROWS", 2)
    assert len(as_xlsx(Row("a"), Row("b"))) == 3
    with pytest.raises(exports.TooManyRows):
        as_xlsx(Row("a"), Row("b"), Row("c"))


@pytest.mark.parametrize(
    ("query", "kind"), [("export=xlsx", "xlsx"), ("export=csv", "csv"), ("export=exe", ""), ("", "")]
)
def test_only_known_kinds_of_file_can_be_asked_for(query: str, kind: str) -> None:
    assert exports.asked(RequestFactory().get(f"/?{query}")) == kind


@pytest.mark.parametrize(("colour", "word"), [("red", "已超期"), ("green", "期限内"), ("", "无时限")])
def test_a_light_is_told_in_words(colour: str, word: str) -> None:
    light = (Column[Row](label="时限灯", value=lambda row: row.text, kind=Kind.LIGHT),)
    text = body(exports.answer("csv", "案件", light, [Row(colour)])).decode()
    assert text.splitlines()[1] == word
