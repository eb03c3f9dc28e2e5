"""No page is open by accident: each says who may open it, or is listed here with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from gridwarden.platform.access import Permission
from tests.factories.accounts import UserFactory

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Name of the page → why everybody may open it.
OPEN = {
    "accounts:login": "before one is known",
    "accounts:code": "before one is known",
    "accounts:logout": "leaving needs no permission",
    "ui:language": "also on the login page",
    "intake:ask": "reporters follow their report by its code",
    "intake:track": "reporters follow their report by its code",
    "inspections:public": "parties read their notice by the code on the paper",
    "inspections:public-map": "the place drawn on that page",
    "exchange:inbox": "platforms are known by the signature of each message",
    "open311:root": "explains the interface to whoever writes programs",
    "open311:discovery": "Open311: reading needs no key, reporting asks for it itself",
    "open311:discovery_v2": "as above",
    "open311:services": "as above",
    "open311:definition": "as above",
    "open311:requests": "as above",
    "open311:request": "as above",
    "open311:token": "as above",
    "public:start": "everybody may report",
    "public:report": "everybody may report",
    "public:sent": "reporters get the code of their report",
    "public:qr": "reporters get the code of their report",
    "public:answer": "reporters answer by the code of their report",
    "public:map_start": "the public map shows cases late, coarsely and without anybody in them",
    "public:map": "the public map",
    "public:notices": "announced to everybody",
    "public:points": "the public map",
    "public:places": "reporters look for the place by its address; paced by network address",
    "public:geojson": "open data",
    "public:csv": "open data",
    "public:tile": "what lies on every street map",
    "patrols:phone": "phones are known by the token in their address",
    "notifications:worker": "a script without anything personal; browsers fetch it anew without a session",
    "health": "asked by the load balancer",
    "attachments:photo": "asks the photo's owner, and answers outsiders with 404",
}


def pages(patterns: Any = None, route: str = "/", names: tuple[str, ...] = ()) -> Iterator[tuple[str, str, Any]]:
    """Every page with its address and name; the API guards its operations by itself."""
    for one in patterns if patterns is not None else get_resolver(settings.ROOT_URLCONF).url_patterns:
        address = route + str(one.pattern)
        if isinstance(one, URLResolver):
            if not address.startswith("/api/"):
                yield from pages(one.url_patterns, address, (*names, one.namespace) if one.namespace else names)
        elif isinstance(one, URLPattern):
            yield address, ":".join([*names, one.name or ""]), one.callback


def test_every_page_says_who_may_open_it() -> None:
    silent = [
        f"{name or address} ({address})"
        for address, name, view in pages()
        if not hasattr(view, "needs") and name not in OPEN
    ]
    assert silent == []


def test_the_list_of_open_pages_names_no_page_that_is_guarded_or_gone() -> None:
    known = {name: view for _address, name, view in pages()}
    assert [name for name in OPEN if name not in known or hasattr(known[name], "needs")] == []


def test_permissions_on_pages_are_permissions() -> None:
    wrong = [
        name
        for _address, name, view in pages()
        if not all(isinstance(one, Permission) for one in getattr(view, "needs", ()))
    ]
    assert wrong == []


@pytest.mark.django_db
def test_a_visitor_reaches_no_guarded_page() -> None:
    client = Client()
    reached = []
    for address, name, view in pages():
        if hasattr(view, "needs") and "<" not in address and "^" not in address:
            answer = client.get(address)
            if answer.status_code not in {302, 401, 405} or (
                answer.status_code == 302 and not answer["Location"].startswith(settings.LOGIN_URL)
            ):
                reached.append((name, answer.status_code))
    assert reached == []


@pytest.mark.django_db
def test_an_account_without_a_place_in_the_workforce_reaches_no_page_with_a_permission() -> None:
    client = Client()
    client.force_login(UserFactory.create(), backend="django.contrib.auth.backends.ModelBackend")
    reached = [
        (name, status)
        for address, name, view in pages()
        if getattr(view, "needs", ()) and "<" not in address and "^" not in address
        if (status := client.get(address).status_code) not in {403, 404, 405}
    ]
    assert reached == []
