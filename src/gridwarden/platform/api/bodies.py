"""Read JSON bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ninja.parser import Parser

if TYPE_CHECKING:
    from django.http import HttpRequest
    from ninja.types import DictStrAny

#: Neither PostgreSQL's texts nor its JSON hold this character.
_NUL = "\0"


class TextParser(Parser):
    """Refuse, as malformed, a body with a NUL in any of its texts."""

    def parse_body(self, request: HttpRequest) -> DictStrAny:
        """Return what the body says."""
        said = super().parse_body(request)
        if _holds_nul(said):
            raise ValueError("a text holds a NUL")
        return said


def _holds_nul(said: Any) -> bool:
    match said:
        case str():
            return _NUL in said
        case dict():
            return any(_NUL in key or _holds_nul(value) for key, value in said.items())
        case list():
            return any(map(_holds_nul, said))
        case _:
            return False
