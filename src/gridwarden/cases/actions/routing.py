"""Write, replace, switch and end routing rules; put down those that a contract brings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.timezone import localdate

from gridwarden.cases.domain.routing import BadRule, DayKind, NoSuchRule, PlaceKind, check
from gridwarden.cases.models import RoutingRule
from gridwarden.cases.queries.routing import rule_of
from gridwarden.grids.models.conversion import to_polygons
from gridwarden.platform.access import Permission
from gridwarden.platform.audit import trail
from gridwarden.platform.numbering.actions import take
from gridwarden.platform.refusals import Conflict
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.models import Unit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime, time

    from shapely.geometry.base import BaseGeometry

    from gridwarden.algorithms.worktime import Limit
    from gridwarden.grids.domain.kinds import RoadGrade
    from gridwarden.menu.domain.words import ItemClass
    from gridwarden.platform.access import Actor

SERIES = "routing_rule"
#: What a rule says, as its row holds it.
_SAYS = (
    "name", "item_class", "item", "condition", "place_kind", "grids", "grade", "from_time", "until_time", "weekdays",
    "day_kind", "valid_from", "valid_to", "priority", "limit_value", "limit_unit",
)  # fmt: skip


class RuleOfAContract(Conflict):
    """The rule came with a contract and changes with it."""

    code = "rule_of_a_contract"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRule:
    """What a rule says."""

    name: str
    unit_id: int
    valid_from: date
    valid_to: date | None = None
    item_class: ItemClass | None = None
    item: int | None = None
    condition: int | None = None
    place: PlaceKind = PlaceKind.DISTRICT
    grids: tuple[str, ...] = ()
    area: BaseGeometry | None = None
    grade: RoadGrade | None = None
    hours: tuple[time, time] | None = None
    weekdays: tuple[int, ...] = ()
    days: DayKind = DayKind.ANY
    priority: int = 5
    limit: Limit | None = None
    reference: str = ""
    is_on: bool = False


@transaction.atomic
def write(*, by: Actor, at: datetime, new: NewRule) -> RoutingRule:
    """Put a new rule under the next number."""
    by.require(Permission.ROUTING_EDIT)
    return _add(by, at, new, number=_number(by))


@transaction.atomic
def rewrite(*, by: Actor, at: datetime, rule_id: int, new: NewRule) -> RoutingRule:
    """Change a rule. One that has sent a case ends and is followed by another version; others are written anew."""
    by.require(Permission.ROUTING_EDIT)
    return _rewrite(_own(_standing(by, rule_id)), by, at, new)


@transaction.atomic
def switch(*, by: Actor, at: datetime, rule_id: int, is_on: bool) -> RoutingRule:
    """Switch a rule on or off."""
    by.require(Permission.ROUTING_EDIT)
    row = _own(_standing(by, rule_id))
    return row if row.is_on == is_on else _rewrite(row, by, at, replace(content_of(row), is_on=is_on))


@transaction.atomic
def end(*, by: Actor, at: datetime, rule_id: int) -> None:
    """End a rule for good."""
    by.require(Permission.ROUTING_EDIT)
    _end([_own(_standing(by, rule_id))], by, at)


@transaction.atomic
def put(*, by: Actor, at: datetime, origin: str, rules: Sequence[NewRule]) -> list[RoutingRule]:
    """Put down the rules that ``origin`` brings, in place of those that it brought before."""
    by.require(Permission.CONTRACT_EDIT)
    _end(_of_origin(by, origin), by, at)
    return [_add(by, at, new, number=_number(by), origin=origin) for new in rules]


@transaction.atomic
def take_away(*, by: Actor, at: datetime, origin: str) -> int:
    """End the rules that ``origin`` brought and return how many they were."""
    by.require(Permission.CONTRACT_EDIT)
    rows = _of_origin(by, origin)
    _end(rows, by, at)
    return len(rows)


def content_of(row: RoutingRule) -> NewRule:
    """Return what a stored rule says, as it would be written."""
    rule = rule_of(row)
    return NewRule(
        name=row.name,
        unit_id=row.unit_id,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        item_class=rule.item_class,
        item=row.item,
        condition=row.condition,
        place=rule.place,
        grids=tuple(row.grids),
        area=rule.area,
        grade=rule.grade,
        hours=(row.from_time, row.until_time) if row.from_time and row.until_time else None,
        weekdays=tuple(row.weekdays),
        days=rule.days,
        priority=row.priority,
        limit=rule.limit,
        reference=row.reference,
        is_on=row.is_on,
    )


def draft(*, district_id: int, new: NewRule, at: datetime, number: int = 0, rule_id: int = 0) -> RoutingRule:
    """Return the rule as it would be stored, or refuse what it says; nothing is written."""
    unit = Unit.objects.on(localdate(at)).filter(pk=new.unit_id, district=district_id).first()
    if unit is None or unit.kind == UnitKind.DESK:
        raise BadRule("Rules send cases to units and contractors of the district.", unit="unknown")
    row = RoutingRule(
        pk=rule_id, district_id=district_id, number=number, unit=unit, made_at=at, **_columns(new)
    )  # fmt: skip
    check(rule_of(row))
    return row


def _columns(new: NewRule) -> dict[str, Any]:
    """Return the columns of what a rule says; what does not belong to its kind of place is left out."""
    begin, until = new.hours or (None, None)
    return {
        "name": new.name.strip(),
        "is_on": new.is_on,
        "item_class": new.item_class.value if new.item_class and new.item is None else "",
        "item": new.item,
        "condition": new.condition,
        "place_kind": new.place.value,
        "grids": sorted(set(new.grids)) if new.place is PlaceKind.GRIDS else [],
        "area": to_polygons(new.area) if new.area is not None and new.place is PlaceKind.AREA else None,
        "grade": new.grade.value if new.grade and new.place is PlaceKind.GRADE else "",
        "from_time": begin,
        "until_time": until,
        "weekdays": sorted(set(new.weekdays)),
        "day_kind": new.days.value,
        "valid_from": new.valid_from,
        "valid_to": new.valid_to,
        "priority": new.priority,
        "limit_value": new.limit.value if new.limit else None,
        "limit_unit": new.limit.unit.value if new.limit else "",
        "reference": new.reference.strip(),
    }


def _add(by: Actor, at: datetime, new: NewRule, *, number: int, version: int = 1, origin: str = "") -> RoutingRule:
    row = draft(district_id=by.district_id or 0, new=new, at=at, number=number)
    row.pk, row.version, row.origin, row.made_by_id = None, version, origin, by.user_id
    row.save(force_insert=True)
    _record("routing_rule.written", row, by, at)
    return row


def _rewrite(row: RoutingRule, by: Actor, at: datetime, new: NewRule) -> RoutingRule:
    if row.used_at is not None:
        _end([row], by, at)
        return _add(by, at, new, number=row.number, version=row.version + 1)
    changed = draft(district_id=row.district_id, new=new, at=at, number=row.number, rule_id=row.pk)
    changed.version, changed.made_by_id = row.version, by.user_id
    changed.save(force_update=True)
    _record("routing_rule.rewritten", changed, by, at)
    return changed


def _end(rows: list[RoutingRule], by: Actor, at: datetime) -> None:
    for row in rows:
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        _record("routing_rule.ended", row, by, at)


def _number(by: Actor) -> int:
    return take(district_id=by.district_id or 0, series=SERIES, period="")


def _standing(by: Actor, rule_id: int) -> RoutingRule:
    """Return the rule locked, so that no case is sent by it meanwhile."""
    rows = RoutingRule.objects.select_for_update(of=("self",)).select_related("unit")
    row = rows.filter(pk=rule_id, district=by.district_id, ended_at=None).first()
    if row is None:
        raise NoSuchRule("There is no such rule.")
    return row


def _own(row: RoutingRule) -> RoutingRule:
    if row.origin:
        raise RuleOfAContract("The rule came with a contract and changes with it.")
    return row


def _of_origin(by: Actor, origin: str) -> list[RoutingRule]:
    rows = RoutingRule.objects.select_for_update(of=("self",)).select_related("unit")
    return list(rows.filter(district=by.district_id, origin=origin, ended_at=None).order_by("pk"))


def _said(row: RoutingRule) -> dict[str, Any]:
    """Return what a rule says, ready for JSON: one that has sent nothing is written anew in place."""
    said = {name: getattr(row, name) for name in _SAYS}
    plain = {name: value if isinstance(value, str | int | list | None) else str(value) for name, value in said.items()}
    return plain | {"area": row.area.wkt if row.area else ""}


def _record(action: str, row: RoutingRule, by: Actor, at: datetime) -> None:
    trail.record(
        action,
        by=by,
        at=at,
        subject_type="routing_rule",
        subject_id=row.pk,
        district_id=row.district_id,
        number=row.number,
        version=row.version,
        unit=row.unit_id,
        is_on=row.is_on,
        reference=row.reference,
        **_said(row),
    )
