"""Contracts: drafted, signed into rules, revised, ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from gridwarden.algorithms.worktime import Limit, LimitUnit
from gridwarden.cases.queries import routing_rules
from gridwarden.contracts.actions import contracts
from gridwarden.contracts.actions.contracts import Cover, origin_of
from gridwarden.contracts.domain.errors import (
    BadContract,
    ContractEnded,
    ContractNotSigned,
    ContractNumberTaken,
    ContractSigned,
    NoSuchContract,
)
from gridwarden.contracts.domain.states import ContractState
from gridwarden.contracts.queries import contracts as found
from gridwarden.contracts.queries.contracts import ContractFilter
from gridwarden.platform.access import PermissionDenied
from gridwarden.platform.audit.models import AuditEntry
from gridwarden.workforce.models import Unit
from tests.factories.cases import MONDAY, SHANGHAI
from tests.factories.contracts import FIRST, LAST, for_slips, signed, terms
from tests.factories.workforce import ContractorFactory
from tests.logins import login

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db
HOURS = Limit("4", LimitUnit.WORKING_HOUR)


def rules(stage: Stage, contract_id: int) -> list[routing_rules.RuleRow]:
    return routing_rules.of_origin(stage.by("leader"), origin_of(contract_id))


def test_a_draft_binds_nobody(stage: Stage) -> None:
    drafted = contracts.draft(by=stage.by("leader"), at=MONDAY, terms=terms(stage))
    assert rules(stage, drafted.pk) == []


def test_signing_puts_down_a_rule_for_everything_covered(stage: Stage) -> None:
    item = for_slips(stage).item.number
    contract = signed(stage, covers=(Cover(item=item, limit=HOURS), Cover(item=item, condition=1)), grids=("A01",))
    wide, close = (row.rule for row in rules(stage, contract.pk))
    if wide.condition:
        wide, close = close, wide
    assert (wide.item, wide.condition, wide.limit, wide.grids) == (item, None, HOURS, frozenset({"A01"}))
    assert (close.condition, close.limit) == (1, None)
    assert (wide.valid_from, wide.valid_to) == (FIRST, LAST + timedelta(days=1))
    assert (wide.unit_id, wide.reference, wide.is_on) == (stage.cast.contractor.pk, "HT-2026-01", True)


def test_ending_takes_the_rules_away_and_keeps_the_contract(stage: Stage) -> None:
    contract = signed(stage)
    contracts.end(by=stage.by("leader"), at=MONDAY, contract_id=contract.pk, reason="违约")
    assert rules(stage, contract.pk) == []
    row = found.one(stage.by("leader"), contract.pk)
    assert (row.state, row.end_reason) == (ContractState.ENDED, "违约")


def test_revising_a_signed_contract_puts_its_rules_down_anew(stage: Stage) -> None:
    contract = signed(stage)
    changed = replace(terms(stage), ends_on=date(2026, 6, 30))
    contracts.revise(by=stage.by("leader"), at=MONDAY, contract_id=contract.pk, terms=changed)
    assert [row.rule.valid_to for row in rules(stage, contract.pk)] == [date(2026, 7, 1)]
    trail = AuditEntry.objects.filter(subject_type="contract").order_by("pk").values_list("action", "data")
    ends = [(action, data["ends_on"]) for action, data in trail]
    before = terms(stage).ends_on.isoformat()
    assert ends == [("contract.drafted", before), ("contract.signed", before), ("contract.revised", "2026-06-30")]
    assert [data["covers"] for _action, data in trail] == [trail[0][1]["covers"]] * 3 != [[]] * 3


def test_every_deed_is_in_the_trail(stage: Stage) -> None:
    contract = signed(stage)
    contracts.end(by=stage.by("leader"), at=MONDAY, contract_id=contract.pk, reason="到期")
    actions = AuditEntry.objects.filter(subject_type="contract").order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["contract.drafted", "contract.signed", "contract.ended"]


@pytest.mark.parametrize("post", ["officer", "foreman", "dispatcher", "supervisor"])
def test_only_those_who_keep_contracts_write_them(stage: Stage, post: str) -> None:
    with pytest.raises(PermissionDenied):
        contracts.draft(by=stage.by(post), at=MONDAY, terms=terms(stage))


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"covers": ()}, "covers"), ({"ends_on": date(2025, 12, 31)}, "ends_on"), ({"unit_id": 0}, "unit")],
)
def test_a_contract_that_makes_no_sense_is_refused(stage: Stage, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(BadContract) as refused:
        contracts.draft(by=stage.by("leader"), at=MONDAY, terms=terms(stage, **changes))
    assert field in refused.value.fields


def test_a_unit_of_the_bureau_is_no_contractor(stage: Stage) -> None:
    with pytest.raises(BadContract):
        contracts.draft(by=stage.by("leader"), at=MONDAY, terms=terms(stage, unit_id=stage.division.pk))


def test_a_number_is_given_once(stage: Stage) -> None:
    signed(stage)
    with pytest.raises(ContractNumberTaken):
        signed(stage)


def test_a_contract_takes_its_steps_in_order(stage: Stage) -> None:
    by = stage.by("leader")
    drafted = contracts.draft(by=by, at=MONDAY, terms=terms(stage))
    with pytest.raises(ContractNotSigned):
        contracts.end(by=by, at=MONDAY, contract_id=drafted.pk, reason="太早")
    contracts.sign(by=by, at=MONDAY, contract_id=drafted.pk)
    with pytest.raises(ContractSigned):
        contracts.sign(by=by, at=MONDAY, contract_id=drafted.pk)
    with pytest.raises(BadContract):
        contracts.end(by=by, at=MONDAY, contract_id=drafted.pk, reason=" ")
    contracts.end(by=by, at=MONDAY, contract_id=drafted.pk, reason="完")
    with pytest.raises(ContractEnded):
        contracts.revise(by=by, at=MONDAY, contract_id=drafted.pk, terms=terms(stage))


def test_a_contractor_sees_its_own_contracts_and_no_drafts(stage: Stage) -> None:
    own = signed(stage)
    drafted = contracts.draft(by=stage.by("leader"), at=MONDAY, terms=terms(stage, number="HT-2"))
    foreman = stage.by("foreman")
    assert [row.id for row in found.page(foreman, ContractFilter()).rows] == [own.pk]
    with pytest.raises(NoSuchContract):
        found.one(foreman, drafted.pk)
    with pytest.raises(NoSuchContract):
        found.one(stage.by("officer"), own.pk)


def test_a_list_takes_two_statements_whatever_its_length(stage: Stage, django_assert_max_num_queries: Any) -> None:
    for number in range(4):
        signed(stage, number=f"HT-{number}")
    leader = stage.by("leader")
    with django_assert_max_num_queries(2):
        assert len(found.page(leader, ContractFilter(text="HT", state=ContractState.SIGNED)).rows) == 4


def test_a_contractor_that_is_gone_signs_nothing(stage: Stage) -> None:
    drafted = contracts.draft(by=stage.by("leader"), at=MONDAY, terms=terms(stage))
    Unit.objects.filter(pk=stage.cast.contractor.pk).update(valid_to=MONDAY.date())
    with pytest.raises(BadContract) as refused:
        contracts.sign(by=stage.by("leader"), at=MONDAY, contract_id=drafted.pk)
    assert refused.value.fields == {"unit": "unknown"}
    assert rules(stage, drafted.pk) == []


def test_a_contract_whose_last_day_has_passed_is_not_signed(stage: Stage) -> None:
    drafted = contracts.draft(by=stage.by("leader"), at=MONDAY, terms=terms(stage))
    last_evening = datetime(2026, 12, 31, 23, 59, tzinfo=SHANGHAI)
    with pytest.raises(BadContract) as refused:
        contracts.sign(by=stage.by("leader"), at=last_evening + timedelta(minutes=2), contract_id=drafted.pk)
    assert refused.value.fields == {"ends_on": "has passed"}
    signed_late = contracts.sign(by=stage.by("leader"), at=last_evening, contract_id=drafted.pk)
    assert signed_late.state == ContractState.SIGNED


def test_contracts_that_cover_the_same_are_told_to_whoever_signs(stage: Stage, client: Client) -> None:
    item = for_slips(stage).item.number
    own = signed(stage, covers=(Cover(item=item, condition=1),), grids=("A01", "B01"))
    other = ContractorFactory.create(district=stage.cast.territory.district, name="别家公司")
    changes = {"number": "HT-2", "unit_id": other.pk, "grids": ("A01",)}
    drafted = contracts.draft(by=stage.by("leader"), at=MONDAY, terms=terms(stage, **changes))
    leader = stage.by("leader")
    (overlap,) = found.overlapping(leader, found.one(leader, drafted.pk))
    assert (overlap.contract.id, overlap.covers) == (own.pk, ((item, 1),))
    login(client, stage.people["leader"].user)
    page = client.get(f"/contracts/{drafted.pk}/").content.decode()
    assert f'href="/contracts/{own.pk}/"' in page
    for apart in ({"grids": ("A02",)}, {"covers": (Cover(item=item, condition=2),)}, {"starts_on": date(2027, 1, 1)}):
        ends = {"ends_on": date(2027, 12, 31)}
        kept = terms(stage, **changes | apart | ends)
        contracts.revise(by=leader, at=MONDAY, contract_id=drafted.pk, terms=kept)
        assert found.overlapping(leader, found.one(leader, drafted.pk)) == []
