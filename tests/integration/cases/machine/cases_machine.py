"""People and timers move real cases in the real database, mostly as they may, sometimes as they may not."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from gridwarden.cases.actions import alarms
from gridwarden.cases.actions._execution import carry_out
from gridwarden.cases.actions.moving import Given, make
from gridwarden.cases.domain.decisions import decide, moves_open_to
from gridwarden.cases.domain.errors import CaseMovedOn
from gridwarden.cases.domain.moves import TEXTS, MoveName, Need
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.models import (
    Case,
    Clock,
    Demand,
    DispatchReturn,
    Evidence,
    EvidenceKind,
    Feedback,
    Order,
    Proof,
    Request,
    Ruling,
    Step,
)
from gridwarden.cases.queries import suggestions
from gridwarden.cases.queries.givens import inputs_of
from gridwarden.cases.queries.situations import situation_of
from gridwarden.platform.access import Permission
from gridwarden.platform.audit.models import AuditEntry
from gridwarden.platform.events.models import EventRow
from gridwarden.platform.notifications.models import Notice
from gridwarden.platform.refusals import Refusal
from gridwarden.platform.timers.clockwork import Ring, fire_due
from gridwarden.platform.timers.models import Timer
from tests.factories.cases import MONDAY
from tests.integration.cases.machine.invariants import check_case
from tests.integration.cases.machine.turn_rules import TurnRules
from tests.integration.cases.playing import Play

if TYPE_CHECKING:
    from collections import Counter
    from datetime import datetime

    from gridwarden.cases.domain.decisions import OpenMove
    from gridwarden.platform.access import Actor
    from tests.factories.cases import Stage

POSTS = (
    "operator", "supervisor", "dispatcher", "checker", "officer", "mate", "informant", "neighbour",
    "squad_leader", "leader", "division_officer", "foreman",
)  # fmt: skip
#: Where a run begins: random walks alone rarely come as far as the end.
STATIONS = (
    "reported", "found", "verified", "registered", "dispatched", "handling", "checking", "checked", "closed",
    "suspended", "parted", "merged", "asked", "ordered",
)  # fmt: skip
_PHOTOS = {
    Need.PHOTO_BEFORE: EvidenceKind.BEFORE,
    Need.PHOTO_AFTER: EvidenceKind.AFTER,
    Need.PHOTO_CHECK: EvidenceKind.CHECK,
    Need.PHOTO_PAPER: EvidenceKind.PAPER,
}
_WRITTEN = (Case, Step, Evidence, Feedback, Request, Ruling, Proof, Order, Demand, DispatchReturn)
_TOLD = ("version", "state", "moved_at", "due_at", "handlers", "followers", "open_parts", "closed_parts")


class CasesMachine(TurnRules, RuleBasedStateMachine):
    """One or two cases and everybody around them; every example is rolled back."""

    stage: Stage
    actors: dict[str, Actor]
    #: What has happened in all examples.
    met: Counter[str]
    #: Where the runs begin.
    station: str

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.now: datetime = MONDAY
        self.case_ids: list[int] = []
        #: All timers due at ``now`` have fired.
        self.swept = False
        #: What has been touched since it was last looked at.
        self.touched: set[int] = set()

    def teardown(self) -> None:
        self.met.update(Step.objects.filter(case__in=self.case_ids).values_list("move", flat=True))
        asked = Request.objects.filter(case__in=self.case_ids).values_list("turn", "standing")
        self.met.update(f"{turn} {standing}" for turn, standing in asked)
        self.met.update(Order.objects.filter(case__in=self.case_ids).values_list("state", flat=True))
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        play = Play(self.stage)
        getattr(play, self.station)()
        self.case_ids += [*play.others, play.case_id]
        self.touched.update(self.case_ids)
        self.look_at_the_family(play.case_id)
        self.now = play.at

    @precondition(lambda self: len(self.case_ids) < 2)
    @rule(source=st.sampled_from(Source), slow=st.booleans())
    def open(self, source: Source, *, slow: bool) -> None:
        condition = self.stage.slow if slow else self.stage.spot
        opened = self.stage.opened(source, condition, by="officer", at=self.now)
        self.case_ids.append(opened.case_id)
        self.touched.add(opened.case_id)

    @rule(data=st.data())
    def make_an_open_move(self, data: st.DataObject) -> None:
        case = self._case(data)
        open_here = self._open_moves(case)
        if not open_here:
            return
        # Feedback is open to many and changes little: give the other moves the better chance.
        chosen = [one for one in open_here if one[1].row.name is not MoveName.FEED_BACK] or open_here
        post, move = data.draw(st.sampled_from(chosen if data.draw(st.integers(0, 9)) else open_here))
        self._attempt(case, move.row.name, post, self._given(data, case, move, post))

    @rule(data=st.data(), name=st.sampled_from(MoveName), post=st.sampled_from(POSTS))
    def try_any_move(self, data: st.DataObject, name: MoveName, post: str) -> None:
        case = self._case(data)
        person = data.draw(st.sampled_from(POSTS))
        unit = data.draw(
            st.sampled_from([self.stage.division.pk, self.stage.cast.west_team.pk, self.stage.cast.desk.pk])
        )
        given = Given(text="试一试", person_id=self.stage.user_id(person), unit_id=unit, unit_ids=(unit,))
        self._attempt(case, name, post, given)

    @rule(minutes=st.sampled_from((1, 5, 12, 13, 16, 31, 97, 121, 240, 1441, 4321)), sweep=st.booleans())
    def let_time_pass(self, minutes: int, *, sweep: bool) -> None:
        self.now += timedelta(minutes=minutes)
        self.swept = False
        if sweep:
            self.fire_timers()

    @rule()
    def fire_timers(self) -> None:
        while fire_due(now=self.now):
            self.touched.update(self.case_ids)
        assert not Timer.objects.filter(attempts__gt=0).exists(), "no handler fails"
        self.swept = True

    @rule(data=st.data(), minutes=st.sampled_from((1, 4, 6, 60, 3000)))
    def try_a_move_by_a_clock_that_went_back(self, data: st.DataObject, minutes: int) -> None:
        case = self._case(data)
        moves = self._open_moves(case)
        if not moves:
            return
        post, move = data.draw(st.sampled_from(moves))
        last = max(case.moved_at, case.alarmed_at or case.moved_at)
        at = last - timedelta(minutes=minutes)
        refusal = self._attempt(case, move.row.name, post, self._given(data, case, move, post), at=at)
        if minutes > 5:
            assert refusal is not None, "long before the last step nothing is booked"
        else:
            assert refusal is None or refusal.code != "clock_went_back"

    @rule(data=st.data())
    def write_what_was_decided_on_an_old_look(self, data: st.DataObject) -> None:
        """Two people look at the same case; the second one to write has decided on what is no more."""
        seen = self._case(data)
        moves = self._open_moves(seen)
        if not moves:
            return
        post, move = data.draw(st.sampled_from(moves))
        given = self._given(data, seen, move, post)
        if self._attempt(self._fresh(seen.pk), move.row.name, post, given) is not None:
            return
        before = self._snapshot(seen.pk)
        by, at = self.actors[post], self.now
        try:
            with transaction.atomic():
                decision = decide(situation_of(seen), move.row.name, by, inputs_of(given, seen.district_id, at), at)
                carry_out(seen, decision, by=by, given=Given())
        except CaseMovedOn:
            assert self._snapshot(seen.pk) == before
        else:
            raise AssertionError("an old look was written over a new one")

    @rule(data=st.data(), post=st.sampled_from(POSTS))
    def move_by_an_old_page(self, data: st.DataObject, post: str) -> None:
        case = self._case(data)
        moves = [move for who, move in self._open_moves(case) if who == post]
        if moves:
            given = self._given(data, case, moves[0], post)
            refusal = self._attempt(case, moves[0].row.name, post, given, version=case.version - 1)
            assert refusal is not None
            assert refusal.code in {"case_moved_on", "clock_went_back"}

    @rule(data=st.data())
    def let_a_stale_timer_fire(self, data: st.DataObject) -> None:
        case = self._case(data)
        before = self._snapshot(case.pk)
        for clock in Clock.objects.filter(case=case):
            for kind, fire in (("case.warn", alarms.warn), ("case.breach", alarms.breach)):
                late = self.now + timedelta(days=1)
                old = clock.revision - 1
                fire(
                    ring=Ring(
                        district_id=case.district_id, kind=kind, subject_id=clock.pk, due_at=self.now, version=old
                    ),
                    at=late,
                )
        assert self._snapshot(case.pk) == before

    @invariant()
    def everything_holds(self) -> None:
        contractors = {self.stage.user_id("foreman")}
        for case in Case.objects.filter(pk__in=self.touched).select_related("owner_unit", "condition"):
            check_case(case, contractors=contractors, swept_at=self.now if self.swept else None)
        self.touched.clear()

    def _case(self, data: st.DataObject) -> Case:
        return self._fresh(data.draw(st.sampled_from(self.case_ids)))

    def _fresh(self, case_id: int) -> Case:
        return Case.objects.select_related("owner_unit__parent", "condition").get(pk=case_id)

    def _open_moves(self, case: Case) -> list[tuple[str, OpenMove]]:
        situation = situation_of(case)
        return [(post, move) for post in POSTS for move in moves_open_to(situation, self.actors[post])]

    def _attempt(
        self,
        case: Case,
        name: MoveName,
        post: str,
        given: Given,
        *,
        at: datetime | None = None,
        version: int | None = None,
    ) -> Refusal | None:
        before = self._snapshot(case.pk)
        try:
            make(name, by=self.actors[post], at=at or self.now, case_id=case.pk, given=given, version=version)
        except Refusal as refusal:
            assert self._snapshot(case.pk) == before, "a refused move changes nothing"
            return refusal
        self.touched.add(case.pk)
        self.look_at_the_family(case.pk)
        self.now = max(self.now, Case.objects.values_list("moved_at", flat=True).get(pk=case.pk))
        self.swept = False
        return None

    def _given(self, data: st.DataObject, case: Case, move: OpenMove, post: str) -> Given:
        values: dict[str, Any] = {"photos": {}, **self.given_to_a_turn(data, move)}
        for ask in move.asks:
            if ask.need in TEXTS:
                values["text"] = "因为如此"
            elif ask.need in _PHOTOS:
                values["photos"][_PHOTOS[ask.need]] = [self.stage.photo(post) for _ in range(ask.at_least)]
            elif ask.need is Need.PERSON:
                people = suggestions.checkers if move.row.person_may is Permission.CASE_CHECK else suggestions.verifiers
                values["person_id"] = data.draw(st.sampled_from(people(case, self.now))).id
            elif ask.need is Need.UNIT and (ask.at_least or data.draw(st.booleans())):
                below = case.owner_unit_id if move.row.goal and move.row.goal.below_owner else None
                kinds = move.row.goal.kinds if move.row.goal else ()
                units = suggestions.units(case, self.now, kinds=kinds, below=below)
                values["unit_id"] = data.draw(st.sampled_from(units)).id
            elif ask.need is Need.UNITS:
                values["unit_ids"] = (self.stage.division.pk,)
            elif ask.need is Need.CONDITION and ask.at_least:
                values["condition_id"] = self.stage.slow.pk
        return Given(**values)

    def _snapshot(self, case_id: int) -> tuple[object, ...]:
        return (
            Case.objects.filter(pk=case_id).values_list(*_TOLD).get(),
            list(Clock.objects.filter(case=case_id).order_by("pk").values_list("pk", "revision")),
            *(model._default_manager.count() for model in (*_WRITTEN, EventRow, AuditEntry, Notice, Timer)),
        )
