"""How findings, faults and outcomes read on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from gridwarden.grids.actions.imports import Taken
    from gridwarden.grids.domain.faults import Fault
    from gridwarden.grids.domain.findings import CheckReport, Finding

_UNITS = {"m2": "m²", "m": "m", "": ""}
_SHOWN_FAULTS = 50


def tell(taken: Taken) -> None:
    """Say what became of a file."""
    if taken.repeated:
        click.echo("The same file was taken over before: nothing changed.")
        return
    click.echo(", ".join(f"{count} {word}" for word, count in taken.outcome.as_dict().items()))


def report(found: CheckReport) -> None:
    """Print the findings, one a line, and the account of areas."""
    for finding in found.findings:
        click.echo(_finding(finding))
    totals = found.totals
    click.echo(
        f"{found.grid_count} grids, {totals.grids_m2:,.0f} m²; to cover {totals.to_cover_m2:,.0f} m²"
        f" (district {totals.district_m2:,.0f}, excluded {totals.excluded_m2:,.0f});"
        f" gaps {totals.gaps_m2:,.2f} m², overlaps {totals.overlaps_m2:,.2f} m², beyond {totals.beyond_m2:,.2f} m²;"
        f" balance {totals.balance_m2:.3f} m²"
    )
    click.echo("No findings." if found.is_clean else f"{len(found.findings)} findings.")


def faults(found: tuple[Fault, ...]) -> None:
    """Print what is wrong with a file, one fault a line."""
    for fault in found[:_SHOWN_FAULTS]:
        click.echo(_fault(fault), err=True)
    if len(found) > _SHOWN_FAULTS:
        click.echo(f"… and {len(found) - _SHOWN_FAULTS} more", err=True)


def _finding(finding: Finding) -> str:
    lon, lat = finding.place
    size = f" {finding.value:,.1f} {_UNITS[finding.unit]}".rstrip() if finding.value else ""
    limit = f" (limit {finding.limit:,.0f})" if finding.limit else ""
    reason = f" ({finding.reason})" if finding.reason else ""
    names = f" {' / '.join(finding.subjects)}" if finding.subjects else ""
    return f"{finding.kind.value}{names}:{size}{limit}{reason} at {lon:.7f}, {lat:.7f}"


def _fault(fault: Fault) -> str:
    row = f"row {fault.row}" if fault.row else "file"
    field = f" {fault.field}" if fault.field else ""
    value = f" {fault.value!r}" if fault.value else ""
    expected = f", expected {fault.expected}" if fault.expected else ""
    place = f" at {fault.lon:.7f}, {fault.lat:.7f}" if fault.lon is not None and fault.lat is not None else ""
    return f"{row}{field}: {fault.rule.value}{value}{expected}{place}"
