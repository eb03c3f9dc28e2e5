"""A complaint from end to end: call, dispatch, reply, not satisfied, reopened, closed, and its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from gridwarden.intake.models import Report
from tests.e2e.hands import approve_answer, work_in_the_background
from tests.factories.cases import build
from tests.factories.grids import middle_of
from tests.integration.intake.desk import closed

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.e2e.conftest import Visitor
    from tests.factories.cases import Stage


@pytest.fixture
def stage() -> Stage:
    return build()


def call_comes_in(operator: Visitor) -> Report:
    """Write a call down on the desk's form."""
    page = operator.open("/intake/new/")
    page.locator("#id_channel").select_option("hotline")
    page.locator("#id_reporter_name").fill("王建国")
    page.locator("#id_reporter_phone").fill("13800005678")
    page.locator("#id_text").fill("人民路口的路灯一周不亮了")
    lon, lat = middle_of(0, 0)
    for name, value in (("lon", lon), ("lat", lat)):
        page.locator(f"#id_{name}").evaluate("(input, value) => { input.value = value }", str(value))
    operator.picture("desk-new")
    page.locator("#report-form button.btn-primary").click()
    expect(page.locator(".gw-moment").first).to_be_visible()
    return Report.objects.latest("pk")


def call_back(operator: Visitor, outcome: str, note: str, *, reopen: bool) -> Page:
    page = operator.open("/intake/callbacks/")
    operator.picture("desk-callbacks")
    page.locator("td a").first.click()
    page.locator(f'input[name="outcome"][value="{outcome}"]').check()
    page.locator("#id_note").fill(note)
    if reopen:
        page.locator("#id_reopen").check()
    operator.picture("desk-call")
    page.locator("form[data-once] button.btn-primary").click()
    expect(page.locator(".gw-timeline")).to_be_visible()
    return page


def test_a_caller_who_is_not_satisfied_has_the_case_taken_up_again(stage: Stage, visit: Callable[..., Visitor]) -> None:
    operator, leader = visit(stage.people["operator"].user), visit(stage.people["leader"].user)
    report = call_comes_in(operator)
    closed(stage, report.case_id, reply="已安排检修", at=timezone.now())
    approve_answer(leader, "已安排检修")
    call_back(operator, "not_satisfied", "第二天又灭了", reopen=True)
    report.case.refresh_from_db()
    assert (report.case.state, report.case.reopen_count) == ("registered", 1)

    closed(stage, report.case_id, reply="已更换线路", at=timezone.now())
    approve_answer(leader, "已更换线路")
    work_in_the_background()
    page = call_back(operator, "satisfied", "这次好了", reopen=False)
    for words in ("人民路口的路灯一周不亮了", "第二天又灭了", "已更换线路", "这次好了"):
        expect(page.locator(".gw-timeline")).to_contain_text(words)
    operator.picture("desk-file")
    operator.must_be_accessible()
    assert operator.complaints == []
    operator.open("/intake/archive/")
    operator.picture("desk-archive")
    citizen = operator.open(f"/intake/track/{report.code}/")
    expect(citizen.locator("body")).to_contain_text("已更换线路")
