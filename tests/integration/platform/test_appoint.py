"""A new district gets its administrators from the command line; nobody has a known password."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from gridwarden.config.commands.appoint import appoint
from gridwarden.platform.accounts.models import User
from tests.factories.grids import DistrictFactory
from tests.integration.platform.accounts.test_login import try_in

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_fresh_installation_has_no_account() -> None:
    assert not User.objects.exists()


@pytest.mark.parametrize("office", ["system", "security", "audit"])
def test_each_office_is_filled_with_a_password_to_be_changed(client: Client, office: str) -> None:
    district = DistrictFactory.create()
    done = CliRunner().invoke(appoint, [office, "first", "--name", "王建国", "--district", district.code6])
    assert done.exit_code == 0, done.output
    assert try_in(client, "first", done.output.removeprefix("first: ").strip()).status_code == 302
    assert client.get("/")["Location"] == "/accounts/me/password/"
    user = User.objects.get()
    assert user.district_id == district.pk
    assert user.staff.roles == [f"{office}_administrator"]


def test_one_person_holds_one_office() -> None:
    code = DistrictFactory.create().code6
    CliRunner().invoke(appoint, ["system", "first", "--name", "王建国", "--district", code])
    done = CliRunner().invoke(appoint, ["audit", "first", "--name", "王建国", "--district", code])
    assert done.exit_code == 1
    assert User.objects.get().staff.roles == ["system_administrator"]


def test_an_unknown_district_is_said() -> None:
    done = CliRunner().invoke(appoint, ["system", "first", "--name", "王建国", "--district", "999999"])
    assert done.exit_code == 1
    assert "There is no district 999999" in done.output
