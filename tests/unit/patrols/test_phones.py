"""What tracking apps send."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwarden.patrols.domain.fixes import FixFlag
from gridwarden.patrols.domain.phones import ReportUnreadable, from_json, from_query

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
THEN = datetime(2026, 3, 2, 0, 59, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "timestamp",
    ["1772413170", "1772413170000", "2026-03-02T00:59:30Z", "2026-03-02 00:59:30", "2026-03-02T08:59:30+08:00"],
)
def test_moments_are_read_in_every_form_that_apps_write(timestamp: str) -> None:
    fix = from_query(7, {"lat": "31.5", "lon": "120.3", "timestamp": timestamp}, NOW)
    assert fix is not None
    assert (fix.device_id, fix.at, fix.lat, fix.lon) == (7, THEN, 31.5, 120.3)


def test_the_query_tells_knots_and_what_is_missing_is_not_made_up() -> None:
    said = {"location": "31.5,120.3", "speed": "10", "bearing": "359.7", "altitude": "12.4", "accuracy": "8"}
    fix = from_query(1, said, NOW)
    assert fix is not None
    assert (round(fix.speed_kmh, 2), fix.course_deg, fix.altitude_m, fix.accuracy_m, fix.at) == (18.52, 0, 12, 8.0, NOW)
    bare = from_query(1, {"lat": "31.5", "lon": "120.3"}, NOW)
    assert bare is not None
    assert bare.accuracy_m is None
    assert from_query(1, {"id": "1", "wifi": "00-14-22"}, NOW) is None


def test_traccars_json_tells_metres_a_second_and_made_up_places() -> None:
    coords = {"latitude": 31.5, "longitude": 120.3, "accuracy": 5, "speed": 10, "heading": -1, "altitude": None}
    location = {"timestamp": "2026-03-02T00:59:30.500Z", "coords": coords, "mock": True}
    fix = from_json(1, json.dumps({"device_id": "x", "location": location}).encode(), NOW)
    assert fix is not None
    assert (fix.speed_kmh, fix.flags) == (36.0, FixFlag.FIXED | FixFlag.MOCKED)
    coords["speed"] = -1
    unknown = from_json(1, json.dumps({"location": location}).encode(), NOW)
    assert unknown is not None
    assert unknown.speed_kmh == 0


def test_owntracks_tells_kilometres_an_hour_and_other_messages_are_left_alone() -> None:
    said = {"_type": "location", "tst": 1772413170, "lat": 31.5, "lon": 120.3, "acc": 12, "vel": 36, "cog": 90}
    fix = from_json(1, json.dumps(said).encode(), NOW)
    assert fix is not None
    assert (fix.at, fix.speed_kmh, fix.course_deg, fix.accuracy_m) == (THEN, 36, 90, 12)
    assert from_json(1, b'{"_type": "lwt", "tst": 1}', NOW) is None
    assert from_json(1, b'{"hello": 1}', NOW) is None


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"{", "JSON"),
        (b"[1]", "object"),
        (b'{"location": {}}', "coords"),
        (b'{"location": {"coords": {"latitude": "x", "longitude": 1}}}', "latitude"),
        (b'{"_type": "location", "lat": 1}', "lon"),
        (b'{"_type": "location", "lat": 1, "lon": 1, "tst": "soon"}', "timestamp"),
        (b'{"_type": "location", "lat": 1, "lon": 1, "tst": 1e300}', "timestamp"),
        (b'{"_type": "location", "lat": NaN, "lon": 1}', "lat"),
    ],
)
def test_what_cannot_be_read_names_the_field(body: bytes, field: str) -> None:
    with pytest.raises(ReportUnreadable, match=field):
        from_json(1, body, NOW)


_values = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
_json: Any = st.recursive(
    _values,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(["location", "_type", "lat", "lon", "tst", "vel", "acc", "cog", "alt"]), _json))
def test_odd_bodies_are_refused_and_nothing_else(said: dict[str, Any]) -> None:
    said.setdefault("_type", "location")
    with suppress(ReportUnreadable):
        from_json(1, json.dumps(said).encode(), NOW)


@given(
    st.dictionaries(st.sampled_from(["lat", "lon", "timestamp", "speed", "bearing", "accuracy"]), st.text(max_size=12))
)
def test_odd_queries_are_refused_and_nothing_else(said: dict[str, str]) -> None:
    with suppress(ReportUnreadable):
        from_query(1, {"lat": "1", "lon": "2"} | said, NOW)
