"""``gridwarden evidence``: check evidence packs. Runs without a database and without settings."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gridwarden.cases.domain import packs


@click.group()
def evidence() -> None:
    """Check evidence packs."""


@evidence.command()
@click.argument("pack", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify(pack: Path) -> None:
    """Check files, sealed audit rows, photos and papers of PACK; exit with 1 when anything does not fit."""
    checked = packs.verify(pack.read_bytes())
    for fault in checked.faults:
        click.echo(fault)
    if checked.faults:
        click.echo(f"NOT SOUND: {len(checked.faults)} faults.")
        sys.exit(1)
    for name in checked.lost:
        click.echo(f"{name}: was lost when the pack was made; the pack says so")
    click.echo(
        f"Case {checked.number}: {checked.files} files, {checked.photos} photos, {checked.papers} papers, "
        f"{checked.rows} audit rows, all sound."
    )
