"""What the menu's own wording teaches on the first day, when nobody has confirmed anything.

Every line of the menu says what it is called and under which conditions it counts. People say it differently:
``data/wording.json`` holds, for the national code of each condition, the name of its class in the classification
table and everyday words for it. Together they are the pseudo-documents from which a model starts.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from gridwarden.algorithms.classify import Document

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORDING = Path(__file__).resolve().parent.parent / "data" / "wording.json"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a menu: its label, its name, and the text and code of each condition."""

    label: str
    name: str
    conditions: tuple[tuple[str, str], ...]


def pseudo_documents(lines: Iterable[Line]) -> list[Document]:
    """Return the documents of ``lines``: names, conditions, and the everyday words of their codes."""
    everyday = everyday_words()
    documents = []
    for line in lines:
        codes = dict.fromkeys(code for _, code in line.conditions)
        texts = [line.name, *(text for text, _ in line.conditions)]
        texts += [words for code in codes for words in everyday.get(code, ())]
        documents += [Document(text, line.label) for text in texts if text.strip()]
    return documents


@cache
def everyday_words() -> dict[str, tuple[str, ...]]:
    """Return the names and everyday words of the national codes that we have words for."""
    return {code: tuple(texts) for code, texts in json.loads(_WORDING.read_text(encoding="utf-8")).items()}
