"""Read GeoJSON; each feature of which something is wrong is named by its row."""

from __future__ import annotations

import json
from typing import Any

import shapely

from gridwarden.grids.domain.faults import Fault, FaultRule, ImportRefused, refuse
from gridwarden.grids.domain.features import Feature

#: Signs of the systems in degrees that a file may declare; which of them it is, the caller says.
_DEGREES = ("CRS84", "4326", "4490")


def read(content: bytes) -> list[Feature]:
    """Return the features of a FeatureCollection, a Feature or a bare geometry."""
    document = _parsed(content)
    members = _members(document)
    features, faults = [], []
    for row, member in enumerate(members, start=1):
        try:
            features.append(_feature(row, member))
        except (shapely.errors.ShapelyError, TypeError, ValueError, AttributeError, KeyError) as error:
            faults.append(Fault(rule=FaultRule.UNREADABLE, row=row, field="geometry", value=str(error)[:200]))
    if faults:
        raise ImportRefused(faults)
    return features


def _parsed(content: bytes) -> dict[str, Any]:
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise refuse(FaultRule.UNREADABLE, value=str(error)[:200], expected="GeoJSON") from None
    if not isinstance(document, dict):
        raise refuse(FaultRule.UNREADABLE, value=type(document).__name__, expected="GeoJSON")
    system = _system(document)
    if system and not any(sign in system for sign in _DEGREES):
        raise refuse(FaultRule.BAD_COORDINATE, field="crs", value=system[:200], expected="degrees")
    return document


def _system(document: dict[str, Any]) -> str:
    """Return the coordinate system that a file of the older form of GeoJSON declares."""
    declared = document.get("crs")
    properties = declared.get("properties") if isinstance(declared, dict) else None
    return str(properties.get("name", "")) if isinstance(properties, dict) else ""


def _members(document: dict[str, Any]) -> list[Any]:
    if document.get("type") == "FeatureCollection" and isinstance(document.get("features"), list):
        return list(document["features"])
    if document.get("type") == "Feature":
        return [document]
    return [{"type": "Feature", "properties": {}, "geometry": document}]


def _feature(row: int, member: dict[str, Any]) -> Feature:
    geometry = member.get("geometry")
    shape = None if geometry is None else shapely.from_geojson(json.dumps(geometry))
    properties = member.get("properties") or {}
    _check_texts(properties)
    key = member.get("id", properties.get("id"))
    return Feature(row, dict(properties), shape, "" if key is None else f"id/{key}"[:80])


def _check_texts(properties: dict[str, Any]) -> None:
    """Raise ``ValueError`` for a text that the database cannot hold: half a character of two, or a NUL."""
    for name, value in properties.items():
        if "\0" in str(value).encode().decode():
            raise ValueError(f"{name!r} holds a NUL")
