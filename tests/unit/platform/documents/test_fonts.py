"""Finding the font in which papers are printed."""

from __future__ import annotations

import pytest

from gridwarden.platform.documents import fonts, health


def test_the_best_chinese_family_of_the_machine_is_taken() -> None:
    assert fonts.choose(["DejaVu Sans", "WenQuanYi Micro Hei", "Noto Sans CJK SC"]) == "Noto Sans CJK SC"
    assert fonts.choose(["DejaVu Sans", "WenQuanYi Micro Hei"]) == "WenQuanYi Micro Hei"


def test_a_machine_without_a_chinese_font_is_refused_with_a_hint() -> None:
    with pytest.raises(fonts.NoChineseFont) as refused:
        fonts.choose(["DejaVu Sans", "Noto Sans CJK JP"])
    assert "apt-get install fonts-wqy-microhei" in refused.value.message


def test_the_report_names_the_font_or_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    assert health.printing() == (True, f"printed in {fonts.chinese_family()}")

    def none() -> str:
        return fonts.choose([])

    monkeypatch.setattr(health, "chinese_family", none)
    is_well, text = health.printing()
    assert not is_well
    assert fonts.HINT in text
