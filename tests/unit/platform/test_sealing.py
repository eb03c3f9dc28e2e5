"""Personal data is sealed before it reaches the database."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ImproperlyConfigured

from gridwarden.platform.sealing import UnsealError, blind_index, mask, seal, unseal

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

PHONE = "13800005678"


@pytest.fixture(autouse=True)
def key(settings: SettingsWrapper) -> None:
    settings.FIELD_KEY = base64.b64encode(bytes(range(32))).decode()


def test_a_sealed_value_opens_in_its_place_only() -> None:
    sealed = seal(PHONE, place="report.phone")
    assert PHONE.encode() not in sealed
    assert unseal(sealed, place="report.phone") == PHONE
    with pytest.raises(UnsealError):
        unseal(sealed, place="report.name")


def test_equal_values_look_different_when_sealed_and_equal_when_indexed() -> None:
    assert seal(PHONE, place="p") != seal(PHONE, place="p")
    assert blind_index(PHONE, place="p") == blind_index(PHONE, place="p")
    assert blind_index(PHONE, place="p") != blind_index(PHONE, place="q")


def test_a_changed_byte_is_refused() -> None:
    sealed = bytearray(seal("王建国", place="p"))
    sealed[-1] ^= 1
    with pytest.raises(UnsealError):
        unseal(bytes(sealed), place="p")


def test_another_key_does_not_open(settings: SettingsWrapper) -> None:
    sealed = seal(PHONE, place="p")
    settings.FIELD_KEY = base64.b64encode(bytes(32)).decode()
    with pytest.raises(UnsealError):
        unseal(sealed, place="p")


def test_nothing_stays_nothing() -> None:
    assert (seal("", place="p"), unseal(b"", place="p"), blind_index("", place="p"), mask("")) == (b"", "", b"", "")


@pytest.mark.parametrize(("text", "shown"), [(PHONE, "138****5678"), ("王建国", "王**"), ("0510-88", "0**")])
def test_masked_values_keep_what_helps_recognition(text: str, shown: str) -> None:
    assert mask(text) == shown


@pytest.mark.parametrize("bad", ["", "short", base64.b64encode(b"16 bytes long...").decode()])
def test_a_bad_key_is_named(settings: SettingsWrapper, bad: str) -> None:
    settings.FIELD_KEY = bad
    with pytest.raises(ImproperlyConfigured, match="GRIDWARDEN_FIELD_KEY"):
        seal("x", place="p")
