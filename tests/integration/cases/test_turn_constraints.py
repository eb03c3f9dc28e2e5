"""The database itself refuses hard turns that must never be."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import DatabaseError, transaction

from gridwarden.cases.actions import closure
from gridwarden.cases.models import Clock, DeadlineChange, Demand, DispatchReturn, Order, Request, Ruling, Step
from tests.factories.cases import MONDAY
from tests.integration.cases.playing import Play
from tests.integration.cases.test_constraints import HOUR, change, refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.factories.cases import Stage


def test_a_case_says_why_it_waits_or_ended(stage: Stage) -> None:
    play = Play(stage).suspended()
    refused("cases_suspended_until", change(play.case_id, suspended_until=None))
    refused("cases_suspended_once", change(play.case_id, suspend_count=2))
    merged = Play(stage).merged()
    refused("cases_merged_into_another", change(merged.case_id, merged_into=None))
    refused("cases_above_is_other", change(merged.case_id, merged_into=merged.case_id))
    refused("cases_above_is_other", change(merged.case_id, parent=merged.case_id))
    closed = Play(stage).closed()
    refused("cases_closed_how", change(closed.case_id, closed_how=""))
    refused("cases_closed_how", change(play.case_id, closed_how="forced"))
    refused("cases_no_open_part_after_the_end", change(closed.case_id, open_parts=1))


def test_a_clock_is_excused_and_extended_within_bounds(stage: Stage) -> None:
    play = Play(stage).handling()
    handle = Clock.objects.get(case=play.case_id, stage="handle")
    total = Clock.objects.get(case=play.case_id, stage="total")

    def clock(pk: int, **values: Any) -> Callable[[], object]:
        return lambda: Clock.objects.filter(pk=pk).update(**values)

    refused("cases_clock_excused_if_broken", clock(handle.pk, exempted_at=MONDAY))
    refused("cases_clock_extended_twice_at_most", clock(handle.pk, extensions=3))
    refused("cases_clock_extended_twice_at_most", clock(total.pk, extensions=1))
    moved = {"clock": handle, "old_due_at": MONDAY, "new_due_at": MONDAY + HOUR, "at": MONDAY, "cause": "whim"}
    refused("cases_deadline_change_cause_known", lambda: DeadlineChange.objects.create(**moved))


def test_a_request_is_whole_and_waits_for_somebody(stage: Stage) -> None:
    play = Play(stage).asked()
    given: dict[str, Any] = {
        "case_id": play.case_id, "turn": "extension", "station": "dispatcher", "at": MONDAY, "reason": "x",
        "unit_id": stage.cast.contractor.pk, "by_id": stage.user_id("foreman"), "by_name": "孙洁",
    }  # fmt: skip

    def request(**values: Any) -> Callable[[], object]:
        return lambda: Request.objects.create(**given | values)

    ended = {"standing": "refused", "station": "", "decided_at": MONDAY}
    refused("cases_request_one_waits", request())
    refused("cases_request_turn_known", request(turn="holiday"))
    refused("cases_request_standing_known", request(**ended | {"standing": "lost"}))
    refused("cases_request_station_known", request(turn="suspension", until=MONDAY, station="mayor"))
    refused("cases_request_waits_for_somebody", request(turn="suspension", until=MONDAY, station=""))
    refused("cases_request_waits_for_somebody", request(**ended | {"decided_at": None}))
    refused("cases_suspension_names_its_day", request(turn="suspension"))
    refused("cases_appeal_names", request(turn="appeal"))
    appeal = {**ended, "turn": "appeal", "subject_kind": "overdue", "subject_id": 7}
    refused("cases_request_subject_known", request(**appeal | {"subject_kind": "mood"}))
    request(**appeal)()
    refused("cases_appealed_once", request(**appeal))


def test_rulings_are_made_once_by_different_people_and_never_change(stage: Stage) -> None:
    play = Play(stage).asked()
    asked = Request.objects.get()
    play.grant(asked.pk, "dispatcher")
    by = stage.user_id("dispatcher")
    given = {"request": asked, "is_granted": True, "by_name": "钱派", "at": MONDAY}
    refused("cases_ruling_once", lambda: Ruling.objects.create(**given, station="dispatcher"))
    refused("cases_ruling_by_another", lambda: Ruling.objects.create(**given, station="lead", by_id=by))
    refused("cases_ruling_station_known", lambda: Ruling.objects.create(**given, station="mayor"))
    rows = Ruling.objects.all()
    for attempt in (lambda: rows.update(note="anders"), rows[0].delete):
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            attempt()


def test_orders_and_returns_are_whole(stage: Stage) -> None:
    play = Play(stage).ordered()

    def order(**values: Any) -> Callable[[], object]:
        return lambda: Order.objects.filter(pk=play.order_id).update(**values)

    refused("cases_order_urgency_known", order(urgency="panic"))
    refused("cases_order_state_known", order(state="lost"))
    refused("cases_order_due_while_asked", order(due_at=None))
    refused("cases_order_signed_off", order(state="signed_off"))
    demand = {"order_id": play.order_id, "text": "x", "at": MONDAY, "due_at": MONDAY + HOUR}
    refused("cases_demand_once", lambda: Demand.objects.create(**demand, number=1))
    early = demand | {"due_at": MONDAY - timedelta(minutes=1)}
    refused("cases_demand_leaves_time", lambda: Demand.objects.create(**early, number=2))
    refused("cases_demand_replied_in_words", lambda: Demand.objects.create(**demand, number=2, replied_at=MONDAY))
    step = Step.objects.get(case=play.case_id, seq=1)
    back = {"case_id": play.case_id, "unit": stage.division, "number": 1, "at": MONDAY}
    DispatchReturn.objects.create(**back, step=step)
    closure.cancel(by=stage.by("supervisor"), at=play.tick(), case_id=play.case_id, reason="误报")
    other = Step.objects.get(case=play.case_id, seq=2)
    refused("cases_return_once", lambda: DispatchReturn.objects.create(**back, step=other))
