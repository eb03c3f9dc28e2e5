"""The hard turns in the browser: more time, a case put aside, an order answered, a duplicate followed by its code."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from django.utils.timezone import localtime
from playwright.sync_api import expect

from gridwarden.cases.actions import dispatching, handling, registration, verification
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.models import Case, Clock
from gridwarden.intake.actions.reception import NewReport, receive
from gridwarden.platform.timers.clockwork import fire_due
from tests.e2e.hands import dialog_of, look_up, photo, take_step, work_in_the_background
from tests.factories.cases import build
from tests.factories.grids import middle_of
from tests.factories.workforce import ContractorFactory

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import FilePayload, Page

    from tests.e2e.conftest import Visitor
    from tests.factories.cases import Stage


@pytest.fixture
def stage() -> Stage:
    return build()


def in_hand(stage: Stage) -> Case:
    """Return a case that the contractor has just accepted."""
    now = timezone.now()
    opened = stage.opened(Source.CITIZEN, stage.slow, at=now)
    steps = {"at": now, "case_id": opened.case_id}
    verification.send_to_verify(by=stage.by("operator"), person_id=stage.user_id("informant"), **steps)
    verification.confirm(by=stage.by("informant"), **steps)
    registration.register(by=stage.by("supervisor"), **steps)
    dispatching.dispatch(by=stage.by("dispatcher"), unit_id=stage.cast.contractor.pk, **steps)
    handling.accept(by=stage.by("foreman"), **steps)
    return Case.objects.get(pk=opened.case_id)


def take_turn(
    page: Page, turn: str, *, fields: dict[str, str] | None = None, proofs: tuple[FilePayload, ...] = ()
) -> None:
    """Do one thing beside the moves through its dialog."""
    expect(page.locator("html[data-ready]")).to_be_attached()
    page.locator(f'[data-turn="{turn}"]').first.click()
    dialog = page.locator("#move-dialog")
    expect(dialog.locator("form")).to_be_visible()
    for name, value in (fields or {}).items():
        field = dialog.locator(f"#id_{name}")
        field.select_option(value) if name == "urgency" else field.fill(value)
    if turn == "rule":
        dialog.locator('input[name="grants"][value="1"]').check()
    if proofs:
        dialog.locator("#id_proofs").set_input_files(list(proofs))
    with page.expect_navigation(wait_until="domcontentloaded"):
        dialog.locator(".gw-dialog-foot .btn-primary").click()


def moment(**ahead: float) -> str:
    return f"{localtime(timezone.now() + timedelta(**ahead)):%Y-%m-%dT%H:%M}"


def test_more_time_is_asked_for_on_the_phone_and_granted_at_the_desk(
    stage: Stage, visit: Callable[..., Visitor]
) -> None:
    case = in_hand(stage)
    before = Clock.objects.get(case=case, stage="handle").due_at
    foreman = visit(stage.people["foreman"].user, phone=True)
    page = look_up(foreman, case.number)
    take_turn(page, "extension", fields={"reason": "配件未到，需再等一日"}, proofs=(photo("缺件"),))
    expect(page.locator("[data-request]")).to_contain_text("审批中")
    foreman.picture("turns-asked")
    foreman.must_be_accessible()

    desk = visit(stage.people["dispatcher"].user)
    page = desk.open("/cases/turns/")
    expect(page.locator(".gw-tab, [role=tab], nav a", has_text="待我审批").first).to_contain_text("1")
    desk.picture("turns-waiting")
    desk.must_be_accessible()
    page.locator("table a", has_text=case.number).first.click()
    take_turn(page, "rule", fields={"note": "同意延期一次"})
    expect(page.locator("[data-request]")).to_contain_text("已批准")
    after = Clock.objects.get(case=case, stage="handle")
    assert after.due_at is not None
    assert before is not None
    assert after.due_at > before
    page.locator('[data-opens="deadline-dialog"]').click()
    expect(page.locator("#deadline-body")).to_contain_text("已按原时限延期 1 次")
    desk.picture("turns-granted")
    desk.must_be_accessible()


def test_a_case_is_put_aside_and_wakes_on_its_day(stage: Stage, visit: Callable[..., Visitor]) -> None:
    case = in_hand(stage)
    page = look_up(visit(stage.people["foreman"].user, phone=True), case.number)
    take_turn(page, "suspension", fields={"reason": "待春季补栽", "until": moment(days=40)})
    desk = visit(stage.people["dispatcher"].user)
    page = look_up(desk, case.number)
    take_turn(page, "rule")
    expect(page.locator(".gw-case-state")).to_contain_text("已挂账")
    expect(page.locator('[data-move="recall"]')).to_have_count(0)
    desk.picture("turns-suspended")
    desk.must_be_accessible()
    until = Case.objects.get(pk=case.pk).suspended_until
    assert until is not None
    fire_due(now=until)
    page.reload()
    expect(page.locator(".gw-case-state")).to_contain_text("已派遣")
    expect(page.locator(".gw-moment-head strong").last).to_contain_text("挂账恢复")


def test_an_order_of_the_brigade_is_answered_and_signed_off(stage: Stage, visit: Callable[..., Visitor]) -> None:
    case = in_hand(stage)
    leader = visit(stage.people["leader"].user)
    page = look_up(leader, case.number)
    take_turn(page, "order", fields={"urgency": "urgent", "text": "今日内报进展", "reply_by": moment(hours=5)})
    expect(page.locator("[data-order]")).to_contain_text("待回复")
    leader.picture("turns-ordered")

    foreman = visit(stage.people["foreman"].user, phone=True)
    page = look_up(foreman, case.number)
    take_turn(page, "reply", fields={"text": "已清运一半，傍晚完成"})
    expect(page.locator("[data-order]")).to_contain_text("已回复")
    foreman.picture("turns-replied")
    foreman.must_be_accessible()

    page = look_up(leader, case.number)
    take_turn(page, "sign_off")
    expect(page.locator("[data-order]")).to_contain_text("已销号")
    page = leader.open("/cases/turns/orders/")
    expect(page.locator("table")).to_contain_text(case.number)
    leader.picture("turns-orders")
    leader.must_be_accessible()


def test_a_duplicates_reporter_sees_the_case_that_goes_on(stage: Stage, visit: Callable[..., Visitor]) -> None:
    first = in_hand(stage)
    lon, lat = middle_of(0, 0)
    told = receive(
        by=stage.by("operator"),
        at=timezone.now(),
        report=NewReport(
            district_id=stage.district_id, channel=Source.HOTLINE, condition_id=stage.slow.pk,
            lon=lon, lat=lat, text="楼下堆物无人清", reporter_name="李先生", reporter_phone="13800002222",
        ),
    )  # fmt: skip
    desk = visit(stage.people["dispatcher"].user)
    page = look_up(desk, told.case_number)
    dialog = dialog_of(page, "merge")
    chosen = dialog.locator("#id_case_id option", has_text=first.number).first.get_attribute("value")
    dialog.locator("#id_case_id").select_option(chosen)
    dialog.locator("#id_text").fill("与在办案件为同一处")
    desk.picture("turns-merging")
    with page.expect_navigation(wait_until="domcontentloaded"):
        dialog.locator(".gw-dialog-foot .btn-primary").click()
    expect(page.locator("[data-merged-into]")).to_contain_text(first.number)
    desk.picture("turns-merged")
    desk.must_be_accessible()
    work_in_the_background()

    citizen = visit(phone=True)
    page = citizen.open(f"/intake/track/{told.code}/")
    expect(page.locator(".gw-facts")).to_contain_text(first.number)
    expect(page.locator("[aria-current=step]")).to_contain_text("正在处置")
    citizen.picture("turns-followed")
    citizen.must_be_accessible()
    take_step(look_up(visit(stage.people["supervisor"].user), first.number), "feed_back", text="今日傍晚清运完毕")
    work_in_the_background()
    page.reload()
    expect(page.locator(".gw-timeline")).to_contain_text("今日傍晚清运完毕")


def test_units_of_a_divided_case_are_looked_for_in_a_long_list(stage: Stage, visit: Callable[..., Visitor]) -> None:
    """Whoever is ticked stays in sight while another one is looked for."""
    ContractorFactory.create_batch(15, district=stage.cast.territory.district)
    wanted = ContractorFactory(district=stage.cast.territory.district, name="绿汀园林").name
    now = timezone.now()
    opened = stage.opened(Source.CITIZEN, stage.slow, at=now)
    verification.send_to_verify(
        by=stage.by("operator"), at=now, case_id=opened.case_id, person_id=stage.user_id("informant")
    )
    verification.confirm(by=stage.by("informant"), at=now, case_id=opened.case_id)
    registration.register(by=stage.by("supervisor"), at=now, case_id=opened.case_id)
    dialog = dialog_of(look_up(visit(stage.people["dispatcher"].user), opened.number), "split")
    boxes = dialog.locator(".gw-choices label:visible")
    own = dialog.locator("label", has_text=stage.cast.contractor.name)
    own.click()
    dialog.get_by_role("searchbox", name="搜索列表 承办单位").fill("园林")
    expect(boxes).to_have_count(2)
    dialog.locator("label", has_text=wanted).click()
    dialog.get_by_role("searchbox").fill("")
    assert boxes.count() > 15
    expect(dialog.locator(".gw-choices :checked")).to_have_count(2)


def test_a_rule_asks_only_for_the_kind_of_place_that_was_chosen(stage: Stage, visit: Callable[..., Visitor]) -> None:
    """What is wrong stays in sight all the same."""
    page = visit(stage.people["supervisor"].user).open("/cases/rules/new/")
    ways = {
        "grids": page.locator('[name="grids"]').first,
        "grade": page.locator("#id_grade"),
        "area": page.locator("#id_area"),
    }
    for chosen in ("district", *ways):
        page.locator("#id_place").select_option(chosen)
        for name, field in ways.items():
            expect(field).to_be_visible(visible=name == chosen)
    page.locator("#id_area").fill("x y")
    page.locator("#id_place").select_option("district")
    page.locator("#id_name").fill("保洁")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".gw-field-wrong #id_area")).to_be_visible()
