"""The pseudo-documents of the first day."""

from __future__ import annotations

import json
from pathlib import Path

import gridwarden
from gridwarden.intake.domain.wording import Line, everyday_words, pseudo_documents

MENU = Path(gridwarden.__file__).parent / "menu/data/menu.json"


def test_every_condition_of_the_menu_has_everyday_words() -> None:
    codes = {one["gb_code"] for item in json.loads(MENU.read_text(encoding="utf-8")) for one in item["conditions"]}
    assert codes <= set(everyday_words())


def test_a_line_gives_its_name_its_conditions_and_the_words_of_its_codes_once() -> None:
    line = Line("8", "井盖", (("井盖破损", "C0102"), ("井盖缺失", "C0102")))
    texts = [document.text for document in pseudo_documents([line])]
    assert texts == ["井盖", "井盖破损", "井盖缺失", *everyday_words()["C0102"]]


def test_a_code_without_words_gives_only_the_menus_own() -> None:
    documents = pseudo_documents([Line("1", "新项目", (("新情况", "E9999"), (" ", "E9998")))])
    assert [(document.text, document.label) for document in documents] == [("新项目", "1"), ("新情况", "1")]
