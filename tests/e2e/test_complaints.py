"""A complaint from end to end: call, dispatch, reply, not satisfied, reopened, closed, and its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from gridwarden.cases.actions import registration, verification
from gridwarden.intake.models import Report
from gridwarden.platform.attachments.actions import store
from tests.e2e.hands import approve_answer, dialog_of, photo, work_in_the_background
from tests.factories.cases import build
from tests.factories.grids import middle_of
from tests.integration.intake.desk import closed, taken
from tests.photos import jpeg

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from gridwarden.intake.actions.reception import Received
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


def a_registered_case_with_a_photo(stage: Stage) -> Received:
    """Return what another caller told: registered, with a photo and words that say nothing of the matter."""
    now = timezone.now()
    kept = store(by=stage.by("operator"), at=now, data=jpeg(800, 600), filename="a.jpg", district_id=stage.district_id)
    first = taken(stage, at=now, text="请来看看", photo_ids=(kept.pk,), reporter_phone="13800001111")
    steps: dict[str, Any] = {"at": now, "case_id": first.case_id}
    verification.send_to_verify(by=stage.by("operator"), person_id=stage.user_id("informant"), **steps)
    verification.confirm(by=stage.by("informant"), **steps)
    registration.register(by=stage.by("supervisor"), condition_id=stage.slow.pk, **steps)
    return first


def look_at_the_twin(operator: Visitor, first: Received) -> None:
    """Write the matter down again with a photo of the scene; the panel shows the open case with photo and metres."""
    page = operator.open("/intake/new/")
    page.locator("#id_channel").select_option("hotline")
    page.locator("#id_reporter_phone").fill("13800002222")
    page.locator("#id_text").fill("又来说一次")
    for name, value in zip(("lon", "lat"), middle_of(0, 0), strict=True):
        page.locator(f"#id_{name}").evaluate("(input, value) => { input.value = value }", str(value))
    page.locator("#id_photos").set_input_files([photo("现场", width=780)])
    twin = page.locator("li", has=page.locator(f'a[href="/cases/{first.case_id}/"]'), has_text="64").first
    expect(twin).to_be_visible(timeout=20_000)
    expect(twin).to_contain_text("米")
    image = twin.locator("img")
    image.scroll_into_view_if_needed()
    expect(image).to_have_js_property("complete", value=True)
    assert image.evaluate("image => image.naturalWidth") > 0
    operator.picture("desk-twin")
    page.locator("#report-form button.btn-primary").click()
    expect(page.locator(".gw-moment").first).to_be_visible()


def test_a_photo_in_the_form_shows_the_open_case_and_merging_loses_no_reporter(
    stage: Stage, visit: Callable[..., Visitor]
) -> None:
    first = a_registered_case_with_a_photo(stage)
    operator = visit(stage.people["operator"].user)
    look_at_the_twin(operator, first)
    again = Report.objects.exclude(case=first.case_id).get()

    page = visit(stage.people["dispatcher"].user).open(f"/cases/{again.case_id}/")
    dialog = dialog_of(page, "merge")
    expect(dialog.locator("#id_case_id")).to_have_value(str(first.case_id))  # what the panel shows is chosen
    dialog.locator("#id_text").fill("同一处")
    with page.expect_navigation(wait_until="domcontentloaded"):
        dialog.locator(".gw-dialog-foot .btn-primary").click()
    expect(page.locator("[data-merged-into]")).to_contain_text(first.case_number)

    page = visit(phone=True).open(f"/intake/track/{again.code}/")
    expect(page.locator(".gw-facts")).to_contain_text(first.case_number)
    assert operator.complaints == []


#: A word without a space, markup, marks in a stack, and writing turned round.
HOSTILE = "<img src=x onerror=alert(1)>" + "x" * 200 + "h" + "\u0301" * 200 + "\u202egpj"
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.mark.parametrize("phone", [False, True])
def test_what_a_reporter_writes_breaks_no_page(stage: Stage, visit: Callable[..., Visitor], *, phone: bool) -> None:
    told = taken(stage, text=HOSTILE, address=HOSTILE[:200], reporter_name=HOSTILE[:60])
    visitor = visit(stage.people["operator"].user, phone=phone)
    for path in (f"/cases/{told.case_id}/", f"/intake/track/{told.code}/", "/intake/"):
        page = visitor.open(path)
        expect(page.locator("main")).to_contain_text("<img src=x onerror=alert(1)>")
        assert page.evaluate(FITS), path
        visitor.picture("hostile-" + path.split("/")[1])
    assert visitor.complaints == []
