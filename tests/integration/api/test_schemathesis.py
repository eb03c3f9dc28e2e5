"""Whatever anybody sends to the API, it answers as its own document says.

Schemathesis makes the requests from the document: the edges of every field, then random ones, valid and not. They are
the same in every run. Made-up ids reach little more than "there is no such thing", so every second one that could be
an id is replaced by one of the stage.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from django.conf import settings as configured
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import Client
from django.utils import timezone
from django.utils.crypto import get_random_string
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import CHECKS, load_all_checks

from gridwarden.cases.domain.sources import Source
from gridwarden.config.wsgi import application
from gridwarden.grids.models import Road
from tests.factories import cases as factory
from tests.factories.api import ApiClientFactory
from tests.factories.designs import drafted
from tests.logins import login

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoDbBlocker
    from pytest_django.fixtures import SettingsWrapper
    from schemathesis import Case

    from gridwarden.platform.accounts.models import User
    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db

load_all_checks()
#: What every answer is asked. Left out is what asks for more than the document says.
CHECKED = CHECKS.get_by_names(
    [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_headers_conformance",
        "response_schema_conformance",
        "negative_data_rejection",
    ]
)
schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
#: Methods that no address knows are answered alike everywhere; ``test_problems`` asks for them once.
schema.config.phases.coverage.unexpected_methods = set()

#: How many random requests each operation gets from each caller, beside those at the edges.
EXAMPLES = 4


@pytest.fixture(scope="module")
def module_stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """One stage for the module: setting it for each operation would take longer than the requests."""
    with django_db_blocker.unblock(), one_connection(), transaction.atomic():
        yield factory.build()
        transaction.set_rollback(True)


@contextmanager
def one_connection() -> Iterator[None]:
    """Let requests leave the connection open, as Django's own test client does: the stage lives in it."""
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield
    for signal in ends:
        signal.connect(close_old_connections)


@pytest.fixture
def stage(module_stage: Stage, settings: SettingsWrapper) -> Stage:
    """The stage as it was set: what an operation does to it is taken back after its test."""
    settings.API_REQUESTS_PER_MINUTE = 1_000_000
    return module_stage


#: Who calls, and as what: administrators have no tokens, they call from a browser.
CALLERS = {
    "dispatcher": ("dispatcher", "program"),
    "information_officer": ("informant", "program"),
    "system_administrator": ("keeper", "browser"),
    "anonymous": (None, ""),
}


@dataclass(frozen=True)
class Caller:
    """What somebody sends along with every request; nothing, if nobody knows who it is."""

    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def is_known(self) -> bool:
        return bool(self.headers)


@pytest.fixture(params=CALLERS)
def caller(stage: Stage, request: pytest.FixtureRequest) -> Caller:
    post, means = CALLERS[request.param]
    if post is None:
        return Caller()
    user = stage.people[post].user
    return program(user) if means == "program" else browser(user)


def program(user: User) -> Caller:
    """A program with its token."""
    token = ApiClientFactory(user=user)
    return Caller({"Authorization": f"Bearer gw_{token.prefix}_secret"})


def browser(user: User) -> Caller:
    """A browser with its session, and with the secret that it must send along with every change."""
    key, secret = login(Client(), user).session.session_key, get_random_string(32)
    assert key is not None
    cookies = {configured.SESSION_COOKIE_NAME: key, configured.CSRF_COOKIE_NAME: secret}
    return Caller({"X-CSRFToken": secret}, cookies)


@pytest.fixture(scope="module")
def ids(module_stage: Stage) -> dict[str, list[Any]]:
    """What the stage has for the ids in addresses: for each name several, one after the other."""
    cast = module_stage.cast
    here = cast.territory
    sources = (Source.CITIZEN, Source.PATROL, Source.HOTLINE)
    return {
        "case_id": [module_stage.opened(source, module_stage.spot, at=timezone.now()).case_id for source in sources],
        "design_id": [drafted(here.district).pk for _ in range(2)],
        "grid_id": [grid.pk for grid in here.grids.values()],
        "road_id": list(Road.objects.values_list("pk", flat=True)),
        "unit_id": [unit.pk for unit in (cast.desk, cast.east_team, cast.contractor)],
        "staff_id": [person.pk for person in module_stage.people.values()],
        "version": [1],
    }


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
def test_answers_conform_to_the_document(case: Case[Any], caller: Caller, ids: dict[str, list[Any]]) -> None:
    for name, value in case.path_parameters.items():
        known = ids.get(name)
        if known and str(value).isdigit() and int(value) % 2:
            case.path_parameters[name] = known[int(value) % len(known)]
    # Who calls is for the test to say: a made-up token or session beside the caller's would make everybody a stranger.
    case.headers.pop("Authorization", None)
    case.cookies.clear()
    answer = case.call_and_validate(headers=caller.headers, cookies=caller.cookies, checks=CHECKED)
    if caller.is_known:
        assert answer.status_code != 401, "the caller was not known"
    else:
        assert answer.status_code >= 400, "somebody without an account was served"
