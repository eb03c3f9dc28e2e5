"""The district lives: things are reported, and people do something about them, each at its time."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.domain.states import OPEN, CaseState
from gridwarden.cases.models import Case, Step
from gridwarden.cases.models.step import OPEN as OPENING
from gridwarden.platform.refusals import Refusal
from gridwarden.platform.timers import clockwork
from gridwarden.simulation.chance import chance_of
from gridwarden.simulation.life import turns
from gridwarden.simulation.life.agenda import Agenda
from gridwarden.simulation.life.arrivals import Arrival, arrivals_of
from gridwarden.simulation.life.deeds import Deed
from gridwarden.simulation.life.fates import fate_of
from gridwarden.simulation.life.opening import open_case
from gridwarden.simulation.life.policy import Intent, Seen, next_intent
from gridwarden.simulation.life.shifts import Shift
from gridwarden.simulation.models import Life, LivedCase
from gridwarden.workforce.domain.units import UnitKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

    from gridwarden.simulation.life.world import World

logger = logging.getLogger(__name__)

#: After a refusal people think again for this long.
_THINK_AGAIN = timedelta(minutes=20)
#: So often somebody looks whether a case that was put aside has been taken up.
_ASIDE = timedelta(hours=8)
#: So many minutes pass before somebody looks at what waits.
_LOOK_MINUTES = (3, 20)
_JUST_AFTER = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Plan:
    """Somebody means to do ``intent`` about the case as it stood when it was last looked at."""

    case: Case
    intent: Intent
    done: Counter[MoveName]


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looks at what waits beside the moves of a case, or whether it is there twice."""

    case_id: int
    for_double: bool = False


