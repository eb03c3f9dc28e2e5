"""Routing rules: written, kept in versions, obeyed by dispatch, explained and tried."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import shapely

from gridwarden.algorithms.worktime import Limit, LimitUnit
from gridwarden.cases.actions import dispatching, registration, routing
from gridwarden.cases.actions.routing import NewRule, RuleOfAContract
from gridwarden.cases.domain.routing import BadRule, DayKind, NoSuchRule, PlaceKind, Reason
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.models import Clock, RoutingRule, Step
from gridwarden.cases.queries import routing as rules
from gridwarden.cases.queries import routing_rules, routing_trials, suggestions, visibility
from gridwarden.cases.queries.routing_rules import RuleFilter
from gridwarden.grids.domain.kinds import RoadGrade
from gridwarden.platform.access import PermissionDenied, system_for
from gridwarden.platform.audit.models import AuditEntry
from tests.factories.cases import MONDAY
from tests.factories.grids import middle_of

if TYPE_CHECKING:
    from gridwarden.cases.models import Case
    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db
START = date(2026, 1, 1)
#: Both sort cleaning that a contractor does.
HOUR = timedelta(hours=1)


def rule(stage: Stage, **changes: Any) -> NewRule:
    """Return a rule that sends everything to the contractor."""
    return replace(NewRule(name="保洁", unit_id=stage.cast.contractor.pk, valid_from=START, is_on=True), **changes)


def written(stage: Stage, **changes: Any) -> RoutingRule:
    return routing.write(by=stage.by("supervisor"), at=MONDAY, new=rule(stage, **changes))


def registered(stage: Stage) -> Case:
    """Return a case that waits for its dispatch."""
    opened = stage.opened(Source.PATROL, stage.slow, by="officer", photos=(stage.photo("officer"),))
    if stage.case(opened.case_id).state == "verified":
        registration.register(by=stage.by("supervisor"), at=MONDAY, case_id=opened.case_id)
    return visibility.get(stage.by("dispatcher"), opened.case_id)


def test_the_desk_is_offered_the_unit_that_the_rule_names(stage: Stage) -> None:
    case = registered(stage)
    made = written(stage, unit_id=stage.division.pk)
    offered = suggestions.units(case, MONDAY)
    assert [choice.id for choice in offered if choice.is_near] == [stage.division.pk]
    assert offered[0].rule == made.number
    assert suggestions.in_charge(case, MONDAY) == stage.division.pk


def test_a_dispatch_by_the_rule_records_it_and_takes_its_limit(stage: Stage) -> None:
    case = registered(stage)
    made = written(stage, limit=Limit("6", LimitUnit.URGENT_HOUR))
    dispatching.dispatch_many(by=stage.by("dispatcher"), at=MONDAY, case_ids=[case.pk])
    assert Step.objects.get(case=case, move="dispatch").rule_id == made.pk
    clock = Clock.objects.get(case=case, stage="handle")
    assert clock.due_at == MONDAY + 6 * HOUR
    assert RoutingRule.objects.get(pk=made.pk).used_at == MONDAY


def test_a_dispatch_against_the_rule_records_none_and_keeps_the_usual_limit(stage: Stage) -> None:
    case = registered(stage)
    made = written(stage, limit=Limit("6", LimitUnit.URGENT_HOUR))
    dispatching.dispatch(by=stage.by("dispatcher"), at=MONDAY, case_id=case.pk, unit_id=stage.division.pk)
    assert Step.objects.get(case=case, move="dispatch").rule_id is None
    clock = Clock.objects.get(case=case, stage="handle")
    assert (clock.limit_value, clock.limit_unit) == (stage.slow.limit_value, stage.slow.limit_unit)
    assert RoutingRule.objects.get(pk=made.pk).used_at is None


def test_a_case_sent_again_runs_under_the_limit_of_the_unit_that_has_it_now(stage: Stage) -> None:
    case = registered(stage)
    made = written(stage, limit=Limit("6", LimitUnit.URGENT_HOUR))
    dispatching.dispatch_many(by=stage.by("dispatcher"), at=MONDAY, case_ids=[case.pk])
    dispatching.return_dispatch(by=stage.by("foreman"), at=MONDAY + HOUR, case_id=case.pk, reason="不是我们的")
    routing.end(by=stage.by("supervisor"), at=MONDAY + HOUR, rule_id=made.pk)
    written(stage, unit_id=stage.division.pk, limit=Limit("9", LimitUnit.URGENT_HOUR))
    dispatching.dispatch_many(by=stage.by("dispatcher"), at=MONDAY + 2 * HOUR, case_ids=[case.pk])
    clock = Clock.objects.get(case=case, stage="handle")
    assert (clock.limit_value, clock.limit_unit) == (9, "urgent_hour")
    # The hour at the desk did not count.
    assert clock.due_at == MONDAY + 10 * HOUR


def test_a_rule_that_sent_a_case_is_followed_not_rewritten(stage: Stage) -> None:
    case = registered(stage)
    made = written(stage)
    dispatching.dispatch_many(by=stage.by("dispatcher"), at=MONDAY, case_ids=[case.pk])
    after = routing.rewrite(by=stage.by("supervisor"), at=MONDAY + HOUR, rule_id=made.pk, new=rule(stage, name="新"))
    old = RoutingRule.objects.get(pk=made.pk)
    assert (old.name, old.ended_at) == ("保洁", MONDAY + HOUR)
    assert (after.number, after.version, after.name) == (made.number, 2, "新")
    assert [row.version for row in routing_rules.versions(stage.by("supervisor"), made.number)] == [2, 1]


def test_a_rule_that_sent_nothing_is_written_anew(stage: Stage) -> None:
    made = written(stage)
    by = stage.by("supervisor")
    routing.switch(by=by, at=MONDAY + HOUR, rule_id=made.pk, is_on=False)
    after = routing.rewrite(by=by, at=MONDAY + HOUR, rule_id=made.pk, new=rule(stage, hours=(time(22), time(6))))
    assert (after.pk, after.version, after.is_on) == (made.pk, 1, True)
    rows = AuditEntry.objects.filter(action__startswith="routing_rule.").order_by("pk").values_list("data", flat=True)
    said = [(data["is_on"], data["from_time"]) for data in rows]
    assert said == [(True, None), (False, None), (True, "22:00:00")], "the trail keeps what it said before"


def test_numbers_of_rules_have_no_gaps(stage: Stage) -> None:
    assert [written(stage).number for _ in range(3)] == [1, 2, 3]


def test_an_ended_rule_sends_nothing_and_stays_to_be_read(stage: Stage) -> None:
    case = registered(stage)
    made = written(stage)
    routing.end(by=stage.by("supervisor"), at=MONDAY, rule_id=made.pk)
    assert rules.winner(case, MONDAY) is None
    assert routing_rules.one(stage.by("supervisor"), made.pk).ended_at == MONDAY
    with pytest.raises(NoSuchRule):
        routing.end(by=stage.by("supervisor"), at=MONDAY, rule_id=made.pk)


@pytest.mark.parametrize("post", ["officer", "foreman", "dispatcher", "operator"])
def test_only_those_who_keep_the_rules_write_them(stage: Stage, post: str) -> None:
    with pytest.raises(PermissionDenied):
        routing.write(by=stage.by(post), at=MONDAY, new=rule(stage))


@pytest.mark.parametrize(
    "wrong",
    [{"place": PlaceKind.GRIDS}, {"condition": 1}, {"valid_to": START}, {"priority": 10}, {"unit_id": 0}],
)
def test_a_rule_that_makes_no_sense_is_refused(stage: Stage, wrong: dict[str, Any]) -> None:
    with pytest.raises(BadRule):
        written(stage, **wrong)


def test_the_desk_is_no_goal_of_a_rule(stage: Stage) -> None:
    with pytest.raises(BadRule):
        written(stage, unit_id=stage.cast.desk.pk)


@pytest.mark.parametrize(
    ("changes", "fits"),
    [
        ({"place": PlaceKind.GRIDS, "grids": ("A01",)}, True),
        ({"place": PlaceKind.GRIDS, "grids": ("B01",)}, False),
        ({"days": DayKind.WORKING}, True),
        ({"days": DayKind.OFF}, False),
        ({"weekdays": (1,)}, True),
        ({"weekdays": (2,)}, False),
        ({"place": PlaceKind.GRADE, "grade": RoadGrade.ARTERIAL}, False),
    ],
)
def test_rules_see_grid_day_and_road_of_a_stored_case(stage: Stage, changes: dict[str, Any], *, fits: bool) -> None:
    case = registered(stage)
    written(stage, **changes)
    assert (rules.winner(case, MONDAY) is not None) is fits


def test_rules_see_a_drawn_area(stage: Stage) -> None:
    case = registered(stage)
    lon, lat = middle_of(0, 0)
    around = shapely.Point(lon, lat).buffer(0.0005)
    written(stage, place=PlaceKind.AREA, area=around)
    assert rules.winner(case, MONDAY) is not None
    RoutingRule.objects.all().delete()
    written(stage, place=PlaceKind.AREA, area=shapely.affinity.translate(around, 0.5))
    assert rules.winner(case, MONDAY) is None


def test_every_rule_is_explained(stage: Stage) -> None:
    case = registered(stage)
    wide, close = written(stage), written(stage, item=stage.slow.item.number, unit_id=stage.division.pk)
    found = rules.explained(case, MONDAY)
    assert found is not None
    assert [(one.rule.id, one.reason) for one in found.routing.verdicts] == [
        (close.pk, Reason.WON),
        (wide.pk, Reason.WIDER_SUBJECT),
    ]


def test_what_a_contract_brings_it_takes_away(stage: Stage) -> None:
    by = stage.by("leader")
    put = routing.put(by=by, at=MONDAY, origin="contract:7", rules=[rule(stage, reference="HT-7")] * 2)
    with pytest.raises(RuleOfAContract):
        routing.end(by=stage.by("supervisor"), at=MONDAY, rule_id=put[0].pk)
    assert len(routing_rules.of_origin(by, "contract:7")) == 2
    routing.put(by=by, at=MONDAY, origin="contract:7", rules=[rule(stage)])
    assert len(routing_rules.of_origin(by, "contract:7")) == 1
    assert routing.take_away(by=by, at=MONDAY, origin="contract:7") == 1
    assert routing_rules.of_origin(by, "contract:7") == []


def test_a_trial_counts_the_cases_that_would_have_gone_elsewhere(stage: Stage) -> None:
    stayed, moved = registered(stage), registered(stage)
    for case, unit in ((stayed, stage.division), (moved, stage.cast.contractor)):
        dispatching.dispatch(by=stage.by("dispatcher"), at=MONDAY, case_id=case.pk, unit_id=unit.pk)
    made = written(stage, unit_id=stage.division.pk, is_on=False)
    row = routing_rules.one(stage.by("supervisor"), made.pk)
    found = routing_trials.trial(stage.by("supervisor"), row.rule, MONDAY + 24 * HOUR)
    assert (found.looked_at, found.taken, found.elsewhere) == (2, 2, 1)
    assert [case.id for case in found.cases] == [moved.pk]
    assert found.from_units == ((stage.cast.contractor.name, 1),)


def test_a_trial_leaves_cases_to_closer_rules(stage: Stage) -> None:
    case = registered(stage)
    written(stage, item=stage.slow.item.number)
    dispatching.dispatch_many(by=stage.by("dispatcher"), at=MONDAY, case_ids=[case.pk])
    wide = written(stage, unit_id=stage.division.pk, is_on=False)
    row = routing_rules.one(stage.by("supervisor"), wide.pk)
    assert routing_trials.trial(stage.by("supervisor"), row.rule, MONDAY + HOUR).taken == 0


def test_contending_rules_and_uncovered_items_are_found(stage: Stage) -> None:
    written(stage, item=1)
    written(stage, item=1, unit_id=stage.division.pk)
    by = stage.by("supervisor")
    assert [one.is_meant for one in routing_trials.contending(by, MONDAY)] == [False]
    assert 1 not in [hole.item for hole in routing_trials.uncovered(by, MONDAY)]
    assert len(routing_trials.uncovered(by, MONDAY)) == 17


def test_rules_of_another_district_do_not_count(stage: Stage) -> None:
    written(stage)
    elsewhere = system_for(stage.people["stranger"].district_id) if "stranger" in stage.people else system_for(0)
    assert routing_rules.page(elsewhere, RuleFilter()).rows == ()
    assert rules.rules(elsewhere.district_id) == []


def test_asking_costs_the_same_whatever_the_number(stage: Stage, django_assert_max_num_queries: Any) -> None:
    case = registered(stage)
    for _ in range(5):
        written(stage)
    with django_assert_max_num_queries(2):
        rules.route(case, MONDAY)
    actor = stage.by("supervisor")
    with django_assert_max_num_queries(1):
        routing_rules.page(actor, RuleFilter())
    row = routing_rules.one(actor, RoutingRule.objects.order_by("pk")[0].pk)
    with django_assert_max_num_queries(4):
        routing_trials.trial(actor, row.rule, MONDAY)
