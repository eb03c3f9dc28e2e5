"""Terminals for simulations, enrolled like any other, and days that they have lived through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction

from gridwarden.patrols.actions.devices import NewDevice, enrol, renew
from gridwarden.patrols.domain.devices import DeviceKind, terminal_number
from gridwarden.patrols.domain.fixes import day_of
from gridwarden.patrols.models import Device, Fix
from gridwarden.platform.access import system_for

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from gridwarden.patrols.domain.fixes import Fix as Told

#: Numbers that no telephone company gives out, so that simulated terminals are told from real ones.
_FIRST = 99_000_000_000


def terminals(*, at: datetime, district_id: int, number: int) -> list[str]:
    """Return the numbers of ``number`` simulated terminals of a district, enrolling those that are missing.

    Those that are there may register anew: another run, or another secret of the installation, is other hardware.
    """
    wanted = [terminal_number(str(_FIRST + district_id * 100_000 + n)) for n in range(1, number + 1)]
    rows = Device.objects.filter(terminal__in=wanted, retired_at=None).order_by("pk")
    there = {row.terminal: row for row in rows}
    for row in there.values():
        if row.key_digest is not None:
            renew(by=system_for(district_id), at=at, device_id=row.pk)
    for n, terminal in enumerate(wanted, 1):
        if terminal not in there:
            new = NewDevice(kind=DeviceKind.VEHICLE, name=f"SIM-{n:05}", terminal=terminal)
            enrol(by=system_for(district_id), at=at, new=new)
    return wanted


@transaction.atomic
def lay(fixes: Sequence[Told], *, at: datetime) -> int:
    """Keep what was told on a day that is over, and return how much; told again it leaves no trace, nothing moves."""
    with connection.cursor() as cursor:
        for day in sorted({day_of(fix.at) for fix in fixes}):
            cursor.execute("SELECT patrols_prepare_day(%s)", [day])
    rows = [Fix(**fix._asdict() | {"flags": int(fix.flags)}, received_at=at) for fix in fixes]
    Fix.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2000)
    return len(rows)
