"""What a form offers to choose from, never more than the actor may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from gridwarden.workforce.domain.units import KEEPERS, UnitKind
from gridwarden.workforce.queries import scope

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from gridwarden.platform.access import Actor, Role


@dataclass(frozen=True, slots=True)
class Choice:
    """A row to choose."""

    id: int
    label: str


def units(actor: Actor, day: date, kinds: Collection[UnitKind] | None = None) -> list[Choice]:
    """Return the units of ``day``, those of ``kinds`` only when some are named."""
    found = scope.units(actor).on(day)
    if kinds is not None:
        found = found.filter(kind__in=[kind.value for kind in kinds])
    return [Choice(pk, f"{name} ({code})") for pk, name, code in _named(found.order_by("code", "pk"))]


def parents(actor: Actor, day: date) -> list[Choice]:
    """Return the units under which another can stand."""
    return units(actor, day, {UnitKind.BRIGADE, UnitKind.SQUADRON})


def keepers(actor: Actor, day: date) -> list[Choice]:
    """Return the units that can keep a grid."""
    return units(actor, day, KEEPERS)


def grids(actor: Actor, day: date) -> list[Choice]:
    """Return the grids of ``day``, and after them those that come into force later, with their first day."""
    found = scope.grids_from(actor, day).values_list("pk", "code", "name", "valid_from")
    return [
        Choice(
            pk,
            f"{code} {name}"
            if start <= day
            else _("{code} {name}, from {day}").format(code=code, name=name, day=start),
        )
        for pk, code, name, start in sorted(found, key=lambda row: (max(day, row[3]), row[1], row[0]))
    ]


def colleagues(actor: Actor, day: date, *, but: int, role: Role | None = None) -> list[Choice]:
    """Return the people in service except one, those holding ``role`` only when one is named."""
    found = scope.staff(actor, day).in_service(day).exclude(pk=but)
    if role is not None:
        found = found.filter(roles__contains=[role.value])
    rows = found.order_by("staff_number", "pk").values_list("pk", "user__display_name", "staff_number")
    return [Choice(pk, f"{name} ({number})") for pk, name, number in rows]


def _named(found: object) -> list[tuple[int, str, str]]:
    return list(found.values_list("pk", "name", "code"))  # type: ignore[attr-defined]
