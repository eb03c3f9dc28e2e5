"""``gridwarden worktime due`` without a database."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from gridwarden.config.cli import main

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["worktime", "due", *arguments])


def due(start: str, limit: str, unit: str, *more: str) -> dict[str, Any]:
    result = run("--start", start, "--limit", limit, "--unit", unit, "--json", *more)
    assert result.exit_code == 0, result.output
    printed: dict[str, Any] = json.loads(result.output)
    return printed


@pytest.mark.parametrize(
    ("start", "limit", "unit", "due_at"),
    [
        ("2026-03-02T11:00:00+08:00", "2", "working_hour", "2026-03-02T15:00:00+08:00"),
        ("2026-03-02T03:00:00Z", "2", "working_hour", "2026-03-02T15:00:00+08:00"),
        ("2026-03-02T11:00", "2", "working_hour", "2026-03-02T15:00:00+08:00"),
        ("2026-03-02 11:00:30", "1.5", "working_day", "2026-03-03T17:00:30+08:00"),
        ("2026-03-06T23:00:00+08:00", "2", "urgent_hour", "2026-03-07T01:00:00+08:00"),
        ("2026-10-01T12:00:00+08:00", "1", "urgent_day", "2026-10-02T12:00:00+08:00"),
        ("2026-10-09T17:00:00+08:00", "2", "working_hour", "2026-10-10T09:00:00+08:00"),
    ],
)
def test_the_deadline_is_printed_in_local_time(start: str, limit: str, unit: str, due_at: str) -> None:
    printed = due(start, limit, unit)

    assert printed["due_at"] == due_at
    assert printed["provisional"] is False


def test_the_steps_add_up_to_the_limit_and_end_at_the_deadline() -> None:
    printed = due("2026-10-06T10:00", "20", "working_hour")

    assert sum(step["seconds"] for step in printed["steps"]) == printed["limit"]["seconds"] == 72_000
    assert printed["steps"][-1]["to"] == printed["due_at"]
    assert printed["steps"][0] == {
        "kind": "day_off",
        "from": "2026-10-06T10:00:00+08:00",
        "to": "2026-10-07T00:00:00+08:00",
        "seconds": 0,
        "remaining_s": 72_000,
        "day_kind": "holiday",
        "name": "国庆节",
        "provisional": False,
    }


def test_days_that_are_not_published_are_told() -> None:
    printed = due("2026-12-31T17:00", "2", "working_hour")

    assert printed["provisional"] is True
    assert [step["provisional"] for step in printed["steps"]] == [False, True]
    assert "provisional" in run("--start", "2026-12-31T17:00", "--limit", "2", "--unit", "working_hour").output


def test_the_hours_are_those_of_the_settings(settings: SettingsWrapper) -> None:
    settings.WORKING_HOURS = [("09:00", "12:00"), ("13:30", "17:30")]

    printed = due("2026-03-02T11:00", "2", "working_hour")

    assert printed["due_at"] == "2026-03-02T14:30:00+08:00"
    assert printed["calendar"]["standard_day_s"] == 7 * 3600


def test_other_calendars_and_pauses_count() -> None:
    pause = ("--pause", "2026-10-01T16:00/2026-10-01T17:00")

    assert due("2026-10-01T15:00", "2", "working_hour", "--calendar", "patrol", *pause)["due_at"] == (
        "2026-10-01T18:00:00+08:00"
    )


def test_without_json_the_deadline_is_one_line() -> None:
    result = run("--start", "2026-03-02T11:00", "--limit", "2", "--unit", "working_hour")

    assert result.output == "2026-03-02 15:00:00+08:00\n"


def test_steps_are_told_to_people_line_by_line() -> None:
    result = run("--start", "2026-03-02T11:00", "--limit", "2", "--unit", "working_hour", "--explain")

    lines = result.output.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("2026-03-02 11:00:00 – 2026-03-02 12:00:00      3600 s,     3600 s left")


GOOD = {"--start": "2026-03-02T11:00", "--limit": "2", "--unit": "working_hour"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"--start": "yesterday"}, "no moment"),
        ({"--start": ""}, "no moment"),
        ({"--start": "1999-01-04T09:00"}, "outside the calendar"),
        ({"--start": "9999-12-31T23:59:59Z"}, "9999"),
        ({"--start": "9999-12-01", "--limit": "9999", "--unit": "urgent_day"}, "9999"),
        ({"--limit": "two"}, "no number"),
        ({"--limit": "0"}, "gives no time"),
        ({"--limit": "-1"}, "gives no time"),
        ({"--limit": "nan"}, "gives no time"),
        ({"--limit": "1e9"}, "too long"),
        ({"--limit": "1E+999999999"}, "too long"),
        ({"--start": "0001-01-01T00:00"}, "outside"),
        ({"--unit": "fortnight"}, "not one of"),
        ({"--pause": "2026-03-02T11:00"}, "no pause"),
        ({"--pause": "2026-03-02T12:00/2026-03-02T11:00"}, "ends before it begins"),
        ({"--calendar": "lunar"}, "not one of"),
    ],
)
def test_bad_input_is_refused_with_status_2(wrong: dict[str, str], said: str) -> None:
    arguments = [part for pair in (GOOD | wrong).items() for part in pair]

    result = run(*arguments)

    assert result.exit_code == 2
    assert said in result.output


def test_a_missing_option_is_refused_with_status_2() -> None:
    assert run("--start", "2026-03-02T11:00").exit_code == 2
