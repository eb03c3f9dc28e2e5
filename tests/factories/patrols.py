"""Devices for tests."""

from __future__ import annotations

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from gridwarden.patrols.domain.devices import DeviceKind
from gridwarden.patrols.models import Device


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
