"""Files of days."""

from __future__ import annotations

from datetime import date

import pytest

from gridwarden.algorithms.worktime import DayKind, DayRule
from gridwarden.platform.calendars.domain.dayfile import MAX_BYTES, BadDayFile, Rule, parse_days

HEAD = "date,kind,name,hours\n"


def faults_of(data: bytes | str) -> list[tuple[int, str, str]]:
    with pytest.raises(BadDayFile) as refusal:
        parse_days(data.encode() if isinstance(data, str) else data)
    return [(fault.row, fault.column, fault.rule) for fault in refusal.value.faults]


def test_each_row_is_a_day() -> None:
    found = parse_days(
        (
            HEAD + "2027-01-01,holiday,元旦,\n2027/01/03,make_up_workday,元旦,\n2027-03-01,workday,,08:00-12:00\n"
        ).encode()
    )

    assert found == {
        date(2027, 1, 1): DayRule(DayKind.HOLIDAY, "元旦"),
        date(2027, 1, 3): DayRule(DayKind.MAKE_UP_WORKDAY, "元旦"),
        date(2027, 3, 1): DayRule(DayKind.WORKDAY, "", ((28_800, 43_200),)),
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_office_programs_of_every_kind_write_readable_files(encoding: str) -> None:
    text = "Date , Kind,Name\r\n2027-01-01,放假,元旦\r\n\r\n,,\r\n2027-01-03,班,元旦\r\n"

    found = parse_days(text.encode(encoding))

    assert [rule.kind for rule in found.values()] == [DayKind.HOLIDAY, DayKind.MAKE_UP_WORKDAY]
    assert {rule.name for rule in found.values()} == {"元旦"}


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("2027-02-30,holiday,元旦,", ("date", Rule.IS_DATE)),
        ("tomorrow,holiday,元旦,", ("date", Rule.IS_DATE)),
        ("2003-12-31,holiday,元旦,", ("date", Rule.IN_RANGE)),
        ("2101-01-01,holiday,元旦,", ("date", Rule.IN_RANGE)),
        ("2027-01-01,carnival,元旦,", ("kind", Rule.IS_KIND)),
        ("2027-01-01,,元旦,", ("kind", Rule.IS_KIND)),
        ("2027-01-01,holiday,,", ("name", Rule.HAS_NAME)),
        (f"2027-01-01,holiday,{'元' * 61},", ("name", Rule.SHORT_NAME)),
        ("2027-01-01,workday,,all day", ("hours", Rule.IS_HOURS)),
        ("2027-01-01,workday,,12:00-08:00", ("hours", Rule.IS_HOURS)),
        ("2027-01-01,holiday,元旦,08:00-12:00", ("hours", Rule.OFF_HAS_NO_HOURS)),
    ],
)
def test_a_bad_row_is_told_with_its_column_and_rule(row: str, fault: tuple[str, Rule]) -> None:
    assert faults_of(HEAD + "2026-12-31,workday,,\n" + row + "\n") == [(3, *fault)]


def test_every_fault_is_told_in_order() -> None:
    assert faults_of(HEAD + "2027-01-01,carnival,,x\n2027-01-02,holiday,,\nnever,weekend,,\n") == [
        (2, "hours", Rule.IS_HOURS),
        (2, "kind", Rule.IS_KIND),
        (3, "name", Rule.HAS_NAME),
        (4, "date", Rule.IS_DATE),
    ]


def test_a_day_may_come_once() -> None:
    assert faults_of(HEAD + "2027-01-01,holiday,元旦,\n2027-01-01,workday,,\n") == [(3, "date", Rule.ONCE)]


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", Rule.HAS_COLUMNS),
        (b"day,what\n2027-01-01,holiday\n", Rule.HAS_COLUMNS),
        (HEAD.encode(), Rule.HAS_ROWS),
        (b"date,kind\n\xff\xff\xff\xff", Rule.READABLE),
        (b"date,kind\n2027-01-01,\0", Rule.READABLE),
        (b"date,kind\n" + b"2027-01-01,holiday\n" * MAX_BYTES, Rule.NOT_TOO_LARGE),
        (b"date,kind\n" + b"x" * 150_000, Rule.READABLE),
    ],
)
def test_what_is_no_file_of_days_is_refused(data: bytes, rule: Rule) -> None:
    assert [found for _row, _column, found in faults_of(data)] == [rule]


def test_too_many_days_are_refused() -> None:
    rows = "".join(
        f"{year}-{month:02}-{day:02},weekend\n"
        for year in range(2030, 2037)
        for month in range(1, 13)
        for day in range(1, 29)
    )

    assert [rule for _row, _column, rule in faults_of("date,kind\n" + rows)] == [Rule.NOT_TOO_LARGE]
