from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from gridwarden.platform.access import SYSTEM, PermissionDenied, Role
from gridwarden.workforce.actions.importing import Outcome, import_people
from gridwarden.workforce.actions.sheets import Unreadable, rows_of
from gridwarden.workforce.cli.people import people as command
from gridwarden.workforce.models import Posting, Staff
from tests.factories.cast import acting
from tests.integration.workforce.trail import audited

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from tests.factories.cast import Cast

HEAD = ["姓名", "登录名", "工号", "单位编码", "角色", "网格", "电话", "入职日期"]


def table(cast: Cast) -> list[list[str]]:
    """Two good people."""
    return [
        HEAD,
        ["陈露", "chen.lu", "N1", cast.east_team.code, "执法队员", "A01、A02", "13800000001", "2026-03-01"],
        ["何洁", "he.jie", "N2", cast.contractor.code, "环卫工人", "A01", "", ""],
    ]


def take(cast: Cast, at: datetime, rows: list[list[str]], **options: Any) -> Outcome:
    return import_people(by=SYSTEM, at=at, district_id=cast.territory.district.pk, rows=rows, **options)


def told(outcome: Outcome) -> list[tuple[int, str]]:
    return [(fault.row, fault.field) for fault in outcome.faults]


def test_everybody_is_enrolled_with_roles_and_postings(cast: Cast, monday_morning: datetime) -> None:
    outcome = take(cast, monday_morning, table(cast))
    assert (outcome.people, outcome.postings, outcome.was_taken) == (2, 3, True)
    chen = Staff.objects.select_related("user").get(staff_number="N1")
    assert (chen.user.username, chen.user.display_name, chen.roles) == ("chen.lu", "陈露", ["enforcement_officer"])
    assert set(acting(chen, monday_morning).grid_ids) == {cast.territory.grids[code].pk for code in ("A01", "A02")}
    assert str(chen.joined_on) == "2026-03-01"
    assert Staff.objects.get(staff_number="N2").joined_on == monday_morning.date()
    assert audited()[-1] == "staff.imported"


def test_one_fault_and_nobody_is_enrolled(cast: Cast, monday_morning: datetime) -> None:
    rows = table(cast)
    rows[2][3] = "X9"
    before = Staff.objects.count()
    outcome = take(cast, monday_morning, rows)
    assert told(outcome) == [(3, "unit")]
    assert not outcome.was_taken
    assert Staff.objects.count() == before
    assert audited() == []


def test_every_fault_of_the_table_is_named_at_once(cast: Cast, monday_morning: datetime) -> None:
    rows = table(cast)
    rows[1][5] = "A01、Z99"
    rows[2][0] = ""
    rows.append(["王一", cast.leader.user.username, "N3", cast.desk.code, "派遣员", "", "", ""])
    rows.append(["王二", "wang2", cast.leader.staff_number, cast.desk.code, "派遣员", "", "", ""])
    rows.append(["王三", "wang3", "N5", cast.contractor.code, "核查员", "", "", ""])
    rows.append(["王四", "wang4", "N6", cast.desk.code, "派遣员", "A01", "", ""])
    rows.append(["王五", "chen.lu", "N7", cast.desk.code, "派遣员", "", "", ""])
    outcome = take(cast, monday_morning, rows)
    assert told(outcome) == [
        (2, "grids"),
        (3, "name"),
        (4, "username"),
        (5, "staff_number"),
        (6, "roles"),
        (7, "grids"),
    ]


def test_two_rows_of_one_login_name_are_found(cast: Cast, monday_morning: datetime) -> None:
    rows = table(cast)
    rows[2][1] = "chen.lu"
    assert told(take(cast, monday_morning, rows)) == [(3, "username")]


def test_a_dry_run_finds_the_same_and_changes_nothing(cast: Cast, monday_morning: datetime) -> None:
    before = Staff.objects.count(), Posting.objects.count()
    outcome = take(cast, monday_morning, table(cast), dry_run=True)
    assert (outcome.people, outcome.postings, outcome.was_taken, outcome.faults) == (2, 3, False, ())
    assert (Staff.objects.count(), Posting.objects.count()) == before
    assert audited() == []


def test_the_same_table_twice_is_refused_row_by_row(cast: Cast, monday_morning: datetime) -> None:
    take(cast, monday_morning, table(cast))
    assert told(take(cast, monday_morning, table(cast))) == [(2, "username"), (3, "username")]


