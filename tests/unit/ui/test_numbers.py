"""Numbers of addresses and forms: a key, or nothing."""

from __future__ import annotations

import pytest

from gridwarden.platform.ui.numbers import LARGEST_KEY, key_of


@pytest.mark.parametrize(("word", "key"), [("0", 0), ("17", 17), ("٣", 3), (str(LARGEST_KEY), LARGEST_KEY)])
def test_a_number_is_a_key(word: str, key: int) -> None:
    assert key_of(word) == key


@pytest.mark.parametrize("word", [None, "", "-1", "1.0", "²", "one", str(LARGEST_KEY + 1), "9" * 5000])
def test_what_no_key_can_be_is_none(word: str | None) -> None:
    assert key_of(word) is None
