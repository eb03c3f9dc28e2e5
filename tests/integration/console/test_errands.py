"""Who is sent to a case is excused from the grid."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from gridwarden.cases.actions import escalation, verification
from gridwarden.cases.domain.sources import Source
from gridwarden.patrols.domain.errands import Errand, Trip, errands, trips
from tests.factories.cases import MONDAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db


def test_a_verifier_is_on_an_errand_until_the_case_is_verified(stage: Stage) -> None:
    opened = stage.opened()
    assert errands(stage.district_id, MONDAY) == []
    person = stage.user_id("west_officer")
    verification.send_to_verify(by=stage.by("operator"), at=MONDAY, case_id=opened.case_id, person_id=person)
    case = stage.case(opened.case_id)
    assert errands(stage.district_id, MONDAY) == [Errand(case.number, case.grid_id, user_id=person)]
    assert errands(stage.district_id + 1, MONDAY) == []
    verification.confirm(by=stage.by("west_officer"), at=MONDAY, case_id=opened.case_id)
    assert errands(stage.district_id, MONDAY) == []


def test_a_unit_called_for_support_is_on_an_errand(stage: Stage) -> None:
    opened = stage.opened(Source.PATROL, stage.spot, by="informant")
    escalation.hand_up(by=stage.by("officer"), at=MONDAY, case_id=opened.case_id, reason="人手不足")
    escalation.request_support(
        by=stage.by("squad_leader"), at=MONDAY, case_id=opened.case_id, reason="请求支援", unit_ids=[stage.cast.west.pk]
    )
    case = stage.case(opened.case_id)
    assert errands(stage.district_id, MONDAY) == [Errand(case.number, case.grid_id, unit_id=stage.cast.west.pk)]


def test_afterwards_the_steps_tell_who_was_sent_when(stage: Stage, django_assert_num_queries: Callable) -> None:
    hours = [MONDAY + timedelta(hours=count) for count in range(6)]
    opened = stage.opened()
    person = stage.user_id("west_officer")
    verification.send_to_verify(by=stage.by("operator"), at=hours[1], case_id=opened.case_id, person_id=person)
    case = stage.case(opened.case_id)
    sent = Errand(case.number, case.grid_id, user_id=person)
    assert trips(stage.district_id, MONDAY, hours[5]) == [Trip(sent, hours[1], hours[5])]
    # Nothing happened to the case in these hours, and it is still being verified.
    assert trips(stage.district_id, hours[2], hours[3]) == [Trip(sent, hours[2], hours[3])]
    verification.confirm(by=stage.by("west_officer"), at=hours[4], case_id=opened.case_id)
    with django_assert_num_queries(2):
        assert trips(stage.district_id, MONDAY, hours[5]) == [Trip(sent, hours[1], hours[4])]
    assert trips(stage.district_id, hours[2], hours[3]) == [Trip(sent, hours[2], hours[3])]
    assert trips(stage.district_id, MONDAY, hours[1]) == []
    assert trips(stage.district_id + 1, MONDAY, hours[5]) == []


def test_afterwards_a_called_unit_was_sent_from_the_call_on(stage: Stage) -> None:
    hours = [MONDAY + timedelta(hours=count) for count in range(4)]
    opened = stage.opened(Source.PATROL, stage.spot, by="informant")
    escalation.hand_up(by=stage.by("officer"), at=hours[0], case_id=opened.case_id, reason="人手不足")
    escalation.request_support(
        by=stage.by("squad_leader"),
        at=hours[1],
        case_id=opened.case_id,
        reason="请求支援",
        unit_ids=[stage.cast.west.pk],
    )
    case = stage.case(opened.case_id)
    called = Errand(case.number, case.grid_id, unit_id=stage.cast.west.pk)
    assert trips(stage.district_id, MONDAY, hours[3]) == [Trip(called, hours[1], hours[3])]
