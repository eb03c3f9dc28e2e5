"""Rows of foreign exports are judged one by one, and every fault is named."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from gridwarden.intake.domain import mapping
from gridwarden.intake.domain.rows import LeftOut, Record, RefusedRow, Verdict, judge

MAPPING = mapping.parse(
    {
        "system": "elsewhere",
        "leave_out": ["^taxi"],
        "columns": {
            "external_id": "id",
            "opened_at": "opened",
            "due_at": "due",
            "closed_at": "closed",
            "status": "status",
            "longitude": "x",
            "latitude": "y",
            "address": "where",
            "category": "kind",
            "text": ["kind", "words"],
            "source": "via",
        },
        "time": {"zone": "Asia/Shanghai", "formats": ["%Y-%m-%d %H:%M", "%Y/%m/%d"]},
        "place": {"crs": "wgs84", "default_points": [[120.5, 31.5]]},
        "status": {"closed": ["Closed"], "open": ["Open"]},
        "sources": {"Phone": "hotline", "default": "transfer"},
        "items": [{"match": "bin", "item": 2, "condition": 3}, {"match": "lamp", "item": 10}],
    }
)
GOOD = {
    "id": "A-1",
    "opened": "2026-03-02 09:00",
    "due": "2026-03-03 09:00",
    "closed": "2026-03-02 15:30",
    "status": "closed",
    "x": "120.4",
    "y": "31.6",
    "where": "Lotus Lane 5",
    "kind": "Overfull bin",
    "words": "for days",
    "via": "Phone",
}


def judged(*rows: dict[str, str]) -> list[Verdict]:
    return list(judge([{**GOOD, **row} for row in rows], MAPPING))


def faults(**changes: str) -> dict[str, str]:
    (verdict,) = judged(changes)
    assert isinstance(verdict, tuple)
    return {fault.field: fault.rule for fault in verdict}


def test_a_good_row_becomes_a_record_in_our_terms() -> None:
    (record,) = judged({})
    assert isinstance(record, Record)
    assert record.opened_at == datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert (record.row, record.item, record.condition, record.source) == (2, 2, 3, "hotline")
    assert (record.text, record.address) == ("Overfull bin for days", "Lotus Lane 5")


def test_an_unknown_way_in_falls_back() -> None:
    (record,) = judged({"via": "Pigeon"})
    assert isinstance(record, Record)
    assert record.source == "transfer"


def test_an_open_case_has_no_closing_even_if_the_export_prints_one() -> None:
    (record,) = judged({"status": "Open"})
    assert isinstance(record, Record)
    assert record.closed_at is None


@pytest.mark.parametrize(
    ("changes", "field", "rule"),
    [
        ({"id": ""}, "external_id", "is missing"),
        ({"opened": ""}, "opened_at", "is missing"),
        ({"opened": "yesterday"}, "opened_at", "fits none of the formats"),
        ({"due": "2026-03-01 09:00"}, "due_at", "lies before the opening"),
        ({"closed": "2026-03-01 09:00"}, "closed_at", "lies before the opening"),
        ({"closed": ""}, "closed_at", "is missing although the status says closed"),
        ({"status": "Perhaps"}, "status", "is in neither list"),
        ({"x": ""}, "longitude", "is missing"),
        ({"y": "north"}, "latitude", "is not a number"),
        ({"y": "131.6"}, "latitude", "lies outside"),
        ({"x": "0", "y": "0"}, "longitude", "default point"),
        ({"x": "120.5", "y": "31.5"}, "longitude", "default point"),
        ({"kind": "Comet"}, "category", "is matched by no item rule"),
    ],
)
def test_a_fault_is_named_with_field_and_rule(changes: dict[str, str], field: str, rule: str) -> None:
    assert rule in faults(**changes)[field]


def test_all_faults_of_a_row_are_named_at_once() -> None:
    assert faults(opened="?", x="", kind="Comet").keys() == {"opened_at", "longitude", "category"}


def test_a_number_that_stands_twice_is_refused_where_it_stands_again() -> None:
    first, second = judged({}, {"words": "again"})
    assert isinstance(first, Record)
    assert second == (RefusedRow(3, "A-1", "external_id", "stands in row 2 already", "A-1"),)


def test_what_is_no_business_of_ours_is_left_out_not_refused() -> None:
    assert judged({"kind": "Taxi complaint", "x": ""}) == [LeftOut(2, "A-1", "Taxi complaint")]


def test_the_digest_changes_with_what_is_read_and_with_nothing_else() -> None:
    same, other = judged({"id": "A-1", "unread": "x"}, {"id": "A-2"})
    (alone,) = judged({})
    assert isinstance(same, Record)
    assert isinstance(other, Record)
    assert isinstance(alone, Record)
    assert same.digest == alone.digest != other.digest
