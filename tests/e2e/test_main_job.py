"""The main job from end to end, by its pages alone: up five levels, down again, done, checked, closed, told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.hands import IN_A01, fill_report, find, look_up, photo, send_report, take_step, work_in_the_background
from tests.factories.cases import build

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.conftest import Visitor
    from tests.factories.cases import Stage


@pytest.fixture
def stage() -> Stage:
    return build()


@pytest.fixture
def holder(stage: Stage, visit: Callable[..., Visitor]) -> Callable[..., Visitor]:
    """``holder("dispatcher")`` is the holder of a post at her desk, with ``phone=True`` in the street."""

    def arrive(post: str, *, phone: bool = False) -> Visitor:
        options = IN_A01 if phone else {}
        return visit(stage.people[post].user, **options)

    return arrive


def test_a_case_climbs_five_levels_comes_down_is_done_checked_and_closed(
    stage: Stage, holder: Callable[..., Visitor]
) -> None:
    informant = holder("informant", phone=True)
    page = informant.open("/field/report/")
    fill_report(page, stage.spot, photos=(photo("现场"), photo("现场二", width=820)), text="占道堆放，劝离无效")
    informant.picture("job-01-report")
    number = send_report(page)
    informant.picture("job-02-reported")

    officer = holder("officer", phone=True)
    page = find(officer, number)
    officer.picture("job-03-grid-team")
    take_step(page, "accept")
    take_step(page, "hand_up", text="当事人拒不配合，需要中队协调")

    squad = holder("squad_leader")
    page = find(squad, number)
    take_step(page, "request_support", text="请二组派人支援", units=("城东二组",))
    squad.picture("job-04-support")
    take_step(page, "hand_up", text="需要环卫部门清运")

    dispatcher = holder("dispatcher")
    page = find(dispatcher, number)
    take_step(page, "hand_up", unit="城管大队", text="请大队明确清运责任单位")

    leader = holder("leader")
    page = find(leader, number)
    leader.picture("job-05-brigade")
    take_step(page, "hand_down", text="由清洁公司今日内清运，受理中心跟踪")

    page = find(dispatcher, number)
    take_step(page, "dispatch", unit="清洁公司")

    foreman = holder("foreman", phone=True)
    page = find(foreman, number)
    take_step(page, "accept")
    take_step(page, "finish", photos={"photo_after": (photo("清运后", width=840),)})

    page = find(dispatcher, number)
    take_step(page, "send_to_check", person="郑核")
    checker = holder("checker", phone=True)
    page = find(checker, number)
    take_step(page, "fail_check", text="墙角仍有残留")

    page = find(foreman, number)
    take_step(page, "accept")
    take_step(page, "finish", photos={"photo_after": (photo("再次清运后", width=860),)})
    page = find(dispatcher, number)
    take_step(page, "send_to_check", person="郑核")
    page = find(checker, number)
    take_step(page, "pass_check", photos={"photo_check": (photo("核查", width=880),)})

    supervisor = holder("supervisor")
    page = find(supervisor, number)
    take_step(page, "close", text="堆放物已清运，现场已恢复整洁")
    work_in_the_background()

    page = look_up(supervisor, number)
    supervisor.picture("job-06-closed")
    file = page.locator(".gw-timeline")
    expect(file.locator(".gw-moment-head strong")).to_contain_text(
        [
            "案件建立",
            "接单",
            "上报协调",
            "呼叫支援",
            "上报协调",
            "上报协调",
            "下派",
            "派遣",
            "接单",
            "处置完成",
            "派人核查",
            "核查不通过，返工",
            "接单",
            "处置完成",
            "派人核查",
            "核查通过",
            "结案",
        ]
    )
