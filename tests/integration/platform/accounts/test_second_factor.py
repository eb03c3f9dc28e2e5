"""A second factor: set up, used once, lost, demanded of administrators."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.test import Client
from django.utils import timezone

from gridwarden.platform.access import Actor, Role
from gridwarden.platform.accounts import totp
from gridwarden.platform.accounts.actions import second_factors
from gridwarden.platform.accounts.actors import actor_of, actor_of_session
from gridwarden.platform.accounts.models import RecoveryCode, SecondFactor, Session, User
from gridwarden.platform.accounts.refusals import CodeWrong
from gridwarden.platform.audit.models import AuditEntry
from tests.integration.platform.accounts.test_login import LOGIN, ME, PASSWORD, try_in
from tests.logins import MODEL_BACKEND

if TYPE_CHECKING:
    from tests.integration.platform.conftest import Cast

CODE, SET_UP = "/accounts/login/code/", "/accounts/me/second-factor/"


def code_of(user: User, shift: int = 0) -> str:
    """What the app shows; ``shift`` steps later."""
    secret = second_factors.unseal(bytes(SecondFactor.objects.get(user=user).secret), place=f"second_factor.{user.pk}")
    return totp.code_at(secret, totp.step_of(timezone.now()) + shift)


def enrolled(user: User) -> list[str]:
    """Set up a factor as if it had been done minutes ago, and return the recovery codes."""
    now = timezone.now()
    secret = second_factors.propose(user_id=user.pk)
    before = now - timedelta(minutes=2)
    codes = second_factors.confirm(
        by=Actor(name="x", user_id=user.pk),
        at=before,
        user_id=user.pk,
        code=totp.code_at(secret, totp.step_of(before)),
        keep_session=None,
    )
    user.refresh_from_db()
    return codes


class TestLogin:
    def test_the_password_alone_does_not_let_in(self, client: Client, cast: Cast) -> None:
        enrolled(cast(username="li"))
        answer = try_in(client, "li")
        assert answer["Location"] == CODE
        assert SESSION_KEY not in client.session
        assert client.get(ME).status_code == 302

    def test_the_code_completes_it_and_leads_on(self, client: Client, cast: Cast) -> None:
        user = cast(username="li")
        enrolled(user)
        try_in(client, "li", next="/accounts/me/")
        halfway = client.cookies["gridwarden"].value
        answer = client.post(CODE, {"code": code_of(user)})
        assert answer["Location"] == "/accounts/me/"
        assert client.cookies["gridwarden"].value != halfway
        assert client.get(ME).status_code == 200
        assert AuditEntry.objects.get(action="login.succeeded").data["second_factor"] is True

    def test_a_code_works_once(self, client: Client, cast: Cast) -> None:
        user = cast(username="li")
        enrolled(user)
        code = code_of(user)
        try_in(client, "li")
        assert client.post(CODE, {"code": code}).status_code == 302
        other = Client()
        try_in(other, "li")
        assert other.post(CODE, {"code": code}).status_code == 422
        assert other.post(CODE, {"code": code_of(user, shift=1)}).status_code == 302

    def test_spaces_in_a_code_are_forgiven(self, client: Client, cast: Cast) -> None:
        user = cast(username="li")
        enrolled(user)
        try_in(client, "li")
        code = code_of(user)
        assert client.post(CODE, {"code": f" {code[:3]} {code[3:]} "}).status_code == 302

    @pytest.mark.parametrize("code", ["000000", "12345", "abc", "１２３４５６", "aaaa-aaaa-aaaa-aaaa"])
    def test_a_wrong_code_is_refused_and_recorded(self, client: Client, cast: Cast, code: str) -> None:
        enrolled(cast(username="li"))
        try_in(client, "li")
        assert client.post(CODE, {"code": code}).status_code == 422
        assert SESSION_KEY not in client.session
        assert AuditEntry.objects.filter(action="second_factor.failed").count() == 1

    def test_codes_cannot_be_tried_out(self, client: Client, cast: Cast) -> None:
        user = cast(username="li")
        enrolled(user)
        try_in(client, "li")
        answers = [client.post(CODE, {"code": "000000"}).status_code for _ in range(11)]
        assert answers[:9] == [422] * 9
        assert answers[-1] == 429
        assert client.post(CODE, {"code": code_of(user)}).status_code == 429

    def test_without_the_password_there_is_no_second_step(self, client: Client, cast: Cast) -> None:
        assert client.get(CODE)["Location"] == LOGIN
        assert client.post(CODE, {"code": "000000"})["Location"] == LOGIN

    def test_halfway_in_lasts_five_minutes(self, client: Client, cast: Cast) -> None:
        user = cast(username="li")
        enrolled(user)
        try_in(client, "li")
        session = client.session
        session["halfway_in"] |= {"until": int(timezone.now().timestamp()) - 1}
        session.save()
        assert client.post(CODE, {"code": code_of(user)})["Location"] == LOGIN

    @pytest.mark.parametrize("change", ["password", "disabled"])
    def test_halfway_in_ends_with_the_password_or_the_account(self, client: Client, cast: Cast, change: str) -> None:
        user = cast(username="li")
        enrolled(user)
        try_in(client, "li")
        if change == "password":
            user.set_password("another horse entirely")
        user.is_active = change == "password"
        user.save()
        assert client.get(CODE)["Location"] == LOGIN

    @pytest.mark.django_db(transaction=True)
    def test_one_code_shown_twice_at_once_works_once(self, cast: Cast) -> None:
        user = cast(username="li")
        enrolled(user)
        code = code_of(user)

        def show(_number: int) -> bool:
            try:
                second_factors.use(at=timezone.now(), user_id=user.pk, code=code)
            except CodeWrong:
                return False
            finally:
                connection.close()
            return True

        with ThreadPoolExecutor(6) as pool:
            assert sum(pool.map(show, range(6))) == 1


class TestRecovery:
    def test_a_recovery_code_lets_in_once(self, client: Client, cast: Cast) -> None:
        user = cast(username="li")
        codes = enrolled(user)
        try_in(client, "li")
        assert client.post(CODE, {"code": codes[3].upper()}).status_code == 302
        other = Client()
        try_in(other, "li")
        assert other.post(CODE, {"code": codes[3]}).status_code == 422
        assert other.post(CODE, {"code": codes[4].replace("-", " ")}).status_code == 302

    def test_codes_are_kept_as_digests(self, cast: Cast) -> None:
        user = cast()
        codes = enrolled(user)
        assert len(set(codes)) == RecoveryCode.objects.filter(user=user).count() == 10
        kept = b"".join(bytes(row.digest) for row in RecoveryCode.objects.all())
        assert all(code.replace("-", "").encode() not in kept for code in codes)

    def test_the_secret_is_sealed_and_bound_to_its_account(self, cast: Cast) -> None:
        user, other = cast(), cast()
        enrolled(user)
        sealed = bytes(SecondFactor.objects.get(user=user).secret)
        with pytest.raises(ValueError, match="second_factor"):
            second_factors.unseal(sealed, place=f"second_factor.{other.pk}")

    def test_new_codes_need_the_password_and_end_the_old_ones(self, client: Client, cast: Cast) -> None:
        user = cast(username="li")
        old = enrolled(user)
        try_in(client, "li")
        client.post(CODE, {"code": code_of(user)})
        page = "/accounts/me/recovery-codes/"
        assert client.post(page, {"password": "wrong"}).status_code == 422
        shown = client.post(page, {"password": PASSWORD}).content.decode()
        fresh = re.findall(r"[a-z2-7]{4}(?:-[a-z2-7]{4}){3}", shown)
        assert len(fresh) == 10
        assert not set(fresh) & set(old)
        with pytest.raises(CodeWrong):
            second_factors.use(at=timezone.now(), user_id=user.pk, code=old[0])

    def test_without_a_factor_there_are_no_codes_to_renew(self, client: Client, cast: Cast) -> None:
        client.force_login(cast(), backend=MODEL_BACKEND)
        assert client.get("/accounts/me/recovery-codes/")["Location"] == SET_UP


class TestSettingUp:
    def proposed(self, client: Client) -> str:
        page = client.get(SET_UP).content.decode()
        found = re.search(r'user-select-all">([A-Z2-7 ]+)<', page)
        assert found
        return found[1].replace(" ", "")

    def test_the_page_shows_a_picture_and_the_key(self, client: Client, cast: Cast) -> None:
        client.force_login(cast(), backend=MODEL_BACKEND)
        page = client.get(SET_UP).content.decode()
        assert '<svg xmlns="http://www.w3.org/2000/svg"' in page
        assert "style=" not in page
        assert len(self.proposed(client)) == 32

    def test_the_first_code_sets_it_up_and_shows_the_paper_codes(self, client: Client, cast: Cast) -> None:
        user = cast()
        client.force_login(user, backend=MODEL_BACKEND)
        secret = self.proposed(client)
        page = client.post(SET_UP, {"code": totp.code_at(secret, totp.step_of(timezone.now()))})
        assert page.status_code == 200
        assert len(re.findall(r"[a-z2-7]{4}(?:-[a-z2-7]{4}){3}", page.content.decode())) == 10
        user.refresh_from_db()
        assert user.second_factor_at is not None
        assert client.get(ME).status_code == 200
        assert AuditEntry.objects.filter(action="second_factor.set_up").count() == 1

    def test_a_wrong_first_code_sets_nothing_up(self, client: Client, cast: Cast) -> None:
        user = cast()
        client.force_login(user, backend=MODEL_BACKEND)
        secret = self.proposed(client)
        assert client.post(SET_UP, {"code": "000000"}).status_code == 422
        user.refresh_from_db()
        assert user.second_factor_at is None
        assert self.proposed(client) == secret

    def test_sessions_elsewhere_end(self, client: Client, cast: Cast) -> None:
        user = cast()
        other = Client()
        for one in (client, other):
            one.force_login(user, backend=MODEL_BACKEND)
        secret = self.proposed(client)
        client.post(SET_UP, {"code": totp.code_at(secret, totp.step_of(timezone.now()))})
        assert client.get(ME).status_code == 200
        assert other.get(ME).status_code == 302

    def test_a_session_that_has_not_shown_the_factor_is_sent_out(self, client: Client, cast: Cast) -> None:
        user = cast()
        client.force_login(user, backend=MODEL_BACKEND)
        User.objects.filter(pk=user.pk).update(second_factor_at=timezone.now())
        assert client.get(ME)["Location"] == LOGIN
        assert SESSION_KEY not in client.session

    def test_replacing_a_phone_needs_the_password(self, client: Client, cast: Cast) -> None:
        user = cast(username="li")
        enrolled(user)
        try_in(client, "li")
        client.post(CODE, {"code": code_of(user)})
        fresh = self.proposed(client)
        code = totp.code_at(fresh, totp.step_of(timezone.now()))
        assert client.post(SET_UP, {"code": code, "password": "wrong"}).status_code == 422
        assert client.post(SET_UP, {"code": code, "password": PASSWORD}).status_code == 200
        assert code_of(user) == totp.code_at(fresh, totp.step_of(timezone.now()))


ADMINISTRATORS = [role for role in Role if role.endswith("_administrator")]


class TestAdministrators:
    @pytest.mark.parametrize("role", ADMINISTRATORS)
    def test_they_reach_nothing_before_it_is_set_up(self, client: Client, cast: Cast, role: Role) -> None:
        client.force_login(cast(role), backend=MODEL_BACKEND)
        for page in (ME, "/accounts/all/", "/media/photos/00000000-0000-0000-0000-000000000000/full"):
            assert client.get(page)["Location"] == SET_UP, page
        assert client.get(SET_UP).status_code == 200
        api = client.post("/api/v1/photos", {}, headers={"Idempotency-Key": "k"})
        assert (api.status_code, api.json()["code"]) == (403, "second_factor_owed")

    def test_setting_it_up_opens_their_pages(self, client: Client, cast: Cast) -> None:
        client.force_login(cast(Role.SYSTEM_ADMINISTRATOR), backend=MODEL_BACKEND)
        secret = TestSettingUp().proposed(client)
        client.post(SET_UP, {"code": totp.code_at(secret, totp.step_of(timezone.now()))})
        assert client.get("/accounts/all/").status_code == 200

    def test_other_roles_may_do_without(self, client: Client, cast: Cast) -> None:
        client.force_login(cast(Role.DISPATCHER), backend=MODEL_BACKEND)
        assert client.get(ME).status_code == 200


class TestStreams:
    """Servers without Django's middleware ask for the actor behind a session."""

    def test_a_session_gives_its_actor(self, client: Client, cast: Cast) -> None:
        user = cast(Role.DISPATCHER, username="li")
        try_in(client, "li")
        now = timezone.now()
        assert actor_of_session(client.session.session_key, now) == actor_of(user, now)

    def test_no_session_and_an_over_one_give_nobody(self, client: Client, cast: Cast) -> None:
        cast(Role.DISPATCHER, username="li")
        try_in(client, "li")
        assert actor_of_session(None, timezone.now()) is None
        assert actor_of_session("nonsense", timezone.now()) is None
        assert actor_of_session(client.session.session_key, timezone.now() + timedelta(minutes=29)) is not None
        session = client.session
        session["seen_at"] -= 31 * 60
        session.save()
        assert actor_of_session(client.session.session_key, timezone.now()) is None

    def test_an_administrator_without_a_factor_gives_nobody(self, client: Client, cast: Cast) -> None:
        cast(Role.AUDIT_ADMINISTRATOR, username="li")
        try_in(client, "li")
        assert Session.objects.count() == 1
        assert actor_of_session(client.session.session_key, timezone.now()) is None
