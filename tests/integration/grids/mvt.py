"""Just enough of a decoder of Mapbox vector tiles (version 2) to read what the database encoded."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

Fields = Iterator[tuple[int, Any]]


def decode(tile: bytes, *, geometry: bool = False) -> dict[str, list[dict[str, Any]]]:
    """Return the properties of every feature by layer, with the corners in tile units if asked for."""
    layers = {}
    for _, layer in _fields(tile):
        name, features = _layer(bytes(layer), geometry=geometry)
        layers[name] = features
    return layers


def _layer(content: bytes, *, geometry: bool) -> tuple[str, list[dict[str, Any]]]:
    name, keys, values, features = "", [], [], []
    for number, value in _fields(content):
        if number == 1:
            name = value.decode()
        elif number == 2:
            features.append(dict(_fields(value)))
        elif number == 3:
            keys.append(value.decode())
        elif number == 4:
            values.append(_value(value))
    return name, [_feature(each, keys, values, geometry=geometry) for each in features]


def _feature(fields: dict[int, Any], keys: list[str], values: list[Any], *, geometry: bool) -> dict[str, Any]:
    tags = _varints(fields.get(2, b""))
    properties = {keys[key]: values[value] for key, value in zip(tags[::2], tags[1::2], strict=True)}
    return {**properties, "geometry": _corners(_varints(fields[4]))} if geometry else properties


def _corners(commands: list[int]) -> list[tuple[int, int]]:
    corners, x, y, at = [], 0, 0, 0
    while at < len(commands):
        command, count = commands[at] & 7, commands[at] >> 3
        at += 1
        for _ in range(count if command in {1, 2} else 0):
            x, y = x + _zigzag(commands[at]), y + _zigzag(commands[at + 1])
            corners.append((x, y))
            at += 2
    return corners


def _zigzag(number: int) -> int:
    return (number >> 1) ^ -(number & 1)


def _value(content: bytes) -> Any:
    number, value = next(_fields(content))
    if number == 1:
        return value.decode()
    if number == 3:
        return struct.unpack("<d", value)[0]
    return _zigzag(value) if number == 6 else value


def _fields(content: bytes) -> Fields:
    at = 0
    while at < len(content):
        key, at = _varint(content, at)
        number, kind = key >> 3, key & 7
        if kind == 0:
            value, at = _varint(content, at)
            yield number, value
        else:
            length, at = (8, at) if kind == 1 else (4, at) if kind == 5 else _varint(content, at)
            yield number, content[at : at + length]
            at += length


def _varints(content: bytes) -> list[int]:
    numbers, at = [], 0
    while at < len(content):
        number, at = _varint(content, at)
        numbers.append(number)
    return numbers


def _varint(content: bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while True:
        byte = content[at]
        at += 1
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return number, at
