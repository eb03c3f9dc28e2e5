"""How pages travel: headers on every answer, and settings that pass the checks of a deployment."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from django.core import checks
from django.test import Client, override_settings

from gridwarden.platform.access import Role
from gridwarden.platform.transport import checks as own
from tests.logins import login
from tests.photos import jpeg

if TYPE_CHECKING:
    from tests.integration.platform.conftest import Cast

KEY = base64.b64encode(b"0" * 32).decode()
MORE = {
    "GRIDWARDEN_SECRET_KEY": "x5%" + "abcdefghij0123456789" * 4,
    "GRIDWARDEN_FIELD_KEY": KEY,
    "DJANGO_SETTINGS_MODULE": "gridwarden.config.settings.production",
}


@pytest.mark.parametrize("path", ["/accounts/login/", "/intake/track/", "/healthz"])
def test_a_monitor_that_asks_for_the_head_finds_the_page(client: Client, db: None, path: str) -> None:
    answer = client.head(path)
    assert (answer.status_code, answer.content) == (200, b"")


class TestHeaders:
    @pytest.mark.parametrize(
        "path", ["/accounts/login/", "/nothing", "/api/v1/openapi.json", "/api/v1/nothing", "/audit/", "/healthz"]
    )
    def test_every_answer_carries_them(self, client: Client, db: None, path: str) -> None:
        answer = client.get(path)
        policy = answer["Content-Security-Policy"]
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=(self)" in answer["Permissions-Policy"]

    @pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/me/", "/api/v1/openapi.json"])
    def test_what_may_be_personal_is_kept_nowhere(self, client: Client, cast: Cast, path: str) -> None:
        if path == "/accounts/me/":
            login(client, cast(Role.DISPATCHER))
        assert "no-store" in client.get(path)["Cache-Control"]

    def test_a_view_may_be_stricter(self, client: Client, cast: Cast, settings: Any, tmp_path: Any) -> None:
        from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

        settings.MEDIA_ROOT = tmp_path
        login(client, cast(Role.INFORMATION_OFFICER))
        sent = client.post("/api/v1/photos", {"photo": SimpleUploadedFile("a.jpg", jpeg())}).json()
        assert client.get(sent["full_url"])["Content-Security-Policy"].startswith("sandbox")

    def test_pages_hold_nothing_that_the_policy_refuses(self, client: Client, cast: Cast) -> None:
        pages = [client.get("/accounts/login/").content.decode()]
        login(client, cast(Role.SYSTEM_ADMINISTRATOR))
        pages += [
            client.get(path).content.decode() for path in ("/accounts/me/", "/accounts/all/", "/accounts/all/new/")
        ]
        for page in pages:
            assert " style=" not in page
            assert " onclick=" not in page
            assert "<script>" not in page


class TestDeployment:
    def check(self, *options: str, **more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING", *options]
        return subprocess.run(command, env={**os.environ, **MORE, **more}, capture_output=True, text=True, check=False)

    def test_the_production_settings_pass(self) -> None:
        without = {name: value for name, value in os.environ.items() if name != "GRIDWARDEN_INSECURE_HTTP"}
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "environ", without)
            done = self.check()
        assert done.returncode == 0, done.stderr

    def test_plain_http_does_not_pass_unnoticed(self) -> None:
        done = self.check(GRIDWARDEN_INSECURE_HTTP="1")
        assert done.returncode == 1
        for name in ("security.W004", "security.W008", "security.W012", "gridwarden.W003"):
            assert name in done.stderr

    def test_there_is_no_secret_by_default(self) -> None:
        done = self.check(GRIDWARDEN_SECRET_KEY="", GRIDWARDEN_HOME="/nonexistent")
        assert done.returncode == 1
        assert "SECRET_KEY" in done.stderr


def findings(check: Any, **settings: Any) -> list[str]:
    with override_settings(**settings):
        return [str(found.id) for found in check()]


SOUND: dict[str, Any] = {
    "SESSION_COOKIE_NAME": "__Host-a",
    "CSRF_COOKIE_NAME": "__Host-b",
    "SECURE_PROXY_SSL_HEADER": None,
    "FIELD_KEY": KEY,
}
FAULTS: list[tuple[Any, dict[str, Any], str]] = [
    (own.check_policy, {"MIDDLEWARE": []}, "gridwarden.W001"),
    (own.check_policy, {"TILE_SERVER": "http://tiles.example.org/{z}"}, "gridwarden.W002"),
    (own.check_cookies, {"SESSION_COOKIE_NAME": "sessionid"}, "gridwarden.W003"),
    (own.check_database, {"DATABASES": {"default": {}}}, "gridwarden.W004"),
    (own.check_uploads, {"UPLOAD_MAX_REQUEST_BYTES": 10**12}, "gridwarden.W005"),
    (own.check_uploads, {"DATA_UPLOAD_MAX_MEMORY_SIZE": None}, "gridwarden.W006"),
    (own.check_proxy, {"SECURE_PROXY_SSL_HEADER": ("X", "https"), "PROXY_COUNT": 0}, "gridwarden.W007"),
    (own.check_secrets, {"FIELD_KEY": "short"}, "gridwarden.W008"),
    (own.check_second_factor, {"SECOND_FACTOR_ROLES": ["emperor"]}, "gridwarden.W009"),
    (own.check_second_factor, {"PASSWORD_PROFILE": "none"}, "gridwarden.W010"),
]


class TestOwnChecks:
    @pytest.mark.filterwarnings("ignore:Overriding setting DATABASES")
    @pytest.mark.parametrize(("check", "fault", "code"), FAULTS, ids=[code for _, _, code in FAULTS])
    def test_each_finds_its_fault_and_nothing_else(self, check: Any, fault: dict[str, Any], code: str) -> None:
        assert findings(check, **SOUND) == []
        assert code in findings(check, **SOUND | fault)

    def test_a_role_that_may_change_the_trail_is_reported(self, db: None) -> None:
        assert [found.id for found in own.check_database_role(databases=["default"])] == ["gridwarden.W012"]
        assert list(own.check_database_role(databases=None)) == []

    def test_they_are_registered(self) -> None:
        known = checks.registry.registry.get_checks(include_deployment_checks=True)
        assert {check for check, _fault, _code in FAULTS} <= set(known)
