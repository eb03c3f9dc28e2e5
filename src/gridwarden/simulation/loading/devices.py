"""Phones for everybody who patrols a grid, and vehicles for the squads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from gridwarden.patrols.actions.devices import NewDevice, enrol
from gridwarden.patrols.domain.devices import DeviceKind
from gridwarden.patrols.models import Device
from gridwarden.platform.access import Role, system_for
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.models import Posting, Unit

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.grids.models import District

#: Numbers that no telephone company gives out.
_FIRST = 98_000_000_000
_VEHICLES = 2
_ON_PATROL = (Role.ENFORCEMENT_OFFICER.value, Role.INFORMATION_OFFICER.value)


def hand_out(district: District, *, at: datetime) -> int:
    """Enrol what is missing and return how many devices that were; a second time changes nothing."""
    if Device.objects.filter(district=district).exists():
        return 0
    by, day = system_for(district.pk), localdate(at)
    posted = Posting.objects.on(day).filter(district=district, role__in=_ON_PATROL).order_by("staff__staff_number")
    people = dict(posted.values_list("staff", "staff__user__display_name"))
    news = [NewDevice(kind=DeviceKind.PHONE, name=name, staff_id=staff_id) for staff_id, name in people.items()]
    squads = Unit.objects.on(day).filter(district=district, kind=UnitKind.SQUADRON.value).order_by("code")
    for n, squad in enumerate(squads, 1):
        for k in range(1, _VEHICLES + 1):
            number = n * 10 + k
            news.append(
                NewDevice(
                    kind=DeviceKind.VEHICLE, name=f"执法{number:03}", plate=f"苏B·{number:04}警"[:12],
                    terminal=str(_FIRST + number), unit_id=squad.pk,
                )
            )  # fmt: skip
    for new in news:
        enrol(by=by, at=at, new=new)
    return len(news)
