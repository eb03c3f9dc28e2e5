"""A contact slip from the street to its closure: refused once, sent again, done, done over, checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from gridwarden.contracts.actions import contracts
from gridwarden.inspections.models import ContactSlip, SlipResult
from tests.e2e.hands import IN_A01, photo, take_step, work_in_the_background
from tests.factories.cases import build
from tests.factories.contracts import crew, for_slips, terms

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from tests.e2e.conftest import Visitor
    from tests.factories.cases import Stage

    Holder = Callable[[str], Visitor]

STREET = {"officer", "foreman", "checker"}
NUMBER = "HT-2026-01"


@pytest.fixture
def stage() -> Stage:
    """The stage with a signed contract of the cleaning company, and a crew of it."""
    stage = build()
    today = timezone.localdate()
    drafted = contracts.draft(
        by=stage.by("leader"), at=timezone.now(),
        terms=terms(stage, starts_on=today, ends_on=today.replace(year=today.year + 1, day=1)),
    )  # fmt: skip
    contracts.sign(by=stage.by("leader"), at=timezone.now(), contract_id=drafted.pk)
    crew(stage)
    return stage


@pytest.fixture
def holder(stage: Stage, visit: Callable[..., Visitor]) -> Holder:
    """``holder("dispatcher")`` is the holder of a post, always with the same desk or telephone."""
    here: dict[str, Visitor] = {}

    def of(post: str) -> Visitor:
        if post not in here:
            here[post] = visit(stage.people[post].user, **(IN_A01 if post in STREET else {}))
        return here[post]

    return of


def test_a_slip_is_refused_sent_again_reworked_checked_and_closed(stage: Stage, holder: Holder) -> None:
    number = write(stage, holder)
    desk_takes_it_in_and_sends(holder, number)
    refuse(holder, number)
    send_again(holder, number)
    work(holder, number, width=900, with_crew=True)
    check(holder, number, passes=False)
    work(holder, number, width=940)
    check(holder, number, passes=True)
    take_step(case_of(holder, "supervisor", number), "close", text="路面已清扫干净")
    work_in_the_background()

    result = SlipResult.objects.get()
    assert (result.contract_number, result.rework_count, result.refusals) == (NUMBER, 1, 1)
    page = open_slip(holder, "dispatcher", number)
    expect(page.locator(".gw-case-state, .gw-row").first).to_contain_text("已结案")
    holder("dispatcher").picture("slip-closed")


def write(stage: Stage, holder: Holder) -> str:
    """The officer writes the slip on the phone."""
    visitor = holder("officer")
    page = visitor.open("/field/slips/new/")
    expect(page.locator("#id_lat")).not_to_have_value("", timeout=20_000)
    page.locator("#id_photos").set_input_files([photo("dirt")])
    expect(page.locator("[data-capture]")).to_have_attribute("data-captured", "1")
    wanted = for_slips(stage)
    page.get_by_role("searchbox", name="搜索列表").fill(f"{wanted.item.name} {wanted.text[:14]}")
    expect(page.locator("#id_condition")).to_have_value(str(wanted.pk))
    page.locator("#id_description").fill("路面有散落垃圾")
    visitor.picture("slip-new")
    page.get_by_role("button", name="送受理平台").tap()
    expect(page.locator(".gw-over")).to_contain_text("联系单")
    return page.locator(".gw-over").inner_text()


def desk_takes_it_in_and_sends(holder: Holder, number: str) -> None:
    """The desk registers it and reads by which contract it goes where."""
    page = open_slip(holder, "supervisor", number)
    sent_by(page, page.get_by_role("button", name="受理平台收单"))
    expect(page.get_by_text("已立案").first).to_be_visible()
    send_again(holder, number)


def send_again(holder: Holder, number: str) -> None:
    """The rule names the contractor; the desk sends."""
    page = open_slip(holder, "dispatcher", number)
    expect(page.locator(".gw-alert", has_text=NUMBER)).to_be_visible()
    holder("dispatcher").picture("slip-desk")
    sent_by(page, page.get_by_role("button", name="派单"))
    expect(page.get_by_text("已派遣").first).to_be_visible()


def refuse(holder: Holder, number: str) -> None:
    """The contractor gives it back and sees it no longer."""
    page = open_slip(holder, "foreman", number)
    holder("foreman").picture("slip-contractor")
    page.locator("#id_reason").fill("班组在别处抢险")
    page.get_by_role("button", name="退单").tap()
    expect(page.locator(".gw-toast", has_text="已退回")).to_be_visible()
    expect(page.get_by_text(number)).to_have_count(0)


def work(holder: Holder, number: str, *, width: int, with_crew: bool = False) -> None:
    """The contractor accepts, sends a crew and shows the work."""
    page = open_slip(holder, "foreman", number)
    sent_by(page, page.get_by_role("button", name="接单"))
    expect(page.get_by_text("处置中").first).to_be_visible()
    if with_crew:
        sent_by(page, page.get_by_role("button", name="派出班组"))
        expect(page.locator(".gw-facts", has_text="一班").first).to_be_visible()
    page.locator("#id_before").set_input_files([photo("before", width=width)])
    page.locator("#id_after").set_input_files([photo("after", width=width + 10)])
    holder("foreman").picture(f"slip-work-{width}")
    sent_by(page, page.locator("form[action$='/finish/'] button.btn-primary"))
    expect(page.get_by_text("已处置").first).to_be_visible()


def check(holder: Holder, number: str, *, passes: bool) -> None:
    """Somebody who is not the contractor's looks at the work."""
    take_step(case_of(holder, "dispatcher", number), "send_to_check", person="郑核")
    page = case_of(holder, "checker", number)
    if passes:
        take_step(page, "pass_check", photos={"photo_check": (photo("check", width=990),)})
    else:
        take_step(page, "fail_check", text="绿化带内仍有垃圾")


def sent_by(page: Page, button: Locator) -> None:
    """Press a button and see what the next page says; this page may say the same of an earlier turn."""
    with page.expect_navigation(wait_until="domcontentloaded"):
        button.click()
    expect(page.locator("html[data-ready]")).to_be_attached()


def open_slip(holder: Holder, post: str, number: str) -> Page:
    """Find the slip in the list of slips."""
    page = holder(post).open("/inspections/slips/")
    page.locator("tbody a", has_text=number).first.click()
    expect(page.locator(".gw-over")).to_have_text(number)
    expect(page.locator("html[data-ready]")).to_be_attached()
    return page


def case_of(holder: Holder, post: str, number: str) -> Page:
    """Open the case of the slip."""
    return holder(post).open(f"/cases/{ContactSlip.objects.get(number=number).case_id}/")
