"""``gridwarden people``: take over tables of people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from django.utils import timezone

from gridwarden.grids.models import District
from gridwarden.platform.access import system_for
from gridwarden.platform.refusals import Refusal
from gridwarden.workforce.actions import duties
from gridwarden.workforce.actions.importing import import_people
from gridwarden.workforce.actions.sheets import rows_of

if TYPE_CHECKING:
    from gridwarden.workforce.actions.importing import Outcome


@click.group()
def people() -> None:
    """Units, staff and postings."""


@people.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--district", "code", required=True, help="The district's six-digit code.")
@click.option("--dry-run", is_flag=True, help="Judge every row and change nothing.")
def import_file(file: Path, code: str, *, dry_run: bool) -> None:
    """Enrol the people of FILE (CSV or xlsx), all or nothing.

    Columns: 姓名 name, 登录名 username, 工号 staff_number, 单位编码 unit, 角色 roles; and if present 网格 grids,
    电话 phone, 执法证号 card_number, 入职日期 joined_on. Several roles or grids stand in one cell.
    """
    district_id = _district(code)
    try:
        rows = rows_of(file.name, file.read_bytes())
        outcome = import_people(
            by=system_for(district_id), at=timezone.now(), district_id=district_id, rows=rows, dry_run=dry_run
        )
    except Refusal as refusal:
        raise click.ClickException(refusal.message) from refusal
    _tell(outcome, dry_run=dry_run)


@people.command(name="duties")
@click.option("--district", "code", required=True, help="The district's six-digit code.")
def seed_duties(code: str) -> None:
    """Write down the duties of the six roles, unless the district has some."""
    district_id = _district(code)
    written = duties.seed(by=system_for(district_id), at=timezone.now(), district_id=district_id)
    click.echo(f"{written} duties written.")


def _district(code: str) -> int:
    found = District.objects.filter(code6=code).values_list("pk", flat=True).first()
    if found is None:
        raise click.ClickException(f"There is no district {code}; import one first: gridwarden grids")
    return found


def _tell(outcome: Outcome, *, dry_run: bool) -> None:
    for fault in outcome.faults:
        click.echo(str(fault), err=True)
    if outcome.faults:
        raise click.ClickException(f"Nothing was enrolled: {len(outcome.faults)} faults.")
    verb = "would be" if dry_run else "were"
    click.echo(f"{outcome.people} people {verb} enrolled, {outcome.postings} postings made.")
