from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.test import Client, override_settings
from django.urls import path

from gridwarden.config.urls import urlpatterns as real_addresses
from gridwarden.platform.refusals import Conflict, NotFound
from tests.factories.accounts import UserFactory

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

pytestmark = pytest.mark.django_db

GALLERY = "/ui/gallery/"


def refuse(request: HttpRequest) -> HttpResponse:
    raise Conflict("Somebody else has dispatched it.")


def hide(request: HttpRequest) -> HttpResponse:
    raise NotFound("No such case.")


def break_down(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


urlpatterns = [path("refuse/", refuse), path("hide/", hide), path("break/", break_down), *real_addresses]
handler404 = "gridwarden.platform.ui.errors.not_found"
handler500 = "gridwarden.platform.ui.errors.server_error"


@pytest.fixture
def visitor(client: Client) -> Client:
    client.force_login(UserFactory(display_name="周晓岚"))
    return client


def test_the_gallery_is_for_people_who_are_logged_in(client: Client, visitor: Client) -> None:
    assert visitor.get(GALLERY).status_code == HTTPStatus.OK
    assert Client().get(GALLERY).status_code == HTTPStatus.FOUND


def test_a_page_speaks_chinese_first_and_english_on_request(visitor: Client) -> None:
    assert "界面组件" in visitor.get(GALLERY).content.decode()

    visitor.post("/ui/language/", {"language": "en", "next": GALLERY})

    page = visitor.get(GALLERY).content.decode()
    assert "Components" in page
    assert '<html lang="en"' in page


def test_no_page_carries_inline_script_style_or_handler(visitor: Client) -> None:
    page = visitor.get(GALLERY).content.decode()

    assert re.findall(r"<script(?![^>]*(?:src=|application/json))", page) == []
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=", page) == []


def test_scripts_find_their_words_and_token_in_the_page(visitor: Client) -> None:
    page = visitor.get(GALLERY).content.decode()

    assert '<script id="ui-strings" type="application/json">' in page
    assert re.search(r'<meta name="csrf-token" content="\w{64}">', page)


@pytest.mark.parametrize(("cookie", "drawn"), [("dark", "dark"), ("light", "light"), ('"><b>', "light"), ("", "light")])
def test_the_chosen_brightness_is_drawn_from_the_first_byte(visitor: Client, cookie: str, drawn: str) -> None:
    visitor.cookies["theme"] = cookie

    assert f'data-bs-theme="{drawn}"' in visitor.get(GALLERY).content.decode()


def test_a_list_can_be_taken_away(visitor: Client) -> None:
    response = visitor.get(GALLERY, {"export": "csv"})

    assert "attachment" in response["Content-Disposition"]
    assert "20260302-00017" in b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]


def test_a_message_waits_on_the_next_page(visitor: Client) -> None:
    assert 'data-toast="success"' in visitor.get(GALLERY, {"toast": "1"}).content.decode()


@override_settings(ROOT_URLCONF=__name__)
def test_a_refusal_becomes_a_page_or_a_message(visitor: Client) -> None:
    page = visitor.get("/refuse/")
    message = visitor.get("/refuse/", headers={"HX-Request": "true"})

    assert page.status_code == message.status_code == HTTPStatus.CONFLICT
    assert "Somebody else has dispatched it." in page.content.decode()
    assert message["HX-Retarget"] == "#toasts"


@override_settings(ROOT_URLCONF=__name__)
def test_what_is_hidden_looks_like_what_does_not_exist(visitor: Client) -> None:
    hidden, missing = visitor.get("/hide/"), visitor.get("/no-such-page/")

    assert hidden.status_code == missing.status_code == HTTPStatus.NOT_FOUND
    assert "页面不存在" in hidden.content.decode()
    assert "页面不存在" in missing.content.decode()


@override_settings(ROOT_URLCONF=__name__)
def test_a_bug_is_answered_without_the_database(visitor: Client) -> None:
    visitor.raise_request_exception = False

    response = visitor.get("/break/")

    assert response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "系统出错了" in response.content.decode()
    assert "ZeroDivisionError" not in response.content.decode()


def test_a_stale_form_says_what_to_do() -> None:
    strict = Client(enforce_csrf_checks=True)

    response = strict.post("/ui/language/", {"language": "en"})

    assert response.status_code == HTTPStatus.FORBIDDEN
    assert "请刷新后重新提交" in response.content.decode()
