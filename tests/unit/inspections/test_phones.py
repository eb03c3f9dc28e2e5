"""Telephone numbers of parties."""

from __future__ import annotations

import pytest

from gridwarden.inspections.domain.phones import PartyPhoneWrong, settled


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("", ""),
        ("  ", ""),
        ("138 1234 5678", "13812345678"),
        ("+86 13812345678", "+8613812345678"),
        ("0512-66123456", "0512-66123456"),
        ("0512-66123456 转 8", "0512-66123456转8"),
        ("6612345", "6612345"),
    ],
)
def test_numbers_are_kept_without_spaces(given: str, kept: str) -> None:
    assert settled(given) == kept


@pytest.mark.parametrize(
    "given", ["abc", "没有", "12345", "1381234567a", "1-2-3-4-5-6", "-13812345678", "１３８１２３４５６７８"]
)
def test_what_is_no_number_is_refused(given: str) -> None:
    with pytest.raises(PartyPhoneWrong):
        settled(given)
