"""``gridwarden workforce roster``, without a database."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from gridwarden.workforce.cli.roster import workforce

if TYPE_CHECKING:
    from click.testing import Result

FILE: dict[str, Any] = {
    "first_day": "2026-03-02",
    "days": 14,
    "shifts": [
        {"code": "day", "from": "07:00", "to": "14:30"},
        {"code": "evening", "from": "14:30", "to": "22:00", "evening": True},
    ],
    "people": [{"code": name, "groups": ["g"]} for name in ("Zhao", "Qian", "Sun", "Li")],
    "coverage": [
        {"group": "*", "shift": "day", "days": ["workday"], "at_least": 1},
        {"group": "g", "shift": "evening", "days": ["workday"], "at_least": 1},
        {"group": "g", "shift": "day", "days": ["rest_day"], "at_least": 1},
    ],
}


def run(folder: Path, asked: dict[str, Any], *options: str) -> Result:
    file = folder / "problem.json"
    file.write_text(json.dumps(asked), encoding="utf-8")
    return CliRunner().invoke(workforce, ["roster", "--problem", str(file), *options])


def told(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_a_roster_comes_with_its_proof(tmp_path: Path) -> None:
    result = run(tmp_path, FILE, "--json")
    assert result.exit_code == 0
    answer = told(result)
    assert answer["status"] == "optimal"
    assert answer["cost"] == answer["bound"]
    assert answer["gap"] == 0
    assert len(answer["assignments"]) == 4 * 10
    assert answer["assignments"][0]["day"] == "2026-03-02"


def test_the_table_has_a_line_for_each_person(tmp_path: Path) -> None:
    lines = run(tmp_path, FILE).stdout.splitlines()
    assert lines[0].startswith("optimal, cost")
    assert [line.split()[0] for line in lines[2:]] == ["Li", "Qian", "Sun", "Zhao"]


def test_the_same_seed_gives_the_same_roster(tmp_path: Path) -> None:
    first, second = (told(run(tmp_path, FILE, "--json", "--seed", "5")) for _ in range(2))
    assert first["assignments"] == second["assignments"]


def test_holes_are_told_by_day_shift_and_people_with_status_2(tmp_path: Path) -> None:
    asked = FILE | {"coverage": [{"group": "g", "shift": "day", "days": ["2026-03-04"], "at_least": 6}]}
    result = run(tmp_path, asked, "--json")
    assert result.exit_code == 2
    assert told(result)["shortages"] == [{"day": "2026-03-04", "shift": "day", "group": "g", "people": 2}]
    assert "2026-03-04 (Wed), shift day, g: 2 people too few." in result.stderr
    assert "Not everything can be covered: 2 people too few in all." in result.stderr


def test_a_sick_call_changes_little_and_nothing_before_the_day(tmp_path: Path) -> None:
    before = run(tmp_path, FILE, "--json")
    (tmp_path / "before.json").write_text(before.stdout, encoding="utf-8")
    people = [{"code": "Zhao", "groups": ["g"], "away": [{"first": "2026-03-10", "last": "2026-03-13"}]}]
    sick = FILE | {
        "people": people + FILE["people"][1:],
        "from_day": "2026-03-10",
        "rules": {"week_shifts": [4, 6]},
    }
    answer = told(run(tmp_path, sick, "--json", "--previous", str(tmp_path / "before.json")))
    assert answer["status"] == "optimal"
    assert answer["fewest_changes_proven"]
    assert {change["day"] for change in answer["changes"]} <= {f"2026-03-{day}" for day in range(10, 16)}
    kept = [one for one in told(before)["assignments"] if one["day"] < "2026-03-10"]
    assert [one for one in answer["assignments"] if one["day"] < "2026-03-10"] == kept


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"first_day": "soon"}, "first_day"),
        ({"days": 0}, "days"),
        ({"colour": "red"}, "colour"),
        ({"people": []}, "people"),
        ({"people": [{"code": "Zhao"}]}, "people[0].groups"),
        ({"people": [{"code": "Zhao", "groups": ["g"], "away": ["2026-13-01"]}]}, "people[0].away[0]"),
        ({"people": [{"code": "Zhao", "groups": ["g"]}] * 2}, "people: Zhao is there twice"),
        ({"coverage": [{"group": "g", "shift": "night", "at_least": 1}]}, "covers[0].shift: there is no shift night"),
        ({"coverage": [{"group": "h", "shift": "day", "at_least": 1}]}, "nobody belongs to h"),
        ({"coverage": [{"group": "g", "shift": "day", "days": ["someday"], "at_least": 1}]}, "coverage[0].days[0]"),
        ({"rules": {"week_shifts": [5, 9]}}, "rules.week_shifts[1]"),
        ({"shifts": [{"code": "day", "from": "25:00", "to": "14:30"}]}, "shifts[0].from"),
    ],
)
def test_a_wrong_file_is_refused_in_one_sentence_with_its_field(
    tmp_path: Path, change: dict[str, Any], says: str
) -> None:
    result = run(tmp_path, FILE | change, "--json")
    assert result.exit_code == 1
    assert says in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.stdout == ""


def test_what_is_no_json_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "problem.json"
    file.write_text("{", encoding="utf-8")
    result = CliRunner().invoke(workforce, ["roster", "--problem", str(file)])
    assert result.exit_code == 1
    assert "problem.json" in result.stderr


def test_a_roster_before_with_another_shift_is_refused(tmp_path: Path) -> None:
    other = {"assignments": [{"day": "2026-03-02", "person": "Zhao", "shift": "night"}]}
    (tmp_path / "before.json").write_text(json.dumps(other), encoding="utf-8")
    result = run(tmp_path, FILE, "--previous", str(tmp_path / "before.json"))
    assert result.exit_code == 1
    assert "the shift night" in result.stderr


def test_a_seed_outside_its_range_is_refused(tmp_path: Path) -> None:
    assert run(tmp_path, FILE, "--seed", "-1").exit_code == 1


def test_no_framework_is_loaded_for_it() -> None:
    code = "import sys, gridwarden.workforce.cli.roster; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_example_of_the_documentation_works(tmp_path: Path) -> None:
    text = (Path(__file__).resolve().parents[3] / "docs" / "roster.md").read_text(encoding="utf-8")
    example = json.loads(text.split("```json")[1].split("```")[0])
    assert run(tmp_path, example, "--json").exit_code == 0
