"""Every text that people read has its Chinese words, and one word means one thing."""

from __future__ import annotations

import shutil
from collections import defaultdict

import pytest

from gridwarden.platform.ui.catalogues import Catalogue, catalogues

CATALOGUES = catalogues()


def test_the_tools_of_gettext_are_installed() -> None:
    assert shutil.which("xgettext"), "gettext is missing; script/bootstrap installs it"


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda catalogue: catalogue.app)
def test_the_catalogue_of_the_app_is_complete(catalogue: Catalogue) -> None:
    assert catalogue.lacking() == [], "run script/messages and translate what it lists"


def test_a_text_has_the_same_translation_in_every_app() -> None:
    """Django joins the catalogues, so the first app would decide for all."""
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for catalogue in CATALOGUES:
        for text, translation in catalogue.translations().items():
            said[text][translation].append(catalogue.app)

    assert {text: dict(ways) for text, ways in said.items() if len(ways) > 1} == {}
