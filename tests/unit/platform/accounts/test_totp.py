"""One-time codes."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest

from gridwarden.platform.accounts import totp

#: The secret of RFC 6238, appendix B, and the last six digits of its SHA-1 codes.
SECRET = base64.b32encode(b"12345678901234567890").decode()
VECTORS = {59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037"}


@pytest.mark.parametrize(("epoch_s", "code"), VECTORS.items())
def test_codes_are_those_of_the_standard(epoch_s: int, code: str) -> None:
    at = datetime.fromtimestamp(epoch_s, tz=UTC)
    assert totp.code_at(SECRET, totp.step_of(at)) == code
    assert totp.matching_step(SECRET, code, at=at, after=0) == totp.step_of(at)


@pytest.mark.parametrize(("off_s", "fits"), [(-61, False), (-31, True), (0, True), (29, True), (31, True), (89, False)])
def test_a_phone_may_be_one_step_off(off_s: int, fits: bool) -> None:  # noqa: FBT001 - a table
    at = datetime(2026, 3, 2, 1, 0, 5, tzinfo=UTC)
    code = totp.code_at(SECRET, totp.step_of(at + timedelta(seconds=off_s)))
    assert (totp.matching_step(SECRET, code, at=at, after=0) is not None) == fits


def test_a_spent_step_does_not_fit_again() -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    step = totp.step_of(at)
    assert totp.matching_step(SECRET, totp.code_at(SECRET, step), at=at, after=step) is None
    assert totp.matching_step(SECRET, totp.code_at(SECRET, step + 1), at=at, after=step) == step + 1


@pytest.mark.parametrize("code", ["", "28708", "2870820", "abcdef", "000000"])
def test_other_words_do_not_fit(code: str) -> None:
    assert totp.matching_step(SECRET, code, at=datetime.fromtimestamp(59, tz=UTC), after=0) is None


def test_secrets_are_long_and_differ() -> None:
    one, two = totp.new_secret(), totp.new_secret()
    assert one != two
    assert len(base64.b32decode(one)) == 20


def test_the_address_is_one_that_apps_read() -> None:
    assert totp.address("ABC", username="li fang", issuer="网格长") == (
        "otpauth://totp/%E7%BD%91%E6%A0%BC%E9%95%BF:li%20fang?secret=ABC&issuer=%E7%BD%91%E6%A0%BC%E9%95%BF"
    )
