"""Messages made up at random, within what the standard allows."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import strategies as st

from gridwarden.patrols.jt808 import Header, Position, Version
from gridwarden.patrols.jt808.positions import SOUTH, WEST
from gridwarden.patrols.jt808.values import BEIJING

versions = st.sampled_from([Version.V2013, Version.V2019])

headers = st.builds(
    Header,
    message_id=st.integers(0, 0xFFFF),
    terminal=st.integers(0, 10**12 - 1).map(str),
    serial=st.integers(0, 0xFFFF),
    version=versions,
    body_bytes=st.just(0),
    encryption=st.integers(0, 7),
    total=st.just(0),
    number=st.just(0),
)

moments = st.integers(0, 100 * 365 * 86_400).map(lambda s: datetime(2000, 1, 1, tzinfo=BEIJING) + timedelta(seconds=s))


def _with_halves(position: Position) -> Position:
    """Set the bits that say south and west as the coordinates have it."""
    halves = (SOUTH if position.lat < 0 else 0) | (WEST if position.lon < 0 else 0)
    return position._replace(status=position.status | halves)


positions = st.builds(
    Position,
    lat=st.integers(-90_000_000, 90_000_000).map(lambda n: n / 1_000_000),
    lon=st.integers(-180_000_000, 180_000_000).map(lambda n: n / 1_000_000),
    time=st.none() | moments,
    speed_kmh=st.integers(0, 0xFFFF).map(lambda n: n / 10),
    course_deg=st.integers(0, 359),
    altitude_m=st.integers(-0x8000, 0x7FFF),
    alarm=st.integers(0, 0xFFFF_FFFF),
    status=st.integers(0, 0xFFFF_FFFF).map(lambda bits: bits & ~(SOUTH | WEST)),
    extras=st.dictionaries(st.integers(0, 255), st.binary(max_size=40), max_size=6),
).map(_with_halves)
