"""Conclude the contracts of the district's contractors and form their crews."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from gridwarden.algorithms.worktime import Limit
from gridwarden.contracts.actions import contracts
from gridwarden.contracts.actions.contracts import Cover, Terms
from gridwarden.inspections.actions import crews
from gridwarden.inspections.actions.crews import CrewContent
from gridwarden.menu.queries import menus
from gridwarden.platform.access import Role, system_for
from gridwarden.simulation.chance import chance_of
from gridwarden.simulation.life.cast import Cast
from gridwarden.simulation.life.habits import CLEANER, load_habits
from gridwarden.simulation.people.names import NameBook
from gridwarden.simulation.people.units import CLEANERS, CONTRACTORS
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.models import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from gridwarden.grids.models import District
    from gridwarden.menu.queries.rows import ConditionRow, MenuRow
    from gridwarden.simulation.territory.model import Territory

_YEAR = timedelta(days=364)
#: The contractor who has agreed on three quarters of the usual limits.
_QUICK, _SHARE = "ZY1", Decimal("0.75")
_CREWS = ("一班", "二班")
_MEMBERS = 4


def conclude(district: District, territory: Territory, *, at: datetime, seed: int) -> None:
    """Sign a contract with every contractor for what it does in the invented district, and form two crews each."""
    by, menu = system_for(district.pk), menus.current(district.pk, at)
    units = dict(Unit.objects.filter(district=district, kind=UnitKind.CONTRACTOR.value).values_list("code", "pk"))
    cast = Cast(territory, seed=seed)
    for code, name in CONTRACTORS.items():
        covers = tuple(_covers(code, menu))
        terms = Terms(
            number=f"HT-{localdate(at):%Y}-{code}",
            name=f"{name}作业合同",
            unit_id=units[code],
            starts_on=localdate(at),
            ends_on=localdate(at) + _YEAR,
            covers=covers,
            grids=tuple(grid.code for grid in territory.grids if CLEANERS[grid.zone] == code),
        )
        if covers:
            contracts.sign(by=by, at=at, contract_id=contracts.draft(by=by, at=at, terms=terms).pk)
        _form_crews(code, cast, at=at, seed=seed)


def _covers(code: str, menu: MenuRow) -> Iterator[Cover]:
    """Return the conditions that a contractor puts right."""
    for item in menu.items:
        does_it = load_habits().item(item.number).contractor
        if does_it == code or (does_it == CLEANER and code in CLEANERS.values()):
            for one in item.conditions:
                if one.responsible_kind is UnitKind.CONTRACTOR:
                    yield Cover(item=item.number, condition=one.number, limit=_limit(code, one))


def _limit(code: str, condition: ConditionRow) -> Limit | None:
    if code != _QUICK:
        return None
    return Limit(condition.limit.value * _SHARE, condition.limit.unit)


def _form_crews(code: str, cast: Cast, *, at: datetime, seed: int) -> None:
    chance = chance_of(seed, "crews", code)
    by = cast.actor(cast.in_unit(code, Role.CONTRACTOR_OFFICER, chance), at)
    book = NameBook(chance, phones_from=int(code[2:]) * 50)
    for name in _CREWS:
        members = tuple((book.person(), book.phone()) for _ in range(_MEMBERS))
        crews.form(by=by, at=at, content=CrewContent(name=name, phone=members[0][1], members=members))
