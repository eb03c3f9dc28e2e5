"""Devices for tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import factory
from django.utils.timezone import localdate
from factory.django import DjangoModelFactory

from gridwarden.patrols.actions.phones import keep
from gridwarden.patrols.domain.devices import DeviceKind
from gridwarden.patrols.domain.fixes import Fix, FixFlag
from gridwarden.patrols.models import Device
from gridwarden.workforce.domain.rostering import GroupKind, PlanState, ShiftCode
from gridwarden.workforce.models import DutyShift, RosterGroup, RosterPlan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gridwarden.grids.models import Grid
    from gridwarden.workforce.models import Staff


class DeviceFactory(DjangoModelFactory[Device]):
    """A vehicle's terminal that has not registered yet."""

    class Meta:
        model = Device

    district = factory.SubFactory("tests.factories.grids.DistrictFactory")
    kind = DeviceKind.VEHICLE.value
    name = factory.Sequence(lambda n: f"巡查{n}号车")
    plate = factory.Sequence(lambda n: f"苏B{n:05d}")
    terminal = factory.Sequence(lambda n: f"{13_900_000_000 + n}")
    enrolled_at = datetime(2026, 1, 1, tzinfo=UTC)


def on_duty(staff: Staff, grids: Iterable[Grid], starts_at: datetime, ends_at: datetime) -> DutyShift:
    """Put somebody on a published roster for grids."""
    plan = RosterPlan.objects.create(
        district=staff.district, unit=staff.unit, first_day=localdate(starts_at), days=31,
        version=RosterPlan.objects.count() + 1, state=PlanState.PUBLISHED.value, from_day=localdate(starts_at),
        made_at=starts_at, published_at=starts_at, effective_from=localdate(starts_at),
    )  # fmt: skip
    group = RosterGroup.objects.create(plan=plan, code=staff.staff_number, kind=GroupKind.GRIDS.value)
    group.grids.set(grids)
    return DutyShift.objects.create(
        district=staff.district, plan=plan, group=group, staff=staff, day=localdate(starts_at),
        code=ShiftCode.DAY.value, starts_at=starts_at, ends_at=ends_at, in_force=True,
    )  # fmt: skip


def tell(device: Device, rows: Iterable[tuple[datetime, float, float, float]], flags: int = 3) -> None:
    """Keep fixes of a device: moment, degrees east, degrees north, km/h."""
    fixes = [Fix(device.pk, at, lat, lon, speed, flags=FixFlag(flags)) for at, lon, lat, speed in rows]
    for one in fixes:
        keep(one, at=one.at, for_=timedelta(days=90))
