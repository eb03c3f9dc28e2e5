"""Talk in two browsers: a voice from the street, the desk hears it at once and answers, both see who has read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from gridwarden.radio.models import Message, Voice
from tests.factories import cases as cases_factory

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.conftest import Visitor


#: The stream has a server of its own, which is killed and cut elsewhere; here its news come when the test says so.
STREAM = """
class Stream extends EventTarget {
    constructor() { super(); window.hear = (kind, data) =>
        this.dispatchEvent(new MessageEvent(kind, { data: JSON.stringify(data), lastEventId: "1" })); }
    close() {}
}
window.EventSource = Stream;
"""


def test_a_voice_from_the_street_is_answered_by_the_desk(visit: Callable[..., Visitor]) -> None:
    cast = cases_factory.build().cast
    path = f"/radio/grid/{cast.territory.grids['A01'].pk}/"
    officer = visit(cast.east_officer.user, phone=True, permissions=["microphone"])
    officer.page.add_init_script(STREAM)
    phone = officer.open(path)
    phone.get_by_role("button", name="录音").tap()
    phone.wait_for_timeout(1200)
    phone.get_by_role("button", name="停止").tap()
    expect(phone.get_by_role("button", name="删除录音")).to_be_visible()
    phone.get_by_placeholder("说点什么").fill("路口积水，请派车")
    phone.get_by_role("button", name="发送").tap()
    expect(phone.get_by_text("路口积水，请派车")).to_be_visible()
    assert Voice.objects.get().media_type == "audio/webm"
    officer.picture("talk")
    officer.must_be_accessible()
    desk = visit(cast.dispatcher.user)
    page = desk.open("/radio/")
    expect(page.get_by_text("路口积水，请派车")).to_be_visible()
    desk.picture("talk-groups")
    desk.must_be_accessible()
    page.get_by_role("link", name="路口积水").click()
    page.get_by_placeholder("说点什么").fill("车已出发")
    page.get_by_role("button", name="发送").click()
    expect(page.get_by_text("车已出发")).to_be_visible()
    desk.picture("talk")
    assert Message.objects.count() == 2
    news = {"group_kind": "grid", "about_id": cast.territory.grids["A01"].pk}
    phone.evaluate("(news) => hear('talk.posted', news)", news)
    expect(phone.get_by_text("1 人已读")).to_be_visible()
    expect(phone.get_by_text("车已出发")).to_be_visible()
