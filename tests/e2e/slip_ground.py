"""Something to see on the pages of slips, contracts, crews and routing rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.cases.actions import routing
from gridwarden.cases.actions.routing import NewRule
from gridwarden.inspections.actions import slips
from tests.factories.cases import MONDAY, START
from tests.factories.contracts import crew, issued, signed

if TYPE_CHECKING:
    from tests.factories.cases import Stage


class SlipGround:
    """A signed contract with a crew, a slip that it sent, and a rule that people wrote."""

    def __init__(self, stage: Stage) -> None:
        self.contract_id = signed(stage).pk
        self.crew_id = crew(stage).pk
        slip = issued(stage)
        slips.receive(by=stage.by("supervisor"), at=MONDAY, slip_id=slip.pk)
        slips.send(by=stage.by("dispatcher"), at=MONDAY, slip_id=slip.pk)
        self.slip_id, self.case_id = slip.pk, slip.case_id
        rule = NewRule(name="市政", unit_id=stage.division.pk, valid_from=START, item=9, is_on=True)
        self.rule_id = routing.write(by=stage.by("supervisor"), at=MONDAY, new=rule).pk
