"""``gridwarden import``: take over data of other systems."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict, astuple, fields
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import click
from django.utils import timezone

from gridwarden.grids.models import District
from gridwarden.intake.actions import importing
from gridwarden.intake.domain import mapping as mappings
from gridwarden.intake.domain.rows import RefusedRow
from gridwarden.platform.access import system_for
from gridwarden.platform.refusals import Refusal

if TYPE_CHECKING:
    from gridwarden.intake.actions.importing import Outcome

_SHIPPED = Path(str(files("gridwarden.intake"))) / "data" / "mappings"
#: Refused rows that the terminal spells out; ``--report`` writes them all.
_SPELT_OUT = 20


@click.group(name="import")
def import_group() -> None:
    """Take over data of other systems."""


@import_group.command(name="cases")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--mapping", "mapping", required=True, help="A TOML file, or the name of a shipped mapping.")
@click.option("--district", "code", help="Six-digit code; needed when there are several districts.")
@click.option("--skip-refused", is_flag=True, help="Take the good rows although others are refused.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Write every refused row here (CSV).")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def cases(
    *, file: Path, mapping: str, code: str | None, skip_refused: bool, report: Path | None, as_json: bool
) -> None:
    """Import an export of cases; all or nothing unless told otherwise."""
    try:
        outcome = importing.import_cases(
            by=system_for(_district(code)),
            at=timezone.now(),
            district_id=_district(code),
            path=file,
            mapping=mappings.load(_mapping_file(mapping)),
            skip_refused=skip_refused,
        )
    except Refusal as refusal:
        raise click.ClickException(refusal.message) from refusal
    if report:
        _write_report(report, outcome)
    click.echo(json.dumps(_summary(outcome), ensure_ascii=False) if as_json else _told(outcome))
    if not outcome.was_taken:
        raise SystemExit(1)


def _mapping_file(name: str) -> Path:
    shipped = _SHIPPED / f"{name}.toml"
    path = shipped if shipped.exists() else Path(name)
    if not path.is_file():
        known = ", ".join(sorted(one.stem for one in _SHIPPED.glob("*.toml")))
        raise click.BadParameter(f"{name} is neither a file nor a shipped mapping ({known}).", param_hint="--mapping")
    return path


def _district(code: str | None) -> int:
    found = District.objects.filter(code6=code) if code else District.objects.all()
    ids = list(found.order_by("code6").values_list("pk", flat=True)[:2])
    if len(ids) != 1:
        raise click.UsageError(f"There is no district {code}." if code else "Name one district with --district.")
    return ids[0]


def _summary(outcome: Outcome) -> dict[str, object]:
    return {
        "rows": outcome.rows,
        "adopted": outcome.adopted,
        "opened": outcome.opened,
        "unchanged": outcome.unchanged,
        "left_out": len(outcome.left_out),
        "refused": [asdict(reason) for reason in outcome.refused],
    }


def _told(outcome: Outcome) -> str:
    refused_rows = len({reason.row for reason in outcome.refused})
    head = (
        f"{outcome.rows} rows: {outcome.adopted} closed cases taken over, {outcome.opened} opened, "
        f"{outcome.unchanged} taken before, {len(outcome.left_out)} left out by the mapping, {refused_rows} refused."
    )
    lines = [head]
    lines += [
        f"  row {reason.row} ({reason.external_id}): {reason.field} {reason.rule} [{reason.value}]"
        for reason in outcome.refused[:_SPELT_OUT]
    ]
    if len(outcome.refused) > _SPELT_OUT:
        lines.append(f"  … and {len(outcome.refused) - _SPELT_OUT} more; --report FILE writes them all.")
    if not outcome.was_taken:
        lines.append("Nothing was taken. Mend the rows, or take the good ones with --skip-refused.")
    return "\n".join(lines)


def _write_report(path: Path, outcome: Outcome) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([field.name for field in fields(RefusedRow)])
        writer.writerows(astuple(reason) for reason in outcome.refused)
