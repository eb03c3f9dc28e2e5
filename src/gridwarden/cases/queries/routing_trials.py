"""Try a rule on past cases, and look for rules that contend and cases without one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import F, Min, Q
from django.utils.timezone import localdate

from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.domain.routing import Columns, Line, holes, overlaps, winners
from gridwarden.cases.models import Case, Step
from gridwarden.cases.queries.routing import SORT, facts, rules, sort_of
from gridwarden.grids.models import Grid
from gridwarden.grids.models.conversion import to_shapely
from gridwarden.menu.queries import menus
from gridwarden.workforce.models import Unit

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.cases.domain.routing import Hole, Overlap, Rule
    from gridwarden.cases.queries.routing import Sort
    from gridwarden.platform.access import Actor

#: How far back a trial looks.
TRIAL_DAYS = 30
#: A trial lists so many cases; the counts are of all.
LISTED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedCase:
    """A case that would have gone elsewhere."""

    id: int
    number: str
    address: str
    at: datetime
    went_to: str
    would_go_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a rule would have done."""

    since: date
    #: Cases that were dispatched in these days.
    looked_at: int
    #: Cases that the rule would have had.
    taken: int
    #: Of those the ones that went to another unit.
    elsewhere: int
    #: The units that would have lost cases, with how many.
    from_units: tuple[tuple[str, int], ...]
    cases: tuple[TriedCase, ...]


class _Sent(NamedTuple):
    """A case as the desk first sent it out."""

    sort: Sort
    at: datetime
    id: int
    number: str
    address: str
    unit_id: int | None


def trial(actor: Actor, candidate: Rule, now: datetime) -> Trial:
    """Return what would have become of the last month's cases with ``candidate`` switched on in its present shape.

    Four SQL statements, two more where rules ask for days or roads. What each case did is its first dispatch.
    """
    since = now - timedelta(days=TRIAL_DAYS)
    firsts = _first_dispatches(actor, since)
    others = [rule for rule in rules(actor.district_id) if rule.number != candidate.number]
    # As if it had held all the time.
    tried = replace(candidate, valid_from=date.min, valid_to=None, unit_from=None, unit_to=None, is_on=True)
    known = [*others, tried]
    sorts = [(one.sort, one.at) for one in firsts]
    won = winners(known, Columns.of(facts(actor.district_id or 0, sorts, known))) == len(others)
    taken = [one for one, is_won in zip(firsts, won, strict=True) if is_won]
    moved = [one for one in taken if one.unit_id != candidate.unit_id]
    names = dict(Unit.objects.filter(district=actor.district_id).values_list("pk", "name"))
    lost = Counter(names.get(one.unit_id or 0, "") for one in moved)
    return Trial(
        since=localdate(since),
        looked_at=len(firsts),
        taken=len(taken),
        elsewhere=len(moved),
        from_units=tuple(lost.most_common()),
        cases=tuple(_tried(one, names, candidate) for one in moved[:LISTED]),
    )


def contending(actor: Actor, now: datetime) -> list[Overlap]:
    """Return the standing rules that fit the same cases for different units."""
    return overlaps(rules(actor.district_id), localdate(now))


def uncovered(actor: Actor, now: datetime) -> list[Hole]:
    """Return what no rule covers today, by item; four SQL statements."""
    day = localdate(now)
    menu = menus.current(actor.district_id or 0, now)
    lines = [
        Line(item.item_class, item.number, condition.number) for item in menu.items for condition in item.conditions
    ]
    asked = rules(actor.district_id)
    grids = Grid.objects.on(day).filter(district=actor.district_id).order_by("code", "pk")
    shapes = {code: to_shapely(geom) for code, geom in grids.values_list("code", "geom")}
    return holes(asked, lines, shapes, day)


def _first_dispatches(actor: Actor, since: datetime) -> list[_Sent]:
    """Return the cases opened since then as the desk first sent them out, latest first."""
    sent = Q(steps__move=MoveName.DISPATCH.value)
    firsts = (
        Case.objects.filter(district=actor.district_id, dispatched_at__isnull=False, opened_at__gte=since)
        .filter(condition__isnull=False)
        .annotate(first=Min("steps__seq", filter=sent), sent_at=Min("steps__at", filter=sent))
        .filter(first__isnull=False)
        .order_by("-opened_at", "-pk")
    )
    went = _owners(actor, since)
    rows = firsts.values_list(*SORT, "sent_at", "pk", "number", "address", "first")
    return [
        _Sent(sort_of(sort), at, case_id, number, address, went.get((case_id, seq)))
        for *sort, at, case_id, number, address, seq in rows
    ]


def _owners(actor: Actor, since: datetime) -> dict[tuple[int, int], int]:
    """Return the unit to which each dispatch gave its case, by case and step."""
    steps = Step.objects.filter(
        case__district=actor.district_id, case__opened_at__gte=since, move=MoveName.DISPATCH.value
    )
    found = steps.annotate(owner=F("changes__owner")).values_list("case_id", "seq", "owner")
    return {(case_id, seq): owner for case_id, seq, owner in found}


def _tried(one: _Sent, names: dict[int, str], candidate: Rule) -> TriedCase:
    return TriedCase(
        id=one.id,
        number=one.number,
        address=one.address,
        at=one.at,
        went_to=names.get(one.unit_id or 0, ""),
        would_go_to=names.get(candidate.unit_id, ""),
    )
