"""``gridwarden photos``: look after the photos."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click

from gridwarden.platform.attachments.jobs import collect_photos, fingerprint_photos, verify_photos


@click.group()
def photos() -> None:
    """Verify stored photos and collect what came to nothing."""


@photos.command()
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def verify(*, as_json: bool) -> None:
    """Compare every photo with its digest; exit with 1 when one is missing or changed."""
    report = verify_photos()
    if as_json:
        click.echo(json.dumps({"checked": report.checked, "faults": [asdict(fault) for fault in report.faults]}))
    else:
        for fault in report.faults:
            click.echo(f"{fault.photo} {fault.size}: {fault.what}")
        click.echo(f"{report.checked} photos checked, {len(report.faults)} faults.")
    sys.exit(0 if report.sound else 1)


@photos.command()
def collect() -> None:
    """Remove photos that belong to nothing since a week, and files without a row."""
    gone = collect_photos()
    click.echo(f"{gone.photos} photos and {gone.files} stray files removed.")


@photos.command()
def fingerprint() -> None:
    """Note by what photos from before are known again; they are found from then on when somebody uses them twice."""
    click.echo(f"{fingerprint_photos()} photos noted.")
