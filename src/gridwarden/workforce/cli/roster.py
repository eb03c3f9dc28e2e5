"""``gridwarden workforce roster``: a roster from a file, without a database."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from pydantic import BaseModel, ValidationError

from gridwarden.algorithms.refusals import Refusal
from gridwarden.algorithms.staffing import Params, Previous, Result, Status
from gridwarden.workforce.cli.schemas import BadFile, ProblemFile, RosterFile, first_fault

if TYPE_CHECKING:
    from datetime import date

M = TypeVar("M", bound=BaseModel)
INFEASIBLE = 2
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def workforce() -> None:
    """Rosters."""


@workforce.command()
@click.option("--problem", "problem_file", type=_FILE, required=True, help="What is wanted; see docs/roster.md.")
@click.option(
    "--previous", "previous_file", type=_FILE, help="A roster printed before: change it as little as possible."
)
@click.option("--time-limit", default=60.0, show_default=True, help="Seconds after which the best so far is taken.")
@click.option("--seed", default=0, show_default=True, help="The same seed gives the same roster.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")
def roster(*, problem_file: Path, previous_file: Path | None, time_limit: float, seed: int, as_json: bool) -> None:
    """Make a roster: covered, rested, fair, and proven to be the best or with the gap to it.

    Exit status 0 with a roster, 2 when people lack (it says on which days, in which shifts, how many), 1 when the
    file is wrong.
    """
    try:
        asked = _read(problem_file, ProblemFile)
        from gridwarden.algorithms.staffing.solve import solve  # noqa: PLC0415 - a second that help and refusals spare

        params = Params(
            time_limit_s=time_limit,
            seed=seed,
            weekend_weight=asked.weights.weekend,
            evening_weight=asked.weights.evening,
            hour_weight=asked.weights.hour,
        )
        result = solve(asked.problem(), params, previous=_previous(asked, previous_file))
    except Refusal as refusal:
        raise click.ClickException(refusal.message) from refusal
    told = told_as_json(asked, result, seed)
    click.echo(json.dumps(told, ensure_ascii=False, indent=1) if as_json else _table(told))
    for sentence in told["explanation"]:
        click.echo(sentence, err=True)
    if result.status in (Status.INFEASIBLE, Status.UNKNOWN):
        sys.exit(INFEASIBLE)


def told_as_json(asked: ProblemFile, result: Result, seed: int) -> dict[str, Any]:
    """Return everything that came out, days as dates."""
    return {
        "status": str(result.status),
        "cost": result.cost,
        "bound": result.bound,
        "gap": round(result.gap, 6),
        "seed": seed,
        "cpu_s": round(result.cpu_s, 2),
        "explanation": _explanation(asked, result),
        "fairness": [
            {"group": share.group, "people": share.people, "of": str(share.measure)}
            | {"most": share.most, "least": share.least}
            for share in result.shares
        ],
        "shortages": _dated(asked, result.shortages, ("shift", "group", "people")),
        "idle": _dated(asked, result.idle, ("person", "shifts")),
        "changes": _dated(asked, result.changes, ("person", "before", "after")),
        "fewest_changes_proven": result.is_change_proven,
        "assignments": _dated(asked, result.assignments, ("person", "shift")),
    }


def _dated(asked: ProblemFile, rows: tuple[Any, ...], names: tuple[str, ...]) -> list[dict[str, Any]]:
    return [{"day": asked.day(row.day).isoformat()} | {name: getattr(row, name) for name in names} for row in rows]


def _explanation(asked: ProblemFile, result: Result) -> list[str]:
    """Return why there is no roster that covers everything, a sentence for each hole."""
    if result.status is Status.UNKNOWN:
        return ["No roster was found in time; give it more with --time-limit."]
    lacking = [
        f"{_day(asked.day(one.day))}, shift {one.shift}, {one.group}: {_count(one.people, 'person', 'people')} too few."
        for one in result.shortages
    ]
    idle = [
        f"Week of {_day(asked.day(one.day))}, {one.person}: {_count(one.shifts, 'shift', 'shifts')} short of the least."
        for one in result.idle
    ]
    total = sum(one.people for one in result.shortages)
    head = [f"Not everything can be covered: {_count(total, 'person', 'people')} too few in all."] if lacking else []
    return [*head, *lacking, *idle]


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _day(day: date) -> str:
    return f"{day:%Y-%m-%d} ({day:%a})"


def _previous(asked: ProblemFile, file: Path | None) -> Previous | None:
    if file is None:
        return None
    known = {shift.code for shift in asked.shifts}
    worked = {}
    for one in _read(file, RosterFile).assignments:
        if one.shift not in known:
            raise BadFile(f"The roster before names the shift {one.shift}, which the problem does not have.")
        worked[one.person, (one.day - asked.first_day).days] = one.shift
    start = asked.from_day or asked.first_day
    return Previous(worked=worked, from_day=(start - asked.first_day).days)


def _read(file: Path, kind: type[M]) -> M:
    try:
        return kind.model_validate_json(file.read_bytes())
    except ValidationError as error:
        raise BadFile(f"{file.name}: {first_fault(list(error.errors()))}") from error


def _table(told: dict[str, Any]) -> str:
    """Return the roster with a line for each person and a column for each day."""
    days = sorted({row["day"] for row in told["assignments"]})
    worked = {(row["person"], row["day"]): row["shift"] for row in told["assignments"]}
    people = sorted({person for person, _ in worked})
    head = f"{told['status']}, cost {told['cost']:g}, bound {told['bound']:g}, {told['cpu_s']} CPU-s"
    lines = [
        person.ljust(12) + " ".join(worked.get((person, day), "-")[:2].ljust(2) for day in days) for person in people
    ]
    return "\n".join([head, "".ljust(12) + " ".join(day[-2:] for day in days), *lines])
