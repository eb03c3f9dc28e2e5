"""Codes as people type them."""

from __future__ import annotations

import pytest

from gridwarden.intake.domain.codes import is_code, new_code, normalise


@pytest.mark.parametrize("typed", ["ab2cd-3ef4g", " AB2CD 3EF4G ", "ＡＢ２ＣＤ３ＥＦ４Ｇ"])
def test_spaces_dashes_case_and_width_do_not_matter(typed: str) -> None:
    assert normalise(typed) == "AB2CD3EF4G"


def test_a_sign_that_no_code_has_is_not_dropped_silently() -> None:
    assert normalise("AB2CD3EF4GO") == "AB2CD3EF4GO"
    assert not is_code("AB2CD3EF4GO")


@pytest.mark.parametrize("typed", ["", "AB2CD", "AB2CD3EF4O", "AB2CD3EF4G2", "AB2CD\0EF4G"])
def test_what_cannot_be_a_code_is_told_from_one(typed: str) -> None:
    assert not is_code(normalise(typed))


def test_a_new_code_is_one() -> None:
    assert is_code(new_code())
