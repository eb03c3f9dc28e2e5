"""Chinese without spaces is found by its pairs of characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwarden.platform.search.bigrams import lexemes, tsquery


def test_a_run_of_characters_is_stored_as_its_pairs_and_its_last_character() -> None:
    assert set(lexemes("占道经营")) == {"占道", "道经", "经营", "营"}


def test_words_and_numbers_are_stored_whole_and_in_lower_case() -> None:
    assert set(lexemes("KFC 门前, No.12")) == {"kfc", "门前", "前", "no", "12"}


def test_full_width_letters_are_the_same_as_narrow_ones() -> None:
    assert lexemes("ＫＦＣ１２") == lexemes("kfc12")


def test_a_query_asks_for_every_pair() -> None:
    assert tsquery("道经营") == "'道经' & '经营'"


def test_a_single_character_or_word_finds_what_begins_with_it() -> None:
    assert tsquery("路") == "'路':*"
    assert tsquery("20260302-0001") == "'20260302':* & '0001':*"


@pytest.mark.parametrize("text", ["", "  ", "，。！", "'", "\\", "<->&|!:*"])
def test_a_query_of_nothing_but_signs_asks_for_nothing(text: str) -> None:
    assert tsquery(text) == ""


def test_a_pasted_letter_is_cut() -> None:
    assert tsquery("长" * 5 + "".join(chr(0x4E00 + n) for n in range(500))).count("&") < 64


@given(st.text())
def test_no_text_can_break_out_of_its_quotes(text: str) -> None:
    for term in filter(None, tsquery(text).split(" & ")):
        body = term.removesuffix(":*")
        assert body[0] == body[-1] == "'"
        assert "'" not in body[1:-1]
        assert "\\" not in body


@given(st.text(alphabet="道路积水占营门前 ，", min_size=1, max_size=30), st.data())
def test_every_stretch_of_a_chinese_text_finds_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    stretch = text[start : data.draw(st.integers(start + 1, len(text)))]
    stored = set(lexemes(text))
    for term in filter(None, tsquery(stretch).split(" & ")):
        word = term.removesuffix(":*").strip("'")
        assert any(lexeme.startswith(word) for lexeme in stored)
