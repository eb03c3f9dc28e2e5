"""Credentials from the server's own command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from gridwarden.platform.access import Role
from gridwarden.platform.accounts.cli import accounts
from gridwarden.platform.accounts.jobs import forget_sessions
from gridwarden.platform.accounts.models import Session
from gridwarden.platform.audit.models import AuditEntry
from tests.integration.platform.accounts.test_login import try_in
from tests.integration.platform.accounts.test_second_factor import enrolled

if TYPE_CHECKING:
    from django.test import Client

    from tests.integration.platform.conftest import Cast

pytestmark = pytest.mark.django_db


def test_an_administrator_gets_a_new_password_here(client: Client, cast: Cast) -> None:
    user = cast(Role.SECURITY_ADMINISTRATOR, username="sec")
    done = CliRunner().invoke(accounts, ["issue-password", "sec"])
    assert done.exit_code == 0
    assert try_in(client, "sec", done.output.removeprefix("sec: ").strip()).status_code == 302
    user.refresh_from_db()
    assert user.must_change_password
    assert AuditEntry.objects.get(action="password.issued").actor_name == "system"


def test_a_lost_phone_is_taken_away_after_a_question(cast: Cast) -> None:
    user = cast(Role.AUDIT_ADMINISTRATOR, username="aud")
    enrolled(user)
    assert CliRunner().invoke(accounts, ["reset-second-factor", "aud"], input="n\n").exit_code == 1
    assert CliRunner().invoke(accounts, ["reset-second-factor", "aud"], input="y\n").exit_code == 0
    user.refresh_from_db()
    assert user.second_factor_at is None


@pytest.mark.parametrize("command", [["issue-password", "nobody"], ["reset-second-factor", "--yes", "nobody"]])
def test_an_unknown_name_is_said(command: list[str]) -> None:
    done = CliRunner().invoke(accounts, command)
    assert done.exit_code == 1
    assert "There is no account nobody" in done.output


def test_a_closed_account_is_refused_in_words(cast: Cast) -> None:
    cast(username="li", is_active=False)
    done = CliRunner().invoke(accounts, ["issue-password", "li"])
    assert done.exit_code == 1
    assert "The account is disabled" in done.output


def test_sessions_that_are_over_are_forgotten(client: Client, cast: Cast) -> None:
    cast(username="li")
    try_in(client, "li")
    forget_sessions()
    assert Session.objects.count() == 1
    Session.objects.update(expire_date="2020-01-01T00:00:00Z")
    forget_sessions()
    assert Session.objects.count() == 0
