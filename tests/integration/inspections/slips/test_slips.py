"""Contact slips: from the officer to the desk, the contractor, the check and the frozen result."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from gridwarden.algorithms.worktime import Limit, LimitUnit
from gridwarden.cases.actions import checking, closure, rulings, suspensions
from gridwarden.cases.domain.clocks import Stage as ClockStage
from gridwarden.cases.domain.errors import CaseNotFound, InputMissing
from gridwarden.cases.domain.states import CaseState
from gridwarden.cases.models import Case, Clock
from gridwarden.contracts.actions.contracts import Cover
from gridwarden.inspections.actions import crews, slips
from gridwarden.inspections.actions.crews import CrewContent
from gridwarden.inspections.domain.slips import (
    CrewCannotGo,
    CrewNameTaken,
    NoSuchCrew,
    NoSuchSlip,
    NotCovered,
    NotForSlip,
    SlipNeedsPhoto,
    days_late,
)
from gridwarden.inspections.models import ContactSlip, SlipResult
from gridwarden.inspections.queries import crews as crew_queries
from gridwarden.inspections.queries import slip_results
from gridwarden.inspections.queries import slips as found
from gridwarden.inspections.queries.slips import SlipFilter
from gridwarden.platform.access import PermissionDenied, Role
from gridwarden.platform.events.delivery import deliver_pending
from gridwarden.workforce.queries.actors import actor_for
from tests.factories.cases import MONDAY
from tests.factories.contracts import crew, for_slips, issued, signed
from tests.factories.workforce import ContractorFactory, StaffFactory

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor
    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def at(minutes: int) -> datetime:
    return MONDAY + minutes * MINUTE


def rival(stage: Stage) -> Actor:
    """Return the officer of another contractor."""
    unit = ContractorFactory.create(district=stage.cast.territory.district, name="别家公司")
    staff = StaffFactory.create(unit=unit, roles=[Role.CONTRACTOR_OFFICER.value])
    return actor_for(staff.user, MONDAY)


def sent(stage: Stage) -> ContactSlip:
    """Return a slip that lies with the cleaning company."""
    slip = issued(stage)
    slips.receive(by=stage.by("supervisor"), at=at(1), slip_id=slip.pk)
    slips.send(by=stage.by("dispatcher"), at=at(2), slip_id=slip.pk)
    return slip


def finished(stage: Stage, slip: ContactSlip, minutes: int) -> None:
    foreman = stage.by("foreman")
    slips.accept(by=foreman, at=at(minutes), slip_id=slip.pk)
    slips.finish(
        by=foreman, at=at(minutes + 1), slip_id=slip.pk,
        before=[stage.photo("foreman")], after=[stage.photo("foreman")],
    )  # fmt: skip


def checked(stage: Stage, slip: ContactSlip, minutes: int, *, passes: bool) -> None:
    checking.send_to_check(
        by=stage.by("dispatcher"), at=at(minutes), case_id=slip.case_id, person_id=stage.user_id("checker")
    )
    if passes:
        photos = [stage.photo("checker")]
        checking.pass_check(by=stage.by("checker"), at=at(minutes + 1), case_id=slip.case_id, photos_check=photos)
    else:
        checking.fail_check(by=stage.by("checker"), at=at(minutes + 1), case_id=slip.case_id, reason="没扫干净")


def closed(stage: Stage) -> ContactSlip:
    """Return a slip that was refused once, done twice and closed."""
    slip = sent(stage)
    slips.refuse(by=stage.by("foreman"), at=at(3), slip_id=slip.pk, reason="班组在外")
    slips.send(by=stage.by("dispatcher"), at=at(4), slip_id=slip.pk)
    finished(stage, slip, 5)
    checked(stage, slip, 10, passes=False)
    finished(stage, slip, 15)
    checked(stage, slip, 20, passes=True)
    closure.close(by=stage.by("supervisor"), at=at(30), case_id=slip.case_id, reply="已保洁")
    deliver_pending(now=at(31))
    return slip


def test_an_officer_writes_a_slip_and_the_desk_has_it(stage: Stage) -> None:
    slip = issued(stage)
    case = Case.objects.get(pk=slip.case_id)
    assert slip.number == "联系单〔2026〕000001号"
    assert (case.state, case.owner_unit_id) == (CaseState.VERIFIED, stage.cast.desk.pk)
    assert slip.requirement == for_slips(stage).closing_condition


def test_numbers_run_without_gaps(stage: Stage) -> None:
    assert [issued(stage).serial for _ in range(2)] == [1, 2]
    with pytest.raises(SlipNeedsPhoto):
        issued(stage, photos=())
    assert issued(stage).serial == 3


def test_an_item_of_notices_is_refused(stage: Stage) -> None:
    with pytest.raises(NotForSlip):
        issued(stage, condition_id=stage.spot.pk)


@pytest.mark.parametrize("post", ["foreman", "dispatcher", "leader"])
def test_only_officers_in_the_street_write_slips(stage: Stage, post: str) -> None:
    with pytest.raises(PermissionDenied):
        slips.issue(by=stage.by(post), at=MONDAY, new=slips.NewSlip(condition_id=for_slips(stage).pk, lon=0, lat=0))


def test_the_slip_goes_to_the_contractor_whose_contract_covers_it(stage: Stage) -> None:
    limit = Limit("3", LimitUnit.URGENT_HOUR)
    signed(stage, covers=(Cover(item=for_slips(stage).item.number, limit=limit),))
    slip = sent(stage)
    case = Case.objects.get(pk=slip.case_id)
    assert case.owner_unit_id == stage.cast.contractor.pk
    assert Clock.objects.get(case=case, stage="handle").due_at == at(2) + timedelta(hours=3)
    assert ContactSlip.objects.get(pk=slip.pk).contract_number == "HT-2026-01"


def test_where_no_contract_covers_the_desk_is_told_and_chooses(stage: Stage) -> None:
    signed(stage, grids=("B01",))
    slip = issued(stage)
    slips.receive(by=stage.by("supervisor"), at=at(1), slip_id=slip.pk)
    with pytest.raises(NotCovered):
        slips.send(by=stage.by("dispatcher"), at=at(2), slip_id=slip.pk)
    slips.send(by=stage.by("dispatcher"), at=at(2), slip_id=slip.pk, unit_id=stage.cast.contractor.pk)
    assert ContactSlip.objects.get(pk=slip.pk).contract_number == ""


def test_a_refused_slip_is_back_at_the_desk_with_its_reason(stage: Stage) -> None:
    signed(stage)
    slip = sent(stage)
    slips.refuse(by=stage.by("foreman"), at=at(3), slip_id=slip.pk, reason="不在合同范围")
    page = found.slip_page(stage.by("dispatcher"), slip.pk, at(4))
    assert page.row.case.state is CaseState.REGISTERED
    assert [deed.note for deed in page.refusals] == ["不在合同范围"]
    with pytest.raises(NoSuchSlip):
        found.get(stage.by("foreman"), slip.pk)


def test_a_refusal_needs_a_reason(stage: Stage) -> None:
    signed(stage)
    slip = sent(stage)
    with pytest.raises(InputMissing):
        slips.refuse(by=stage.by("foreman"), at=at(3), slip_id=slip.pk, reason=" ")


def test_the_contractor_sends_a_crew_of_its_own(stage: Stage) -> None:
    signed(stage)
    slip = sent(stage)
    own = crew(stage)
    slips.assign(by=stage.by("foreman"), at=at(3), slip_id=slip.pk, crew_id=own.pk)
    page = found.slip_page(stage.by("foreman"), slip.pk, at(4))
    assert [name for name, _at, _by in page.crews] == ["一班"]
    with pytest.raises(NoSuchCrew):
        slips.assign(by=stage.by("foreman"), at=at(3), slip_id=slip.pk, crew_id=own.pk + 1)


def test_no_crew_goes_before_the_slip_is_there_or_after_the_work(stage: Stage) -> None:
    signed(stage)
    slip = sent(stage)
    own = crew(stage)
    finished(stage, slip, 3)
    with pytest.raises(CrewCannotGo):
        slips.assign(by=stage.by("foreman"), at=at(9), slip_id=slip.pk, crew_id=own.pk)


def test_a_crew_has_its_name_once_and_is_kept_by_its_contractor(stage: Stage) -> None:
    own = crew(stage)
    with pytest.raises(CrewNameTaken):
        crew(stage)
    crews.revise(
        by=stage.by("foreman"), at=MONDAY, crew_id=own.pk, content=CrewContent(name="一班", is_active=False)
    )  # fmt: skip
    assert crew_queries.of_unit(stage.by("foreman"), stage.cast.contractor.pk) == []
    with pytest.raises(NoSuchCrew):
        crews.revise(by=rival(stage), at=MONDAY, crew_id=own.pk, content=CrewContent(name="抢"))
    with pytest.raises(NoSuchCrew):
        crew_queries.one(rival(stage), own.pk)
    with pytest.raises(PermissionDenied):
        crews.form(by=stage.by("officer"), at=MONDAY, content=CrewContent(name="二班"))


def test_the_result_of_a_closed_slip_is_frozen_for_the_assessment(stage: Stage) -> None:
    signed(stage)
    slip = closed(stage)
    rows = slip_results.of_contract("HT-2026-01", at(30).date(), district_id=stage.district_id)
    assert len(rows) == 1
    row = rows[0]
    assert (row.slip_id, row.unit_id, row.grid_code) == (slip.pk, stage.cast.contractor.pk, "A01")
    assert (row.rework_count, row.refusals, row.days_late) == (1, 1, 0)
    assert row.found_by_name == stage.people["officer"].user.display_name
    assert (len(row.photos_before), len(row.photos_after)) == (3, 2)


def test_a_result_is_written_once_and_never_changes(stage: Stage) -> None:
    signed(stage)
    closed(stage)
    deliver_pending(now=at(60))
    result = SlipResult.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        SlipResult.objects.filter(pk=result.pk).update(days_late=9)


def test_results_of_other_months_and_contracts_are_not_counted(stage: Stage) -> None:
    signed(stage)
    closed(stage)
    march = at(30).date()
    assert slip_results.of_contract("HT-0", march, district_id=stage.district_id) == []
    assert slip_results.of_contract("HT-2026-01", march.replace(month=4), district_id=stage.district_id) == []


@pytest.mark.parametrize(("hours", "days"), [(-1, 0), (0, 0), (1, 1), (24, 1), (25, 2)])
def test_begun_days_after_the_deadline_count(hours: int, days: int) -> None:
    assert days_late(MONDAY, MONDAY + timedelta(hours=hours)) == days
    assert days_late(None, MONDAY) == 0


def test_a_contractor_knows_its_own_slips_only(stage: Stage) -> None:
    signed(stage)
    slip = sent(stage)
    other = rival(stage)
    assert found.page(other, SlipFilter(), at(3)).rows == ()
    for act in (
        lambda: found.get(other, slip.pk),
        lambda: slips.accept(by=other, at=at(3), slip_id=slip.pk),
        lambda: slips.refuse(by=other, at=at(3), slip_id=slip.pk, reason="x"),
        lambda: slips.finish(by=other, at=at(3), slip_id=slip.pk, before=[], after=[]),
        lambda: slips.assign(by=other, at=at(3), slip_id=slip.pk, crew_id=1),
    ):
        with pytest.raises((NoSuchSlip, CaseNotFound)):
            act()
    assert [row.id for row in found.page(stage.by("foreman"), SlipFilter(), at(3)).rows] == [slip.pk]


def test_results_are_seen_by_the_bureau_and_by_their_contractor(stage: Stage) -> None:
    signed(stage)
    closed(stage)
    assert len(slip_results.page(stage.by("dispatcher"), None).rows) == 1
    assert len(slip_results.page(stage.by("foreman"), None).rows) == 1
    assert slip_results.page(rival(stage), None).rows == ()
    assert slip_results.page(stage.by("officer"), None).rows == ()


def test_lists_narrow_and_count(stage: Stage) -> None:
    signed(stage)
    waiting, out = issued(stage), sent(stage)
    by = stage.by("dispatcher")
    assert [row.id for row in found.page(by, SlipFilter(tile="desk"), at(3)).rows] == [waiting.pk]
    assert [row.id for row in found.page(by, SlipFilter(contract="HT-2026-01"), at(3)).rows] == [out.pk]
    assert [row.id for row in found.page(by, SlipFilter(text="000002"), at(3)).rows] == [out.pk]
    assert found.counts(by) == {"desk": 1, "work": 1, "check": 0, "closed": 0}


def test_a_contractor_reads_first_what_falls_due_first_and_last_what_has_ended(stage: Stage) -> None:
    signed(stage)
    done, first, later = closed(stage), sent(stage), sent(stage)
    Case.objects.filter(pk=first.case_id).update(due_at=F("due_at") - MINUTE)
    foreman, dispatcher = stage.by("foreman"), stage.by("dispatcher")
    rows = found.page(foreman, SlipFilter(), at(40)).rows
    assert [row.id for row in rows] == [first.pk, later.pk, done.pk]
    cut = found.page(foreman, SlipFilter(), at(40), size=2)
    assert [row.id for row in found.page(foreman, SlipFilter(), at(40), cursor=cut.next).rows] == [done.pk]
    assert [row.id for row in found.page(dispatcher, SlipFilter(), at(40)).rows] == [later.pk, first.pk, done.pk]


@pytest.mark.parametrize("is_late", [True, False])
def test_the_list_says_of_what_is_closed_whether_it_was_in_time(stage: Stage, *, is_late: bool) -> None:
    signed(stage)
    slip = closed(stage)
    clock = Clock.objects.filter(case=slip.case_id, stage=ClockStage.HANDLE.value)
    if is_late:
        clock.update(breached_at=F("due_at"))
    waiting = sent(stage)
    rows = {row.id: row.case.was_late for row in found.page(stage.by("foreman"), SlipFilter(), at(40)).rows}
    assert rows == {slip.pk: is_late, waiting.pk: None}


def test_a_slip_that_was_put_aside_is_still_with_its_contractor(stage: Stage) -> None:
    signed(stage)
    slip, until = sent(stage), at(60 * 24 * 9)
    asked = suspensions.ask(by=stage.by("foreman"), at=at(3), case_id=slip.case_id, reason="冬季停工", until=until)
    rulings.rule(by=stage.by("dispatcher"), at=at(4), request_id=asked.request_id, grants=True)
    assert Case.objects.get(pk=slip.case_id).state == CaseState.SUSPENDED
    assert [row.id for row in found.page(stage.by("foreman"), SlipFilter(tile="work"), at(5)).rows] == [slip.pk]


def test_pages_cost_the_same_whatever_their_length(stage: Stage, django_assert_max_num_queries: Any) -> None:
    signed(stage)
    slip = sent(stage)
    issued(stage)
    by = stage.by("dispatcher")
    with django_assert_max_num_queries(1):
        found.page(by, SlipFilter(), at(3))
    with django_assert_max_num_queries(1):
        found.counts(by)
    with django_assert_max_num_queries(5):
        found.slip_page(by, slip.pk, at(3))
