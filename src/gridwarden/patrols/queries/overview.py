"""Everyone on duty now, by grid, with where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.grids.models import Grid
from gridwarden.patrols.domain.alarms import State
from gridwarden.patrols.domain.devices import DeviceKind, NoSuchDevice
from gridwarden.patrols.models import Device
from gridwarden.patrols.queries.duties import shifts

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.patrols.queries.duties import Shift
    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class OnPatrol:
    """Somebody on duty, or a vehicle in use; without a device nothing is known but the shift."""

    name: str
    grid_code: str
    grid_name: str
    device_id: int | None
    device_name: str
    state: State | None
    since: datetime | None
    errand: str
    heard_at: datetime | None
    speed_kmh: float | None
    ends_at: datetime | None


def on_patrol(actor: Actor, at: datetime) -> list[OnPatrol]:
    """Return who is on duty at ``at`` in the actor's district, by grid; six SQL statements."""
    district_id = actor.district_id or 0
    devices = list(
        Device.objects.visible_to(actor).filter(retired_at=None).select_related("live", "last").order_by("kind", "pk")
    )
    by_staff = {device.staff_id: device for device in reversed(devices) if device.staff_id}
    on = shifts(district_id, at)
    live = [one for one in devices if not one.staff_id and _state(one) not in {None, State.OFF_DUTY}]
    wanted = {one.grid_ids[0] for one in on} | {one.live.grid_id for one in live if one.live.grid_id}
    grids = {
        pk: (code, name) for pk, code, name in Grid.objects.filter(pk__in=wanted).values_list("pk", "code", "name")
    }
    rows = [_person(one, by_staff.get(one.staff_id), grids[one.grid_ids[0]]) for one in on]
    rows += [_row(one, one.name, grids.get(one.live.grid_id or 0, ("", "")), _state(one), None) for one in live]
    return sorted(rows, key=lambda row: (row.grid_code, row.name))


def of_device(actor: Actor, device_id: int) -> OnPatrol:
    """Return how it stands with one device in sight, whoever carries it; one SQL statement.

    Raises ``NoSuchDevice`` to outsiders, and for the phone of somebody off duty: that is nobody's business.
    """
    related = ("live__staff__user", "live__grid", "last")
    device = Device.objects.visible_to(actor).select_related(*related).filter(pk=device_id, retired_at=None).first()
    if device is None or (device.kind == DeviceKind.PHONE and _state(device) in {None, State.OFF_DUTY}):
        raise NoSuchDevice("There is no such device.")
    live = getattr(device, "live", None)
    grid = (live.grid.code, live.grid.name) if live and live.grid else ("", "")
    name = live.staff.user.display_name if live and live.staff else device.name
    return _row(device, name, grid, _state(device), None)


def _person(shift: Shift, device: Device | None, grid: tuple[str, str]) -> OnPatrol:
    state = _state(device) if device else None
    if device and state in {None, State.OFF_DUTY}:
        # The shift has just begun, and the next look has not come.
        state = State.AWAITED
    return _row(device, shift.name, grid, state, shift.ends_at)


def _row(
    device: Device | None, name: str, grid: tuple[str, str], state: State | None, ends_at: datetime | None
) -> OnPatrol:
    live, last = getattr(device, "live", None), getattr(device, "last", None)
    return OnPatrol(
        name=name, grid_code=grid[0], grid_name=grid[1], state=state, ends_at=ends_at,
        device_id=device.pk if device else None, device_name=device.name if device else "",
        since=live.since if live else None, errand=live.errand if live else "",
        heard_at=last.at if last else None, speed_kmh=last.speed_kmh if last else None,
    )  # fmt: skip


def _state(device: Device) -> State | None:
    live = getattr(device, "live", None)
    return State(live.state) if live else None
