"""Words beside an input at fault are read by people: each is in a catalogue."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

import gridwarden
from gridwarden.cases import labels as case_labels
from gridwarden.contracts import labels as contract_labels
from gridwarden.inspections import labels, slip_labels

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOMS = Path(gridwarden.__file__).parent


def field_words(room: str) -> Iterator[str]:
    """Yield what the room's refusals put beside inputs."""
    for path in (*(ROOMS / room / "actions").glob("*.py"), *(ROOMS / room / "domain").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                values = [keyword.value for keyword in node.exc.keywords]
                yield from (str(one.value) for one in values if isinstance(one, ast.Constant))


@pytest.mark.parametrize(
    ("room", "known"),
    [
        ("inspections", (*labels.FIELD_WORDS, *slip_labels.FIELD_WORDS)),
        ("contracts", contract_labels.FIELD_WORDS),
        ("cases", (*case_labels.RULE_FIELD_WORDS, *case_labels.STEP_FIELD_WORDS)),
    ],
)
def test_words_beside_inputs_are_offered_to_the_translators(room: str, known: tuple[object, ...]) -> None:
    written = set(field_words(room))
    assert written, "the search has to find something"
    with translation.override("en"):
        assert written <= {str(word) for word in known}
