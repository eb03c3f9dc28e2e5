"""One answer in two forms: JSON, and the XML of which it is the image."""

from __future__ import annotations

import json
import re
from enum import StrEnum
from typing import TypeAlias
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import HttpResponse

Value: TypeAlias = "str | int | float | bool | list[Fields] | list[str] | None"
Fields: TypeAlias = "dict[str, Value]"

#: No XML may hold these; a text that a program sent may.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: What one element of each list is called.
_SINGULAR = {
    "attributes": "attribute",
    "values": "value",
    "endpoints": "endpoint",
    "formats": "format",
}


class Form(StrEnum):
    """The two forms."""

    XML = "xml"
    JSON = "json"


_TYPES = {Form.XML: "text/xml; charset=utf-8", Form.JSON: "application/json; charset=utf-8"}


def listed(form: Form, root: str, singular: str, rows: list[Fields], *, status: int = 200) -> HttpResponse:
    """Return a list: an array in JSON, ``<root><singular/>…</root>`` in XML."""
    if form is Form.JSON:
        return _json(rows, status)
    top = Element(root)
    for row in rows:
        _fill(SubElement(top, singular), row)
    return _xml(top, status)


def single(form: Form, root: str, fields: Fields) -> HttpResponse:
    """Return one thing."""
    if form is Form.JSON:
        return _json(fields, 200)
    top = Element(root)
    _fill(top, fields)
    return _xml(top, 200)


def _json(said: object, status: int) -> HttpResponse:
    return HttpResponse(json.dumps(said, ensure_ascii=False), status=status, content_type=_TYPES[Form.JSON])


def _xml(top: Element, status: int) -> HttpResponse:
    content = b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(top, encoding="utf-8")
    return HttpResponse(content, status=status, content_type=_TYPES[Form.XML])


def _fill(element: Element, fields: Fields) -> None:
    for name, value in fields.items():
        child = SubElement(element, name)
        if not isinstance(value, list):
            child.text = _text(value)
            continue
        for one in value:
            inner = SubElement(child, _SINGULAR[name])
            if isinstance(one, dict):
                _fill(inner, one)
            else:
                inner.text = _text(one)


def _text(value: str | float | bool | None) -> str | None:  # noqa: FBT001 - a value, not a switch
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return _NO_XML.sub("�", str(value))
