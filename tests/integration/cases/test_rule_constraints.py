"""The database itself refuses routing rules and remarks on photos that must never be."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Any

from gridwarden.cases.models import Evidence, Finding, RoutingRule
from tests.factories.cases import MONDAY
from tests.integration.cases.playing import Play
from tests.integration.cases.test_constraints import refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.factories.cases import Stage


def test_a_rule_is_whole(stage: Stage) -> None:
    given: dict[str, Any] = {
        "district_id": stage.district_id, "name": "清扫", "valid_from": date(2026, 1, 1), "made_at": MONDAY,
        "unit_id": stage.cast.contractor.pk,
    }  # fmt: skip

    def rule(**values: Any) -> Callable[[], object]:
        return lambda: RoutingRule.objects.create(**given | {"number": 1} | values)

    rule()()
    refused("cases_rule_version_once", rule(ended_at=MONDAY))
    refused("cases_rule_one_version_stands", rule(version=2))
    other = {"number": 2}
    refused("cases_rule_place_known", rule(**other, place_kind="moon"))
    refused("cases_rule_days_known", rule(**other, day_kind="feast"))
    refused("cases_rule_class_known", rule(**other, item_class="mood"))
    refused("cases_rule_grade_known", rule(**other, grade="golden"))
    refused("cases_rule_unit_known", rule(**other, limit_value=1, limit_unit="moon"))
    refused("cases_rule_limit_paired", rule(**other, limit_value=1))
    refused("cases_rule_condition_of_an_item", rule(**other, condition=1))
    refused("cases_rule_grids_named", rule(**other, place_kind="grids"))
    refused("cases_rule_area_drawn", rule(**other, place_kind="area"))
    refused("cases_rule_grade_named", rule(**other, place_kind="grade"))
    refused("cases_rule_hours_paired", rule(**other, from_time=time(8)))
    refused("cases_rule_dates", rule(**other, valid_to=date(2025, 1, 1)))
    refused("cases_rule_priority", rule(**other, priority=10))
    refused("cases_rule_weekdays_known", rule(**other, weekdays=[8]))


def test_a_remark_on_a_photo_is_whole(stage: Stage) -> None:
    play = Play(stage).closed()
    evidence = Evidence.objects.filter(case=play.case_id).first()
    assert evidence is not None
    given: dict[str, Any] = {"case_id": play.case_id, "evidence": evidence, "kind": "far", "found_at": MONDAY}

    def finding(**values: Any) -> Callable[[], object]:
        return lambda: Finding.objects.create(**given | values)

    finding()()
    refused("cases_finding_once", finding())
    refused("cases_finding_kind_known", finding(kind="ugly"))
    refused("cases_finding_names_the_other", finding(kind="reused"))
    refused("cases_finding_acknowledged_by_somebody", finding(kind="old", acknowledged_at=MONDAY))
    refused("cases_finding_note_of_somebody", finding(kind="old", note="见过"))
