"""What the desk's rules say without a database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from gridwarden.cases.domain.sources import Source
from gridwarden.intake.domain.answers import may_approve
from gridwarden.intake.domain.calls import next_try
from gridwarden.intake.domain.media import Medium, source_of
from gridwarden.intake.domain.retention import STANDARD_DAYS
from gridwarden.intake.domain.transfer_rows import columns_of, judge
from gridwarden.platform.contacts import without_contacts

ZONE = ZoneInfo("Asia/Shanghai")
ROW = {"工单编号": "A1", "诉求内容": "路灯不亮", "经度": "120.1", "纬度": "31.5", "办结时限": "2026-03-05 17:00"}
COLUMNS = columns_of(ROW)


@pytest.mark.parametrize("medium", list(Medium))
def test_every_medium_has_a_source(medium: Medium) -> None:
    assert source_of(medium) in Source


def test_every_channel_has_a_time_after_which_it_forgets() -> None:
    assert set(STANDARD_DAYS) == set(Source)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("打13800005678找我", "打〔已隐去〕找我"),
        ("电话 0510-88001234。", "电话 〔已隐去〕。"),
        ("+86 138 0000 5678", "〔已隐去〕"),
        ("身份证32020019800101123X", "身份证〔已隐去〕"),
        ("写信到wang.jg@example.cn吧", "写信到〔已隐去〕吧"),
        ("工单20260302000171234567", "工单20260302000171234567"),
        ("人民路12号3单元101室", "人民路12号3单元101室"),
    ],
)
def test_contacts_leave_a_text_and_everything_else_stays(text: str, left: str) -> None:
    assert without_contacts(text) == left


@pytest.mark.parametrize(
    ("author", "approver", "may"), [(1, 2, True), (1, 1, False), (None, 2, True), (1, None, False)]
)
def test_an_answer_is_approved_by_somebody_else(author: int | None, approver: int | None, may: bool) -> None:  # noqa: FBT001
    assert may_approve(author_id=author, approver_id=approver) is may


def test_who_was_not_reached_is_called_again_after_two_hours() -> None:
    now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert next_try(None, now) == now
    assert next_try(now, now) == now + timedelta(hours=2)
    assert next_try(now - timedelta(days=1), now) == now


def test_a_row_becomes_a_transfer() -> None:
    (row,), refused = judge([ROW], COLUMNS, sender="12345", zone=ZONE)
    assert (row.number, row.sender, row.lon, refused) == ("A1", "12345", 120.1, [])
    assert row.due_at == datetime(2026, 3, 5, 17, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("change", "field", "rule"),
    [
        ({"工单编号": ""}, "number", "is missing"),
        ({"诉求内容": ""}, "text", "is missing"),
        ({"经度": "东"}, "lon", "is not a number"),
        ({"纬度": "95"}, "lat", "lies outside ±90 degrees"),
        ({"经度": ""}, "lon", "is missing"),
        ({"经度": "nan"}, "lon", "lies outside ±180 degrees"),
        ({"办结时限": "明天"}, "due_at", "is not a moment like 2026-03-02 17:00"),
        ({"诉求内容": "长" * 2001}, "text", "is longer than 2000 characters"),
        ({"诉求内容": "a\0b"}, "text", "holds a NUL"),
    ],
)
def test_each_fault_names_row_field_and_rule(change: dict[str, str], field: str, rule: str) -> None:
    taken, (fault, *_) = judge([ROW | change], COLUMNS, sender="12345", zone=ZONE)
    assert (taken, fault.row, fault.field, fault.rule) == ([], 2, field, rule)


def test_a_number_stands_in_a_list_once() -> None:
    taken, refused = judge([ROW, {}, ROW], COLUMNS, sender="12345", zone=ZONE)
    assert (len(taken), [(one.row, one.rule) for one in refused]) == (1, [(4, "stands in row 2 already")])


def test_without_a_sender_no_row_is_taken() -> None:
    _, (fault,) = judge([ROW], COLUMNS, sender="", zone=ZONE)
    assert (fault.field, fault.rule) == ("sender", "is missing")


def test_heads_are_known_in_both_languages() -> None:
    assert columns_of(["NUMBER", "text", "LON", "lat", "whatever"]) == {
        "number": "NUMBER", "text": "text", "lon": "LON", "lat": "lat"
    }  # fmt: skip
