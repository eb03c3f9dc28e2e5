"""A day that was walked becomes figures; late fixes change them, decisions do not."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from gridwarden.patrols.actions import coverage
from gridwarden.patrols.domain import errands
from gridwarden.patrols.domain.coverage import ASKED, AppealClosed, NotYourAppeal, PlanWrong
from gridwarden.patrols.domain.errands import Errand, Trip
from gridwarden.patrols.domain.fixes import FixFlag
from gridwarden.patrols.models import Appeal, CoverageDay, CoverageGrid, CoveragePerson, CoveragePlan, CoverageRoad, Fix
from gridwarden.platform.access.actor import PermissionDenied
from gridwarden.workforce.queries.actors import actor_for
from tests.factories.workforce import LeaveFactory
from tests.integration.patrols.walked import DAY, MORNING, NIGHT, phone_of, tell, walked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gridwarden.platform.access import Actor
    from gridwarden.workforce.models import Staff
    from tests.factories.cast import Cast
    from tests.integration.patrols.walked import Walked


@pytest.fixture
def stage(cast: Cast) -> Walked:
    return walked(cast)


@pytest.fixture
def sent() -> Iterator[list[Trip]]:
    """Return trips that the day is told of."""
    listed: list[Trip] = []
    errands.register_history("tested", lambda *_: listed)
    yield listed
    errands.register_history("tested", lambda *_: [])


def acting(staff: Staff) -> Actor:
    return actor_for(staff.user, NIGHT)


def computed(stage: Walked) -> CoverageDay:
    return coverage.compute(at=NIGHT, district_id=stage.cast.territory.district.pk, day=DAY)


def of_grid(day: CoverageDay, code: str = "A01") -> CoverageGrid:
    return CoverageGrid.objects.get(of=day, grid__code=code)


def test_roads_walked_are_told_with_times_and_the_rate_follows_the_plan(stage: Walked) -> None:
    day = computed(stage)
    roads = {
        name: list(CoverageRoad.objects.filter(of=day, grid__code="A01", name=name).values_list("passes", "required"))
        for name in ("人民路", "后街")
    }
    assert {passes for passes, _ in roads["人民路"]} == {1, 2}
    assert {passes for passes, _ in roads["后街"]} == {0, 1}
    assert {required for _, required in roads["人民路"]} == {ASKED["arterial"]["A"]} == {4}
    grid = of_grid(day)
    rows = CoverageRoad.objects.filter(of=day, grid__code="A01")
    expected = sum(one.length_m * min(1.0, one.passes / one.required) for one in rows)
    assert grid.rate == pytest.approx(expected / sum(one.length_m for one in rows))
    assert 0.7 < grid.once < 0.85
    first = rows.filter(name="人民路", passes=1).first()
    assert first is not None
    begin, end, side, device = first.times[0]
    assert 8 * 3600 <= begin <= end <= 9.5 * 3600
    assert side in {-1, 0, 1}
    assert device == stage.phone.pk


def test_a_persons_day_is_whole_and_says_when_they_came(stage: Walked) -> None:
    person = CoveragePerson.objects.get(of=computed(stage), staff=stage.cast.east_officer)
    assert person.in_s + person.out_s + person.silent_s == pytest.approx(4 * 3600)
    assert person.in_s == pytest.approx(1260, abs=20)
    assert person.out_s == 0
    assert (person.arrival, person.arrived_s) == ("in_time", 300)
    assert sum(end - begin for begin, end, _ in person.bars) == 4 * 3600
    assert [state for _, _, state in person.bars] == ["silent", "in", "silent"]
    assert person.passes > 5
    assert 10 < person.median_gap_m < 15


def test_grids_where_nobody_told_anything_have_no_rate_but_a_reason(stage: Walked) -> None:
    day = computed(stage)
    assert (of_grid(day, "C01").rate, of_grid(day, "C01").refused) == (None, "nothing_asked")
    stage.phone.holdings.all().delete()
    assert of_grid(day).refused == ""


def test_sparse_fixes_give_no_rate(cast: Cast) -> None:
    stage = walked(cast)
    other = phone_of(cast.west_officer)
    Fix.objects.all().delete()
    tell(other, [(0.1, 0.5), (0.9, 0.5)], MORNING, every_s=30.0, speed_ms=5.0)
    grid = of_grid(computed(stage))
    assert (grid.rate, grid.refused) == (None, "sparse")
    assert grid.median_gap_m > 100


def test_made_up_places_count_for_nothing(cast: Cast) -> None:
    stage = walked(cast)
    Fix.objects.all().delete()
    tell(stage.phone, [(0.1, 0.5), (0.9, 0.5)], MORNING, flags=FixFlag.FIXED | FixFlag.MOCKED)
    day = computed(stage)
    assert of_grid(day).refused == "no_fixes"
    person = CoveragePerson.objects.get(of=day, staff=cast.east_officer)
    assert (person.fixes, person.silent_s, person.arrival) == (0, 4 * 3600, "unknown")
    assert person.dropped > 30


def test_who_is_on_leave_is_not_expected(stage: Walked) -> None:
    LeaveFactory.create(staff=stage.cast.east_officer, valid_from=DAY, valid_to=DAY + timedelta(days=1))
    person = CoveragePerson.objects.get(of=computed(stage), staff=stage.cast.east_officer)
    assert (person.in_s, person.silent_s, person.arrival, person.bars) == (0, 0, "", [])


def test_being_elsewhere_because_sent_is_told_apart_from_being_out(stage: Walked, sent: list[Trip]) -> None:
    officer, grids = stage.cast.east_officer, stage.cast.territory.grids
    Fix.objects.all().delete()
    tell(stage.phone, [(1.2, 0.5), (1.9, 0.5)], MORNING)
    before = CoveragePerson.objects.get(of=computed(stage), staff=officer)
    walked_s = before.out_s
    assert (before.in_s, before.sent_s, before.arrival) == (0, 0, "unknown")
    assert 500 < walked_s < 1200
    until = MORNING + timedelta(seconds=300)
    begin = MORNING - timedelta(hours=1)
    other, own = (
        Errand(number, grids[code].pk, user_id=officer.user_id) for number, code in (("1", "B01"), ("2", "A01"))
    )
    sent += [
        Trip(other, begin, until),
        Trip(own, begin, NIGHT),
        Trip(other._replace(user_id=0, unit_id=-1), begin, NIGHT),
    ]
    day = computed(stage)
    person = CoveragePerson.objects.get(of=day, staff=officer)
    assert (person.in_s, person.sent_s) == (0, pytest.approx(300))
    assert person.sent_s + person.out_s == pytest.approx(walked_s)
    assert person.in_s + person.sent_s + person.out_s + person.silent_s == pytest.approx(4 * 3600)
    assert [state for _, _, state in person.bars] == ["sent", "out", "silent"]
    assert person.sent == [[7 * 3600, 8 * 3600 + 300, "1"]]
    assert of_grid(day).sent_s == person.sent_s
    row = coverage.appeal(by=acting(officer), at=NIGHT, day=DAY, text="当时被派往别处。")
    assert (row.figures["sent_s"], row.figures["sent"]) == (person.sent_s, person.sent)


def test_late_fixes_make_a_day_be_computed_again_and_nothing_else_does(stage: Walked) -> None:
    assert coverage.compute_due(at=NIGHT) == 1
    assert coverage.compute_due(at=NIGHT) == 0
    before = of_grid(CoverageDay.objects.get(day=DAY)).rate
    tell(stage.phone, [(0.5, 0.1), (0.5, 0.5)], MORNING + timedelta(hours=2), at=NIGHT + timedelta(hours=3))
    assert coverage.compute_due(at=NIGHT + timedelta(hours=4)) == 1
    after = of_grid(CoverageDay.objects.get(day=DAY)).rate
    assert before is not None
    assert after is not None
    assert after > before


def test_a_plan_holds_from_the_next_computation_and_figures_keep_theirs(stage: Walked) -> None:
    leader = acting(stage.cast.leader)
    once = {grade: dict.fromkeys("ABC", 1) for grade in ASKED}
    coverage.set_plan(by=leader, at=NIGHT, required=once, params={"sparse_m": 80.0})
    day = computed(stage)
    assert (day.plan_version, day.values["method"]["foot"]["sparse_m"]) == (1, 80.0)
    assert of_grid(day).rate == pytest.approx(of_grid(day).once)
    coverage.set_plan(by=leader, at=NIGHT, required=ASKED, params={})
    assert CoveragePlan.objects.count() == 2
    assert CoverageDay.objects.get(day=DAY).plan_version == 1


@pytest.mark.parametrize(
    ("required", "params"),
    [
        ({}, {}),
        (ASKED | {"arterial": {"A": 99, "B": 1, "C": 1}}, {}),
        (ASKED, {"sparse_m": 1.0}),
        (ASKED, {"odd": 1.0}),
    ],
)
def test_plans_that_cannot_be_are_refused(cast: Cast, required: dict, params: dict) -> None:
    with pytest.raises(PlanWrong):
        coverage.set_plan(by=acting(cast.leader), at=NIGHT, required=required, params=params)
    assert not CoveragePlan.objects.exists()


def test_only_who_may_sets_a_plan_or_asks_for_a_day(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        coverage.set_plan(by=acting(cast.east_officer), at=NIGHT, required=ASKED, params={})
    with pytest.raises(PermissionDenied):
        coverage.ask(by=acting(cast.east_leader), at=NIGHT, day=DAY)


def test_an_officer_appeals_once_and_another_decides_while_the_figures_stay(stage: Walked) -> None:
    computed(stage)
    officer, leader = acting(stage.cast.east_officer), acting(stage.cast.east_leader)
    row = coverage.appeal(by=officer, at=NIGHT, day=DAY, text="手机没电了，下午在后街。")
    assert row.figures["silent_s"] > 0
    with pytest.raises(AppealClosed):
        coverage.appeal(by=officer, at=NIGHT, day=DAY, text="再说一次")
    with pytest.raises(PermissionDenied):
        coverage.review(by=officer, at=NIGHT, appeal_id=row.pk, accepted=True, answer="同意")
    with pytest.raises(PlanWrong):
        coverage.review(by=leader, at=NIGHT, appeal_id=row.pk, accepted=True, answer=" ")
    coverage.review(by=leader, at=NIGHT, appeal_id=row.pk, accepted=True, answer="已向同组人员核实。")
    with pytest.raises(AppealClosed):
        coverage.review(by=leader, at=NIGHT, appeal_id=row.pk, accepted=False, answer="不同意")
    computed(stage)
    kept = Appeal.objects.get()
    assert (kept.state, kept.figures) == ("accepted", row.figures)


def test_nobody_appeals_without_figures_or_decides_on_their_own(stage: Walked) -> None:
    with pytest.raises(NotYourAppeal):
        coverage.appeal(by=acting(stage.cast.east_officer), at=NIGHT, day=DAY, text="没有数据")
    computed(stage)
    row = coverage.appeal(by=acting(stage.cast.east_officer), at=NIGHT, day=DAY, text="手机没电了")
    stage.cast.east_officer.roles = ["squad_leader"]
    stage.cast.east_officer.save()
    with pytest.raises(NotYourAppeal):
        coverage.review(by=acting(stage.cast.east_officer), at=NIGHT, appeal_id=row.pk, accepted=True, answer="好")
