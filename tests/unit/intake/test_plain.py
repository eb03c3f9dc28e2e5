"""Words that a reporter sends can be shown anywhere, and a telephone is found however it is written."""

from __future__ import annotations

import pytest

from gridwarden.intake.domain.plain import plain_line, plain_words
from gridwarden.intake.queries.telephones import phone_index, phone_indexes

FAMILY = "👩\u200d👩\u200d👧"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("井盖\u202egpj.exe\u2066x\u200f", "井盖gpj.exex"),
        ("\u202d13800005678\u202c", "13800005678"),
        ("\x1b[31mred\x07\x08", "[31mred"),
        ("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"),
        ("\ufeff垃\u200b圾\u2060桶\ufffe\uffff", "垃圾桶"),
        ("\u202e\u200b \x00", ""),
        (f"{FAMILY} ❤️ 𠮷野家 \t=1+1", f"{FAMILY} ❤️ 𠮷野家 \t=1+1"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
        ("h" + "\u0301" * 300 + "i", "h" + "\u0301" * 4 + "i"),
        ("ก" + "็" * 50, "ก" + "็" * 4),
        ("Tiếng Việt बाज़ार ก็ที่ קָמַץ", "Tiếng Việt बाज़ार ก็ที่ קָמַץ"),
    ],
)
def test_hidden_signs_go_and_everything_else_stays(sent: str, kept: str) -> None:
    assert plain_words(sent) == kept


def test_a_line_is_one_line() -> None:
    assert plain_line(" 人民路\r\n12号\u3000\t东侧 ") == "人民路 12号 东侧"


@pytest.mark.parametrize(
    "typed", ["138 0000 5678", "138-0000-5678", "+86 13800005678", "\u202d13800005678\u202c", "１３８00005678"]
)
def test_a_telephone_is_found_however_it_is_written(typed: str) -> None:
    assert phone_index(typed) == phone_index("13800005678")
    assert phone_index("13800005678") in phone_indexes(typed)


def test_what_has_no_digits_is_found_as_it_was_typed_and_nothing_finds_nothing() -> None:
    assert phone_index("王家") == phone_indexes(" 王家 ")[0] != b""
    assert phone_index("") == b""
    assert phone_indexes(" ") == ()
