"""From the words of a settings file to ``DesignParams``; a key that means nothing is refused, not ignored."""

from __future__ import annotations

import dataclasses
from datetime import date
from enum import StrEnum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from gridwarden.algorithms.partition import BadParams
from gridwarden.grids.domain.design import params
from gridwarden.grids.domain.design.checks import BadDesignParams
from gridwarden.grids.domain.kinds import ControlLevel

#: Names that stand in annotations only.
_NAMES = {"date": date, "ControlLevel": ControlLevel}


def params_from(document: object) -> params.DesignParams:
    """Return the settings that a document of nested words and numbers gives; what it leaves out keeps its default."""
    try:
        read: params.DesignParams = _record(params.DesignParams, document, "params")
    except BadParams as refusal:
        raise BadDesignParams(f"weights: {refusal.message}") from None
    return read


def _record(kind: type[Any], document: object, where: str) -> Any:
    if not isinstance(document, dict):
        raise BadDesignParams(f"{where} must be an object with named values, not {_shown(document)}.")
    hints = get_type_hints(kind, localns=_NAMES)
    known = [one.name for one in dataclasses.fields(kind)]
    for key in document:
        if key not in known:
            raise BadDesignParams(f"{where}: there is no setting {key!r}; known are {', '.join(known)}.")
    values = {key: _value(hints[key], value, f"{where}.{key}") for key, value in document.items()}
    missing = [
        one.name
        for one in dataclasses.fields(kind)
        if one.name not in values and one.default is one.default_factory is dataclasses.MISSING
    ]
    if missing:
        raise BadDesignParams(f"{where}: {', '.join(missing)} must be given.")
    return kind(**values)


def _value(hint: Any, value: object, where: str) -> Any:
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise BadDesignParams(f"{where} must be a list, not {_shown(value)}.")
        return tuple(_value(get_args(hint)[0], one, f"{where}[{number}]") for number, one in enumerate(value))
    if get_origin(hint) in {Union, UnionType}:
        return None if value is None else _value(get_args(hint)[0], value, where)
    if dataclasses.is_dataclass(hint):
        return _record(hint, value, where)  # type: ignore[arg-type]
    return _plain(hint, value, where)


def _plain(hint: Any, value: object, where: str) -> Any:
    if hint is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if hint is int and isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and hint not in {float, int}:
        return _word(hint, value, where)
    wanted = {float: "a number", int: "a whole number"}.get(hint, "a text")
    raise BadDesignParams(f"{where} must be {wanted}, not {_shown(value)}.")


def _word(hint: Any, value: str, where: str) -> Any:
    if hint is str:
        return value
    try:
        return date.fromisoformat(value) if hint is date else hint(value)
    except ValueError:
        known = ", ".join(hint) if issubclass(hint, StrEnum) else "a day such as 2026-01-31"
        raise BadDesignParams(f"{where}: {value!r} is not known; wanted is {known}.") from None


def _shown(value: object) -> str:
    return repr(value)[:60]
