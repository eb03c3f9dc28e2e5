"""Walk the whole abstract machine: every situation that the cast can bring about, every move from it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from gridwarden.cases.domain import decisions, table
from gridwarden.cases.domain.clocks import ClockVerb, Stage
from gridwarden.cases.domain.moves import Need
from gridwarden.cases.domain.opening import first_clocks
from gridwarden.cases.domain.situation import Inputs, Situation
from gridwarden.cases.domain.states import CaseState
from gridwarden.platform.refusals import Refusal
from tests.unit.cases import world

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gridwarden.cases.domain.clocks import ClockOp
    from gridwarden.cases.domain.decisions import Decision
    from gridwarden.cases.domain.moves import Move
    from gridwarden.platform.access import Actor

#: Live clocks: stage → whether it runs; a paused one is live too.
Clocks = frozenset[tuple[Stage, bool]]


@dataclass(frozen=True)
class Place:
    """A node of the exploration: the situation with moments reduced to their order, and the live clocks."""

    situation: Situation
    clocks: Clocks


@dataclass(frozen=True)
class Passage:
    """An allowed move between two places."""

    before: Place
    decision: Decision
    after: Place
    actor: Actor


@dataclass
class Tally:
    """What the walk has seen."""

    places: int = 0
    passages: int = 0
    refusals: int = 0
    codes: dict[str, int] = field(default_factory=dict)


#: Photos enough for every rule of the small world.
_PHOTOS = Inputs(photos_before=2, photos_after=2, photos_check=1, photos_paper=1)
_VERIFIERS = (world.INFORMANT, world.OFFICER, world.FOREMAN, world.PRESUMPTUOUS_FOREMAN)
_CHECKERS = (world.CHECKER, world.INFORMANT, world.OFFICER, world.NEIGHBOUR, world.PRESUMPTUOUS_FOREMAN)


def inputs_for(row: Move) -> Iterator[Inputs]:
    """Yield what people might bring along, right and wrong, and once nothing at all."""
    yield Inputs()
    until = world.NOW + timedelta(days=9)
    full = replace(_PHOTOS, text="because", units=(world.OTHER_SQUAD, world.CONTRACTOR), condition_id=1)
    full = replace(full, suspended_until=until, merged_into_id=2)
    if Need.PERSON in row.needs:
        people = _CHECKERS if row.names == "checker_id" else _VERIFIERS
        yield from (replace(full, person=person) for person in people)
    elif Need.UNIT in row.needs:
        yield from (replace(full, unit=unit) for unit in world.UNITS)
        yield full
    else:
        # A person and a unit that the move does not ask for must change nothing.
        yield replace(full, person=world.CHECKER, unit=world.CONTRACTOR)


def after_ops(clocks: Clocks, ops: Iterable[ClockOp]) -> Clocks:
    """Apply clock operations to the abstract clocks."""
    live = dict(clocks)
    for op in ops:
        if op.verb is ClockVerb.RUN:
            live[op.stage] = True
        elif op.verb is ClockVerb.STOP:
            live.pop(op.stage, None)
        elif op.stage in live:
            live[op.stage] = False
    return frozenset(live.items())


def reduced(situation: Situation) -> Situation:
    """Forget what no rule asks about, so that the walk ends.

    Of the moments it matters which are set and whether the check follows the work; of the hands only those of
    people whom the walk may send to check; of the verifier only while verifying; of counts nothing.
    """
    t = world.NOW
    handled = t + timedelta(seconds=1) if situation.handled_at else None
    checked = None
    if situation.checked_at:
        late = situation.handled_at is None or situation.checked_at >= situation.handled_at
        checked = t + timedelta(seconds=2) if late else t
    moments = ("registered_at", "dispatched_at", "closed_at", "suspended_until")
    stamp: dict[str, Any] = {name: t for name in moments if getattr(situation, name)}
    return replace(
        situation, **stamp, handled_at=handled, checked_at=checked,
        moved_at=t + timedelta(seconds=3), rework_count=0, reopen_count=0, return_count=0,
        verifier_id=situation.verifier_id if situation.state is CaseState.VERIFYING else None,
        handlers=situation.handlers & ({person.user_id for person in _CHECKERS} | {situation.handler_id}),
    )  # fmt: skip


def divided(situation: Situation) -> Situation:
    """Let the parts of a divided case be done, so that the whole can end; that it waits for them is told elsewhere."""
    return replace(situation, closed_parts=1 if situation.state is CaseState.PARTED else 0)


def roots() -> list[Place]:
    """Return the places in which cases begin."""
    return [
        Place(reduced(situation), after_ops(frozenset(), first_clocks(situation.state)))
        for situation in (world.reported(), world.with_the_team(), world.verified())
    ]


def explore(look: Callable[[Passage], None], visit: Callable[[Place], None]) -> Tally:
    """Visit every reachable place once and look at every passage."""
    tally = Tally()
    queue = deque(roots())
    seen = set(queue)
    while queue:
        place = queue.popleft()
        tally.places += 1
        visit(place)
        for passage in passages_from(place, tally):
            look(passage)
            if passage.after not in seen:
                seen.add(passage.after)
                queue.append(passage.after)
    return tally


def passages_from(place: Place, tally: Tally) -> Iterator[Passage]:
    """Try every row that starts here with every actor and every input."""
    at = place.situation.moved_at + timedelta(seconds=1)
    for row in table.rows_from(place.situation):
        for inputs in inputs_for(row):
            for actor in world.CAST:
                try:
                    decision = decisions.decide(place.situation, row.name, actor, inputs, at)
                except Refusal as refusal:
                    tally.refusals += 1
                    tally.codes[refusal.code] = tally.codes.get(refusal.code, 0) + 1
                    continue
                tally.passages += 1
                after = Place(reduced(divided(decision.after)), after_ops(place.clocks, row.clocks))
                yield Passage(place, decision, after, actor)
