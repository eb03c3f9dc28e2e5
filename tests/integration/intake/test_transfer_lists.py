"""Hotlines send lists: all of a list is taken or nothing, and each number once."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.contrib.gis.geos import Point
from django.utils import timezone
from openpyxl import Workbook

from gridwarden.algorithms.geodesy import Crs
from gridwarden.cases.models import Case
from gridwarden.grids.models import Gazetteer, Place
from gridwarden.intake.actions import transfer_files, transfers
from gridwarden.intake.actions.transfer_files import BadList, Listed
from gridwarden.intake.models import Filing, Report
from gridwarden.intake.queries import tracking_file
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
        (b"\n".join([b"a"] * 2_500_000), "a.csv"),
        (b",".join(b"a%d" % n for n in range(500_000)) + b"\n1" * 2000, "a.csv"),
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


def known_place(stage: Stage) -> None:
    """Have the gazetteer know one house."""
    Gazetteer.objects.update_or_create(district_id=stage.district_id, defaults={"version": 1})
    Place.objects.create(
        district_id=stage.district_id, source="told", source_key="人民路 12", kind="address", road="人民路", number=12,
        place=Point(LON, LAT, srid=4490),
    )  # fmt: skip


def without_degrees(*addresses: str) -> bytes:
    lines = ["工单编号,诉求内容,地址", *(f"B{at},路灯不亮,{one}" for at, one in enumerate(addresses))]
    return "\r\n".join(lines).encode()


def test_a_row_without_degrees_is_found_by_its_address_and_says_how_surely(stage: Stage) -> None:
    known_place(stage)
    assert take(stage, without_degrees("人民路12号门口")).taken == 1
    case, report = Case.objects.get(), Report.objects.get()
    assert (round(case.place.x, 5), round(case.place.y, 5)) == (round(LON, 5), round(LAT, 5))
    assert report.attributes["place_found"] == "人民路12号"
    assert 0.6 <= float(report.attributes["place_score"]) <= 1
    first = tracking_file.of(stage.by("operator"), report.pk, MONDAY).entries[0]
    assert "→ 人民路12号 (" in first.text


def test_an_address_that_fits_no_place_holds_the_list_back(stage: Stage) -> None:
    known_place(stage)
    outcome = take(stage, without_degrees("人民路12号", "月球背面环形山"))
    assert [(one.field, one.rule) for one in outcome.refused] == [("address", "fits no place")]
    assert not Case.objects.exists()
    with pytest.raises(BadList, match="address"):
        take(stage, "工单编号,诉求内容\r\nB1,路灯不亮".encode())
