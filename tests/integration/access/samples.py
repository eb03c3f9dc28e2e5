"""The smallest request that an operation of the API takes, made from its own description."""

from __future__ import annotations

import re
from typing import Any

#: Words that fit the patterns of the document.
FORMATS = {
    "uuid": "00000000-0000-4000-8000-000000000000", "date": "2026-01-01", "time": "08:00:00",
    "date-time": "2026-01-01T08:00:00+08:00",
}  # fmt: skip
#: The number of nothing that there is: which numbers are taken depends on what was made before.
NOTHING = 987654321
FITTING = ("2026-01-01", "2026-01", "x", "1", "08:00", "320206", "A01")


def filled(schema: dict[str, Any], known: dict[str, Any]) -> Any:
    """Return the smallest value of ``schema``; ``known`` are the schemas that it may refer to."""
    if ref := schema.get("$ref"):
        return filled(known[ref.rsplit("/", 1)[-1]], known)
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return filled(schema[several][0], known)
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    makers = {"object": _object, "array": _array, "integer": _number, "number": _number, "string": _text}
    maker = makers.get(schema.get("type", ""))
    return maker(schema, known) if maker else False


def named(name: str, schema: dict[str, Any], known: dict[str, Any]) -> Any:
    """Return the smallest value of ``schema`` under ``name``; what names something names nothing that there is."""
    if name.endswith("_id") and schema.get("type") == "integer":
        return NOTHING
    return filled(schema, known)


def _object(schema: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    return {name: named(name, schema["properties"][name], known) for name in schema.get("required", [])}


def _array(schema: dict[str, Any], known: dict[str, Any]) -> list[Any]:
    return [filled(schema["items"], known)] * schema.get("minItems", 0)


def _number(schema: dict[str, Any], _known: dict[str, Any]) -> Any:
    return max(schema.get("minimum", 0), schema.get("exclusiveMinimum", -1) + 1)


def _text(schema: dict[str, Any], _known: dict[str, Any]) -> str:
    if found := FORMATS.get(schema.get("format", "")):
        return found
    if pattern := schema.get("pattern"):
        return next((word for word in FITTING if re.search(pattern, word)), "x")
    return "x" * max(1, schema.get("minLength", 1))
