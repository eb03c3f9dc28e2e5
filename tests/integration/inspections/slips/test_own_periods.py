"""A slip that was sent again: the second contractor reads nothing of the first, and is not judged by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from gridwarden.cases.actions import closure, extensions, supervision
from gridwarden.cases.domain.supervision import Urgency
from gridwarden.cases.queries import exports, lists, pages, turns
from gridwarden.cases.queries.filters import CaseFilter
from gridwarden.inspections.actions import slips
from gridwarden.inspections.models import SlipResult
from gridwarden.inspections.queries import slip_papers
from gridwarden.inspections.queries import slips as found
from gridwarden.platform.events.delivery import deliver_pending
from tests.factories.attachments import AttachmentFactory
from tests.factories.contracts import crew, issued
from tests.integration.inspections.slips.test_slips import at, checked, rival

if TYPE_CHECKING:
    from gridwarden.inspections.models import ContactSlip
    from gridwarden.platform.access import Actor
    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(stage: Stage) -> Actor:
    """The officer of another contractor."""
    return rival(stage)


@pytest.fixture
def resent(stage: Stage, second: Actor) -> ContactSlip:
    """Sent to the cleaning company, worked on, failed, given back with hard words, and sent to another one."""
    slip, foreman, desk = issued(stage), stage.by("foreman"), stage.by("dispatcher")
    slips.receive(by=stage.by("supervisor"), at=at(1), slip_id=slip.pk)
    slips.send(by=desk, at=at(2), slip_id=slip.pk, unit_id=stage.cast.contractor.pk)
    slips.assign(by=foreman, at=at(3), slip_id=slip.pk, crew_id=crew(stage).pk)
    slips.accept(by=foreman, at=at(4), slip_id=slip.pk)
    proofs = [stage.photo("foreman")]
    extensions.ask(by=foreman, at=at(5), case_id=slip.case_id, reason="我司车辆故障", proofs=proofs)
    order = supervision.issue(
        by=stage.by("leader"), at=at(6), case_id=slip.case_id, urgency=Urgency.URGENT,
        requirement="速报进展", reply_by=at(60),
    )  # fmt: skip
    supervision.reply(by=foreman, at=at(7), order_id=order.order_id, text="我司人手不足")
    before, after = [stage.photo("foreman")], [stage.photo("foreman")]
    slips.finish(by=foreman, at=at(8), slip_id=slip.pk, before=before, after=after)
    checked(stage, slip, 9, passes=False)
    slips.refuse(by=foreman, at=at(12), slip_id=slip.pk, reason="我司不再承接")
    slips.send(by=desk, at=at(13), slip_id=slip.pk, unit_id=second.unit_id)
    return slip


def words(slip: ContactSlip, actor: Actor) -> str:
    """Return everything that pages, paper and API show ``actor`` of the slip and its case."""
    page = found.slip_page(actor, slip.pk, at(20))
    paper = slip_papers.printed(actor, slip.pk, at(20))
    case = pages.case_page(actor, slip.case_id, at(20))
    listed = turns.requests(actor).rows, turns.returns(actor).rows
    return repr((page, paper.data, case.entries, case.handler_name, turns.of_case(actor, slip.case_id, at(20)), listed))


def test_the_second_contractor_reads_nothing_of_the_first(stage: Stage, second: Actor, resent: ContactSlip) -> None:
    shown = words(resent, second)
    for secret in ("我司", "一班", stage.people["foreman"].user.display_name, stage.cast.contractor.name):
        assert secret not in shown
    page = found.slip_page(second, resent.pk, at(20))
    assert [deed.move for deed in page.deeds] == ["open", "register", "dispatch"]
    assert (page.accepted, page.finished, page.refusals, page.crews, page.reworks) == (None, None, (), (), 0)
    assert len(pages.case_page(second, resent.case_id, at(20)).before) == 1, "what the officer found is shown"
    assert pages.case_page(second, resent.case_id, at(20)).after == ()


def sums(slip: ContactSlip, actor: Actor) -> list[int]:
    """Return how many reworks ``actor`` reads: in lists of slips and cases, in a file, on the page of the case."""
    listed = found.page(actor, found.SlipFilter(), at(20)).rows[0].case
    case = lists.page(actor, CaseFilter(), at(20)).rows[0]
    filed = next(exports.rows(actor, CaseFilter(), at(20)))
    page = pages.case_page(actor, slip.case_id, at(20)).case
    return [row.rework_count for row in (listed, case, filed, page)]


def test_sums_over_the_whole_case_tell_the_second_contractor_nothing(
    stage: Stage, second: Actor, resent: ContactSlip
) -> None:
    assert sums(resent, second) == [0, 0, 0, 0]
    assert sums(resent, stage.by("dispatcher")) == [1, 1, 1, 1]


def test_a_contractor_that_had_the_case_alone_reads_its_own_reworks(stage: Stage) -> None:
    slip, foreman = issued(stage), stage.by("foreman")
    slips.receive(by=stage.by("supervisor"), at=at(1), slip_id=slip.pk)
    slips.send(by=stage.by("dispatcher"), at=at(2), slip_id=slip.pk, unit_id=foreman.unit_id)
    slips.accept(by=foreman, at=at(4), slip_id=slip.pk)
    before, after = [stage.photo("foreman")], [stage.photo("foreman")]
    slips.finish(by=foreman, at=at(8), slip_id=slip.pk, before=before, after=after)
    checked(stage, slip, 9, passes=False)
    assert sums(slip, foreman) == [1, 1, 1, 1]


def test_the_desk_reads_everything(stage: Stage, resent: ContactSlip) -> None:
    shown = words(resent, stage.by("dispatcher"))
    for word in ("我司车辆故障", "我司人手不足", "我司不再承接", "一班"):
        assert word in shown
    page = found.slip_page(stage.by("dispatcher"), resent.pk, at(20))
    assert (len(page.refusals), len(page.crews), page.reworks) == (1, 1, 1)


def test_what_the_contractor_does_itself_it_reads(second: Actor, resent: ContactSlip) -> None:
    slips.accept(by=second, at=at(14), slip_id=resent.pk)
    page = found.slip_page(second, resent.pk, at(20))
    assert page.accepted is not None
    assert page.sent is not None
    assert pages.case_page(second, resent.case_id, at(20)).handler_name == second.name


def test_who_gets_a_slip_back_reads_its_own_time_and_not_the_one_between(
    stage: Stage, second: Actor, resent: ContactSlip
) -> None:
    slips.refuse(by=second, at=at(15), slip_id=resent.pk, reason="别家也做不了")
    foreman = stage.by("foreman")
    slips.send(by=stage.by("dispatcher"), at=at(16), slip_id=resent.pk, unit_id=foreman.unit_id)
    shown = words(resent, foreman)
    assert "我司不再承接" in shown
    assert "别家" not in shown
    assert [deed.note for deed in found.slip_page(foreman, resent.pk, at(20)).refusals] == ["我司不再承接"]


def test_the_result_counts_only_what_its_own_contractor_did(stage: Stage, second: Actor, resent: ContactSlip) -> None:
    slips.accept(by=second, at=at(14), slip_id=resent.pk)
    photo = AttachmentFactory.create(district_id=stage.district_id, uploaded_by_id=second.user_id).pk
    slips.finish(by=second, at=at(15), slip_id=resent.pk, before=[], after=[photo])
    checked(stage, resent, 16, passes=True)
    closure.close(by=stage.by("supervisor"), at=at(30), case_id=resent.case_id, reply="已保洁")
    while deliver_pending(now=at(31)):
        pass
    result = SlipResult.objects.get()
    assert (result.unit_id, result.refusals, result.rework_count) == (second.unit_id, 0, 0)
    assert result.photos_after == [photo]
    assert len(result.photos_before) == 1


def test_a_page_costs_a_contractor_two_statements_more(
    second: Actor, resent: ContactSlip, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(7):
        found.slip_page(second, resent.pk, at(20))
    with django_assert_max_num_queries(14):
        pages.case_page(second, resent.case_id, at(20))
