"""``gridwarden audit``: verify the trail."""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING, Any

import click

from gridwarden.platform.audit.actions.checkpoints import sign_heads
from gridwarden.platform.audit.actions.verification import verify as verify_chains

if TYPE_CHECKING:
    from gridwarden.platform.audit.actions.verification import Verdict


@click.group()
def audit() -> None:
    """Verify the audit trail and sign where it ends."""


@audit.command()
@click.option("--district", type=int, help="Only the chain of this district; 0 holds what belongs to none.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def verify(*, district: int | None, as_json: bool) -> None:
    """Find changed, missing, moved and cut-off rows; exit with 1 and the first place when there is one."""
    started = time.monotonic()
    verdicts = verify_chains(district)
    seconds = round(time.monotonic() - started, 2)
    if as_json:
        click.echo(json.dumps({"sound": _all_sound(verdicts), "seconds": seconds, "chains": [*map(_plain, verdicts)]}))
    else:
        for verdict in verdicts:
            click.echo(_line(verdict))
        click.echo(f"{sum(verdict.rows for verdict in verdicts)} rows in {seconds} s.")
    sys.exit(0 if _all_sound(verdicts) else 1)


@audit.command()
def sign() -> None:
    """Sign the present end of every chain."""
    from django.utils import timezone  # noqa: PLC0415 - the clock is read here only

    click.echo(f"{sign_heads(at=timezone.now())} chains signed.")


def _all_sound(verdicts: list[Verdict]) -> bool:
    return all(verdict.is_sound for verdict in verdicts)


def _plain(verdict: Verdict) -> dict[str, Any]:
    return {
        "district": verdict.district_id,
        "rows": verdict.rows,
        "faults": [{"seq": found.seq, "what": found.fault} for found in verdict.faults],
    }


def _line(verdict: Verdict) -> str:
    if verdict.is_sound:
        return f"district {verdict.district_id}: {verdict.rows} rows, sound"
    first = verdict.faults[0]
    return f"district {verdict.district_id}: BROKEN at row {first.seq} ({first.fault}), {len(verdict.faults)} faults"
