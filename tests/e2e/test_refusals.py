"""What the pages refuse, and how they say so: nobody is left guessing, and nothing is lost."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from gridwarden.cases.domain.sources import Source
from gridwarden.cases.models import Case
from tests.e2e.hands import IN_A01, dialog_of, fill_report, find, number_in, photo, take_step
from tests.factories.cases import build

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.conftest import Visitor
    from tests.factories.cases import Stage

OUTBOX = "[data-field-outbox]"


@pytest.fixture
def stage() -> Stage:
    return build()


@pytest.fixture
def phone_of(stage: Stage, visit: Callable[..., Visitor]) -> Callable[[str], Visitor]:
    return lambda post: visit(stage.people[post].user, **IN_A01)


@pytest.fixture
def found(stage: Stage) -> Case:
    """A case with the grid team."""
    opened = stage.opened(Source.PATROL, stage.spot, by="informant", at=timezone.now())
    return stage.case(opened.case_id)


@pytest.fixture
def handled(stage: Stage, visit: Callable[..., Visitor], found: Case) -> Case:
    """The same case, its work done by the officer of the team."""
    page = find(visit(stage.people["officer"].user), found.number)
    before, after = (photo("整治前"),), (photo("整治后", width=820),)
    take_step(page, "handle_on_the_spot", photos={"photo_before": before, "photo_after": after})
    return stage.case(found.pk)


def test_nobody_checks_the_own_work(stage: Stage, visit: Callable[..., Visitor], handled: Case) -> None:
    dispatcher = find(visit(stage.people["dispatcher"].user), handled.number)
    shown = dialog_of(dispatcher, "send_to_check").locator("#id_person_id option").all_inner_texts()
    offered = {label.partition(" · ")[0] for label in shown}  # each with the unit behind the name
    assert "郑核" in offered
    assert {"张东升", "冯伴"}.isdisjoint(offered)  # who did it, and who works beside them

    officer = visit(stage.people["officer"].user)
    officer.open(f"/cases/{handled.pk}/")
    assert officer.page.locator('[data-move="pass_check"]').count() == 0


def test_a_case_is_no_case_to_an_outsider(stage: Stage, visit: Callable[..., Visitor], found: Case) -> None:
    for post in ("stranger", "foreman", "west_officer"):
        visitor = visit(stage.people[post].user)
        answer = visitor.page.goto(f"{visitor.base}/cases/{found.pk}/")

        assert answer is not None
        assert answer.status == HTTPStatus.NOT_FOUND
        expect(visitor.page.locator("h1")).to_be_visible()
        assert found.number not in visitor.page.content()
    visitor.picture("refused-outsider")
    visitor.must_be_accessible()


def test_a_step_from_a_stale_page_is_refused_in_front_of_the_dialog(
    stage: Stage, visit: Callable[..., Visitor], found: Case
) -> None:
    slow, quick = visit(stage.people["mate"].user), visit(stage.people["officer"].user)
    for visitor in (slow, quick):
        visitor.open(f"/cases/{found.pk}/")
    dialog = dialog_of(slow.page, "accept")
    take_step(quick.page, "accept")

    with slow.page.expect_response(lambda answer: answer.status == HTTPStatus.CONFLICT):
        dialog.locator(".gw-dialog-foot .btn-primary").click()

    said = dialog.locator(".gw-tone-error")
    expect(said).to_contain_text("请重新查看")
    slow.picture("refused-stale")
    said.locator("[data-toast-close]").click()  # it can be reached, although the dialog is modal
    assert stage.case(found.pk).version == found.version + 1


def test_work_without_a_photo_is_not_done(stage: Stage, phone_of: Callable[[str], Visitor], found: Case) -> None:
    officer = phone_of("officer")
    page = find(officer, found.number)
    dialog = dialog_of(page, "handle_on_the_spot")
    dialog.locator("#id_photo_before").set_input_files([photo("整治前")])
    expect(dialog.locator(".gw-capture-list img")).to_have_count(1)
    officer.picture("refused-dialog-before")

    with page.expect_response(lambda answer: answer.status == HTTPStatus.UNPROCESSABLE_ENTITY):
        dialog.locator(".gw-dialog-foot .btn-primary").click()

    expect(dialog.locator(".gw-error")).to_have_count(1)
    expect(dialog.locator(".gw-capture-list img")).to_have_count(1)  # the photo that was taken is still there
    officer.picture("refused-dialog")
    officer.must_be_accessible()
    dialog.locator("#id_photo_after").set_input_files([photo("整治后", width=820)])
    with page.expect_navigation(wait_until="domcontentloaded"):
        dialog.locator(".gw-dialog-foot .btn-primary").click()
    assert stage.case(found.pk).state == "handled"


def test_a_report_names_what_it_lacks(stage: Stage, visit: Callable[..., Visitor]) -> None:
    informant = visit(stage.people["informant"].user, phone=True, maps=True)  # this telephone does not know where it is
    page = informant.open("/field/report/")
    answer, send = page.locator("[data-field-answer]"), page.get_by_role("button", name="提交上报")

    send.tap()
    expect(answer).to_contain_text("地点")
    expect(page.locator("#place .maplibregl-canvas")).to_be_visible(timeout=30_000)
    page.locator("#place .maplibregl-canvas").tap()
    page.locator(f'.gw-item:has(input[value="{stage.spot.item_id}"])').tap()
    send.tap()

    expect(answer).to_contain_text("照片")
    informant.picture("refused-report")
    informant.must_be_accessible()
    assert Case.objects.count() == 0


def test_without_a_connection_a_report_is_kept_and_sent_once_later(
    stage: Stage, phone_of: Callable[[str], Visitor]
) -> None:
    informant = phone_of("informant")
    page = informant.open("/field/report/")
    fill_report(page, stage.spot, photos=(photo("现场"),), text="流动摊贩")
    informant.context.set_offline(True)

    page.get_by_role("button", name="提交上报").tap()

    expect(page.locator("[data-field-answer]")).to_contain_text("联网后自动提交")
    expect(page.locator(f"{OUTBOX} li")).to_have_count(1)
    expect(page.locator("[data-capture]")).to_have_attribute("data-captured", "0")  # ready for the next one
    informant.picture("refused-offline")
    assert Case.objects.count() == 0

    informant.context.set_offline(False)
    expect(page.locator(OUTBOX)).to_be_hidden(timeout=30_000)
    informant.open("/field/")
    expect(page.locator(OUTBOX)).to_be_hidden()
    page.reload()
    case = Case.objects.get()
    assert (case.state, case.description, case.evidence.count()) == ("dispatched", "流动摊贩", 1)


def test_on_a_shared_phone_a_kept_report_waits_for_its_author(stage: Stage, phone_of: Callable[[str], Visitor]) -> None:
    informant = phone_of("informant")
    page = informant.open("/field/report/")
    fill_report(page, stage.spot, photos=(photo("现场"),), text="占道经营")
    page.route("**/api/v1/photos", lambda route: route.abort())
    page.get_by_role("button", name="提交上报").tap()
    expect(page.locator(f"{OUTBOX} li")).to_have_count(1)
    page.unroute("**/api/v1/photos")

    informant.change_to(stage.people["officer"].user)  # logs out, and another person logs in
    page = informant.open("/field/")
    page.wait_for_load_state("networkidle")
    expect(page.locator(OUTBOX)).to_be_hidden()
    assert Case.objects.count() == 0

    informant.change_to(stage.people["informant"].user)
    with page.expect_response("**/api/v1/reports", timeout=30_000) as answer:
        informant.open("/field/")
    assert answer.value.status == HTTPStatus.CREATED
    assert Case.objects.get().opened_by_id == stage.user_id("informant")


def test_an_answer_that_gets_lost_makes_no_second_case(stage: Stage, phone_of: Callable[[str], Visitor]) -> None:
    informant = phone_of("informant")
    page = informant.open("/field/report/")
    fill_report(page, stage.spot, photos=(photo("现场"),))
    # The server takes the report, but its answer never arrives.
    page.route("**/api/v1/reports", lambda route: (route.fetch(), route.abort()))
    page.get_by_role("button", name="提交上报").tap()
    expect(page.locator(f"{OUTBOX} li")).to_have_count(1)
    assert Case.objects.count() == 1

    page.unroute("**/api/v1/reports")
    page.get_by_role("button", name="立即发送").tap()

    expect(page.locator(OUTBOX)).to_be_hidden(timeout=30_000)
    assert Case.objects.count() == 1


def test_what_the_server_refuses_is_told_and_stays_until_it_is_seen(
    stage: Stage, phone_of: Callable[[str], Visitor]
) -> None:
    informant = phone_of("informant")
    page = informant.open("/field/report/")
    broken = {"name": "坏.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8 no photo at all"}
    fill_report(page, stage.spot, photos=(broken,))  # type: ignore[arg-type] # the bytes are what matters

    page.get_by_role("button", name="提交上报").tap()

    expect(page.locator("[data-field-answer]")).to_contain_text("上报被拒绝：这不是照片")
    informant.open("/field/")
    expect(page.locator(f"{OUTBOX} li")).to_contain_text("被拒绝")
    informant.picture("refused-by-server")
    informant.must_be_accessible()
    page.locator("[data-forget]").tap()
    expect(page.locator(OUTBOX)).to_be_hidden()
    assert Case.objects.count() == 0


def test_a_contractor_neither_checks_nor_closes(stage: Stage, visit: Callable[..., Visitor], found: Case) -> None:
    squad = find(visit(stage.people["officer"].user), found.number)
    take_step(squad, "return_dispatch", text="属环卫作业")
    dispatcher = find(visit(stage.people["dispatcher"].user), found.number)
    take_step(dispatcher, "dispatch", unit="清洁公司")
    foreman = visit(stage.people["foreman"].user)
    page = find(foreman, found.number)
    offered = {button.get_attribute("data-move") for button in page.locator("[data-move]").all()}
    assert offered == {"accept", "return_dispatch"}

    # Who calls the address by hand is refused as well.
    for move in ("close", "pass_check"):
        answer = page.request.get(f"{foreman.base}/cases/{found.pk}/moves/{move}/")
        assert answer.status in {HTTPStatus.FORBIDDEN, HTTPStatus.CONFLICT}


def test_the_number_on_the_phone_is_the_number_at_the_desk(
    stage: Stage, visit: Callable[..., Visitor], phone_of: Callable[[str], Visitor]
) -> None:
    page = phone_of("informant").open("/field/report/")
    fill_report(page, stage.spot, photos=(photo("现场"),))
    page.get_by_role("button", name="提交上报").tap()
    said = page.locator(".gw-field-done")
    expect(said).to_be_visible(timeout=20_000)

    desk = visit(stage.people["supervisor"].user).open("/cases/")

    expect(desk.locator("[data-row]")).to_contain_text(number_in(said))
