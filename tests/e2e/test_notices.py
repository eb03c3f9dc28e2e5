"""A notice from the phone to the end: refused signature, failed recheck, squad, order, corrected, checked, closed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from gridwarden.inspections.models import Notice, Recheck
from tests.e2e.hands import IN_A01, find, look_up, photo, take_step, work_in_the_background
from tests.factories.inspections import build

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.e2e.conftest import Visitor
    from tests.factories.inspections import Papers

    Holder = Callable[[str], Visitor]

#: How many papers and reports lie in the phone's outbox.
WAITING = """async () => {
  const opened = indexedDB.open("gridwarden-field");
  await new Promise((ready) => (opened.onsuccess = ready));
  const count = opened.result.transaction("outbox").objectStore("outbox").count();
  await new Promise((ready) => (count.onsuccess = ready));
  opened.result.close();
  return count.result;
}"""
STREET = {"officer", "checker", "squad_leader"}


@pytest.fixture
def papers() -> Papers:
    return build()


@pytest.fixture
def holder(papers: Papers, visit: Callable[..., Visitor]) -> Holder:
    """``holder("officer")`` is the holder of a post, always with the same desk or telephone."""
    here: dict[str, Visitor] = {}

    def of(post: str) -> Visitor:
        if post not in here:
            here[post] = visit(papers.stage.people[post].user, **(IN_A01 if post in STREET else {}))
        return here[post]

    return of


def test_a_notice_ends_as_an_order_that_is_obeyed(
    papers: Papers, holder: Holder, visit: Callable[..., Visitor]
) -> None:
    number = issue_with_a_witness(papers, holder)
    the_party_looks(visit, number)
    recheck_fails(holder, number)
    order = the_squad_orders(holder)
    serve(holder, order)
    recheck_succeeds(holder, order)
    case = order.case.number
    take_step(look_up(holder("dispatcher"), case), "send_to_check", person="郑核")
    take_step(find(holder("checker"), case), "pass_check", photos={"photo_check": (photo("核查", width=880),)})
    take_step(find(holder("supervisor"), case), "close", text="桌椅已全部撤离")
    page = look_up(holder("supervisor"), case)
    holder("supervisor").picture("notices-case")
    panel = page.locator('[data-panel="papers"]')
    expect(panel).to_contain_text(number)
    expect(panel).to_contain_text(order.number)
    holder("supervisor").must_be_accessible()
    the_desk_has_lists(holder, number)


def issue_with_a_witness(papers: Papers, holder: Holder) -> str:
    """The officer fills in the notice; the party refuses to sign."""
    officer = holder("officer")
    page = officer.open("/field/notices/new/")
    expect(page.locator('[data-step="place"]')).to_have_attribute("data-done", "true", timeout=20_000)
    page.locator("#id_photos").set_input_files([photo("现场")])
    expect(page.locator("[data-capture]")).to_have_attribute("data-captured", "1")
    page.locator(f'.gw-item:has(input[value="{papers.stage.spot.item.number}"])').tap()
    page.locator(f'.gw-condition:has(input[value="{papers.stage.spot.pk}"])').tap()
    page.locator("#id_address").fill("人民路12号")
    page.locator("#id_party_name").fill("老王早点")
    page.locator("#id_party_phone").fill("13812345678")
    choose_colleague(page, "冯伴")
    expect(page.locator("#id_fact")).to_have_value(papers.stage.spot.text)
    sign(page)
    officer.picture("notices-signed")
    tick(page, "[data-refused]")
    is_told(page, "还缺：见证人姓名")
    page.locator("#id_witness").fill("李邻居")
    expect(page.locator("[data-field-answer]")).to_be_hidden()
    a_wrong_number_is_told_and_what_was_refused_does_not_stay_behind(page)
    a_deadline_too_late_is_told_before_it_is_sent(page)
    officer.picture("notices-form")
    officer.must_be_accessible()
    return the_notice_goes_out(officer)


def the_notice_goes_out(officer: Visitor) -> str:
    """The paper is there with its witness and its PDF, and nothing of it waits on the phone."""
    page = officer.page
    page.get_by_role("button", name="开具整改联").tap()
    expect(page.locator(".gw-facts").first).to_contain_text("老王早点", timeout=20_000)
    expect(page.locator(".gw-facts").first).to_contain_text("李邻居")
    officer.picture("notices-notice")
    officer.must_be_accessible()
    assert page.evaluate(WAITING) == 0
    pdf = page.request.get(page.url + "a5.pdf")
    assert pdf.body().startswith(b"%PDF")
    return Notice.objects.get().number


def is_told(page: Page, words: str) -> None:
    """Nothing leaves the phone; what is wrong is said above the form."""
    page.get_by_role("button", name="开具整改联").tap()
    expect(page.locator("[data-field-answer]")).to_contain_text(words)


def a_wrong_number_is_told_and_what_was_refused_does_not_stay_behind(page: Page) -> None:
    """The server refuses twice; the outbox holds the last attempt alone, and none once the paper has gone out."""
    page.locator("#id_party_phone").fill("abc")
    for _attempt in range(2):
        is_told(page, "未被接受：联系电话有误")
        expect(page.locator("[data-field-outbox] li")).to_have_count(1)
        page.locator("#id_party_phone").fill("ab")
    page.locator("#id_party_phone").fill("138 1234 5678")


def a_deadline_too_late_is_told_before_it_is_sent(page: Page) -> None:
    """The first and the last moment stand under the field and in the refusal."""
    due = page.locator("#id_due_at")
    proposed, bounds = due.input_value(), page.locator("[data-paper-bounds]").inner_text()
    assert "整改期限可定在" in bounds
    due.fill("2099-01-01T08:00")
    is_told(page, bounds)
    due.fill(proposed)


def choose_colleague(page: Page, name: str) -> None:
    chosen = page.locator("#id_second option", has_text=name).first.get_attribute("value")
    page.locator("#id_second").select_option(chosen)


def tick(page: Page, selector: str) -> None:
    """Tick a box clear of the bar at the thumb."""
    box = page.locator(selector)
    box.evaluate("box => box.scrollIntoView({ block: 'center' })")
    box.check()


def sign(page: Page) -> None:
    """Draw on the pad."""
    pad = page.locator("canvas.gw-signature")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + 60)
    page.mouse.down()
    for step in range(1, 12):
        page.mouse.move(box["x"] + 30 + 20 * step, box["y"] + 60 + (25 if step % 2 else -25))
    page.mouse.up()
    expect(page.locator('[data-step="signature"]')).to_have_attribute("data-done", "true")


def the_party_looks(visit: Callable[..., Visitor], number: str) -> None:
    """Whoever scans the code reads the notice and sends a photo."""
    party = visit(phone=True)
    page = party.open(f"/n/{Notice.objects.get(number=number).code}/")
    expect(page.locator("main")).to_contain_text("不是行政处罚决定")
    page.locator("#id_photos").set_input_files([photo("整改", width=820)])
    expect(page.locator("[data-capture]")).to_have_attribute("data-captured", "1")
    party.picture("notices-public")
    party.must_be_accessible()
    page.get_by_role("button", name="发送照片").tap()
    expect(page.locator(".gw-alert-good")).to_be_visible(timeout=20_000)
    assert "张东升" in page.content()
    assert "13812345678" not in page.content()


def let_the_time_pass(number: str) -> None:
    """Move the plan into the past: what stands on the paper never changes."""
    Recheck.objects.filter(notice__number=number).update(planned_at=timezone.now() - timedelta(minutes=1))


def recheck_fails(holder: Holder, number: str) -> None:
    """Nothing was put right: up to the squad."""
    let_the_time_pass(number)
    officer = holder("officer")
    page = officer.open("/inspections/rechecks/?mine=on")
    officer.picture("notices-rechecks")
    officer.must_be_accessible()
    page.locator("table a", has_text=number[-8:]).or_(page.locator("tbody a")).first.tap()
    page.wait_for_url("**/field/rechecks/*/")
    page.locator("#id_photos").set_input_files([photo("复查", width=840)])
    expect(page.locator("[data-capture]")).to_have_attribute("data-captured", "1")
    tick(page, '[value="not_corrected"]')
    page.locator("#id_follow_up").select_option("hand_up")
    page.get_by_role("button", name="登记复查结果").tap()
    expect(page.locator("[data-field-answer]")).to_contain_text("还缺：备注")
    page.locator("#id_note").fill("桌椅仍在人行道上")
    officer.picture("notices-recheck")
    officer.must_be_accessible()
    page.get_by_role("button", name="登记复查结果").tap()
    page.wait_for_url("**/inspections/notices/*/")
    expect(page.locator("main")).to_contain_text("未整改")


def the_squad_orders(holder: Holder) -> Notice:
    """The squad leader orders the party to correct; the party signs this time."""
    case = Notice.objects.get().case
    leader = holder("squad_leader")
    page = look_up(leader, case.number)
    page.locator('[data-panel="papers"]').get_by_role("link", name="开具责令限期改正通知书").click()
    page.wait_for_url("**/field/orders/new/*/")
    choose_colleague(page, "张东升")
    page.locator("#id_party_code").fill("92320299MA1X2Y3A0C")
    sign(page)
    leader.picture("notices-order-form")
    leader.must_be_accessible()
    page.get_by_role("button", name="开具责令通知书").tap()
    page.wait_for_url("**/inspections/notices/*/")
    return Notice.objects.select_related("case").get(kind="order")


def serve(holder: Holder, order: Notice) -> None:
    """The receipt of service is written."""
    leader = holder("squad_leader")
    page = leader.open(f"/inspections/notices/{order.pk}/service/")
    leader.picture("notices-service")
    leader.must_be_accessible()
    page.locator("#id_relation").fill("经营者本人")
    page.get_by_role("button", name="填写送达回证").click()
    expect(page.locator("main")).to_contain_text("直接送达")


def recheck_succeeds(holder: Holder, order: Notice) -> None:
    """This time it is done."""
    let_the_time_pass(order.number)
    page = holder("squad_leader").open(f"/field/rechecks/{Recheck.objects.get(notice=order).pk}/")
    page.locator("#id_photos").set_input_files([photo("已整改", width=860)])
    expect(page.locator("[data-capture]")).to_have_attribute("data-captured", "1")
    tick(page, '[value="corrected"]')
    page.get_by_role("button", name="登记复查结果").tap()
    page.wait_for_url("**/inspections/notices/*/")
    expect(page.locator("main")).to_contain_text("已整改")
    work_in_the_background()


def the_desk_has_lists(holder: Holder, number: str) -> None:
    """The lists of the desk lead to the papers."""
    desk = holder("supervisor")
    for path, words in (
        ("/inspections/notices/", number),
        ("/inspections/rechecks/?state=done", number),
        ("/inspections/parties/", "老王早点"),
        ("/inspections/articles/", "第十四条"),
    ):
        page = desk.open(path)
        expect(page.locator("main")).to_contain_text(words)
        desk.picture("notices-list" + path.replace("/", "-").partition("?")[0])
        desk.must_be_accessible()
    page = desk.open("/inspections/notices/")
    desk.page.locator("table a", has_text=number).click()
    expect(page.locator("main")).to_contain_text("老王早点")
    desk.picture("notices-notice")