class Living:
    """Plays the cases that the simulation opened, and opens new ones.

    ``stamp`` turns a moment of the agenda into the moment that is written: the same one while the past
    is lived through, the wall clock's when the district lives now.
    """

    def __init__(self, world: World, stamp: Callable[[datetime], datetime]) -> None:
        self.world, self.stamp = world, stamp
        self.agenda: Agenda[Arrival | Plan | Look] = Agenda()
        #: How often what happened.
        self.counts: Counter[str] = Counter()
        #: The version for which each case has a plan.
        self._planned: dict[int, int] = {}
        #: No timer is due before this moment; ``None`` when that must be asked.
        self._quiet_until: datetime | None = None

    def expect(self, day: datetime, *, after: datetime, before: datetime) -> None:
        """Put the arrivals of a day on the agenda, from ``after`` (included) to ``before`` (not included)."""
        for arrival in arrivals_of(localdate(day), self.world.setting):
            if after <= arrival.at < before:
                self.agenda.note(arrival.at, arrival)

    def remember(self, now: datetime) -> None:
        """Plan what comes next for every case that was left open: a stopped simulation goes on."""
        for case in self._cases().filter(state__in=[state.value for state in OPEN]).order_by("pk"):
            self._plan(case, _moves_of(case), now, self.stamp(now))
        for case in self._cases().filter(state=CaseState.SUSPENDED.value):
            self.agenda.note(now + _ASIDE, Look(case.pk))
        for case_id in turns.waiting(self.world.district_id):
            self._look_later(Look(case_id), now)

    def step(self) -> datetime:
        """Let the next thing on the agenda happen and return when that was."""
        at, what = self.agenda.take()
        moment = self.stamp(at)
        if isinstance(what, Arrival):
            self._arrive(what, at, moment)
        elif isinstance(what, Look):
            self._look(what, at, moment)
        elif self._planned[what.case.pk] == what.case.version:
            self._act(what, at, moment)
        return at

    def ring(self, until: datetime) -> bool:
        """Fire the district's earliest timers if they are due by then, and plan anew what they moved.

        One moment at a time: what people do about it may come before the next timer. Returns whether any fired.
        """
        if self._quiet_until is not None and until < self._quiet_until:
            return False
        due = clockwork.next_due(self.world.district_id)
        if due is None or due > until:
            self._quiet_until = due or datetime.max.replace(tzinfo=UTC)
            return False
        self.counts["timers"] += clockwork.fire_due(now=due, district_id=self.world.district_id)
        for case in self._cases().filter(moved_at__gte=due).order_by("pk"):
            if self._planned.get(case.pk) != case.version:
                self._plan(case, _moves_of(case), due, due)
        return True

    def _cases(self) -> QuerySet[Case]:
        played = Case.objects.filter(district=self.world.district_id, pk__in=LivedCase.objects.values("pk"))
        return played.select_related("condition__item", "owner_unit", "grid").defer("grid__geom", "grid__shape")

    def _arrive(self, arrival: Arrival, at: datetime, moment: datetime) -> None:
        with transaction.atomic():
            case_id = open_case(arrival, self.world, at=moment)
            Life.objects.filter(pk=self.world.district_id).update(lived_until=moment + _JUST_AFTER)
        self.counts["opened"] += 1
        case = self._cases().get(pk=case_id)
        self._plan(case, Counter(), at, moment)
        if arrival.source is Source.PATROL and turns.has_double(case):
            self._look_later(Look(case_id, for_double=True), at)

    def _act(self, plan: Plan, at: datetime, moment: datetime) -> None:
        try:
            was_returned = bool(plan.done[MoveName.RETURN_DISPATCH])
            waits = Deed(plan.case, plan.intent, self.world, moment, was_returned=was_returned).carry_out()
        except Refusal as refusal:
            self._think_again(plan, refusal, at, moment)
            return
        self.counts[plan.intent.move] += 1
        plan.done[plan.intent.move] += 1
        self._plan(self._cases().get(pk=plan.case.pk), plan.done, at, moment)
        if waits:
            self._look_later(Look(plan.case.pk), at)

    def _look(self, look: Look, at: datetime, moment: datetime) -> None:
        """Attend to what waits about a case, and plan anew where that moved it."""
        try:
            waits = turns.look(look.case_id, self.world, at=moment, for_double=look.for_double)
        except Refusal as refusal:
            logger.warning("%s: %s %s", look.case_id, refusal.message, refusal.fields)
            self.counts["refused"] += 1
            return
        self.counts["looked"] += 1
        case = self._cases().filter(pk=look.case_id).first()
        if case is not None and self._planned.get(case.pk) != case.version:
            self._plan(case, _moves_of(case), at, moment)
        if waits:
            self._look_later(Look(look.case_id), at)
        elif case is not None and case.state == CaseState.SUSPENDED.value:
            self.agenda.note(at + _ASIDE, Look(case.pk))

    def _look_later(self, look: Look, at: datetime) -> None:
        wait = chance_of(self.world.seed, "look", look.case_id, at.isoformat()).uniform(*_LOOK_MINUTES)
        self.agenda.note(Shift.DESK.next_moment(at + timedelta(minutes=wait), self.world.setting.zone), look)

    def _think_again(self, plan: Plan, refusal: Refusal, at: datetime, moment: datetime) -> None:
        """Look at the case anew: somebody else may have moved it, or it cannot be done like this."""
        case = self._cases().get(pk=plan.case.pk)
        if case.version == plan.case.version:
            logger.warning("%s %s: %s %s", case.number, plan.intent.move, refusal.message, refusal.fields)
            self.counts["refused"] += 1
        self._plan(case, _moves_of(case), at + _THINK_AGAIN, moment)

    def _plan(self, case: Case, done: Counter[MoveName], at: datetime, moment: datetime) -> None:
        """Note on the agenda what is done next about the case, if anything."""
        self._planned[case.pk] = case.version
        if case.warn_at is not None and self._quiet_until is not None:
            self._quiet_until = min(self._quiet_until, case.warn_at)
        intent = next_intent(_seen(case, done), fate_of(case.number, Source(case.source), seed=self.world.seed))
        if intent is not None:
            self.agenda.note(self._when(intent, case, at, moment), Plan(case, intent, done))

    def _when(self, intent: Intent, case: Case, at: datetime, moment: datetime) -> datetime:
        chance = chance_of(self.world.seed, "wait", case.number, case.version)
        wait = timedelta(minutes=chance.uniform(*intent.minutes))
        if intent.pace is not None and case.due_at is not None and case.due_at > moment:
            wait = (case.due_at - moment) * intent.pace * chance.uniform(0.85, 1.15)
        return intent.shift.next_moment(at + wait, self.world.setting.zone)


def _seen(case: Case, done: Counter[MoveName]) -> Seen:
    return Seen(
        state=CaseState(case.state),
        source=Source(case.source),
        owner_kind=UnitKind(case.owner_unit.kind),
        done=done,
        rework_count=case.rework_count,
        reopen_count=case.reopen_count,
    )


def _moves_of(case: Case) -> Counter[MoveName]:
    moves = Step.objects.filter(case=case).exclude(move=OPENING).values_list("move", flat=True)
    return Counter(MoveName(move) for move in moves)
