"""Hard turns that simulated people ask for, rule on and answer.

They go beside the moves that the policy makes: with taking a case up somebody asks for more time or for the case to be
put aside, or the bureau demands an account; after a late closing the unit appeals. What waits is looked at a little
later, and is found in the database: a stopped simulation goes on.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from gridwarden.cases.actions import appeals, extensions, merging, rulings, supervision, suspensions
from gridwarden.cases.domain.errors import MoveNotAllowed, OncePerCase
from gridwarden.cases.domain.extensions import ExtendedTwice, NoClockRuns, Overdue
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.domain.requests import Standing, Station
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.domain.states import ENDED, CaseState
from gridwarden.cases.domain.supervision import OrderState, Urgency
from gridwarden.cases.models import Case, Order, Request
from gridwarden.cases.queries import candidates
from gridwarden.cases.queries.appeals import answerable
from gridwarden.platform.access import Role
from gridwarden.simulation.chance import chance_of
from gridwarden.simulation.life import evidence
from gridwarden.simulation.life.cast import WORKERS
from gridwarden.simulation.life.fates import Turn, fate_of
from gridwarden.simulation.life.habits import load_texts
from gridwarden.simulation.people import units
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.models import Unit

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random
    from uuid import UUID

    from django.db.models import QuerySet

    from gridwarden.platform.access import Actor
    from gridwarden.simulation.life.world import World

logger = logging.getLogger(__name__)

#: What a grant is refused with when the limit has run out meanwhile, or the case is past it.
TOO_LATE = (ExtendedTwice, NoClockRuns, Overdue, MoveNotAllowed, OncePerCase)
#: How many requests are granted, and how many units that were late appeal.
_GRANTED, _APPEAL = 0.8, 0.4
_REPLY_H = (2, 24)
_ASIDE_DAYS = (1, 4)


def begin(case: Case, move: MoveName, world: World, *, by: Actor, at: datetime) -> bool:
    """Ask for what chance has in store for the case after ``move``; return whether something waits now."""
    chance = chance_of(world.seed, "turn", case.number, case.version)
    if move is MoveName.CLOSE:
        return chance.random() < _APPEAL and _appeal(case, world, at, chance)
    turn = fate_of(case.number, Source(case.source), seed=world.seed).turn
    if move is not MoveName.ACCEPT or turn is None or case.rework_count or _had_one(case):
        return False
    {Turn.EXTENSION: _extension, Turn.SUSPENSION: _suspension, Turn.ORDER: _order}[turn](case, world, by, at, chance)
    return True


def look(case_id: int, world: World, *, at: datetime, for_double: bool) -> bool:
    """Do what somebody does who looks at a case; return whether something still waits there."""
    if not for_double:
        return attend(case_id, world, at=at)
    merge_double(case_id, world, at=at)
    return False


def attend(case_id: int, world: World, *, at: datetime) -> bool:
    """Rule on, answer or sign off what waits about the case; return whether something still waits."""
    case = Case.objects.select_related("owner_unit", "grid", "condition__item").get(pk=case_id)
    chance = chance_of(world.seed, "attending", case.number, at.isoformat())
    request = Request.objects.filter(case=case, standing=Standing.WAITING.value).order_by("pk").first()
    order = Order.objects.filter(case=case).exclude(state=OrderState.SIGNED_OFF.value).order_by("pk").first()
    if request is not None:
        _rule(request, case, world, at, chance)
    elif order is not None:
        _answer(order, case, world, at, chance)
    return _waits().filter(pk=case_id).exists()


def waiting(district_id: int) -> list[int]:
    """Return the cases about which something waits."""
    return list(_waits().filter(district=district_id).order_by("pk").values_list("pk", flat=True))


def has_double(case: Case) -> bool:
    """Return whether an open case nearby is likely the same; one SQL statement."""
    return bool(candidates.choices(case))


def merge_double(case_id: int, world: World, *, at: datetime) -> None:
    """Let the earlier case go on for one that is likely the same and that nobody has begun."""
    case = Case.objects.select_related("condition__item").get(pk=case_id)
    double = next(iter(candidates.choices(case)), None)
    if case.state != CaseState.DISPATCHED.value or case.rework_count or double is None or double.id > case.pk:
        return
    chance = chance_of(world.seed, "merging", case.number)
    by = _of_desk(world, Role.SHIFT_SUPERVISOR, at, chance)
    merging.merge(by=by, at=at, case_id=case.pk, into_id=double.id, reason=_words("merged", chance))


def _waits() -> QuerySet[Case]:
    request = Q(pk__in=Request.objects.filter(standing=Standing.WAITING.value).values("case"))
    order = Q(pk__in=Order.objects.exclude(state=OrderState.SIGNED_OFF.value).values("case"))
    return Case.objects.filter(request | order)


def _had_one(case: Case) -> bool:
    return Request.objects.filter(case=case).exists() or Order.objects.filter(case=case).exists()


def _extension(case: Case, world: World, by: Actor, at: datetime, chance: Random) -> None:
    proofs = _photo(case, world, by, at)
    extensions.ask(by=by, at=at, case_id=case.pk, reason=_words("extension", chance), proofs=proofs)


def _suspension(case: Case, world: World, by: Actor, at: datetime, chance: Random) -> None:
    until, proofs = at + timedelta(days=chance.uniform(*_ASIDE_DAYS)), _photo(case, world, by, at)
    reason = _words("suspension", chance)
    suspensions.ask(by=by, at=at, case_id=case.pk, reason=reason, until=until, proofs=proofs)


def _order(case: Case, world: World, by: Actor, at: datetime, chance: Random) -> None:
    del by
    urgency = chance.choice([Urgency.ORDINARY, Urgency.URGENT])
    issuer = _of_desk(world, Role.SHIFT_SUPERVISOR, at, chance)
    if urgency is Urgency.URGENT:
        issuer = world.cast.actor(world.cast.in_unit(units.BRIGADE, Role.BRIGADE_LEADER, chance), at)
    supervision.issue(
        by=issuer,
        at=at,
        case_id=case.pk,
        urgency=urgency,
        requirement=_words("demand", chance),
        reply_by=at + timedelta(hours=chance.uniform(*_REPLY_H)),
    )


def _appeal(case: Case, world: World, at: datetime, chance: Random) -> bool:
    """Have the unit that was late appeal; the desk has nobody to appeal to."""
    for clock_id, unit_id in answerable(case.pk).items():
        unit = Unit.objects.get(pk=unit_id)
        role = WORKERS.get(UnitKind(unit.kind))
        if role is not None:
            by = world.cast.actor(world.cast.in_unit(unit.code, role, chance), at)
            appeals.ask(by=by, at=at, case_id=case.pk, reason=_words("appeal", chance), clock_id=clock_id)
            return True
    return False


def _rule(request: Request, case: Case, world: World, at: datetime, chance: Random) -> None:
    by = _ruler(request, case, world, at, chance)
    if chance.random() < _GRANTED:
        try:
            rulings.rule(by=by, at=at, request_id=request.pk, grants=True)
        except TOO_LATE:
            logger.info("request %d on case %s came too late to be granted", request.pk, case.number)
        else:
            return
    rulings.rule(by=by, at=at, request_id=request.pk, grants=False, note=_words("ruled_out", chance))


def _ruler(request: Request, case: Case, world: World, at: datetime, chance: Random) -> Actor:
    """Return who rules at the station, never the one who asked."""
    if request.station != Station.LEAD.value:
        is_first = request.station == Station.DISPATCHER.value
        return _of_desk(world, Role.DISPATCHER if is_first else Role.SHIFT_SUPERVISOR, at, chance)
    assert case.grid is not None  # noqa: S101 - the simulation opens no case outside the grids
    squad = units.SQUADS[world.grids[case.grid.code].zone][0]
    return world.cast.actor(world.cast.in_unit(squad, Role.SQUAD_LEADER, chance), at)


def _answer(order: Order, case: Case, world: World, at: datetime, chance: Random) -> None:
    """Answer the demand, or sign the order off: its answer satisfies, or the case has ended."""
    role = WORKERS.get(UnitKind(case.owner_unit.kind), Role.DISPATCHER)
    if order.state == OrderState.DEMANDED.value and CaseState(case.state) not in ENDED:
        by = world.cast.actor(world.cast.in_unit(case.owner_unit.code, role, chance), at)
        supervision.reply(by=by, at=at, order_id=order.pk, text=_words("answer", chance))
    else:
        by = _of_desk(world, Role.SHIFT_SUPERVISOR, at, chance)
        supervision.sign_off(by=by, at=at, order_id=order.pk, note=_words("signed_off", chance))


def _of_desk(world: World, role: Role, at: datetime, chance: Random) -> Actor:
    return world.cast.actor(world.cast.in_unit(units.DESK, role, chance), at)


def _photo(case: Case, world: World, by: Actor, at: datetime) -> tuple[UUID, ...]:
    assert case.condition is not None  # noqa: S101 - the simulation opens no case without one
    return evidence.take(
        by=by,
        at=at,
        district_id=world.district_id,
        item=case.condition.item.number,
        place=(case.place.x, case.place.y),
        count=1,
        solved=False,
    )


def _words(key: str, chance: Random) -> str:
    return chance.choice(load_texts()[key])
