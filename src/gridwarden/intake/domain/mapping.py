"""How the columns of somebody else's case export become ours: a mapping, written as TOML.

A mapping names the columns, the formats and zone of its moments, the coordinate system, the points
that a geocoder gives when it has found nothing, and rules from categories to the inspection menu.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gridwarden.algorithms.geodesy import Crs
from gridwarden.platform.refusals import Invalid

if TYPE_CHECKING:
    from pathlib import Path

#: Columns without which a row says nothing.
REQUIRED_COLUMNS = frozenset({"external_id", "opened_at", "longitude", "latitude", "category"})
#: Every column that a mapping may name.
KNOWN_COLUMNS = REQUIRED_COLUMNS | {"due_at", "closed_at", "status", "address", "text", "source"}


class BadMapping(Invalid):
    """The mapping file cannot be used as it stands."""

    code = "bad_mapping"


@dataclass(frozen=True, slots=True)
class ItemRule:
    """Categories that match ``pattern`` are ``condition`` of item ``item`` of the menu."""

    pattern: re.Pattern[str]
    item: int
    condition: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """A checked mapping. ``columns`` maps our field to the export's columns, joined by a space."""

    system: str
    columns: dict[str, tuple[str, ...]]
    time_formats: tuple[str, ...]
    zone: ZoneInfo
    items: tuple[ItemRule, ...]
    #: Categories that are no city-management business: left out on purpose and counted, not refused.
    leave_out: tuple[re.Pattern[str], ...] = ()
    encoding: str = "utf-8-sig"
    delimiter: str = ","
    crs: Crs = Crs.WGS84
    #: (lon, lat) pairs that stand for "not found", compared within ``default_point_tolerance_deg``.
    default_points: tuple[tuple[float, float], ...] = ()
    default_point_tolerance_deg: float = 1e-6
    closed_words: frozenset[str] = frozenset()
    open_words: frozenset[str] = frozenset()
    sources: dict[str, str] = field(default_factory=dict)
    default_source: str = "transfer"

    def needed_columns(self) -> frozenset[str]:
        """Return the names of the export's columns that this mapping reads."""
        return frozenset(name for names in self.columns.values() for name in names)


def load(path: Path) -> Mapping:
    """Read and check a mapping file; raise ``BadMapping`` naming the key at fault."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadMapping(f"{path.name} is not TOML: {error}") from error
    return parse(raw)


def parse(raw: dict[str, Any]) -> Mapping:
    """Check a mapping's values; raise ``BadMapping`` naming the key at fault."""
    time, place, status = (raw.get(name, {}) for name in ("time", "place", "status"))
    file = raw.get("file", {})
    return Mapping(
        system=_text(raw, "system"),
        columns=_columns(raw.get("columns", {})),
        time_formats=tuple(time.get("formats", ())) or _refuse("time.formats", "names no format"),
        zone=_zone(time.get("zone", "")),
        items=_items(raw.get("items", [])),
        leave_out=tuple(_pattern(f"leave_out[{n}]", text) for n, text in enumerate(raw.get("leave_out", ()), start=1)),
        encoding=_encoding(file.get("encoding", "utf-8-sig")),
        delimiter=_delimiter(file.get("delimiter", ",")),
        crs=_crs(place.get("crs", Crs.WGS84)),
        default_points=tuple((float(lon), float(lat)) for lon, lat in place.get("default_points", ())),
        closed_words=frozenset(word.casefold() for word in status.get("closed", ())),
        open_words=frozenset(word.casefold() for word in status.get("open", ())),
        sources={word.casefold(): source for word, source in raw.get("sources", {}).items() if word != "default"},
        default_source=raw.get("sources", {}).get("default", "transfer"),
    )


def _refuse(key: str, why: str) -> Any:
    raise BadMapping(f"{key} {why}.", **{key.replace(".", "_"): why})


def _text(raw: dict[str, Any], key: str) -> str:
    value = raw.get(key)
    return value if isinstance(value, str) and value else _refuse(key, "is missing")


def _columns(raw: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    if unknown := sorted(raw.keys() - KNOWN_COLUMNS):
        _refuse(f"columns.{unknown[0]}", f"is unknown; known are {', '.join(sorted(KNOWN_COLUMNS))}")
    if missing := sorted(REQUIRED_COLUMNS - raw.keys()):
        _refuse(f"columns.{missing[0]}", "is missing")
    return {key: (names,) if isinstance(names, str) else tuple(names) for key, names in raw.items()}


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        zone: ZoneInfo = _refuse("time.zone", f"is not a time zone: {name!r}")
        return zone


def _encoding(name: Any) -> str:
    try:
        # A codec between bytes and bytes, such as base64, is none.
        "a".encode(name)
    except (LookupError, TypeError, ValueError):
        _refuse("file.encoding", f"is not an encoding: {name!r}")
    return str(name)


def _delimiter(sign: Any) -> str:
    is_one = isinstance(sign, str) and len(sign) == 1 and sign not in '"\r\n'
    return sign if is_one else str(_refuse("file.delimiter", "is not one character"))


def _crs(name: str) -> Crs:
    try:
        return Crs(name)
    except ValueError:
        crs: Crs = _refuse("place.crs", f"is not one of {', '.join(Crs)}")
        return crs


def _items(raw: list[dict[str, Any]]) -> tuple[ItemRule, ...]:
    if not raw:
        _refuse("items", "holds no rule")
    return tuple(_item(number, rule) for number, rule in enumerate(raw, start=1))


def _pattern(key: str, text: str) -> re.Pattern[str]:
    try:
        return re.compile(text, re.IGNORECASE)
    except re.error as error:
        pattern: re.Pattern[str] = _refuse(key, f"is not a pattern: {error}")
        return pattern


def _item(number: int, rule: dict[str, Any]) -> ItemRule:
    try:
        pattern = re.compile(rule["match"], re.IGNORECASE)
        return ItemRule(pattern, int(rule["item"]), int(rule.get("condition", 1)))
    except (KeyError, ValueError, re.error) as error:
        refused: ItemRule = _refuse(f"items[{number}]", f"cannot be used: {error!r}")
        return refused
