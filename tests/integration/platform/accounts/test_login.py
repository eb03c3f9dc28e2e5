"""Coming in and leaving."""

from __future__ import annotations

import time
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.utils import timezone

from gridwarden.platform.access import Role
from gridwarden.platform.accounts.models import Session
from gridwarden.platform.audit.models import AuditEntry
from tests.logins import login

if TYPE_CHECKING:
    from tests.integration.platform.conftest import Cast

LOGIN = "/accounts/login/"
PASSWORD = "correct horse battery staple"
ME = "/accounts/me/"


def try_in(client: Client, username: str, password: str = PASSWORD, **more: Any) -> Any:
    data = {"username": username, "password": password, **more}
    return client.post(LOGIN, data, headers={"Accept-Language": "en"})


def trail() -> list[tuple[str, Any]]:
    return [(row.action, row.source) for row in AuditEntry.objects.order_by("id")]


class TestPassword:
    def test_the_right_password_lets_in_under_a_new_session(self, client: Client, cast: Cast) -> None:
        user = cast(Role.DISPATCHER, username="li")
        client.get(LOGIN)
        before = client.cookies.get("gridwarden")
        answer = try_in(client, "li")
        assert (answer.status_code, answer["Location"]) == (302, "/")
        assert client.session[SESSION_KEY] == str(user.pk)
        assert before is None or before.value != client.cookies["gridwarden"].value
        assert trail() == [("login.succeeded", "127.0.0.1")]

    def test_the_row_knows_whose_session_it_is(self, client: Client, cast: Cast) -> None:
        user = cast(Role.DISPATCHER, username="li")
        try_in(client, "li")
        row = Session.objects.get()
        assert (row.user_id, row.address) == (user.pk, "127.0.0.1")
        assert row.began_at is not None
        assert timedelta(minutes=29) < row.expire_date - timezone.now() <= timedelta(minutes=30)

    @pytest.mark.parametrize("username", ["li", "nobody", "closed", "new"])
    def test_every_failure_is_said_in_the_same_words(self, client: Client, cast: Cast, username: str) -> None:
        cast(username="li")
        cast(username="closed", is_active=False)
        fresh = cast(username="new")
        fresh.set_unusable_password()
        fresh.save()
        answer = try_in(client, username, "wrong" if username == "li" else PASSWORD)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "User name and password do not fit." in page
        assert SESSION_KEY not in client.session
        assert trail() == [("login.failed", "127.0.0.1")]

    def test_a_name_that_nobody_has_is_not_kept(self, client: Client, db: None) -> None:
        try_in(client, "mySecretPassword")
        assert "mySecretPassword" not in str(AuditEntry.objects.values())

    def test_what_an_account_may_do_is_not_looked_up_for_a_wrong_password(
        self, client: Client, cast: Cast, settings: Any
    ) -> None:
        """It takes some hundredths of a second, and whoever measures would know that the name exists."""
        user = cast(Role.DISPATCHER)
        settings.ACTOR_PROVIDER = "nowhere.at_all"
        assert try_in(client, user.username, "wrong").status_code == 422

    def test_unknown_names_take_as_long_as_known_ones(self, client: Client, cast: Cast, settings: Any) -> None:
        settings.PASSWORD_HASHERS = ["gridwarden.platform.accounts.hashers.Argon2idHasher"]
        settings.AXES_ENABLED = False
        user = cast(username="li")
        user.set_password(PASSWORD)
        user.save()

        def seconds(username: str) -> float:
            started = time.process_time()
            try_in(client, username, "wrong")
            return time.process_time() - started

        seconds("li")
        pairs = [(seconds("li"), seconds(f"nobody{number}")) for number in range(5)]
        known, unknown = (median(times) for times in zip(*pairs, strict=True))
        assert 0.6 < known / unknown < 1.6

    def test_next_leads_only_within_the_site(self, client: Client, cast: Cast) -> None:
        cast(username="li")
        assert try_in(client, "li", next="/accounts/me/")["Location"] == "/accounts/me/"
        client.logout()
        for foreign in ("https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example"):
            assert try_in(client, "li", next=foreign)["Location"] == "/"
            client.logout()

    def test_somebody_already_in_is_sent_on(self, client: Client, cast: Cast) -> None:
        login(client, cast())
        assert client.get(LOGIN)["Location"] == "/"

    def test_the_form_needs_the_csrf_token(self, cast: Cast) -> None:
        cast(username="li")
        assert try_in(Client(enforce_csrf_checks=True), "li").status_code == 403

    def test_an_empty_form_names_its_fields(self, client: Client, db: None) -> None:
        answer = client.post(LOGIN, {})
        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {"username", "password"}


