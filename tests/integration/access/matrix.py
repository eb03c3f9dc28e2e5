"""Every route of the product, asked by every role: who is let in, who is not, and that nobody meets a fault.

Whom the guard of a route keeps out is read off the guard, which has tests of its own; everybody else really asks.
"""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils import timezone

from gridwarden.config.api import api
from gridwarden.platform.access import Role
from gridwarden.platform.accounts.actors import actor_of
from gridwarden.platform.api.openapi import document
from gridwarden.platform.api.service import _operations
from tests.factories.workforce import AdministratorFactory, StaffFactory
from tests.integration.access.samples import NOTHING, filled, named
from tests.logins import login
from tests.repository.test_guards import pages

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from gridwarden.platform.access import Permission
    from gridwarden.platform.accounts.models import User
    from tests.factories.cases import Stage

TABLE = Path(__file__).with_name("matrix.csv")
VISITOR = "visitor"
CALLERS = (VISITOR, *Role)
#: Let in, or told what is wrong with the form; kept out (403); told that there is no such thing (404), as is everybody
#: who is let in where the address names something; sent to the login page.
IN, OUT, UNKNOWN, TO_LOGIN = "+", "-", "0", "login"
WRONG_METHOD, FAULT = 405, 500
_WORDS = {403: OUT, 404: UNKNOWN, 401: TO_LOGIN}
#: Of nothing that there is.
_ARGUMENTS = {"int": str(NOTHING), "uuid": "00000000-0000-4000-8000-000000000000"}
_ADMINISTRATORS = {Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR}
#: Ends only when the reader leaves.
_ENDLESS = {"events", "console:events"}


@dataclass(frozen=True)
class Route:
    """One way to ask for something."""

    key: str
    method: str
    address: str
    #: What its guard asks for, one of these; empty for whoever has an account, or for everybody.
    needs: tuple[Permission, ...] = ()
    body: Any = None


def routes() -> Iterator[Route]:
    """Return every page, read and sent to, and every operation of the API."""
    for address, name, view in pages():
        key = name if not name.endswith(":") and name else address
        if key not in _ENDLESS:
            yield from (Route(key, method, _address(address), getattr(view, "needs", ())) for method in ("GET", "POST"))
    described = json.loads(document())
    known = described["components"]["schemas"]
    asked = _needs_of_operations()
    for path, operations in described["paths"].items():
        for method, details in operations.items():
            needs = asked[details["operationId"]]
            yield Route(path, method.upper(), _operation_address(path, details, known), needs, _body(details, known))


def account(stage: Stage, caller: str) -> User | None:
    """Return an account that holds one role and nothing else."""
    if caller == VISITOR:
        return None
    role, cast = Role(caller), stage.cast
    if role in _ADMINISTRATORS:
        return AdministratorFactory(district=cast.territory.district, roles=[caller]).user  # type: ignore[no-any-return]
    unit = cast.contractor if role is Role.CONTRACTOR_OFFICER else cast.desk
    return StaffFactory(unit=unit, roles=[caller]).user  # type: ignore[no-any-return]


def answers(stage: Stage, caller: str, among: Collection[tuple[str, str]] | None = None) -> dict[tuple[str, str], str]:
    """Return for every route, or those ``among``, how ``caller`` is answered; the status where something went wrong.

    A method that a route does not take is left out.
    """
    client = Client(raise_request_exception=False)
    user = account(stage, caller)
    actor = None
    if user is not None:
        login(client, user)
        actor = actor_of(user, timezone.now())
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    found = {}
    for route in routes():
        if among is not None and (route.key, route.method) not in among:
            continue
        if actor is not None and route.needs and not any(map(actor.may, route.needs)):
            found[route.key, route.method] = OUT
            continue
        client.cookies.clear()
        for name, value in cookies.items():
            client.cookies[name] = value
        status, place = _asked(client, route)
        if status != WRONG_METHOD:
            found[route.key, route.method] = _word(status, place)
    return found


def declared() -> dict[str, dict[tuple[str, str], str]]:
    """Return the table: for each caller what every route answers."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {caller: {(row["route"], row["method"]): row[caller] for row in rows if row[caller]} for caller in CALLERS}


def write(found: dict[str, dict[tuple[str, str], str]]) -> None:
    """Write the table anew."""
    keys = sorted({key for answered in found.values() for key in answered})
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["route", "method", *(str(caller) for caller in CALLERS)])
        table.writerows([*key, *(found[caller].get(key, "") for caller in CALLERS)] for key in keys)


def _needs_of_operations() -> dict[str, tuple[Permission, ...]]:
    operations = _operations(api._get_bound_routers())
    return {str(one.operation_id): getattr(one.view_func, "needs", ()) for one in operations}


def _asked(client: Client, route: Route) -> tuple[int, str]:
    with transaction.atomic():
        body = {} if route.body is None else {"data": route.body, "content_type": "application/json"}
        answer = getattr(client, route.method.lower())(route.address, **body)
        transaction.set_rollback(True)
    return answer.status_code, str(answer.get("Location", ""))


def _word(status: int, place: str) -> str:
    if status >= FAULT:
        return str(status)
    return TO_LOGIN if place.startswith(settings.LOGIN_URL) else _WORDS.get(status, IN)


def _address(address: str) -> str:
    return re.sub(r"<(?:(\w+):)?\w+>", lambda found: _ARGUMENTS.get(found[1] or "", "zz"), address)


def _operation_address(path: str, details: dict[str, Any], known: dict[str, Any]) -> str:
    asked = []
    for one in details.get("parameters", []):
        schema = one["schema"]
        if one["in"] == "path":
            is_number = schema.get("type") == "integer"
            value = _ARGUMENTS["int"] if is_number else filled(schema, known)
            path = path.replace("{" + one["name"] + "}", str(value))
        elif one["in"] == "query" and one.get("required"):
            asked.append(f"{one['name']}={named(one['name'], schema, known)}")
    return path + ("?" + "&".join(asked) if asked else "")


def _body(details: dict[str, Any], known: dict[str, Any]) -> Any:
    content = details.get("requestBody", {}).get("content", {})
    return filled(content["application/json"]["schema"], known) if "application/json" in content else None
