from __future__ import annotations

from http import HTTPStatus
from typing import ClassVar

import pytest
from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import RequestFactory
from django.utils.translation import gettext_lazy, override

from gridwarden.platform.api.limits import TooMany
from gridwarden.platform.refusals import Conflict, Forbidden, Invalid, NotFound, Refusal
from gridwarden.platform.ui import errors, refusals


class CaseMovedOn(Conflict):
    code: ClassVar[str] = "case_moved_on"


@pytest.fixture(autouse=True)
def own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refusals, "_words", {})


def request(**headers: str) -> HttpRequest:
    return RequestFactory().get("/cases/", headers=headers)


HTMX = {"HX-Request": "true"}


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (NotFound("no case"), HTTPStatus.NOT_FOUND),
        (Forbidden("not yours"), HTTPStatus.FORBIDDEN),
        (Conflict("too late"), HTTPStatus.CONFLICT),
        (Invalid("no text"), HTTPStatus.UNPROCESSABLE_ENTITY),
    ],
)
def test_a_refusal_keeps_its_status_as_page_and_as_message(refusal: Refusal, status: HTTPStatus) -> None:
    assert refusals.answer(request(), refusal).status_code == status
    assert refusals.answer(request(**HTMX), refusal).status_code == status


def test_htmx_gets_a_message_that_goes_to_the_messages_of_the_page() -> None:
    response = refusals.answer(request(**HTMX), Conflict("too late"))

    assert response["HX-Retarget"] == "#toasts"
    assert b"<html" not in response.content
    assert b"too late" in response.content


def test_a_boosted_link_gets_a_whole_page() -> None:
    assert b"<html" in refusals.answer(request(**HTMX, **{"HX-Boosted": "true"}), NotFound("no case")).content


def test_a_code_has_one_explanation() -> None:
    words = {"case_moved_on": gettext_lazy("Somebody was quicker")}
    refusals.explain(words)
    refusals.explain(words)

    with pytest.raises(refusals.CodeTakenError, match="case_moved_on"):
        refusals.explain({"case_moved_on": gettext_lazy("The train has left")})


def test_people_read_the_words_that_explain_the_code() -> None:
    refusals.explain({"case_moved_on": gettext_lazy("Somebody was quicker")})

    assert refusals.words_for(CaseMovedOn("version 3 is not 4")) != "version 3 is not 4"
    with override("en"):
        assert refusals.words_for(CaseMovedOn("version 3 is not 4")) == "Somebody was quicker"
    assert refusals.words_for(Conflict("too late")) == "too late"


def test_the_middleware_answers_refusals_and_leaves_bugs_alone() -> None:
    middleware = refusals.RefusalMiddleware(lambda _request: HttpResponse("fine"))

    answer = middleware.process_exception(request(), NotFound("no case"))

    assert answer is not None
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert middleware.process_exception(request(), KeyError("bug")) is None
    assert middleware(request()).content == b"fine"


def test_whoever_is_too_fast_is_told_when_to_come_back() -> None:
    slow = refusals.answer(request(), TooMany("At most 1.", retry_after_s=42))
    assert (slow.status_code, slow["Retry-After"]) == (429, "42")
    assert not refusals.answer(request(), NotFound("no case")).has_header("Retry-After")


class NoteForm(forms.Form):
    text = forms.CharField()


def test_a_refusal_stands_beside_the_input_at_fault() -> None:
    form = NoteForm({"text": "x"})

    refusals.onto_form(form, Invalid("The input is wrong.", text="Too short."))

    assert form.errors == {"text": ["Too short."]}


def test_a_refusal_of_no_single_input_stands_above_the_form() -> None:
    form = NoteForm({"text": "x"})

    refusals.onto_form(form, Invalid("The case is closed.", unknown="hidden"))

    assert form.non_field_errors() == ["The case is closed."]


def htmx_meets(response: HttpResponse, current: str = "http://testserver/cases/7/") -> HttpResponse:
    middleware = refusals.RefusalMiddleware(lambda _request: response)
    return middleware(request(**HTMX, **{"HX-Current-URL": current}))


@pytest.mark.parametrize(
    ("current", "following"),
    [
        ("http://testserver/cases/7/", "http%3A%2F%2Ftestserver%2Fcases%2F7%2F"),
        ("https://evil.example/", "%2F"),
        ("", "%2F"),
    ],
)
def test_a_login_that_has_ended_sends_the_whole_page_to_the_login(current: str, following: str) -> None:
    response = htmx_meets(HttpResponseRedirect("/accounts/login/?next=/cases/7/row/"), current)

    assert response.status_code == HTTPStatus.NO_CONTENT
    assert response["HX-Redirect"] == f"/accounts/login/?next={following}"


def test_other_redirects_go_their_way() -> None:
    response = htmx_meets(HttpResponseRedirect("/cases/"))

    assert response["Location"] == "/cases/"


def test_a_stale_form_sent_by_htmx_gets_a_message_not_a_page() -> None:
    response = errors.csrf_failure(request(**HTMX))

    assert response.status_code == HTTPStatus.FORBIDDEN
    assert response["HX-Retarget"] == "#toasts"
    assert b"<html" not in response.content
