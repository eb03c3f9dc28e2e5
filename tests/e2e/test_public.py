"""A citizen's way, by the pages alone: report, follow, be asked, have it taken up again, be satisfied."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from gridwarden.cases.actions import checking, closure, dispatching, handling, registration, verification
from gridwarden.intake.models import Opinion, PublicTerms, Report
from tests.e2e.hands import IN_A01, photo, work_in_the_background
from tests.factories.cases import build
from tests.integration.intake.desk import answered

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.e2e.conftest import Visitor
    from tests.factories.cases import Stage

    Visit = Callable[..., Visitor]


@pytest.fixture
def stage() -> Stage:
    """Everybody, in a district that shows its cases at once."""
    stage = build()
    PublicTerms.objects.create(district_id=stage.district_id, delay_h=0)
    return stage


class Office:
    """What the district does with the report meanwhile, by its actions: its pages have tests of their own."""

    def __init__(self, stage: Stage, case_id: int) -> None:
        self.stage, self.case_id = stage, case_id

    def settle(self) -> None:
        """From the report to the contractor."""
        stage, case_id, at = self.stage, self.case_id, timezone.now()
        person = stage.user_id("informant")
        verification.send_to_verify(by=stage.by("operator"), at=at, case_id=case_id, person_id=person)
        verification.confirm(by=stage.by("informant"), at=at, case_id=case_id)
        registration.register(by=stage.by("supervisor"), at=at, case_id=case_id)

    def work(self) -> None:
        """From the contractor to the closure."""
        stage, case_id, at = self.stage, self.case_id, timezone.now()
        dispatching.dispatch(by=stage.by("dispatcher"), at=at, case_id=case_id, unit_id=stage.cast.contractor.pk)
        handling.accept(by=stage.by("foreman"), at=at, case_id=case_id)
        after = [stage.photo("foreman") for _ in range(2)]
        handling.finish(by=stage.by("foreman"), at=at, case_id=case_id, photos_after=after)
        person = stage.user_id("checker")
        checking.send_to_check(by=stage.by("dispatcher"), at=at, case_id=case_id, person_id=person)
        checking.pass_check(by=stage.by("checker"), at=at, case_id=case_id, photos_check=[stage.photo("checker")])
        closure.close(by=stage.by("supervisor"), at=at, case_id=case_id, reply="已清理完毕")
        work_in_the_background()
        answered(stage, case_id, at=at)
        work_in_the_background()


def fill_in(page: Page, stage: Stage) -> None:
    """Choose the place with the phone's own position, the item, say it, take a photo."""
    page.wait_for_selector("#place[data-ready]", timeout=40_000)
    page.locator(".maplibregl-ctrl-geolocate").click()
    expect(page.locator("#id_lat")).not_to_have_value("")
    page.locator(f'.gw-item:has(input[value="{stage.slow.item.number}"])').tap()
    page.locator(f'.gw-condition:has(input[value="{stage.slow.pk}"])').tap()
    page.locator("#id_text").fill("路口堆放杂物<b>")
    page.locator("#id_photos").set_input_files([photo("bin")])
    expect(page.locator("[data-capture]")).to_have_attribute("data-captured", "1")
    page.wait_for_timeout(3100)  # faster than anybody is refused


def answer(page: Page, verdict: str, words: str = "", *, reopen: bool = False) -> None:
    page.locator(f'.gw-open-verdict:has(input[value="{verdict}"])').tap()
    page.locator("#id_words").fill(words)
    if reopen:
        page.locator("#id_reopen").check()
    page.get_by_role("button", name="提交评价").tap()
    page.wait_for_load_state("domcontentloaded")


def test_a_citizen_reports_is_not_satisfied_and_is_satisfied_in_the_end(stage: Stage, visit: Visit) -> None:
    citizen = visit(**IN_A01, maps=True)
    page = citizen.open(f"/report/{stage.cast.territory.district.code6}/")
    fill_in(page, stage)
    citizen.picture("public-report")
    page.get_by_role("button", name="提交上报").tap()
    page.wait_for_url(re.compile(r"/report/sent/"))
    report = Report.objects.select_related("case").get()
    expect(page.locator("[data-code]")).to_have_text(f"{report.code[:5]} {report.code[5:]}")
    expect(page.locator(".gw-open-qr")).to_have_js_property("complete", True)  # noqa: FBT003 - playwright's own
    citizen.picture("public-sent")

    page = citizen.open("/intake/track/")
    page.locator("#id_code").fill(f"{report.code[:5].lower()}-{report.code[5:]}")
    page.get_by_role("button", name="查询", exact=True).tap()
    expect(page.locator("[aria-current=step]")).to_contain_text("已受理")
    expect(page.locator(".gw-facts")).to_contain_text("路口堆放杂物<b>")

    office = Office(stage, report.case_id)
    office.settle()
    office.work()
    page.reload()
    citizen.picture("public-asked")
    answer(page, "not_satisfied", "第二天又堆满了", reopen=True)
    expect(page.get_by_role("status").first).to_contain_text("案件已重新处理")
    expect(page.locator("[aria-current=step]")).to_contain_text("派遣责任单位")

    office.work()
    page.reload()
    answer(page, "satisfied", "这次很好")
    expect(page.locator(".gw-open-answer")).to_have_count(0)
    assert list(Opinion.objects.order_by("round").values_list("verdict", "reopened")) == [
        ("not_satisfied", True),
        ("satisfied", False),
    ]
    citizen.picture("public-answered")


def test_the_public_map_shows_the_case_without_the_person(stage: Stage, visit: Visit) -> None:
    stage_case = stage.opened(condition=stage.slow, at=timezone.now())
    Office(stage, stage_case.case_id).settle()
    reader = visit(maps=True)
    code6 = stage.cast.territory.district.code6
    page = reader.open(f"/public/{code6}/")
    page.wait_for_selector("#board[data-ready]", timeout=40_000)
    expect(page.locator(".gw-open-cases")).to_contain_text(stage_case.number)
    expect(page.locator("main")).not_to_contain_text("人民路12号")
    reader.picture("public-map")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert stage_case.number in download.value.path().read_text(encoding="utf-8-sig")


def test_a_forgotten_place_comes_back_with_the_words(stage: Stage, visit: Visit) -> None:
    citizen = visit(phone=True, maps=True)
    page = citizen.open(f"/report/{stage.cast.territory.district.code6}/")
    page.wait_for_selector("#place[data-ready]", timeout=40_000)
    page.locator("#id_text").fill("路灯不亮")
    page.get_by_role("button", name="提交上报").tap()
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.locator("#id_text")).to_have_value("路灯不亮")
    citizen.must_be_accessible()
