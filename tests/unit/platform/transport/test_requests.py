"""Requests are read as UTF-8; no header breaks the reading of an address."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import BadRequest, TooManyFieldsSent

from gridwarden.platform.transport.characters import check_form
from gridwarden.platform.transport.requests import PageHandler, PlainRequest


def request(kind: str, *, query: str = "q=%E5%9E%83", body: bytes = b"") -> PlainRequest:
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": str(len(body)),
        "QUERY_STRING": query,
        "wsgi.input": BytesIO(body),
    }
    return PageHandler.request_class(environ)


@pytest.mark.parametrize("name", ["utf-8", "gb18030", "hex", "idna", "raw_unicode_escape", "undefined", "nonsense", ""])
def test_a_claimed_character_set_changes_nothing_about_the_address(name: str) -> None:
    assert request(f"text/plain; charset={name}").GET["q"] == "垃"


@pytest.mark.parametrize("more", ["x*=nonsense''a", "x*=idna''%ff", "x*=hex''a", "charset*=hex''utf-8", '"', ";;="])
def test_a_header_that_cannot_be_read_leaves_the_kind(more: str) -> None:
    assert request(f"Text/Plain; {more}").content_type == "text/plain"


def test_an_address_with_too_many_arguments_is_read_only_where_somebody_answers() -> None:
    said = request("text/plain; charset=utf-8", query="&".join(f"a{n}=1" for n in range(1100)))
    with pytest.raises(TooManyFieldsSent):
        _ = said.GET


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=X"])
@pytest.mark.parametrize("name", ["gb18030", "utf-16", "raw_unicode_escape", "hex", "nonsense", "\udcff"])
def test_a_form_in_another_character_set_is_refused_instead_of_misread(kind: str, name: str) -> None:
    with pytest.raises(BadRequest, match="UTF-8"):
        check_form(request(f"{kind}; charset={name}"))


@pytest.mark.parametrize("name", ["utf-8", "UTF-8", "utf8", '"utf-8"'])
def test_a_form_that_says_it_is_utf_8_is_read(name: str) -> None:
    said = request(f"application/x-www-form-urlencoded; charset={name}", body=b"text=%E5%9E%83")
    check_form(said)
    assert said.POST["text"] == "垃"
