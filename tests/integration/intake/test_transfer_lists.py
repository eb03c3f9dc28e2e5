"""Hotlines send lists: all of a list is taken or nothing, and each number once."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from openpyxl import Workbook

from gridwarden.algorithms.geodesy import Crs
from gridwarden.cases.models import Case
from gridwarden.intake.actions import transfer_files, transfers
from gridwarden.intake.actions.transfer_files import BadList, Listed
from gridwarden.intake.models import Filing, Report
from gridwarden.intake.queries import transfers as listing
from gridwarden.intake.queries.transfers import Standing
from gridwarden.platform.access import PermissionDenied
from tests.factories.cases import MONDAY
from tests.integration.intake.desk import LAT, LON, transfer

if TYPE_CHECKING:
    from pytest_django.fixtures import DjangoAssertNumQueries

    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db
HEADS = ["工单编号", "诉求内容", "经度", "纬度", "办结时限", "联系电话"]


def row(number: str, text: str = "路灯不亮", **changes: str) -> list[str]:
    given = dict(zip(HEADS, [number, text, str(LON), str(LAT), "2026-03-05 17:00", "13800005678"], strict=True))
    return list((given | changes).values())


def csv_of(*rows: list[str], encoding: str = "utf-8-sig") -> bytes:
    return "\r\n".join(",".join(line) for line in [HEADS, *rows]).encode(encoding)


def sheet_of(*rows: list[object]) -> bytes:
    book, content = Workbook(), BytesIO()
    for line in [HEADS, *rows]:
        book.active.append(line)
    book.save(content)
    return content.getvalue()


def take(stage: Stage, data: bytes, filename: str = "a.csv", post: str = "operator") -> Listed:
    return transfer_files.take_list(
        by=stage.by(post), at=MONDAY, data=data, filename=filename, sender="12345", crs=Crs.CGCS2000
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_opens_a_case_for_each_row(stage: Stage, encoding: str) -> None:
    assert take(stage, csv_of(row("A1"), row("A2"), encoding=encoding)) == Listed(2, 2, 0, ())
    assert sorted(Filing.objects.values_list("external_number", flat=True)) == ["A1", "A2"]
    assert Case.objects.filter(source="transfer").count() == 2


def test_a_workbook_is_read_like_csv(stage: Stage) -> None:
    data = sheet_of(["A1", "路灯不亮", LON, LAT, datetime(2026, 3, 5, 17, 0), 13800005678])  # noqa: DTZ001 - a sheet's
    assert take(stage, data, "a.xlsx").taken == 1
    filing = Filing.objects.get()
    assert timezone.localtime(filing.external_due_at).strftime("%d %H:%M") == "05 17:00"


def test_one_refused_row_holds_the_list_back(stage: Stage) -> None:
    outcome = take(stage, csv_of(row("A1"), row("A2", 经度="东")))
    assert (outcome.taken, outcome.refused[0].row, outcome.refused[0].field) == (0, 3, "lon")
    assert not Case.objects.exists()


def test_the_same_list_again_opens_nothing(stage: Stage) -> None:
    data = csv_of(row("A1"))
    take(stage, data)
    assert take(stage, data) == Listed(1, 0, 1, ())
    assert Case.objects.count() == 1


def test_a_number_with_other_words_is_refused(stage: Stage) -> None:
    take(stage, csv_of(row("A1")))
    outcome = take(stage, csv_of(row("A1", "井盖破损"), row("A3")))
    assert (outcome.taken, outcome.refused[0].rule) == (0, "was taken before with other words")
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "filename"),
    [
        (b"\x00\xff\xfe\x00", "a.csv"),
        (b"no workbook", "a.xlsx"),
        ("编号,内容\r\n1,x".encode(), "a.csv"),
        (b"", "a.csv"),
        (b"x" * (transfer_files.MOST_BYTES + 1), "a.csv"),
    ],
)
def test_what_is_no_list_is_refused(stage: Stage, data: bytes, filename: str) -> None:
    with pytest.raises(BadList):
        take(stage, data, filename)


def test_only_who_imports_takes_lists(stage: Stage) -> None:
    with pytest.raises(PermissionDenied):
        take(stage, csv_of(row("A1")), post="dispatcher")


def test_the_list_of_transfers_tells_where_each_stands(
    stage: Stage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    transfer(stage, "W", due_at=MONDAY + timedelta(days=1))
    transfer(stage, "L", due_at=MONDAY - timedelta(days=1))
    back = transfer(stage, "R").case_id
    transfers.send_back(
        by=stage.by("supervisor"), at=MONDAY, report_id=Report.objects.get(case=back).pk, reason="属邻区"
    )
    by = stage.by("operator")
    with django_assert_num_queries(1):
        rows = listing.page(by, MONDAY).rows
    assert [(one.number, one.standing.value) for one in rows] == [("R", "returned"), ("L", "late"), ("W", "waiting")]
    late = listing.page(by, MONDAY, standing=Standing.LATE).rows
    assert ([one.number for one in late], listing.counts(by, MONDAY)[Standing.WAITING]) == (["L"], 2)
    with pytest.raises(PermissionDenied):
        listing.page(stage.by("officer"), MONDAY)
