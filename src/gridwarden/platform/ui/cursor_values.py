"""Values of a row as JSON and back, without losing their type."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Callable

_READERS: dict[str, Callable[[str], Any]] = {
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
    "decimal": Decimal,
    "uuid": UUID,
}


def pack(value: Any) -> Any:
    """Return ``value`` as JSON can hold it: itself, or ``[kind, text]``."""
    match value:
        case None:
            raise TypeError("A field that orders a paged list must not be null.")
        case bool() | int() | float() | str():
            return value
        case datetime():
            return ["moment", value.isoformat()]
        case date():
            return ["day", value.isoformat()]
        case Decimal():
            return ["decimal", str(value)]
        case UUID():
            return ["uuid", str(value)]
        case _:
            raise TypeError(f"Cannot order a paged list by {type(value).__name__}.")


def unpack(packed: Any) -> Any:
    """Return what ``pack`` was given."""
    if isinstance(packed, list):
        kind, text = packed
        return _READERS[kind](text)
    return packed
