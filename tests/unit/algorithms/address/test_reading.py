"""Reading what was typed, and hearing how it sounds."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gridwarden.algorithms.address.likeness import best_window
from gridwarden.algorithms.address.reading import counted, read, spelled
from gridwarden.algorithms.address.sounds import blurred, difference, sound


@pytest.mark.parametrize(
    ("typed", "text", "number"),
    [
        ("春晓路１２号", "春晓路", 12),
        ("春晓路12", "春晓路", 12),
        ("春晓路一百二十号", "春晓路", 120),
        ("春晓路12-3号", "春晓路", 12),
        ("春晓路往东50米", "春晓路", 0),
        ("春晓路与清和街路口", "春晓路清和街", 0),
        ("石桥村 3号楼", "石桥村3号楼", 0),
    ],
)
def test_words_and_number_are_told_apart(typed: str, text: str, number: int) -> None:
    found = read(typed)
    assert (found.text, found.number) == (text, number)


@pytest.mark.parametrize(
    ("word", "number"), [("十", 10), ("十二", 12), ("二十", 20), ("一百零五", 105), ("一二〇", 120), ("两百", 200)]
)
def test_chinese_digits_are_counted(word: str, number: int) -> None:
    assert counted(word) == number


def test_names_that_all_addresses_bear_are_left_out() -> None:
    assert read("江苏省无锡市春晓路", ("江苏省", "无锡市")).text == "春晓路"


@given(st.text(max_size=60))
@example("o-\u0304")
def test_spelling_twice_changes_nothing_more(typed: str) -> None:
    assert spelled(spelled(typed)) == spelled(typed)


@pytest.mark.parametrize(
    ("character", "heard"), [("春", "chun"), ("路", "lu"), ("啊", "a"), ("座", "zuo"), ("中", "zhong")]
)
def test_common_characters_sound(character: str, heard: str) -> None:
    assert sound(character) == heard


@pytest.mark.parametrize("character", ["龘", "x", "1", "岚", "é"])
def test_rare_ones_and_foreign_ones_are_silent(character: str) -> None:
    assert sound(character) == ""


def test_what_half_the_country_does_not_tell_apart_is_nearly_the_same() -> None:
    assert blurred("中") == blurred("宗")
    assert difference("晓", "晓") < difference("晓", "小") < difference("中", "宗") < difference("晓", "大")


@given(st.sampled_from("春晓路清和街村"), st.sampled_from("春小路青河街村龘x"))
def test_difference_is_the_same_both_ways(one: str, other: str) -> None:
    assert difference(one, other) == difference(other, one)


@pytest.mark.parametrize("text", ["在春晓路上", "春晓路", "春路晓路春晓路"])
def test_a_word_inside_a_text_is_wholly_like_itself(text: str) -> None:
    window = best_window("春晓路", text)
    assert (window.likeness, text[window.begin : window.end]) == (1.0, "春晓路")


def test_a_word_that_is_not_there_is_like_nothing() -> None:
    assert best_window("春晓路", "飞机").likeness == 0.0
    assert best_window("春晓路", "").likeness == 0.0
