"""Programs call the API with a token that may do what its account may."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from gridwarden.platform.access import Actor, PermissionDenied, Role, permissions_of
from gridwarden.platform.accounts.actions import accounts as account_actions
from gridwarden.platform.accounts.models import User
from gridwarden.platform.api.actions import clients
from gridwarden.platform.api.actions.forgetting import KEEP_ANSWERS, forget
from gridwarden.platform.api.models import Allowance, ApiClient, StoredAnswer
from gridwarden.platform.audit.models import AuditEntry
from tests.factories.api import ApiClientFactory
from tests.logins import login, post_json

if TYPE_CHECKING:
    from tests.integration.platform.conftest import Cast

pytestmark = pytest.mark.urls("tests.integration.platform.api.routes")
PEOPLE = "/api/v1/people"


def acting(role: Role, *, district_id: int | None = 1, user_id: int = 900) -> Actor:
    held = frozenset({role})
    return Actor(name="x", user_id=user_id, district_id=district_id, roles=held, permissions=permissions_of(held))


SECURITY = acting(Role.SECURITY_ADMINISTRATOR)


def bearer(client: ApiClient) -> dict[str, str]:
    return {"Authorization": f"Bearer gw_{client.prefix}_secret"}


def call(client: Client, headers: dict[str, str], name: str = "a") -> Any:
    return post_json(client, PEOPLE, {"name": name}, **headers)


class TestCalling:
    def test_a_good_token_acts_as_its_account(self, client: Client, cast: Cast) -> None:
        token = ApiClientFactory.create(user=cast(Role.SQUAD_LEADER))
        assert call(client, bearer(token)).status_code == 201
        token.refresh_from_db()
        assert token.last_used_at is not None
        assert token.last_used_address == "127.0.0.1"

    def test_it_needs_no_csrf_token(self, cast: Cast) -> None:
        token = ApiClientFactory.create(user=cast(Role.SQUAD_LEADER))
        assert call(Client(enforce_csrf_checks=True), bearer(token)).status_code == 201

    def test_it_may_no_more_than_its_account(self, client: Client, cast: Cast) -> None:
        token = ApiClientFactory.create(user=cast(Role.CONTRACTOR_OFFICER))
        assert call(client, bearer(token)).json()["code"] == "permission_denied"

    @pytest.mark.parametrize(
        "wrong",
        [
            {"expires_at": timezone.now() - timedelta(minutes=1), "created_at": timezone.now() - timedelta(days=1)},
            {"revoked_at": timezone.now()},
            {"digest": b"\0" * 32},
        ],
        ids=["expired", "revoked", "other secret"],
    )
    def test_a_token_that_is_not_good_is_a_stranger(self, client: Client, cast: Cast, wrong: dict[str, Any]) -> None:
        token = ApiClientFactory.create(user=cast(Role.SQUAD_LEADER), **wrong)
        assert call(client, bearer(token)).status_code == 401

    @pytest.mark.parametrize(
        "header", ["Bearer ", "Bearer gw__", "Bearer nonsense", "Basic eDp5", "Bearer gw_t1_x y", "gw"]
    )
    def test_nonsense_is_a_stranger(self, client: Client, cast: Cast, header: str) -> None:
        ApiClientFactory.create(user=cast(Role.SQUAD_LEADER))
        assert call(client, {"Authorization": header}).status_code == 401

    def test_a_bad_token_does_not_fall_back_to_the_session(self, client: Client, cast: Cast) -> None:
        login(client, cast(Role.SQUAD_LEADER))
        assert call(client, {"Authorization": "Bearer nonsense"}).status_code == 401

    def test_a_disabled_account_ends_its_tokens_at_once_and_for_good(self, client: Client, cast: Cast) -> None:
        user = cast(Role.SQUAD_LEADER, district_id=1)
        token = ApiClientFactory.create(user=user)
        system = acting(Role.SYSTEM_ADMINISTRATOR)
        account_actions.disable(by=system, at=timezone.now(), user_id=user.pk, reason="left")
        assert call(client, bearer(token)).status_code == 401
        account_actions.enable(by=system, at=timezone.now(), user_id=user.pk)
        assert call(client, bearer(token)).status_code == 401

    def test_an_account_that_becomes_an_administrators_cannot_use_its_token(self, client: Client, cast: Cast) -> None:
        token = ApiClientFactory.create(user=cast(Role.SYSTEM_ADMINISTRATOR))
        assert call(client, bearer(token)).status_code == 401

    def test_a_write_without_a_key_is_refused(self, client: Client, cast: Cast) -> None:
        token = ApiClientFactory.create(user=cast(Role.SQUAD_LEADER))
        answer = client.post(PEOPLE, {"name": "a"}, "application/json", headers=bearer(token))
        assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_missing")
        assert client.get(f"{PEOPLE}/{token.user_id}", headers=bearer(token)).status_code == 200

    def test_the_last_use_is_written_once_a_minute(self, client: Client, cast: Cast) -> None:
        token = ApiClientFactory.create(user=cast(Role.SQUAD_LEADER), last_used_at=timezone.now())
        before = token.last_used_at
        call(client, bearer(token))
        token.refresh_from_db()
        assert token.last_used_at == before

    def test_a_program_that_calls_too_often_must_wait(self, client: Client, cast: Cast, settings: Any) -> None:
        settings.API_REQUESTS_PER_MINUTE = 2
        token = ApiClientFactory.create(user=cast(Role.SQUAD_LEADER))
        answers = [call(client, bearer(token), name=f"n{number}") for number in range(3)]
        assert [answer.status_code for answer in answers] == [201, 201, 429]
        assert answers[-1].json()["code"] == "too_many_requests"
        assert 0 < int(answers[-1]["Retry-After"]) <= 61

    def test_another_program_has_its_own_allowance(self, client: Client, cast: Cast, settings: Any) -> None:
        settings.API_REQUESTS_PER_MINUTE = 1
        user = cast(Role.SQUAD_LEADER)
        answers = [call(client, bearer(ApiClientFactory.create(user=user)), name=f"n{number}") for number in range(2)]
        assert [answer.status_code for answer in answers] == [201, 201]


class TestLimits:
    def test_a_limited_operation_counts_refused_calls_too(self, client: Client, cast: Cast) -> None:
        login(client, cast(Role.SQUAD_LEADER))
        User.objects.create(username="nobody", display_name="nobody")
        assert [post_json(client, "/api/v1/often").status_code for _ in range(3)] == [409, 409, 429]

    def test_the_allowance_comes_back(self, client: Client, cast: Cast) -> None:
        login(client, cast(Role.SQUAD_LEADER))
        for _ in range(3):
            last = post_json(client, "/api/v1/often")
        assert last.status_code == 429
        Allowance.objects.update(since=timezone.now() - timedelta(hours=2))
        assert post_json(client, "/api/v1/often").status_code == 200


class TestIssuing:
    def issue(self, user: User, by: Actor = SECURITY, **more: Any) -> tuple[ApiClient, str]:
        now = timezone.now()
        values = {"name": "12345 hotline", "user_id": user.pk, "expires_at": now + timedelta(days=1)} | more
        return clients.issue(by=by, at=now, **values)

    @pytest.fixture
    def user(self, cast: Cast) -> User:
        return cast(Role.SQUAD_LEADER)

    def test_the_token_works_and_only_its_digest_is_kept(self, client: Client, user: User) -> None:
        row, token = self.issue(user)
        assert token.startswith(f"gw_{row.prefix}_")
        assert call(client, {"Authorization": f"Bearer {token}"}).status_code == 201
        assert token not in str(ApiClient.objects.values())
        assert token not in str(AuditEntry.objects.values())
        assert AuditEntry.objects.get(action="client.issued").data["prefix"] == row.prefix

    @pytest.mark.parametrize("role", [role for role in Role if role is not Role.SECURITY_ADMINISTRATOR])
    def test_nobody_else_issues_or_revokes(self, user: User, role: Role) -> None:
        with pytest.raises(PermissionDenied):
            self.issue(user, by=acting(role))
        with pytest.raises(PermissionDenied):
            clients.revoke(by=acting(role), at=timezone.now(), client_id=1)

    def test_another_districts_account_is_unknown(self, user: User) -> None:
        with pytest.raises(clients.ClientUnknown):
            self.issue(user, by=acting(Role.SECURITY_ADMINISTRATOR, district_id=2))
        with pytest.raises(clients.ClientUnknown):
            self.issue(user, by=acting(Role.SECURITY_ADMINISTRATOR, district_id=None))

    def test_an_administrator_gets_none(self, cast: Cast) -> None:
        user = cast(Role.AUDIT_ADMINISTRATOR)
        with pytest.raises(clients.NoTokenForAdministrators):
            self.issue(user)

    def test_an_end_in_the_past_is_refused(self, user: User) -> None:
        with pytest.raises(clients.ExpiryPast):
            self.issue(user, expires_at=timezone.now())
        with pytest.raises(IntegrityError), transaction.atomic():
            ApiClientFactory.create(expires_at=timezone.now() - timedelta(days=1))

    def test_revoking_ends_it_once(self, client: Client, user: User) -> None:
        row, token = self.issue(user)
        for _ in range(2):
            clients.revoke(by=SECURITY, at=timezone.now(), client_id=row.pk)
        assert call(client, {"Authorization": f"Bearer {token}"}).status_code == 401
        assert AuditEntry.objects.filter(action="client.revoked").count() == 1

    def test_another_districts_client_cannot_be_revoked(self, user: User) -> None:
        row, _token = self.issue(user)
        with pytest.raises(clients.ClientUnknown):
            clients.revoke(by=acting(Role.SECURITY_ADMINISTRATOR, district_id=2), at=timezone.now(), client_id=row.pk)


@pytest.mark.urls(settings.ROOT_URLCONF)
class TestPages:
    def test_a_token_is_issued_shown_once_and_revoked(self, client: Client, cast: Cast) -> None:
        cast(Role.SQUAD_LEADER, username="hotline")
        login(client, cast(Role.SECURITY_ADMINISTRATOR))
        until = (timezone.now() + timedelta(days=30)).date().isoformat()
        page = client.post("/api-clients/new/", {"name": "热线", "username": "hotline", "until": until})
        found = re.search(r"gw_[a-z0-9]{8}_[\w-]{43}", page.content.decode())
        assert found
        assert found[0] not in client.get("/api-clients/").content.decode()
        assert "热线" in client.get("/api-clients/").content.decode()
        client.post("/api-clients/revoke/", {"selected": [ApiClient.objects.get().pk, "nonsense"]})
        assert ApiClient.objects.get().revoked_at is not None

    @pytest.mark.parametrize(("name", "until"), [("nobody", "2999-01-01"), ("hotline", "2001-01-01"), ("hotline", "")])
    def test_what_cannot_be_issued_is_said_on_the_form(self, client: Client, cast: Cast, name: str, until: str) -> None:
        cast(Role.SQUAD_LEADER, username="hotline")
        login(client, cast(Role.SECURITY_ADMINISTRATOR))
        answer = client.post("/api-clients/new/", {"name": "x", "username": name, "until": until})
        assert answer.status_code == 422
        assert not ApiClient.objects.exists()

    @pytest.mark.parametrize("role", [Role.SYSTEM_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR, Role.DISPATCHER])
    @pytest.mark.parametrize("page", ["/api-clients/", "/api-clients/new/"])
    def test_only_the_security_administrator_opens_them(
        self, client: Client, cast: Cast, role: Role, page: str
    ) -> None:
        login(client, cast(role))
        assert client.get(page).status_code == 403


def test_old_answers_and_allowances_are_forgotten(client: Client, cast: Cast) -> None:
    login(client, cast(Role.SQUAD_LEADER))
    post_json(client, PEOPLE, {"name": "a"}, key="k1")
    post_json(client, "/api/v1/often")
    assert forget(at=timezone.now() + KEEP_ANSWERS - timedelta(hours=1)) == (0, 1)
    assert forget(at=timezone.now() + KEEP_ANSWERS + timedelta(hours=1)) == (2, 0)
    assert not StoredAnswer.objects.exists()
