"""Three administrators, none of whom can do another's act."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from gridwarden.platform.access import SYSTEM, Actor, PermissionDenied, Role, permissions_of
from gridwarden.platform.accounts import refusals
from gridwarden.platform.accounts.actions import accounts, lockouts, passwords, second_factors
from gridwarden.platform.accounts.models import Session, User
from gridwarden.platform.accounts.queries.accounts import AccountState
from gridwarden.platform.accounts.queries.accounts import account as account_row
from gridwarden.platform.accounts.queries.accounts import accounts as account_rows
from gridwarden.platform.api.actions import clients
from gridwarden.platform.audit.models import AuditEntry
from gridwarden.platform.audit.queries.entries import Wanted, entries
from tests.integration.platform.accounts.test_login import ME, PASSWORD, try_in
from tests.integration.platform.accounts.test_second_factor import enrolled
from tests.logins import login

if TYPE_CHECKING:
    from tests.integration.platform.conftest import Cast

pytestmark = pytest.mark.django_db


def acting(role: Role, *, district_id: int = 1, user_id: int = 900) -> Actor:
    held = frozenset({role})
    return Actor(name="x", user_id=user_id, district_id=district_id, roles=held, permissions=permissions_of(held))


Act = Callable[[Actor, User], Any]
#: Every act of an administrator, and whose it is.
ACTS: dict[str, tuple[Role, Act]] = {
    "open": (
        Role.SYSTEM_ADMINISTRATOR,
        lambda by, _user: accounts.open_account(by=by, at=timezone.now(), username="neu", display_name="新"),
    ),
    "disable": (
        Role.SYSTEM_ADMINISTRATOR,
        lambda by, user: accounts.disable(by=by, at=timezone.now(), user_id=user.pk, reason="left"),
    ),
    "enable": (
        Role.SYSTEM_ADMINISTRATOR,
        lambda by, user: accounts.enable(by=by, at=timezone.now(), user_id=user.pk),
    ),
    "issue a password": (
        Role.SECURITY_ADMINISTRATOR,
        lambda by, user: passwords.issue(by=by, at=timezone.now(), user_id=user.pk),
    ),
    "unlock": (
        Role.SECURITY_ADMINISTRATOR,
        lambda by, user: lockouts.unlock(by=by, at=timezone.now(), user_id=user.pk),
    ),
    "reset the second factor": (
        Role.SECURITY_ADMINISTRATOR,
        lambda by, user: second_factors.reset(by=by, at=timezone.now(), user_id=user.pk),
    ),
    "issue a token": (
        Role.SECURITY_ADMINISTRATOR,
        lambda by, user: clients.issue(
            by=by, at=timezone.now(), name="n", user_id=user.pk, expires_at=timezone.now() + timedelta(days=1)
        ),
    ),
    "read the trail": (Role.AUDIT_ADMINISTRATOR, lambda by, _user: entries(by, Wanted())),
}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", ACTS)
def test_each_act_belongs_to_one_office(cast: Cast, name: str, role: Role) -> None:
    office, act = ACTS[name]
    user = cast(Role.DISPATCHER)
    if role is office:
        act(acting(role), user)
        return
    before = AuditEntry.objects.count()
    with pytest.raises(PermissionDenied):
        act(acting(role), user)
    assert AuditEntry.objects.count() == before


ON_PEOPLE = ["disable", "enable", "issue a password", "unlock", "reset the second factor"]


@pytest.mark.parametrize("name", ON_PEOPLE)
def test_accounts_of_another_district_are_unknown(cast: Cast, name: str) -> None:
    office, act = ACTS[name]
    with pytest.raises(refusals.AccountUnknown):
        act(acting(office, district_id=2), cast(Role.DISPATCHER))


@pytest.mark.parametrize("name", [name for name in ON_PEOPLE if name != "enable"])
def test_nobody_does_it_to_the_own_account(cast: Cast, name: str) -> None:
    office, act = ACTS[name]
    user = cast(office)
    with pytest.raises(refusals.NotOnOneself):
        act(acting(office, user_id=user.pk), user)


@pytest.mark.parametrize("name", ["issue a password", "reset the second factor"])
@pytest.mark.parametrize("victim", [role for role in Role if role.endswith("_administrator")])
def test_an_office_cannot_be_taken_over_through_its_credentials(cast: Cast, name: str, victim: Role) -> None:
    office, act = ACTS[name]
    user = cast(victim)
    with pytest.raises(refusals.NotOnAdministrators):
        act(acting(office), user)
    act(SYSTEM, user)  # the command line of the server may


class TestDisabling:
    def test_sessions_end_with_the_account(self, client: Client, cast: Cast) -> None:
        user = cast(Role.DISPATCHER, username="li")
        try_in(client, "li")
        accounts.disable(by=acting(Role.SYSTEM_ADMINISTRATOR), at=timezone.now(), user_id=user.pk, reason="left")
        assert not Session.objects.filter(user_id=user.pk).exists()
        assert client.get(ME).status_code == 302
        assert try_in(Client(), "li").status_code == 422
        assert AuditEntry.objects.get(action="account.disabled").data["reason"] == "left"

    def test_an_enabled_account_keeps_its_password(self, client: Client, cast: Cast) -> None:
        user = cast(Role.DISPATCHER, username="li")
        system = acting(Role.SYSTEM_ADMINISTRATOR)
        accounts.disable(by=system, at=timezone.now(), user_id=user.pk, reason="ill")
        accounts.enable(by=system, at=timezone.now(), user_id=user.pk)
        assert try_in(client, "li").status_code == 302

    def test_a_name_is_taken_once(self, cast: Cast) -> None:
        cast(username="li")
        with pytest.raises(refusals.UsernameTaken):
            accounts.open_account(
                by=acting(Role.SYSTEM_ADMINISTRATOR), at=timezone.now(), username="li", display_name="李"
            )


class TestUnlocking:
    def test_a_locked_account_opens(self, client: Client, cast: Cast) -> None:
        user = cast(username="li")
        for _ in range(5):
            try_in(client, "li", "wrong")
        now = timezone.now()
        assert account_row(SYSTEM, user.pk, at=now).state is AccountState.LOCKED
        assert account_row(SYSTEM, user.pk, at=now + timedelta(minutes=16)).state is AccountState.ACTIVE
        lockouts.unlock(by=acting(Role.SECURITY_ADMINISTRATOR), at=now, user_id=user.pk)
        assert account_row(SYSTEM, user.pk, at=now).state is AccountState.ACTIVE
        assert try_in(client, "li").status_code == 302


class TestList:
    @pytest.fixture
    def people(self, cast: Cast) -> None:
        now = timezone.now()
        cast(username="a1", display_name="李芳", last_login=now)
        cast(username="a2", is_active=False)
        cast(username="a3", last_login=now - timedelta(days=91))
        fresh = cast(username="a4")
        fresh.set_unusable_password()
        fresh.save()
        cast(username="b1", district_id=2)
        User.objects.filter(username="b1").update(district_id=None)

    @pytest.mark.parametrize(
        ("state", "names"),
        [
            (None, ["a1", "a2", "a3", "a4"]),
            (AccountState.DISABLED, ["a2"]),
            (AccountState.DORMANT, ["a3"]),
            (AccountState.UNISSUED, ["a4"]),
            (AccountState.LOCKED, []),
            (AccountState.ACTIVE, ["a1", "a3"]),
        ],
    )
    @pytest.mark.usefixtures("people")
    def test_states_narrow_it(self, state: AccountState | None, names: list[str]) -> None:
        rows = account_rows(acting(Role.SYSTEM_ADMINISTRATOR), at=timezone.now(), state=state).rows
        assert [row.username for row in rows] == names

    @pytest.mark.usefixtures("people")
    def test_text_is_looked_for_in_both_names(self) -> None:
        by = acting(Role.SYSTEM_ADMINISTRATOR)
        assert [row.username for row in account_rows(by, at=timezone.now(), text="李").rows] == ["a1"]
        assert [row.username for row in account_rows(by, at=timezone.now(), text="A2").rows] == ["a2"]
        assert len(account_rows(SYSTEM, at=timezone.now()).rows) == 5


class TestPages:
    def test_the_system_administrator_opens_and_closes_accounts(self, client: Client, cast: Cast) -> None:
        login(client, cast(Role.SYSTEM_ADMINISTRATOR))
        client.post("/accounts/all/new/", {"username": "neu", "display_name": "新人", "phone": ""})
        user = User.objects.get(username="neu")
        assert (user.district_id, user.has_usable_password()) == (1, False)
        page = client.get(f"/accounts/all/{user.pk}/").content.decode()
        assert f"/accounts/all/{user.pk}/disable/" in page
        assert "second-factor" not in page.split("<main")[1]
        assert client.post(f"/accounts/all/{user.pk}/disable/", {"reason": ""}).status_code == 422
        client.post(f"/accounts/all/{user.pk}/disable/", {"reason": "left"})
        assert not User.objects.get(pk=user.pk).is_active
        client.post(f"/accounts/all/{user.pk}/enable/")
        assert User.objects.get(pk=user.pk).is_active

    def test_a_taken_or_strange_name_is_said_on_the_form(self, client: Client, cast: Cast) -> None:
        login(client, cast(Role.SYSTEM_ADMINISTRATOR, username="sys"))
        for name in ("sys", "a b", ""):
            answer = client.post("/accounts/all/new/", {"username": name, "display_name": "x"})
            assert answer.status_code == 422
            assert "username" in answer.context["form"].errors

    def test_the_security_administrator_gives_credentials(self, client: Client, cast: Cast) -> None:
        user = cast(Role.DISPATCHER, username="li")
        enrolled(user)
        login(client, cast(Role.SECURITY_ADMINISTRATOR))
        page = client.post(f"/accounts/all/{user.pk}/password/").content.decode()
        found = re.search(r"[A-Za-z2-9]{4}-[A-Za-z2-9]{4}-[A-Za-z2-9]{4}", page)
        assert found
        client.post(f"/accounts/all/{user.pk}/second-factor/")
        client.post(f"/accounts/all/{user.pk}/unlock/")
        user.refresh_from_db()
        assert (user.must_change_password, user.second_factor_at) == (True, None)
        person = Client()
        assert try_in(person, "li", found[0]).status_code == 302
        assert person.get(ME)["Location"] == "/accounts/me/password/"

    @pytest.mark.parametrize("role", [Role.AUDIT_ADMINISTRATOR, Role.DISPATCHER, Role.BRIGADE_LEADER])
    def test_others_do_not_open_the_pages(self, client: Client, cast: Cast, role: Role) -> None:
        user = cast(Role.CHECKER)
        login(client, cast(role))
        for path in ("", "new/", f"{user.pk}/"):
            assert client.get(f"/accounts/all/{path}").status_code == 403, path

    def test_an_account_of_another_district_is_not_found(self, client: Client, cast: Cast) -> None:
        user = cast(Role.CHECKER, district_id=2)
        login(client, cast(Role.SYSTEM_ADMINISTRATOR))
        assert client.get(f"/accounts/all/{user.pk}/").status_code == 404

    def test_a_strange_filter_shows_all(self, client: Client, cast: Cast) -> None:
        login(client, cast(Role.SYSTEM_ADMINISTRATOR))
        assert client.get("/accounts/all/?state=nonsense").status_code == 200


class TestPasswords:
    PAGE = "/accounts/me/password/"
    NEW = "quiet river under stones"

    def change(self, client: Client, present: str = PASSWORD, new: str = NEW, again: str | None = None) -> Any:
        return client.post(self.PAGE, {"present": present, "new": new, "again": new if again is None else again})

    def test_a_changed_password_ends_the_other_sessions(self, client: Client, cast: Cast) -> None:
        cast(username="li")
        other = Client()
        for one in (client, other):
            try_in(one, "li")
        key = client.session.session_key
        assert self.change(client).status_code == 302
        assert client.session.session_key != key
        assert client.get(ME).status_code == 200
        assert other.get(ME).status_code == 302
        assert try_in(Client(), "li", self.NEW).status_code == 302
        assert AuditEntry.objects.filter(action="password.changed").count() == 1

    @pytest.mark.parametrize(
        ("present", "new", "again", "field"),
        [
            ("wrong", NEW, NEW, "present"),
            (PASSWORD, NEW, "other", "again"),
            (PASSWORD, "short", "short", "new"),
            (PASSWORD, "password123", "password123", "new"),
            (PASSWORD, "i am li fang 99", "i am li fang 99", "new"),
        ],
        ids=["present", "again", "short", "common", "name"],
    )
    def test_a_refused_change_names_its_field(
        self, client: Client, cast: Cast, present: str, new: str, again: str, field: str
    ) -> None:
        user = cast(username="li fang")
        login(client, user)
        answer = self.change(client, present, new, again)
        assert answer.status_code == 422
        assert field in answer.context["form"].errors
        user.refresh_from_db()
        assert user.check_password(PASSWORD)

    def test_an_issued_password_must_be_changed_before_anything_else(self, client: Client, cast: Cast) -> None:
        user = cast(Role.DISPATCHER, username="li")
        given = passwords.issue(by=acting(Role.SECURITY_ADMINISTRATOR), at=timezone.now(), user_id=user.pk)
        try_in(client, "li", given)
        assert client.get(ME)["Location"] == self.PAGE
        assert client.get("/accounts/all/")["Location"] == self.PAGE
        api = client.post("/api/v1/photos", {}, headers={"Idempotency-Key": "k"})
        assert (api.status_code, api.json()["code"]) == (403, "password_owed")
        assert self.change(client, given).status_code == 302
        assert client.get(ME).status_code == 200

    def test_a_disabled_account_is_given_no_password(self, cast: Cast) -> None:
        user = cast(is_active=False)
        with pytest.raises(refusals.AccountClosed):
            passwords.issue(by=acting(Role.SECURITY_ADMINISTRATOR), at=timezone.now(), user_id=user.pk)

    def test_issued_passwords_differ_and_pass_every_rule(self, cast: Cast, settings: Any) -> None:
        settings.AUTH_PASSWORD_VALIDATORS = DENGBAO
        by, user = acting(Role.SECURITY_ADMINISTRATOR), cast()
        given = {passwords.issue(by=by, at=timezone.now(), user_id=user.pk) for _ in range(20)}
        assert len(given) == 20

    def test_under_dengbao_old_passwords_do_not_come_back(self, client: Client, cast: Cast, settings: Any) -> None:
        settings.AUTH_PASSWORD_VALIDATORS = DENGBAO
        user = cast(username="li")
        words = [f"River-{number}-stone" for number in range(7)]
        present = PASSWORD
        for word in words:
            login(client, user)
            assert self.change(client, present, word).status_code == 302
            present = word
            user.refresh_from_db()
        assert self.change(client, present, words[-1]).status_code == 422
        assert self.change(client, present, words[2]).status_code == 422
        assert self.change(client, present, words[0]).status_code == 302

    def test_under_dengbao_passwords_grow_old(self, client: Client, cast: Cast, settings: Any) -> None:
        settings.PASSWORD_MAX_AGE = timedelta(days=90)
        user = cast(Role.DISPATCHER, password_changed_at=timezone.now() - timedelta(days=89))
        login(client, user)
        assert client.get(ME).status_code == 200
        User.objects.filter(pk=user.pk).update(password_changed_at=timezone.now() - timedelta(days=91))
        assert client.get(ME)["Location"] == self.PAGE


DENGBAO = [
    {"NAME": f"gridwarden.platform.accounts.validators.{name}"}
    for name in ("CharacterClassesValidator", "RecentPasswordsValidator", "OwnNameValidator")
]


class TestSessions:
    END = "/accounts/me/sessions/"

    def test_the_profile_lists_ones_own_sessions_and_no_others(self, client: Client, cast: Cast) -> None:
        cast(username="li")
        cast(username="wang")
        agent = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"}
        client.post("/accounts/login/", {"username": "li", "password": PASSWORD}, headers=agent)
        try_in(Client(REMOTE_ADDR="198.51.100.9"), "li")
        try_in(Client(REMOTE_ADDR="198.51.100.10"), "wang")
        places = client.get(ME).context["places"]
        assert {place.address for place in places} == {"127.0.0.1", "198.51.100.9"}
        assert [place.device for place in places if place.here] == ["Firefox · Windows"]
        assert all(place.handle not in Session.objects.values_list("session_key", flat=True) for place in places)

    def test_one_or_all_others_can_be_ended(self, client: Client, cast: Cast) -> None:
        cast(username="li")
        others = [Client(), Client(), Client()]
        for one in (client, *others):
            try_in(one, "li")
        handle = next(place.handle for place in client.get(ME).context["places"] if not place.here)
        client.post(self.END, {"session": handle})
        assert sorted(one.get(ME).status_code for one in others) == [200, 200, 302]
        client.post(self.END)
        assert [one.get(ME).status_code for one in others] == [302] * 3
        assert client.get(ME).status_code == 200

    def test_a_strangers_session_cannot_be_ended(self, client: Client, cast: Cast) -> None:
        cast(username="li")
        cast(username="wang")
        try_in(client, "li")
        other = Client()
        try_in(other, "wang")
        handle = other.get(ME).context["places"][0].handle
        client.post(self.END, {"session": handle})
        assert other.get(ME).status_code == 200
