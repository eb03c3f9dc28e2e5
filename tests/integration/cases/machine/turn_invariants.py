"""What must hold of a stored case that took a hard turn: requests, orders, suspension, merging, parts."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from gridwarden.cases.models import Case, Clock, Demand, DispatchReturn, Order, Request, Ruling
from gridwarden.platform.timers.models import Timer

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.cases.models import Step

IN_HAND = {"dispatched", "handling"}
ENDED = {"closed", "cancelled", "refused", "merged"}
#: What may be done with a case that is put aside.
ASIDE = {"resume", "feed_back", "cancel", "force_close", "merge"}
PUBLIC = {"citizen", "hotline", "web", "media", "leader", "transfer"}


def check_turns(case: Case, steps: list[Step], *, swept_at: datetime | None) -> None:
    """Check everything beside the moves."""
    i10_requests_are_decided_by_others(case)
    i14_merged_cases_point_to_one_that_goes_on(case)
    nothing_moves_while_suspended(case, steps, swept_at)
    returns_are_counted_and_the_third_goes_up(case, steps)
    a_divided_case_waits_for_its_parts(case)
    closings_say_on_what_ground(case, steps)
    orders_wait_with_their_timer(case)
    stretches_add_up(case)


def i10_requests_are_decided_by_others(case: Case) -> None:
    requests = list(Request.objects.filter(case=case))
    for one in requests:
        rulings = list(Ruling.objects.filter(request=one).order_by("pk"))
        people = [ruling.by_id for ruling in rulings]
        assert one.by_id not in people
        assert len(set(people)) == len(people)
        assert one.reason
        if one.standing == "granted":
            assert rulings[-1].is_granted
            assert rulings[-1].station == ("registrar" if one.turn == "appeal" else "dispatcher")
        if one.standing == "refused":
            assert rulings
            assert not rulings[-1].is_granted
            assert rulings[-1].note
        if one.standing == "waiting" and one.turn != "appeal":
            assert case.state in IN_HAND
            assert one.unit_id == case.owner_unit_id
        if one.turn == "extension":
            assert one.proofs.exists()
    granted = [one.turn for one in requests if one.standing == "granted"]
    assert granted.count("extension") == sum(clock.extensions for clock in Clock.objects.filter(case=case)) <= 2
    assert granted.count("suspension") == case.suspend_count
    for clock in Clock.objects.filter(case=case, exempted_at__isnull=False):
        assert clock.breached_at, "the raw fact stays"
        appeal = next(one for one in requests if one.turn == "appeal" and one.subject_id == clock.pk)
        assert appeal.standing == "granted"


def i14_merged_cases_point_to_one_that_goes_on(case: Case) -> None:
    assert (case.state == "merged") == (case.merged_into_id is not None)
    seen, above = {case.pk}, case.merged_into_id
    while above:
        assert above not in seen, "links never run in a circle"
        seen.add(above)
        above = Case.objects.values_list("merged_into", flat=True).get(pk=above)
    merged = Case.objects.filter(merged_into=case)
    assert case.followers == sum(one.followers + (one.source in PUBLIC) for one in merged)


def nothing_moves_while_suspended(case: Case, steps: list[Step], swept_at: datetime | None) -> None:
    for earlier, later in pairwise(steps):
        if earlier.to_state == "suspended":
            assert later.move in ASIDE
    timer = Timer.objects.filter(kind="case.resume", subject_id=case.pk)
    if case.state != "suspended":
        assert not timer.exists()
        return
    # Whoever feeds back raises the version; the timer is for the case as it was put aside.
    assert case.suspended_until is not None
    assert timer.filter(due_at=case.suspended_until).exists()
    assert swept_at is None or swept_at < case.suspended_until, "its day wakes it"


def returns_are_counted_and_the_third_goes_up(case: Case, steps: list[Step]) -> None:
    returned = list(DispatchReturn.objects.filter(case=case).order_by("number"))
    assert [one.number for one in returned] == list(range(1, case.return_count + 1))
    backs = [index for index, step in enumerate(steps) if step.move == "return_dispatch"]
    for index in backs[2::3]:
        assert steps[index + 1].move == "hand_up"
        assert steps[index + 1].by_id is None


def a_divided_case_waits_for_its_parts(case: Case) -> None:
    states = list(Case.objects.filter(parent=case).values_list("state", flat=True))
    assert case.open_parts == sum(state not in ENDED for state in states)
    assert case.closed_parts == states.count("closed")
    if case.state in ENDED:
        assert case.open_parts == 0


def closings_say_on_what_ground(case: Case, steps: list[Step]) -> None:
    if case.state != "closed":
        assert case.closed_how == ""
        return
    closing = next(step for step in reversed(steps) if step.to_state == "closed" and step.from_state != "closed")
    ground = "forced" if closing.move == "force_close" else "parts" if closing.from_state == "parted" else "checked"
    assert case.closed_how == ground
    assert (case.checker_id is None) == (ground != "checked")


def orders_wait_with_their_timer(case: Case) -> None:
    for order in Order.objects.filter(case=case):
        unanswered = Demand.objects.filter(order=order, replied_at=None)
        timers = Timer.objects.filter(kind="case.order_due", subject_id=order.pk)
        if order.state == "demanded":
            (demand,) = unanswered
            assert order.due_at == demand.due_at
            assert timers.exists() or demand.overdue_at
        else:
            assert not timers.exists()
            assert order.due_at is None


def stretches_add_up(case: Case) -> None:
    """What a stopped clock ran and what it rested is the time from its start to its end."""
    for clock in Clock.objects.filter(case=case, stopped_at__isnull=False, limit_unit__startswith="urgent"):
        rested = sum(
            ((pause.end_at or clock.stopped_at) - pause.start_at).total_seconds() for pause in clock.pauses.all()
        )
        assert clock.stopped_at is not None
        assert abs((clock.stopped_at - clock.started_at).total_seconds() - rested - (clock.spent_s or 0)) < 1
