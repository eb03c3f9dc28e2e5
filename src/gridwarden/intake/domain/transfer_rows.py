"""Judge the rows of a hotline's list one by one: each becomes a transfer or a list of reasons."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from gridwarden.intake.domain.rows import LONGEST_ID, RefusedRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from zoneinfo import ZoneInfo

#: Heads under which hotlines write their columns; the first is ours.
HEADS: dict[str, tuple[str, ...]] = {
    "number": ("number", "工单编号", "工单号", "编号", "转办单号"),
    "sender": ("sender", "来源", "热线", "转办单位"),
    "due_at": ("due_at", "办结时限", "截止时间", "回复时限"),
    "text": ("text", "诉求内容", "内容", "问题描述", "反映内容"),
    "name": ("name", "诉求人", "姓名", "来电人"),
    "phone": ("phone", "联系电话", "电话", "来电号码"),
    "address": ("address", "地址", "事发地址", "发生地点"),
    "lon": ("lon", "经度"),
    "lat": ("lat", "纬度"),
    "category": ("category", "诉求分类", "事项", "类别"),
}
#: Without these no row can be taken.
NEEDED = ("number", "text")
#: And one of these: where it is in degrees, or in words.
PLACES = (("lon", "lat"), ("address",))
_FORMATS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d",
)
_LONGEST = {"number": LONGEST_ID, "sender": 40, "text": 2000, "name": 60, "phone": 20, "address": 200, "category": 80}


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferRow:
    """One usable row; degrees as they stand in the file."""

    row: int
    number: str
    sender: str
    due_at: datetime | None
    text: str
    name: str
    phone: str
    address: str
    #: Both empty where only the address tells the place.
    lon: float | None
    lat: float | None
    category: str
    digest: str


def head_of(column: str) -> str:
    """Return the word under which offices know our column."""
    return HEADS[column][1] if column in HEADS else column


def columns_of(heads: Iterable[str]) -> dict[str, str]:
    """Return for each of our columns the head under which the file has it."""
    present = {head.strip().casefold(): head for head in heads if head}
    found = {}
    for name, words in HEADS.items():
        match = next((present[word.casefold()] for word in words if word.casefold() in present), None)
        if match is not None:
            found[name] = match
    return found


def judge(
    rows: Iterable[Mapping[str, str]], columns: Mapping[str, str], *, sender: str, zone: ZoneInfo
) -> tuple[list[TransferRow], list[RefusedRow]]:
    """Return the usable rows and every reason against the others; ``sender`` stands in where a row names none."""
    taken, refused = [], []
    seen: dict[tuple[str, str], int] = {}
    for at, row in enumerate(rows, start=2):
        given = {name: (row.get(head) or "").strip() for name, head in columns.items()}
        if not any(given.values()):
            continue
        given["sender"] = given.get("sender") or sender
        one, faults = _read(at, given, zone)
        first = seen.setdefault((given["sender"], given.get("number", "")), at)
        if given.get("number") and first != at:
            faults.append(("number", f"stands in row {first} already", given["number"]))
        refused += [RefusedRow(at, given.get("number", ""), field, rule, value[:80]) for field, rule, value in faults]
        if one is not None and not faults:
            taken.append(one)
    return taken, refused


_Faults = list[tuple[str, str, str]]


def _read(at: int, given: Mapping[str, str], zone: ZoneInfo) -> tuple[TransferRow | None, _Faults]:
    faults: _Faults = [(name, "is missing", "") for name in ("number", "sender", "text") if not given.get(name)]
    faults += [
        (name, f"is longer than {most} characters", given[name])
        for name, most in _LONGEST.items()
        if len(given.get(name, "")) > most
    ]
    faults += [(name, "holds a NUL", value.replace("\0", "␀")) for name, value in given.items() if "\0" in value]
    is_in_words = bool(given.get("address")) and not given.get("lon") and not given.get("lat")
    lon = None if is_in_words else _degrees("lon", given.get("lon", ""), 180, faults)
    lat = None if is_in_words else _degrees("lat", given.get("lat", ""), 90, faults)
    due_at = _moment(given.get("due_at", ""), zone, faults)
    if faults:
        return None, faults
    digest = hashlib.sha256(json.dumps(dict(given), ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    words = {name: given.get(name, "") for name in _LONGEST}
    return TransferRow(row=at, due_at=due_at, lon=lon, lat=lat, digest=digest, **words), faults


def _degrees(name: str, word: str, most: int, faults: _Faults) -> float | None:
    if not word:
        faults.append((name, "is missing", ""))
        return None
    try:
        degrees = float(word)
    except ValueError:
        faults.append((name, "is not a number", word))
        return None
    if not -most <= degrees <= most:
        faults.append((name, f"lies outside ±{most} degrees", word))
        return None
    return degrees


def _moment(word: str, zone: ZoneInfo, faults: _Faults) -> datetime | None:
    if not word:
        return None
    for form in _FORMATS:
        try:
            return datetime.strptime(word, form).replace(tzinfo=zone)
        except ValueError:
            continue
    faults.append(("due_at", "is not a moment like 2026-03-02 17:00", word))
    return None
