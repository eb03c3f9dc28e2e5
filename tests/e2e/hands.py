"""What hands do on our pages, in words of the job: report, find a case, take a step."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils import timezone
from playwright.sync_api import expect

from gridwarden.platform.events.delivery import deliver_pending
from tests.factories.grids import middle_of
from tests.photos import exif_of, jpeg

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload, Locator, Page

    from gridwarden.menu.models import Condition
    from tests.e2e.conftest import Visitor

#: A telephone that stands in the middle of grid A01 and says so.
IN_A01 = {
    "phone": True,
    "geolocation": dict(zip(("longitude", "latitude"), middle_of(0, 0), strict=True)) | {"accuracy": 8},
    "permissions": ["geolocation"],
}
#: The case itself, or the list.
AFTER_A_STEP = re.compile(r"/cases/(\d+/)?$")


def photo(name: str, *, width: int = 800) -> FilePayload:
    """Return a photo as a camera writes it, with time, place and maker; another width makes another photo."""
    return {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": jpeg(width, 600, exif=exif_of())}


def fill_report(page: Page, condition: Condition, *, photos: tuple[FilePayload, ...], text: str = "") -> None:
    """Fill in the phone's report page; the place comes from the phone itself."""
    expect(page.locator('[data-step="place"]')).to_have_attribute("data-done", "true", timeout=20_000)
    page.locator("#id_photos").set_input_files(list(photos))
    expect(page.locator("[data-capture]")).to_have_attribute("data-captured", str(len(photos)))
    page.locator(f'.gw-item:has(input[value="{condition.item_id}"])').tap()
    page.locator(f'.gw-condition:has(input[value="{condition.pk}"])').tap()
    page.locator("#id_text").fill(text)


def send_report(page: Page) -> str:
    """Send what is filled in and return the number of the case."""
    page.get_by_role("button", name="提交上报").tap()
    said = page.locator(".gw-field-done")
    expect(said).to_be_visible(timeout=20_000)
    return number_in(said)


def number_in(place: Locator) -> str:
    """Return the number of the case that ``place`` speaks of."""
    words = place.inner_text().replace("，", " ").split()
    return next(word for word in words if word[:8].isdigit() and word[8:9] == "-")


def find(visitor: Visitor, number: str) -> Page:
    """Open a case as people do: from the tasks on the own first page."""
    page = visitor.open("/field/" if visitor.name == "phone" else "/")
    page.locator(".gw-tasks a", has_text=number).first.click()
    expect(page.locator(".gw-over")).to_have_text(number)
    return page


def look_up(visitor: Visitor, number: str) -> Page:
    """Open a case by the number on a paper."""
    return visitor.open(f"/cases/number/{number}/")


def dialog_of(page: Page, move: str) -> Locator:
    """Open the dialog of a step."""
    expect(page.locator("html[data-ready]")).to_be_attached()
    page.locator(f'[data-move="{move}"]').click()
    dialog = page.locator("#move-dialog")
    expect(dialog.locator("form")).to_be_visible()
    return dialog


def take_step(
    page: Page,
    move: str,
    *,
    text: str = "",
    unit: str = "",
    units: tuple[str, ...] = (),
    person: str = "",
    condition: str = "",
    photos: dict[str, tuple[FilePayload, ...]] | None = None,
) -> None:
    """Take a step through its dialog, and wait until the page says that it is done."""
    label = page.locator(f'[data-move="{move}"]').inner_text().strip()
    dialog = dialog_of(page, move)
    if text:
        dialog.locator("#id_text").fill(text)
    if unit:
        dialog.locator("#id_unit_id").select_option(label=unit)
    if person:
        chosen = dialog.locator("#id_person_id option", has_text=person).first.get_attribute("value")
        dialog.locator("#id_person_id").select_option(chosen)
    if condition:
        dialog.locator("#id_condition_id").select_option(label=condition)
    for name in units:
        dialog.get_by_label(name, exact=True).check()
    for field, files in (photos or {}).items():
        dialog.locator(f"#id_{field}").set_input_files(list(files))
    with page.expect_navigation(url=AFTER_A_STEP, wait_until="domcontentloaded"):
        dialog.locator(".gw-dialog-foot .btn-primary").click()
    if not page.url.endswith("/cases/"):  # where those land who lose sight of the case by their own step
        expect(page.locator(".gw-moment-head strong").last).to_contain_text(label)


def approve_answer(reader: Visitor, words: str) -> None:
    """Let the answer to a reporter go out, as the second person who has to read it."""
    page = reader.open("/intake/answers/")
    expect(page.locator(".gw-quote")).to_contain_text(words)
    reader.picture("desk-answers")
    page.locator('button[value="approve"]').click()
    expect(page.locator(".gw-quote")).to_have_count(0)


def work_in_the_background() -> None:
    """Do what the job worker does all day: carry the news on."""
    while deliver_pending(now=timezone.now()):
        pass
