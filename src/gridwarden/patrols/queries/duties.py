"""Whose device has to be where now: from rosters, postings, the grids of units, and errands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate

from gridwarden.grids.domain.kinds import PatrolMode
from gridwarden.grids.models import Grid
from gridwarden.patrols.domain import errands
from gridwarden.patrols.domain.alarms import Duty
from gridwarden.patrols.domain.devices import DeviceKind
from gridwarden.patrols.models import Device
from gridwarden.workforce.domain.rostering import GroupKind
from gridwarden.workforce.models import DutyShift, Leave, Posting, RosterGroup, UnitGrid

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.patrols.domain.errands import Errand


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Somebody's shift in grids, going on."""

    staff_id: int
    user_id: int
    unit_id: int | None
    name: str
    starts_at: datetime
    ends_at: datetime
    grid_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceDuty:
    """What a device's carrier has to do now."""

    device_id: int
    staff_id: int | None
    #: The grids that count as inside; the first is the one under which the carrier is listed.
    grid_ids: tuple[int, ...]
    duty: Duty


@dataclass(slots=True)
class _Ground:
    """The grids of today, by id and by code."""

    district_id: int
    at: datetime
    code_of: dict[int, str] = field(default_factory=dict)
    id_of: dict[str, int] = field(default_factory=dict)
    by_vehicle: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        rows = Grid.objects.on(localdate(self.at)).filter(district=self.district_id).order_by("code")
        for pk, code, mode in rows.values_list("pk", "code", "patrol_mode"):
            self.code_of[pk], self.id_of[code] = code, pk
            if mode == PatrolMode.VEHICLE:
                self.by_vehicle.add(pk)


def shifts(district_id: int, at: datetime) -> list[Shift]:
    """Return who is on duty in grids at ``at``, by grid; whoever is on leave is left out. Four statements."""
    return _shifts(_Ground(district_id, at))


def duties(district_id: int, at: datetime) -> dict[int, DeviceDuty]:
    """Return the duties of a district's devices at ``at``; devices off duty are not named.

    A device that a person carries has that person's shift and grids. A vehicle of a unit is on duty in the unit's
    grids while anybody is. Six statements, and those of the sources of errands.
    """
    ground = _Ground(district_id, at)
    on = _shifts(ground)
    by_staff = {one.staff_id: one for one in on}
    kept = _kept_grids(ground)
    sent = errands.errands(district_id, at)
    devices = Device.objects.filter(district=district_id, retired_at=None).filter(
        Q(staff__isnull=False) | Q(unit__isnull=False)
    )
    found: dict[int, DeviceDuty] = {}
    for pk, kind, staff_id, unit_id in devices.order_by("pk").values_list("pk", "kind", "staff_id", "unit_id"):
        shift = by_staff.get(staff_id) if staff_id else _of_unit(unit_id, kept.get(unit_id, ()), on)
        if shift is not None:
            found[pk] = _duty(pk, kind == DeviceKind.VEHICLE, shift, sent, ground)
    return found


def _duty(device_id: int, is_vehicle: bool, shift: Shift, sent: list[Errand], ground: _Ground) -> DeviceDuty:  # noqa: FBT001
    on_foot = not is_vehicle and not any(grid in ground.by_vehicle for grid in shift.grid_ids)
    duty = Duty(
        key=f"{shift.staff_id}:{shift.starts_at:%Y%m%d%H%M}:{','.join(map(str, shift.grid_ids))}",
        starts_at=shift.starts_at.timestamp(),
        is_vehicle=is_vehicle,
        on_foot=on_foot,
        errand=next((one.number for one in sent if _concerns(one, shift)), ""),
    )
    return DeviceDuty(device_id=device_id, staff_id=shift.staff_id or None, grid_ids=shift.grid_ids, duty=duty)


def _concerns(errand: Errand, shift: Shift) -> bool:
    return errands.concerns(errand, user_id=shift.user_id, unit_id=shift.unit_id, grid_ids=shift.grid_ids)


def _of_unit(unit_id: int, grid_ids: tuple[int, ...], on: list[Shift]) -> Shift | None:
    """Return the duty of a unit's vehicle: from the first of the shifts in the unit's grids to the last."""
    those = [one for one in on if not set(one.grid_ids).isdisjoint(grid_ids)]
    if not those:
        return None
    return Shift(
        staff_id=0, user_id=0, unit_id=unit_id, name="", grid_ids=grid_ids,
        starts_at=min(one.starts_at for one in those), ends_at=max(one.ends_at for one in those),
    )  # fmt: skip


def _kept_grids(ground: _Ground) -> dict[int, tuple[int, ...]]:
    rows = UnitGrid.objects.on(localdate(ground.at)).filter(district=ground.district_id).order_by("grid__code")
    kept: dict[int, list[int]] = defaultdict(list)
    for unit_id, grid_id in rows.values_list("unit_id", "grid_id"):
        if grid_id in ground.code_of:
            kept[unit_id].append(grid_id)
    return {unit_id: tuple(grids) for unit_id, grids in kept.items()}


def _shifts(ground: _Ground) -> list[Shift]:
    day, at = localdate(ground.at), ground.at
    # A shift belongs to the day on which it begins, and one that begins in the evening may end the day after.
    away = Leave.objects.filter(staff=OuterRef("staff"), valid_from__lte=OuterRef("day"), valid_to__gt=OuterRef("day"))
    rows = list(
        DutyShift.objects.filter(district=ground.district_id, in_force=True, starts_at__lte=at, ends_at__gt=at)
        .filter(group__kind=GroupKind.GRIDS.value)
        .exclude(Exists(away))
        .order_by("staff__staff_number", "pk")
        .values_list(
            "staff_id", "staff__user_id", "staff__unit_id", "staff__user__display_name", "starts_at", "ends_at",
            "group_id",
        )
    )  # fmt: skip
    # A grid that was redrawn keeps its duty: it is found by its code.
    codes: dict[int, list[str]] = defaultdict(list)
    wanted = {row[-1] for row in rows}
    for group_id, code in RosterGroup.grids.through.objects.filter(rostergroup__in=wanted).values_list(
        "rostergroup_id", "grid__code"
    ):
        codes[group_id].append(code)
    posted: dict[int, list[int]] = defaultdict(list)
    postings = Posting.objects.on(day).filter(district=ground.district_id, staff__in={row[0] for row in rows})
    for staff_id, grid_id in postings.order_by("grid__code").values_list("staff_id", "grid_id"):
        posted[staff_id].append(grid_id)
    found = []
    for staff_id, user_id, unit_id, name, starts_at, ends_at, group_id in rows:
        beside = [ground.id_of[code] for code in sorted(codes[group_id]) if code in ground.id_of]
        own = [grid_id for grid_id in posted[staff_id] if grid_id in ground.code_of]
        grids = tuple(dict.fromkeys([*own, *beside]))
        if grids:
            found.append(
                Shift(
                    staff_id=staff_id, user_id=user_id, unit_id=unit_id, name=name,
                    starts_at=starts_at, ends_at=ends_at, grid_ids=grids,
                )
            )  # fmt: skip
    return sorted(found, key=lambda one: ground.code_of[one.grid_ids[0]])