@pytest.mark.parametrize("rows", [[], [["姓名", "工号"]]])
def test_a_table_without_its_columns_is_refused(cast: Cast, monday_morning: datetime, rows: list[list[str]]) -> None:
    outcome = take(cast, monday_morning, rows)
    assert {fault.row for fault in outcome.faults} == {0}
    assert not outcome.was_taken


def test_short_rows_lack_what_they_lack(cast: Cast, monday_morning: datetime) -> None:
    assert told(take(cast, monday_morning, [HEAD, ["陈露", "chen"]])) == [
        (2, "staff_number"),
        (2, "unit"),
        (2, "roles"),
    ]


@pytest.mark.parametrize("who", ["keeper", "security", "leader"])
def test_nobody_imports_who_cannot_both_enrol_and_grant(cast: Cast, monday_morning: datetime, who: str) -> None:
    with pytest.raises(PermissionDenied):
        import_people(
            by=acting(getattr(cast, who), monday_morning),
            at=monday_morning,
            district_id=cast.territory.district.pk,
            rows=table(cast),
        )


def as_csv(rows: list[list[str]]) -> str:
    return "\r\n".join(",".join(row) for row in rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_as_offices_write_it(encoding: str) -> None:
    content = as_csv([HEAD, ["陈露", " chen ", "", "", "", "", "", ""], [""] * 8]).encode(encoding)
    assert rows_of("花名册.csv", content) == [HEAD, ["陈露", "chen", "", "", "", "", "", ""]]


def test_a_workbook_is_read_with_its_numbers_and_days() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["姓名", "电话", "入职日期", "工号"])
    sheet.append(["陈露", 13800000001.0, date(2026, 3, 1), None])
    stream = BytesIO()
    book.save(stream)
    assert rows_of("t.xlsx", stream.getvalue())[1] == ["陈露", "13800000001", "2026-03-01", ""]


@pytest.mark.parametrize(
    ("name", "content"), [("t.xlsx", b"no workbook"), ("t.csv", b"\xff\xfe\xfa"), ("t.csv", b"x" * 21_000_000)]
)
def test_what_is_no_table_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(Unreadable):
        rows_of(name, content)


def test_a_cell_as_long_as_a_book_is_no_table() -> None:
    with pytest.raises(Unreadable):
        rows_of("t.csv", ("姓名\n" + "长" * 200_000).encode())


def test_a_table_longer_than_any_staff_is_refused() -> None:
    with pytest.raises(Unreadable):
        rows_of("t.csv", b"x\n" * 20_001)


def test_the_command_tells_what_it_cannot_read(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "staff.xlsx"
    path.write_bytes(b"no workbook")
    answer = run(path, cast)
    assert answer.exit_code == 1
    assert "no workbook" in answer.output


def run(path: Path, cast: Cast, *options: str) -> Any:
    return CliRunner().invoke(command, ["import", str(path), "--district", cast.territory.district.code6, *options])


def test_the_command_enrols_a_file(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_text(as_csv(table(cast)), encoding="utf-8")
    rehearsal = run(path, cast, "--dry-run")
    assert (rehearsal.exit_code, rehearsal.output) == (0, "2 people would be enrolled, 3 postings made.\n")
    taken = run(path, cast)
    assert (taken.exit_code, taken.output) == (0, "2 people were enrolled, 3 postings made.\n")
    assert Staff.objects.get(staff_number="N1").roles == [Role.ENFORCEMENT_OFFICER]


def test_the_command_names_row_field_and_rule(cast: Cast, tmp_path: Path) -> None:
    rows = table(cast)
    rows[1][4] = "诗人"
    path = tmp_path / "staff.csv"
    path.write_text(as_csv(rows), encoding="utf-8")
    answer = run(path, cast)
    assert answer.exit_code == 1
    assert "row 2, roles: there is no role 诗人" in answer.output
    assert "Nothing was enrolled" in answer.output


def test_the_command_knows_no_unknown_district(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_text("姓名\n")
    answer = CliRunner().invoke(command, ["import", str(path), "--district", "999999"])
    assert answer.exit_code == 1
    assert "no district 999999" in answer.output


def test_the_command_writes_the_duties_down_once(cast: Cast) -> None:
    arguments = ["duties", "--district", cast.territory.district.code6]
    first, second = (CliRunner().invoke(command, arguments) for _ in range(2))
    assert first.output != second.output == "0 duties written.\n"
