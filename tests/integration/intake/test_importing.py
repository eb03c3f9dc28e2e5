"""Exports of other systems are taken all or nothing, once, and every refused row is named."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from gridwarden.cases.models import Case
from gridwarden.intake.actions import importing
from gridwarden.intake.actions.importing import BadFile
from gridwarden.intake.cli import import_group
from gridwarden.intake.domain import mapping as mappings
from gridwarden.platform.access import PermissionDenied, system_for
from tests.factories.cases import MONDAY
from tests.factories.grids import middle_of

if TYPE_CHECKING:
    from gridwarden.intake.actions.importing import Outcome
    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db
LON, LAT = middle_of(0, 0)
MAPPING = """
system = "elsewhere"
[columns]
external_id = "id"
opened_at = "opened"
closed_at = "closed"
due_at = "due"
longitude = "x"
latitude = "y"
category = "kind"
[time]
zone = "Asia/Shanghai"
formats = ["%Y-%m-%d %H:%M"]
[[items]]
match = "bin"
item = 2
"""
COLUMNS = ["id", "opened", "closed", "due", "x", "y", "kind"]
GOOD = ["A1", "2026-02-10 09:00", "2026-02-10 15:00", "", LON, LAT, "bin"]


@pytest.fixture
def mapping(tmp_path: Path) -> mappings.Mapping:
    path = tmp_path / "mapping.toml"
    path.write_text(MAPPING)
    return mappings.load(path)


def export(tmp_path: Path, *rows: list[object]) -> Path:
    path = tmp_path / "cases.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    return path


def row(**changes: object) -> list[object]:
    return [changes.get(name, value) for name, value in zip(COLUMNS, GOOD, strict=True)]


def take(stage: Stage, mapping: mappings.Mapping, path: Path, *, skip_refused: bool = False) -> Outcome:
    by = system_for(stage.district_id)
    return importing.import_cases(
        by=by, at=MONDAY, district_id=stage.district_id, path=path, mapping=mapping, skip_refused=skip_refused
    )


def test_closed_cases_are_taken_over_with_numbers_of_their_own_days(
    stage: Stage, mapping: mappings.Mapping, tmp_path: Path
) -> None:
    path = export(tmp_path, row(), row(id="A2"), row(id="A3", opened="2026-02-11 09:00", closed="2026-02-12 09:00"))
    outcome = take(stage, mapping, path)
    cases = Case.objects.order_by("number")
    assert (outcome.adopted, outcome.opened, outcome.refused) == (3, 0, ())
    assert [case.number for case in cases] == ["20260210-00001", "20260210-00002", "20260211-00001"]
    assert {(case.state, case.grid.code if case.grid else "") for case in cases} == {("closed", "A01")}
    assert all("adopted" in case.flags for case in cases)


def test_a_case_that_is_open_there_is_opened_here_now(stage: Stage, mapping: mappings.Mapping, tmp_path: Path) -> None:
    outcome = take(stage, mapping, export(tmp_path, row(closed="")))
    case = Case.objects.get()
    assert (outcome.opened, case.opened_at, case.state) == (1, MONDAY, "reported")


def test_one_refused_row_holds_the_file_back_and_is_named(
    stage: Stage, mapping: mappings.Mapping, tmp_path: Path
) -> None:
    outcome = take(stage, mapping, export(tmp_path, row(), row(id="A2", x=""), row(id="A3", due="2026-01-01 00:00")))
    assert (outcome.was_taken, Case.objects.count()) == (False, 0)
    assert [(refused.row, refused.field) for refused in outcome.refused] == [(3, "longitude"), (4, "due_at")]


def test_good_rows_are_taken_beside_refused_ones_when_told_so(
    stage: Stage, mapping: mappings.Mapping, tmp_path: Path
) -> None:
    outcome = take(stage, mapping, export(tmp_path, row(), row(id="A2", x="")), skip_refused=True)
    assert (outcome.was_taken, outcome.adopted, Case.objects.count()) == (True, 1, 1)


def test_running_it_twice_changes_nothing(stage: Stage, mapping: mappings.Mapping, tmp_path: Path) -> None:
    path = export(tmp_path, row(), row(id="A2", closed=""))
    take(stage, mapping, path)
    before = list(Case.objects.order_by("pk").values("pk", "number", "version"))
    outcome = take(stage, mapping, path)
    assert (outcome.unchanged, outcome.adopted, outcome.opened) == (2, 0, 0)
    assert list(Case.objects.order_by("pk").values("pk", "number", "version")) == before


def test_a_row_that_changed_since_is_refused_not_overwritten(
    stage: Stage, mapping: mappings.Mapping, tmp_path: Path
) -> None:
    take(stage, mapping, export(tmp_path, row()))
    outcome = take(stage, mapping, export(tmp_path, row(closed="2026-02-11 15:00")))
    assert [refused.rule for refused in outcome.refused] == ["was taken before and has changed since"]


def test_a_file_without_a_column_of_the_mapping_is_refused_at_once(
    stage: Stage, mapping: mappings.Mapping, tmp_path: Path
) -> None:
    path = tmp_path / "cases.csv"
    path.write_text("id,opened\nA1,2026-02-10 09:00\n")
    with pytest.raises(BadFile, match="has no column 'closed'"):
        take(stage, mapping, path)


def test_a_file_that_is_no_text_is_refused(stage: Stage, mapping: mappings.Mapping, tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    path.write_bytes(b"\xff\xfe\x00\x81" * 50)
    with pytest.raises(BadFile, match="is not text"):
        take(stage, mapping, path)


def in_gbk(tmp_path: Path) -> Path:
    path = export(tmp_path, row(kind="bin 垃圾"))
    path.write_bytes(path.read_text(encoding="utf-8").encode("gbk"))
    return path


def test_a_file_of_excel_in_china_is_refused_with_the_key_that_reads_it(
    stage: Stage, mapping: mappings.Mapping, tmp_path: Path
) -> None:
    with pytest.raises(BadFile, match=r"\[file\] encoding = 'gb18030'"):
        take(stage, mapping, in_gbk(tmp_path))


def test_a_file_of_excel_in_china_is_taken_once_the_mapping_says_so(stage: Stage, tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(f'{MAPPING}\n[file]\nencoding = "gb18030"\n')
    outcome = take(stage, mappings.load(path), in_gbk(tmp_path))
    assert (outcome.adopted, outcome.refused) == (1, ())


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"opened": "0001-01-01 00:00"}, "opened_at"),
        ({"closed": "9999-12-31 23:59"}, "closed_at"),
        ({"due": "9999-12-31 23:59"}, "due_at"),
        ({"id": "A" * 81}, "external_id"),
        ({"kind": "bin\0"}, "category"),
        ({"x": "nan"}, "longitude"),
        ({"y": "-inf"}, "latitude"),
    ],
)
def test_a_row_that_cannot_be_kept_is_refused_by_its_field(
    stage: Stage, mapping: mappings.Mapping, tmp_path: Path, changes: dict[str, object], field: str
) -> None:
    outcome = take(stage, mapping, export(tmp_path, row(**changes), row(id="A2")), skip_refused=True)
    assert {(refused.row, refused.field) for refused in outcome.refused} == {(2, field)}
    assert Case.objects.count() == 1


@pytest.mark.parametrize("line", ['encoding = "latin-99"', 'encoding = "base64"', "encoding = 7", 'delimiter = ";;"'])
def test_a_mapping_that_cannot_read_a_file_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(f"{MAPPING}\n[file]\n{line}\n")
    with pytest.raises(mappings.BadMapping, match=line.split(maxsplit=1)[0]):
        mappings.load(path)


def test_who_may_not_import_takes_nothing(stage: Stage, mapping: mappings.Mapping, tmp_path: Path) -> None:
    with pytest.raises(PermissionDenied):
        importing.import_cases(
            by=stage.by("officer"),
            at=MONDAY,
            district_id=stage.district_id,
            path=export(tmp_path, row()),
            mapping=mapping,
        )


def test_the_command_reports_every_refused_row(stage: Stage, mapping: mappings.Mapping, tmp_path: Path) -> None:
    path = export(tmp_path, row(), row(id="A2", y="north"))
    code = stage.cast.territory.district.code6
    report = tmp_path / "refused.csv"
    arguments = ["cases", str(path), "--mapping", str(tmp_path / "mapping.toml"), "--district", code]
    result = CliRunner().invoke(import_group, [*arguments, "--json", "--report", str(report)])
    told = json.loads(result.stdout)
    assert (result.exit_code, told["adopted"], told["refused"][0]["row"]) == (1, 0, 3)
    assert "is not a number" in report.read_text(encoding="utf-8-sig")


def test_the_command_names_an_unknown_mapping(stage: Stage, tmp_path: Path) -> None:
    arguments = ["cases", str(export(tmp_path, row())), "--mapping", "atlantis"]
    result = CliRunner().invoke(import_group, [*arguments, "--district", stage.cast.territory.district.code6])
    assert result.exit_code == 2
    assert "boston311" in result.output


DATA = Path(os.environ.get("GRIDWARDEN_DATA", Path(__file__).resolve().parents[4] / "shared" / "data")) / "cases"


@pytest.mark.skipif(not DATA.exists(), reason=f"the 311 exports are not at {DATA}")
@pytest.mark.parametrize(
    ("file", "name", "rows"),
    [
        ("boston311_recent_sample.csv", "boston311", 4995),
        ("sf311_sample.csv", "sf311", 4209),
        ("nyc311_sample_a.csv", "nyc311", 924),
    ],
)
def test_real_exports_are_taken_with_the_shipped_mappings(stage: Stage, file: str, name: str, rows: int) -> None:
    mapping = mappings.load(Path(importing.__file__).parents[1] / "data" / "mappings" / f"{name}.toml")
    held = take(stage, mapping, DATA / file)
    assert (held.rows, held.was_taken, Case.objects.count()) == (rows, False, 0)
    taken = take(stage, mapping, DATA / file, skip_refused=True)
    refused = {reason.row for reason in taken.refused}
    assert taken.adopted + taken.opened + len(taken.left_out) + len(refused) == rows
    again = take(stage, mapping, DATA / file, skip_refused=True)
    assert (again.adopted, again.opened, again.unchanged) == (0, 0, taken.adopted + taken.opened)
