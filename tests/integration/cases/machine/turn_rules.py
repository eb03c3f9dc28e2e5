"""People ask for hard turns, rule on them, give and answer orders; rightly and wrongly."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from gridwarden.cases.actions import appeals, extensions, rulings, supervision, suspensions
from gridwarden.cases.domain.moves import Need
from gridwarden.cases.domain.supervision import Urgency
from gridwarden.cases.models import Case, Order, Request
from gridwarden.platform.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from gridwarden.cases.domain.decisions import OpenMove
    from gridwarden.platform.access import Actor
    from tests.factories.cases import Stage

#: Who asks for something in life, and who rules on it.
ASKERS = ("officer", "foreman", "squad_leader", "division_officer", "leader", "neighbour")
OWNERS = {
    "grid_team": "officer",
    "contractor": "foreman",
    "squadron": "squad_leader",
    "brigade": "leader",
    "division": "division_officer",
    "desk": "dispatcher",
}
RIGHT = {
    "extension": ("squad_leader", "dispatcher"),
    "suspension": ("squad_leader", "dispatcher"),
    "appeal": ("dispatcher", "supervisor"),
}
RULERS = ("squad_leader", "dispatcher", "supervisor", "leader", "officer", "foreman")


class TurnRules:
    """Rules of the machine beside the moves."""

    stage: Stage
    actors: dict[str, Actor]
    now: datetime
    case_ids: list[int]
    touched: set[int]
    swept: bool
    #: What the machine itself brings along.
    fire_timers: Callable[[], None]
    _snapshot: Callable[[int], tuple[object, ...]]

    @rule(data=st.data(), post=st.sampled_from(ASKERS), proved=st.integers(0, 4))
    def ask_for_more_time(self, data: st.DataObject, post: str, proved: int) -> None:
        case_id, post = self._asker(data, post)
        proofs = [self.stage.photo(post)] if proved else []
        self._try(case_id, lambda: extensions.ask(**self._by(post, case_id), reason="材料未到", proofs=proofs))

    @rule(data=st.data(), post=st.sampled_from(ASKERS), minutes=st.sampled_from((-5, 90, 3000, 60_000, 600_000)))
    def ask_to_put_aside(self, data: st.DataObject, post: str, minutes: int) -> None:
        until = self.now + timedelta(minutes=minutes)
        case_id, post = self._asker(data, post)
        self._try(case_id, lambda: suspensions.ask(**self._by(post, case_id), reason="冬季停工", until=until))

    @precondition(lambda self: self._some(state="suspended"))
    @rule()
    def let_the_days_pass(self) -> None:
        """Cases that are put aside are taken up on their day."""
        moments = Case.objects.filter(pk__in=self.case_ids).values_list("suspended_until", flat=True)
        self.now = max(self.now, *[moment for moment in moments if moment])
        self.fire_timers()

    @rule(data=st.data(), post=st.sampled_from(ASKERS))
    def appeal(self, data: st.DataObject, post: str) -> None:
        self._turn(data, lambda case_id: appeals.ask(**self._by(post, case_id), reason="暴雨停工"))

    @precondition(lambda self: self._some(requests__standing="waiting"))
    @rule(data=st.data(), post=st.sampled_from(RULERS), grants=st.sampled_from((True, True, False)))
    def rule_on_a_request(self, data: st.DataObject, post: str, *, grants: bool) -> None:
        waiting = Request.objects.filter(case__in=self.case_ids, standing="waiting").order_by("pk")
        chosen = data.draw(st.sampled_from(list(waiting)))
        # A right hand more often than a wrong one, so that some requests come through.
        stations = {"lead": "squad_leader", "dispatcher": "dispatcher", "registrar": "supervisor"}
        post = stations[chosen.station] if data.draw(st.integers(0, 3)) else post
        note = "" if grants else "理由不足"
        self._try(
            chosen.case_id,
            lambda: rulings.rule(by=self.actors[post], at=self.now, request_id=chosen.pk, grants=grants, note=note),
        )

    @precondition(lambda self: self._some(requests__standing="waiting") or self._some(orders__isnull=False))
    @rule(grants=st.sampled_from((True, True, False)), at_the=st.sampled_from(("end", "first station")))
    def settle_what_waits(self, *, grants: bool, at_the: str) -> None:
        """Everybody whose turn it is does what is asked: the desk clears its table."""
        for request in Request.objects.filter(case__in=self.case_ids, standing="waiting").order_by("pk"):
            for post in RIGHT[request.turn][: 1 if at_the == "first station" else None]:
                self._try(
                    request.case_id,
                    lambda request=request, post=post: rulings.rule(  # type: ignore[misc] # bound at once
                        by=self.actors[post], at=self.now, request_id=request.pk, grants=grants, note="阅"
                    ),
                )
        for order in Order.objects.filter(case__in=self.case_ids).order_by("pk"):
            owner = self.actors[OWNERS[order.case.owner_unit.kind]]
            by: dict[str, Any] = {"at": self.now, "order_id": order.pk}
            self._try(order.case_id, lambda by=by, owner=owner: supervision.reply(by=owner, text="已办", **by))  # type: ignore[misc]
            if at_the == "end":
                leader = self.actors["leader"]
                self._try(order.case_id, lambda by=by, leader=leader: supervision.sign_off(by=leader, **by))  # type: ignore[misc]

    @rule(data=st.data(), post=st.sampled_from(ASKERS))
    def take_a_request_back(self, data: st.DataObject, post: str) -> None:
        requests = list(Request.objects.filter(case__in=self.case_ids).order_by("pk"))
        if requests:
            chosen = data.draw(st.sampled_from(requests))
            withdraw: Callable[[], object] = lambda: rulings.withdraw(  # noqa: E731
                by=self.actors[post], at=self.now, request_id=chosen.pk
            )
            self._try(chosen.case_id, withdraw)

    @rule(data=st.data(), post=st.sampled_from(("leader", "supervisor", "officer")), hours=st.sampled_from((-1, 2, 30)))
    def give_an_order(self, data: st.DataObject, post: str, hours: int) -> None:
        reply_by = self.now + timedelta(hours=hours)
        self._turn(
            data,
            lambda case_id: supervision.issue(
                **self._by(post, case_id), urgency=Urgency.URGENT, requirement="说明进展", reply_by=reply_by
            ),
        )

    @precondition(lambda self: self._some(orders__isnull=False))
    @rule(data=st.data(), post=st.sampled_from((*ASKERS, "dispatcher", "supervisor")), what=st.integers(0, 2))
    def go_on_with_an_order(self, data: st.DataObject, post: str, what: int) -> None:
        orders = list(Order.objects.filter(case__in=self.case_ids).order_by("pk"))
        chosen = data.draw(st.sampled_from(orders))
        # Mostly what comes next for an order that stands like this.
        follows = {"demanded": 0, "replied": 2}.get(chosen.state, what)
        what = follows if data.draw(st.integers(0, 3)) else what
        owner = OWNERS[chosen.case.owner_unit.kind]
        post = (owner, "supervisor", "supervisor")[what] if data.draw(st.integers(0, 3)) else post
        by: dict[str, Any] = {"by": self.actors[post], "at": self.now, "order_id": chosen.pk}
        steps: list[Callable[[], object]] = [
            lambda: supervision.reply(**by, text="正在处置"),
            lambda: supervision.demand_again(**by, requirement="不具体", reply_by=self.now + timedelta(hours=3)),
            lambda: supervision.sign_off(**by),
        ]
        self._try(chosen.case_id, steps[what])

    def look_at_the_family(self, case_id: int) -> None:
        """Cases that are merged, divided or parts are looked at together, and new parts join the play."""
        case = Case.objects.get(pk=case_id)
        parts = list(Case.objects.filter(parent=case_id).values_list("pk", flat=True))
        self.case_ids += [pk for pk in parts if pk not in self.case_ids]
        self.touched.update(parts)
        self.touched.update(pk for pk in (case.parent_id, case.merged_into_id) if pk)
        self.touched.update(Case.objects.filter(merged_into=case_id).values_list("pk", flat=True))
        if "unmerge" in case.steps.values_list("move", flat=True):
            self.touched.update(self.case_ids)

    def given_to_a_turn(self, data: st.DataObject, move: OpenMove) -> dict[str, Any]:
        """Return what the steps of the hard turns ask for."""
        needs = {ask.need for ask in move.asks}
        values: dict[str, Any] = {}
        if Need.PARTS in needs:
            values["unit_ids"] = (self.stage.cast.contractor.pk, self.stage.cast.east_team.pk)
        if Need.CASE in needs:
            values["case_id"] = data.draw(st.sampled_from(self.case_ids))
        if Need.PROPOSAL in needs and data.draw(st.booleans()):
            values["unit_id"] = self.stage.division.pk
        return values

    def _asker(self, data: st.DataObject, post: str) -> tuple[int, str]:
        """Return a case and who asks about it: mostly somebody of the unit that has it."""
        case_id = data.draw(st.sampled_from(self.case_ids))
        kind = Case.objects.values_list("owner_unit__kind", flat=True).get(pk=case_id)
        return case_id, OWNERS.get(kind, post) if data.draw(st.integers(0, 4)) else post

    def _by(self, post: str, case_id: int) -> dict[str, Any]:
        return {"by": self.actors[post], "at": self.now, "case_id": case_id}

    def _turn(self, data: st.DataObject, attempt: Callable[[int], object]) -> None:
        case_id = data.draw(st.sampled_from(self.case_ids))
        self._try(case_id, lambda: attempt(case_id))

    def _try(self, case_id: int, attempt: Callable[[], object]) -> None:
        before = self._snapshot(case_id)
        try:
            attempt()
        except Refusal:
            assert self._snapshot(case_id) == before, "a refused turn changes nothing"
            return
        self.touched.add(case_id)
        case = Case.objects.get(pk=case_id)
        self.now = max(self.now, case.moved_at, case.alarmed_at or case.moved_at)
        self.swept = False

    def _some(self, **wanted: object) -> bool:
        return Case.objects.filter(pk__in=self.case_ids, **wanted).exists()
