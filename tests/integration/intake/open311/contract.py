"""Hold every answer against the schemas in ``docs/open311``, in both forms, and read both as the same thing."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from xml.etree import ElementTree as ET

import jsonschema_rs
import xmlschema
from django.test import Client

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from django.http import HttpResponse


class Program(Client):
    """A client that names the district in every question."""

    jurisdiction = ""

    def ask(self, path: str, **query: str) -> HttpResponse:
        named = {"jurisdiction_id": self.jurisdiction, **query}
        return cast("HttpResponse", self.get(f"/open311/v2/{path}", named))


_FOLDER = Path(__file__).parents[4] / "docs" / "open311"
_LISTS = {"services", "service_requests", "errors", "attributes", "values", "endpoints", "formats"}
TYPES = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}


@cache
def _json_schema(kind: str) -> Any:
    whole = json.loads((_FOLDER / "georeport.json").read_text())
    return jsonschema_rs.validator_for(
        {"$schema": whole["$schema"], "$defs": whole["$defs"], "$ref": f"#/$defs/{kind}"}
    )


@cache
def _xml_schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(_FOLDER / "georeport.xsd"))


def read(answer: HttpResponse, kind: str, form: str) -> Any:
    """Return what a valid answer says; XML as the JSON of which it is the image, all values as texts."""
    assert answer["Content-Type"] == TYPES[form]
    if form == "json":
        said = json.loads(answer.content)
        _json_schema(kind).validate(said)
        return said
    content = answer.content.decode()
    assert content.startswith('<?xml version="1.0" encoding="utf-8"?>')
    _xml_schema().validate(content)
    return _image(ET.fromstring(content))  # noqa: S314 - our own answer


def _image(element: Element) -> Any:
    if element.tag in _LISTS:
        return [_image(child) for child in element]
    if len(element):
        return {child.tag: _image(child) for child in element}
    return element.text


def as_texts(said: Any) -> Any:
    """Return a JSON answer as its XML would read."""
    match said:
        case dict():
            return {name: as_texts(value) for name, value in said.items()}
        case list():
            return [as_texts(value) for value in said]
        case bool():
            return "true" if said else "false"
        case None | "":
            return None
        case _:
            return str(said)


def both(client: Program, path: str, kind: str, *, expect: int = 200, **query: str) -> Any:
    """Ask in both forms, hold both against their schemas and each other, and return the JSON."""
    said = {}
    for form in ("json", "xml"):
        answer = client.ask(f"{path}.{form}", **query)
        assert answer.status_code == expect, answer.content.decode()
        said[form] = read(answer, kind, form)
    assert as_texts(said["json"]) == said["xml"]
    return said["json"]
