"""Rules of accounts that need no database."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import translation

from gridwarden.platform.access import Role
from gridwarden.platform.accounts import validators
from gridwarden.platform.accounts.addresses import UNKNOWN, client_address
from gridwarden.platform.accounts.lifetimes import lifetime_of
from gridwarden.platform.accounts.models import User
from gridwarden.platform.accounts.obligations import must_use_second_factor
from gridwarden.platform.accounts.web.agents import describe

if TYPE_CHECKING:
    from django.test import RequestFactory

PERSON = User(username="wangjg", display_name="王建国", phone="13800005678")


class TestPasswords:
    @pytest.mark.parametrize(
        "password", ["xwangjg99", "我是王建国啊", "tel13800005678", "Gridwarden1!", "ＷＡＮＧＪＧ-88"]
    )
    def test_a_name_in_the_password_is_refused(self, password: str) -> None:
        with pytest.raises(ValidationError):
            validators.OwnNameValidator().validate(password, PERSON)

    @pytest.mark.parametrize("password", ["correct horse battery", "建设美丽城市", "wang-jg 77"])
    def test_other_words_are_taken(self, password: str) -> None:
        validators.OwnNameValidator().validate(password, PERSON)
        validators.OwnNameValidator().validate(password, None)

    def test_a_short_name_is_no_reason(self) -> None:
        validators.OwnNameValidator().validate("abcabc", User(username="ab", display_name="a"))

    @pytest.mark.parametrize(
        ("password", "good"),
        [("abcdefgh", False), ("Abcdefgh", False), ("Abcdefg1", True), ("abcdef1!", True), ("密码密码abcA", True)],
    )
    def test_three_classes_are_wanted_under_dengbao(self, password: str, good: bool) -> None:  # noqa: FBT001
        validator = validators.CharacterClassesValidator()
        if good:
            validator.validate(password)
        else:
            with pytest.raises(ValidationError):
                validator.validate(password)

    def test_a_novel_is_too_long(self) -> None:
        validators.MaximumLengthValidator().validate("x" * 256)
        with pytest.raises(ValidationError):
            validators.MaximumLengthValidator().validate("x" * 257)

    @pytest.mark.parametrize("language", ["zh-hans", "en"])
    def test_every_rule_can_be_said(self, language: str) -> None:
        rules: list[Any] = [
            validators.MinimumLengthValidator(),
            validators.CommonPasswordValidator(),
            validators.MaximumLengthValidator(),
            validators.OwnNameValidator(),
            validators.CharacterClassesValidator(),
            validators.RecentPasswordsValidator(),
        ]
        with translation.override(language):
            words = [rule.get_help_text() for rule in rules]
            assert all(words)
            assert all(text.isascii() == (language == "en") for text in words)

    @pytest.mark.parametrize("password", ["1234567", "password", "qwertyuiop", "12345678"])
    def test_short_and_common_passwords_are_refused_in_our_words(self, password: str) -> None:
        with translation.override("zh-hans"), pytest.raises(ValidationError) as refused:
            validate_password(password)
        assert not any("password" in text.lower() for text in refused.value.messages)

    def test_hashing_costs_little_and_is_argon2id(self) -> None:
        from django.test.utils import override_settings  # noqa: PLC0415 - the suite uses a cheap one

        with override_settings(PASSWORD_HASHERS=["gridwarden.platform.accounts.hashers.Argon2idHasher"]):
            started = time.process_time()
            hashed = make_password("correct horse")
            assert time.process_time() - started < 0.3
            assert hashed.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
            assert check_password("correct horse", hashed)
            assert not check_password("wrong horse", hashed)


class TestAddresses:
    def ask(self, rf: RequestFactory, remote: str, forwarded: str = "") -> Any:
        headers = {"X-Forwarded-For": forwarded} if forwarded else {}
        return rf.get("/", headers=headers, REMOTE_ADDR=remote)

    @pytest.mark.parametrize(
        ("proxies", "remote", "forwarded", "address"),
        [
            (0, "203.0.113.9", "", "203.0.113.9"),
            (0, "203.0.113.9", "198.51.100.1", "203.0.113.9"),
            (1, "10.0.0.1", "198.51.100.1", "198.51.100.1"),
            (1, "10.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1"),
            (2, "10.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
            (2, "10.0.0.1", "198.51.100.1", "10.0.0.1"),
            (1, "10.0.0.1", "nonsense", UNKNOWN),
            (0, "", "", UNKNOWN),
            (1, "10.0.0.1", "2001:db8::1", "2001:db8::1"),
        ],
        ids=["direct", "forged", "proxy", "forged before proxy", "two proxies", "too few", "nonsense", "socket", "six"],
    )
    def test_the_address_is_counted_from_our_own_proxies(
        self, rf: RequestFactory, settings: Any, proxies: int, remote: str, forwarded: str, address: str
    ) -> None:
        settings.PROXY_COUNT = proxies
        assert client_address(self.ask(rf, remote, forwarded)) == address


class TestLifetimes:
    def test_people_of_the_street_stay_longer(self, settings: Any) -> None:
        street = lifetime_of(frozenset({Role.INFORMATION_OFFICER, Role.CHECKER}))
        assert (street.idle, street.lasts) == (timedelta(hours=12), timedelta(days=7))

    @pytest.mark.parametrize(
        "roles", [{Role.DISPATCHER}, {Role.INFORMATION_OFFICER, Role.DISPATCHER}, {Role.AUDIT_ADMINISTRATOR}, set()]
    )
    def test_one_role_at_a_desk_makes_the_limits_strict(self, roles: set[Role]) -> None:
        desk = lifetime_of(frozenset(roles))
        assert (desk.idle, desk.lasts) == (timedelta(minutes=30), timedelta(hours=12))

    def test_a_session_is_over_by_either_limit(self, monday_morning: Any) -> None:
        desk, now = lifetime_of(frozenset()), monday_morning
        early, late = now - timedelta(minutes=29), now - timedelta(minutes=31)
        assert not desk.is_over(began_at=early, seen_at=early, now=now)
        assert desk.is_over(began_at=late, seen_at=late, now=now)
        assert desk.is_over(began_at=now - timedelta(hours=13), seen_at=now, now=now)


class TestSecondFactor:
    @pytest.mark.parametrize("role", [role for role in Role if role.endswith("_administrator")])
    def test_administrators_always_need_one(self, role: Role) -> None:
        assert must_use_second_factor(frozenset({role}))

    def test_other_roles_need_one_where_the_site_says_so(self, settings: Any) -> None:
        assert not must_use_second_factor(frozenset({Role.DISPATCHER}))
        settings.SECOND_FACTOR_ROLES = ["dispatcher"]
        assert must_use_second_factor(frozenset({Role.DISPATCHER}))


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Windows"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome · Android"),
        ("Mozilla/5.0 (iPhone) Mobile/15E148 MicroMessenger/8.0", "微信 · iPhone"),
        ("curl/8.1", "curl/8.1"),
        ("", ""),
    ],
)
def test_a_browser_is_named_in_few_words(agent: str, words: str) -> None:
    assert describe(agent) == words
