"""The main job from end to end, by its pages alone: reported, up five levels, down again, done, checked, told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from gridwarden.platform.attachments.models import Attachment
from tests.e2e.hands import (
    IN_A01,
    approve_answer,
    fill_report,
    find,
    look_up,
    number_in,
    photo,
    send_report,
    take_step,
    work_in_the_background,
)
from tests.factories.cases import build
from tests.photos import opened

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.e2e.conftest import Visitor
    from tests.factories.cases import Stage

    Holder = Callable[[str], Visitor]

#: Who works in the street, with a telephone.
STREET = {"informant", "officer", "foreman", "checker"}
#: Every step of the tracking file, in the order of the day.
WHOLE_WAY = (
    *("案件建立", "接单", "上报协调", "呼叫支援", "上报协调", "上报协调", "下派", "派遣"),
    *("接单", "处置完成", "派人核查", "核查不通过，返工"),
    *("接单", "处置完成", "派人核查", "核查通过", "结案"),
)


@pytest.fixture
def stage() -> Stage:
    return build()


@pytest.fixture
def holder(stage: Stage, visit: Callable[..., Visitor]) -> Holder:
    """``holder("dispatcher")`` is the holder of a post, always with the same desk or telephone."""
    here: dict[str, Visitor] = {}

    def of(post: str) -> Visitor:
        if post not in here:
            here[post] = visit(stage.people[post].user, **(IN_A01 if post in STREET else {}), maps=post == "operator")
        return here[post]

    return of


def test_a_case_climbs_five_levels_comes_down_is_done_checked_and_closed(stage: Stage, holder: Holder) -> None:
    number = report(stage, holder)
    climb(holder, number)
    come_down(holder, number)
    work(holder, number, width=840)
    check(holder, number, passes=False)
    work(holder, number, width=860)
    check(holder, number, passes=True)
    take_step(find(holder("supervisor"), number), "close", text="堆放物已清运，现场已恢复整洁")

    page = look_up(holder("supervisor"), number)
    holder("supervisor").picture("job-closed")
    heads = page.locator(".gw-moment-head strong")
    assert [words.split(" · ")[0] for words in heads.all_inner_texts()] == [*WHOLE_WAY]
    told = page.locator(".gw-moment", has_text="下派")
    expect(told).to_contain_text("已反馈：信息员、网格小组、中队、投诉受理平台")
    compare_before_and_after(page)
    photos_are_evidence(page)
    holder("supervisor").must_be_accessible()


def report(stage: Stage, holder: Holder) -> str:
    """The information officer finds it."""
    informant = holder("informant")
    page = informant.open("/field/report/")
    fill_report(page, stage.spot, photos=(photo("现场"), photo("现场二", width=820)), text="占道堆放，劝离无效")
    informant.picture("job-report")
    informant.must_be_accessible()
    number = send_report(page)
    informant.picture("job-reported")
    return number


def climb(holder: Holder, number: str) -> None:
    """The grid team cannot finish it, the squad calls for support, the desk brings it up."""
    page = find(holder("officer"), number)
    holder("officer").picture("job-grid-team")
    holder("officer").must_be_accessible()
    take_step(page, "accept")
    take_step(page, "hand_up", text="当事人拒不配合，需要中队协调")
    page = find(holder("squad_leader"), number)
    take_step(page, "request_support", text="请二组派人支援", units=("城东二组",))
    take_step(page, "hand_up", text="需要环卫部门清运")
    take_step(find(holder("dispatcher"), number), "hand_up", unit="城管大队", text="请大队明确清运责任单位")


def come_down(holder: Holder, number: str) -> None:
    """The brigade instructs, the desk sends it to the contractor."""
    page = find(holder("leader"), number)
    holder("leader").picture("job-brigade")
    take_step(page, "hand_down", text="由清洁公司今日内清运，受理平台跟踪")
    take_step(find(holder("dispatcher"), number), "dispatch", unit="清洁公司")


def work(holder: Holder, number: str, *, width: int) -> None:
    """The contractor does it and proves it."""
    page = find(holder("foreman"), number)
    take_step(page, "accept")
    take_step(page, "finish", photos={"photo_after": (photo("清运后", width=width),)})


def check(holder: Holder, number: str, *, passes: bool) -> None:
    """Somebody else looks at it."""
    take_step(find(holder("dispatcher"), number), "send_to_check", person="郑核")
    page = find(holder("checker"), number)
    if passes:
        take_step(page, "pass_check", photos={"photo_check": (photo("核查", width=880),)})
    else:
        take_step(page, "fail_check", text="墙角仍有残留")


def compare_before_and_after(page: Page) -> None:
    """Both photos lie over each other, and both are there."""
    shown = page.locator("[data-compare] img")
    expect(shown).to_have_count(2)
    assert all(image.evaluate("image => image.decode().then(() => image.naturalWidth > 0)") for image in shown.all())


def photos_are_evidence(page: Page) -> None:
    """What the camera wrote is kept apart, although the phone has made the photos smaller; what is served has none."""
    kept = Attachment.objects.exclude(owner_type="")
    assert kept.count() == 5
    assert all(photo.taken_at and photo.taken_lon and photo.device for photo in kept)
    served = page.request.get(page.locator("a[data-photo]").first.evaluate("link => link.href"))
    assert not opened(served.body()).getexif()


def test_a_call_is_verified_registered_handled_and_answered(
    stage: Stage, holder: Holder, visit: Callable[..., Visitor]
) -> None:
    number, code = take_the_call(stage, holder)
    take_step(look_up(holder("operator"), number), "send_to_verify", person="周巡")
    page = find(holder("informant"), number)
    take_step(page, "confirm")
    page = find(holder("supervisor"), number)
    take_step(page, "register", condition=stage.spot.text)
    take_step(look_up(holder("supervisor"), number), "feed_back", text="已立案，今日内派员处理")
    take_step(find(holder("dispatcher"), number), "dispatch", unit="城东一组")
    page = find(holder("officer"), number)
    before, after = (photo("整治前", width=720),), (photo("整治后", width=740),)
    take_step(page, "handle_on_the_spot", photos={"photo_before": before, "photo_after": after})
    check(holder, number, passes=True)
    take_step(find(holder("supervisor"), number), "close", text="摊位已规范，感谢您的反映")
    work_in_the_background()
    approve_answer(holder("leader"), "摊位已规范，感谢您的反映")
    work_in_the_background()

    citizen = visit(phone=True)
    page = citizen.open("/intake/track/")
    page.locator("#id_code").fill(code.lower())
    page.get_by_role("button", name="查询").tap()
    expect(page.locator(".gw-open-title")).to_contain_text("问题已处置并经核查")
    citizen.picture("job-answered")
    citizen.must_be_accessible()
    told = page.locator(".gw-timeline")
    for words in ("立案", "已立案，今日内派员处理", "摊位已规范，感谢您的反映"):
        expect(told).to_contain_text(words)
    assert "郑核" not in page.content()  # who did what is not the public's business


def take_the_call(stage: Stage, holder: Holder) -> tuple[str, str]:
    """The operator writes down what is said, and reads the code out to the caller."""
    operator = holder("operator")
    page = operator.open("/intake/new/")
    page.locator("#id_reporter_name").fill("王女士")
    page.locator("#id_reporter_phone").fill("13800001111")
    page.locator("#id_text").fill("楼下流动摊贩占道，油烟扰民")
    page.locator("#id_address").fill("人民路12号")
    board = page.locator("#place[data-ready]")
    expect(board).to_be_visible(timeout=30_000)
    box = board.bounding_box()
    assert box is not None
    board.click(position={"x": box["width"] * 0.4, "y": box["height"] * 0.65})
    operator.picture("job-call")
    operator.must_be_accessible()
    page.get_by_role("button", name="建立案件").click()
    said = page.locator("#toasts .gw-tone-success")
    words = said.inner_text()
    return number_in(page.locator(".gw-over")), words.split("：")[-1].strip().rstrip("。")
