"""Texts with places for values: ``案件 {number} 已派至您单位``."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING

from gridwarden.platform.refusals import Invalid

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

#: What every text may use: the usual sentence, and the address of the page.
EVERYWHERE = ("text", "url")
#: The quieter second line of a notice: only where the message is sealed for its reader on the way.
SEALED = ("detail",)


class TextBroken(Invalid):
    """The braces of a text do not fit."""

    code = "message_text_broken"


class ValueUnknown(Invalid):
    """A text asks for a value that notices of its kind do not give."""

    code = "message_value_unknown"

    def __init__(self, name: str, known: Collection[str]) -> None:
        super().__init__(f"There is no value {{{name}}}; known are {', '.join(sorted(known))}.")
        self.name = name


def values_in(text: str) -> list[str]:
    """Return the names that ``text`` asks for; only plain names are taken, nothing that reaches into a value."""
    try:
        parts = [(name, spec, conversion) for _literal, name, spec, conversion in Formatter().parse(text)]
    except ValueError as error:
        raise TextBroken("Braces come in pairs, with a name between.") from error
    for name, spec, conversion in parts:
        if name is not None and (spec or conversion or not name.isidentifier()):
            raise TextBroken(f"Between braces stands one plain name, not {{{name}}}.")
    return [name for name, _spec, _conversion in parts if name is not None]


def check(text: str, known: Collection[str]) -> None:
    """Refuse a text that could not be filled."""
    for name in values_in(text):
        if name not in known:
            raise ValueUnknown(name, known)


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return ``text`` with its values; a value that one notice lacks leaves its place empty."""
    return "".join(
        literal + (values.get(name, "") if name else "")
        for literal, name, _spec, _conversion in Formatter().parse(text)
    )
