"""Whatever is sent to the API, it answers as its own document says: no failure, no undocumented status."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
import schemathesis
from django.conf import settings as configured
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from django.utils.crypto import get_random_string
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from gridwarden.platform.api.openapi import document
from tests.factories.api import ApiClientFactory
from tests.factories.cast import build
from tests.logins import login

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemathesis import Case

    from gridwarden.platform.accounts.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore")]

schema = schemathesis.openapi.from_dict(json.loads(document()))
schema.app = WSGIHandler()
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture(params=["dispatcher", "system administrator"])
def caller(request: pytest.FixtureRequest, settings: Any, tmp_path: Any) -> Iterator[dict[str, str]]:
    """Headers of somebody who may call; requests stay on the connection of the test's transaction."""
    settings.API_REQUESTS_PER_MINUTE = 1_000_000
    settings.MEDIA_ROOT = tmp_path
    people = build()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield {
        "dispatcher": lambda: program(people.dispatcher.user),
        "system administrator": lambda: person(people.keeper.user),
    }[request.param]()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def program(user: User) -> dict[str, str]:
    client = ApiClientFactory.create(user=user)
    return {"Authorization": f"Bearer gw_{client.prefix}_secret"}


def person(user: User) -> dict[str, str]:
    """A browser's headers: administrators have no tokens."""
    key, csrf = login(Client(), user).session.session_key, get_random_string(32)
    cookies = f"{configured.SESSION_COOKIE_NAME}={key}; {configured.CSRF_COOKIE_NAME}={csrf}"
    return {"Cookie": cookies, "X-CSRFToken": csrf}


@schema.parametrize()
@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_operation_keeps_its_word(case: Case, caller: dict[str, str]) -> None:
    key = {} if case.method == "GET" else {"Idempotency-Key": str(uuid4())}
    response = case.call(headers={**key, **caller})
    case.validate_response(response, checks=CHECKS)
