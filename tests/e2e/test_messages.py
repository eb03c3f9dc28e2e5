"""Messages and evidence in a browser: a device subscribes, a text is written, a failure is seen, a copy is found."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pypdfium2 import PdfDocument

from gridwarden.cases.actions.findings import examine
from gridwarden.cases.domain import packs
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.models import Case, Finding
from gridwarden.platform.attachments.actions import store
from gridwarden.platform.attachments.imaging.exif import CameraNotes
from gridwarden.platform.notifications.actions import notify
from gridwarden.platform.notifications.actions.sending import send_due
from gridwarden.platform.notifications.adapters.fake import FakeCarrier
from gridwarden.platform.notifications.models import Delivery, State, Subscription
from gridwarden.platform.notifications.ports import Channel, Rejected
from gridwarden.platform.notifications.ways import use
from tests.e2e.conftest import PICTURES
from tests.factories import cases as cases_factory
from tests.factories.grids import middle_of
from tests.factories.workforce import AdministratorFactory, StaffFactory
from tests.integration.notifications import harness
from tests.scenes import scene

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from gridwarden.platform.accounts.models import User
    from tests.e2e.conftest import Visitor
    from tests.factories.cases import Stage

#: No push service can be asked from a test: the browser hands out a subscription at our own.
HAND_OUT = """PushManager.prototype.subscribe = async function () {
    const said = %s;
    return { ...said, toJSON: () => said };
};"""


@pytest.fixture
def stage() -> Stage:
    return cases_factory.build()


@pytest.fixture
def mail() -> Iterator[FakeCarrier]:
    carrier = FakeCarrier(Channel.EMAIL, is_repeatable=False)
    with use({Channel.EMAIL: carrier}):
        yield carrier


def tell(user: User, district_id: int) -> None:
    notify(
        user_ids=[user.pk],
        kind="case.send_to_check",
        at=timezone.now(),
        district_id=district_id,
        subject_type="case",
        subject_id=1,
        params={"number": "20260302-00017", "address": "人民路12号"},
        dedupe_key="e2e",
    )


def test_a_phone_subscribes_and_is_sent_what_concerns_it(visit: Callable[..., Visitor]) -> None:
    officer = StaffFactory.create()
    with harness.push() as side, use({Channel.PUSH: side.carrier}):
        visitor = visit(officer.user, phone=True, permissions=["notifications"])
        visitor.page.add_init_script(HAND_OUT % side.address)
        page = visitor.open("/field/")
        visitor.picture("messages-ask")
        page.get_by_role("button", name="在本设备接收消息").tap()
        expect(page.get_by_text("本设备已接收消息。")).to_be_visible()
        assert Subscription.objects.get().user_id == officer.user_id
        tell(officer.user, officer.unit.district_id)
        send_due(timezone.now)
        assert Delivery.objects.get().state == State.SENT
        assert side.arrived == ["人民路12号"]
        page = visitor.open("/notices/preferences/")
        expect(page.get_by_text("Chrome", exact=False).first).to_be_visible()
        visitor.picture("messages-preferences")
        visitor.must_be_accessible()
        page.get_by_role("button", name="停止").tap()
        expect(page.get_by_text("还没有设备接收消息")).to_be_visible()
    assert not Subscription.objects.exists()


def test_a_message_that_arrives_is_shown_by_the_worker_once(visit: Callable[..., Visitor]) -> None:
    officer = StaffFactory.create()
    with harness.push() as side, use({Channel.PUSH: side.carrier}):
        visitor = visit(officer.user, permissions=["notifications"])
        visitor.page.add_init_script(HAND_OUT % side.address)
        page = visitor.open("/accounts/me/")
        page.get_by_role("button", name="在本设备接收消息").click()
        expect(page.get_by_text("本设备已接收消息。")).to_be_visible()
        session = visitor.context.new_cdp_session(page)
        registered: list[dict[str, Any]] = []
        session.on("ServiceWorker.workerRegistrationUpdated", lambda said: registered.extend(said["registrations"]))
        session.send("ServiceWorker.enable")
        page.wait_for_timeout(500)
        said = {"tag": "gridwarden-1", "title": "请核查案件", "text": "人民路12号", "url": "/notices/"}
        for _ in range(2):
            given = {
                "origin": visitor.base,
                "registrationId": registered[0]["registrationId"],
                "data": json.dumps(said),
            }
            session.send("ServiceWorker.deliverPushMessage", given)
        page.wait_for_timeout(1000)
        shown = page.evaluate(
            "navigator.serviceWorker.ready.then((r) => r.getNotifications()).then((l) => l.map((n) => n.title))"
        )
        assert shown == ["请核查案件"]


def test_a_text_is_tried_refused_and_kept(visit: Callable[..., Visitor], mail: FakeCarrier) -> None:
    keeper = AdministratorFactory.create()
    visitor = visit(keeper.user)
    page = visitor.open("/notices/texts/")
    visitor.picture("messages-texts")
    visitor.must_be_accessible()
    page.goto(f"{visitor.base}/notices/texts/case.send_to_check/email/zh-hans/")
    page.get_by_label("文本").fill("请到现场核查 {address}")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("文本中用到了此类通知没有的变量。")).to_be_visible()
    page.get_by_label("文本").fill("请到现场核查案件 {number}。")
    page.get_by_role("button", name="预览").click()
    expect(page.locator("[data-preview]")).to_have_text("请到现场核查案件 20260302-00017。")
    visitor.picture("messages-text")
    visitor.must_be_accessible()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("此类消息今后按此文本发送。")).to_be_visible()

    reader = StaffFactory.create(user__email="li@example.cn", unit__district=keeper.district)
    tell(reader.user, keeper.district_id)
    send_due(timezone.now)
    assert [one.text for one in mail.taken] == ["请到现场核查案件 20260302-00017。"]


@pytest.mark.parametrize("phone", [False, True])
def test_what_did_not_arrive_is_seen_and_sent_again(
    visit: Callable[..., Visitor], mail: FakeCarrier, *, phone: bool
) -> None:
    keeper = AdministratorFactory.create()
    reader = StaffFactory.create(user__email="li@example.cn", unit__district=keeper.district)
    mail.failures.append(Rejected("550 quota exceeded"))
    tell(reader.user, keeper.district_id)
    send_due(timezone.now)
    visitor = visit(keeper.user, phone=phone)
    page = visitor.open("/notices/deliveries/?troubled=1")
    expect(page.get_by_text("550 quota exceeded")).to_be_visible()
    visitor.picture("messages-failed")
    visitor.must_be_accessible()
    page.get_by_role("button", name="重发").click()
    expect(page.get_by_text("消息已排队重发。")).to_be_visible()
    send_due(timezone.now)
    assert len(mail.taken) == 1
    page = visitor.open("/notices/channels/")
    visitor.picture("messages-channels")
    visitor.must_be_accessible()


def reported(stage: Stage, seed: int, quality: int, minutes: int) -> int:
    now = timezone.now() - timedelta(minutes=minutes)
    out = io.BytesIO()
    scene(seed).save(out, "JPEG", quality=quality)
    lon, lat = middle_of(0, 0)
    sent = store(
        by=stage.by("officer"),
        at=now,
        data=out.getvalue(),
        filename="photo.jpg",
        district_id=stage.district_id,
        phone=CameraNotes(taken_at=now, lon=lon, lat=lat + 0.01, clock=now),
    )
    opened = stage.opened(Source.PATROL, stage.spot, by="officer", at=now, photos=(sent.pk,))
    examine(case_id=opened.case_id, at=now)
    return opened.case_id


@pytest.mark.parametrize("phone", [False, True])
def test_a_copy_is_laid_before_the_one_who_checks(visit: Callable[..., Visitor], stage: Stage, *, phone: bool) -> None:
    reported(stage, 1, 90, 30)
    copied = reported(stage, 1, 55, 20)
    reported(stage, 2, 90, 10)
    visitor = visit(stage.people["supervisor"].user, phone=phone)
    page = visitor.open("/cases/?remarked=1")
    expect(page.get_by_text("照片有疑点").first).to_be_attached()
    visitor.picture("evidence-list")
    page = visitor.open(f"/cases/{copied}/")
    expect(page.locator('[data-finding="reused"] figure')).to_have_count(2)
    expect(page.locator('[data-finding="far"]')).to_contain_text("1.1 km")
    visitor.picture("evidence-case")
    visitor.must_be_accessible()
    box = page.locator('[data-finding="reused"]')
    box.get_by_label("所见情况").fill("同一处墙面，不同日期")
    box.get_by_role("button", name="已查看").click()
    expect(page.get_by_text("同一处墙面，不同日期")).to_be_visible()
    assert Finding.objects.filter(acknowledged_at=None).count() == 3
    assert Case.objects.get(pk=copied).version == 1


def test_the_pack_is_downloaded_and_verified(visit: Callable[..., Visitor], stage: Stage, tmp_path: Path) -> None:
    case_id = reported(stage, 1, 90, 30)
    visitor = visit(stage.people["supervisor"].user)
    page = visitor.open(f"/cases/{case_id}/")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载证据包").click()
    target = tmp_path / "pack.zip"
    download.value.save_as(target)
    checked = packs.verify(target.read_bytes())
    assert checked.faults == []
    assert checked.photos == 1
    with zipfile.ZipFile(target) as archive:
        paper = PdfDocument(archive.read("case.pdf"))
    for number, sheet in enumerate(paper):
        if PICTURES:
            sheet.render(scale=1.5).to_pil().save(f"{PICTURES}/evidence-pack-{number}.png")
    assert "跟踪档案" in paper[0].get_textpage().get_text_bounded()