class TestLock:
    def fail(self, client: Client, times: int = 5, username: str = "li") -> Any:
        return [try_in(client, username, "wrong") for _ in range(times)][-1]

    def test_five_failures_lock_for_a_quarter_of_an_hour(self, client: Client, cast: Cast) -> None:
        cast(username="li")
        locked = self.fail(client)
        assert locked.status_code == 429
        assert "Too many failed attempts" in locked.content.decode()
        assert try_in(client, "li").status_code == 429
        assert trail()[-1][0] == "login.locked"

    def test_an_unknown_name_is_locked_in_the_same_way(self, client: Client, db: None) -> None:
        assert self.fail(client, username="nobody").status_code == 429

    def test_four_failures_do_not_lock(self, client: Client, cast: Cast) -> None:
        cast(username="li")
        self.fail(client, 4)
        assert try_in(client, "li").status_code == 302
        client.logout()
        self.fail(client, 4)
        assert try_in(client, "li").status_code == 302

    def test_another_address_is_not_locked_and_a_forged_one_does_not_help(self, client: Client, cast: Cast) -> None:
        cast(username="li")
        self.fail(client)
        forged = client.post(
            LOGIN, {"username": "li", "password": PASSWORD}, headers={"X-Forwarded-For": "198.51.100.7"}
        )
        assert forged.status_code == 429
        assert try_in(Client(REMOTE_ADDR="198.51.100.7"), "li").status_code == 302

    def test_failures_from_everywhere_end_at_the_accounts_allowance(self, cast: Cast, settings: Any) -> None:
        settings.LOGINS_PER_ACCOUNT = 6
        cast(username="li")
        answers = [try_in(Client(REMOTE_ADDR=f"198.51.100.{number}"), "li", "wrong") for number in range(8)]
        assert [answer.status_code for answer in answers] == [422] * 6 + [429] * 2
        assert int(answers[-1]["Retry-After"]) > 0

    def test_one_address_ends_at_its_allowance_before_anything_is_hashed(
        self, client: Client, cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.LOGINS_PER_ADDRESS = 3
        for number in range(3):
            try_in(client, f"name{number}", "wrong")
        monkeypatch.setattr("django.contrib.auth.authenticate", None)
        assert try_in(client, "name4").status_code == 429

    def test_addresses_of_one_household_share_an_allowance(self, cast: Cast, settings: Any) -> None:
        settings.LOGINS_PER_ADDRESS = 2
        addresses = ("2001:db8:1:2::1", "2001:db8:1:2::2", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1")
        answers = [try_in(Client(REMOTE_ADDR=one), f"name{n}", "wrong") for n, one in enumerate(addresses)]
        assert [answer.status_code for answer in answers] == [422, 422, 429, 422]


class TestLeaving:
    def test_the_session_ends_on_the_server(self, client: Client, cast: Cast) -> None:
        cast(username="li")
        try_in(client, "li")
        kept = client.cookies["gridwarden"].value
        answer = client.post("/accounts/logout/")
        assert answer["Clear-Site-Data"] == '"cache"'
        assert not Session.objects.filter(session_key=kept).exists()
        client.cookies["gridwarden"] = kept
        assert client.get(ME).status_code == 302
        assert [action for action, _source in trail()] == ["login.succeeded", "logout"]

    def test_a_link_does_not_log_out(self, client: Client, cast: Cast) -> None:
        login(client, cast())
        assert client.get("/accounts/logout/").status_code == 405
        assert client.get(ME).status_code == 200


class TestLife:
    def later(self, client: Client, **kept: timedelta) -> None:
        session = client.session
        for key, span in kept.items():
            session[key] = int((timezone.now() - span).timestamp())
        session.save()

    @pytest.mark.parametrize(
        ("role", "away", "alive"),
        [
            (Role.DISPATCHER, timedelta(minutes=29), True),
            (Role.DISPATCHER, timedelta(minutes=31), False),
            (Role.INFORMATION_OFFICER, timedelta(hours=11), True),
            (Role.INFORMATION_OFFICER, timedelta(hours=13), False),
        ],
    )
    def test_who_stays_away_is_logged_out(
        self,
        client: Client,
        cast: Cast,
        role: Role,
        away: timedelta,
        alive: bool,  # noqa: FBT001
    ) -> None:
        login(client, cast(role))
        client.get(ME)
        self.later(client, seen_at=away)
        assert (client.get(ME).status_code == 200) == alive

    def test_a_session_ends_even_when_it_is_used(self, client: Client, cast: Cast) -> None:
        login(client, cast(Role.DISPATCHER))
        client.get(ME)
        self.later(client, began_at=timedelta(hours=13))
        assert client.get(ME)["Location"].startswith(LOGIN)

    def test_what_a_page_asks_by_itself_does_not_keep_it_alive(self, client: Client, cast: Cast) -> None:
        login(client, cast(Role.DISPATCHER))
        client.get(ME)
        self.later(client, seen_at=timedelta(minutes=20))
        before = client.session["seen_at"]
        navigation = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "same-origin"}
        for headers in ({"X-Background": "1"}, navigation):
            client.get(ME, headers=headers)
            assert client.session["seen_at"] == before
        client.get(ME, headers=navigation | {"Sec-Fetch-User": "?1"})
        assert client.session["seen_at"] > before

    def test_being_there_is_written_down_once_a_minute(
        self, client: Client, cast: Cast, django_assert_num_queries: Any
    ) -> None:
        login(client, cast(Role.DISPATCHER))
        client.get(ME)
        before = client.session["seen_at"]
        client.get(ME)
        assert client.session["seen_at"] == before

    def test_a_disabled_account_is_out_at_the_next_request(self, client: Client, cast: Cast) -> None:
        user = cast(Role.DISPATCHER)
        login(client, user)
        assert client.get(ME).status_code == 200
        user.is_active = False
        user.save()
        assert client.get(ME).status_code == 302

    def test_an_htmx_request_is_told_to_load_the_login(self, client: Client, db: None) -> None:
        answer = client.get(ME, headers={"HX-Request": "true"})
        assert (answer.status_code, answer["HX-Redirect"]) == (401, LOGIN)
