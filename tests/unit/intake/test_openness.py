"""How late and how coarsely, and who is blocked: pure rules."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwarden.cases.domain.states import CaseState
from gridwarden.intake.domain.blocking import is_within, plain_net, plain_phone, plain_text
from gridwarden.intake.domain.openness import Openness, coarsen
from gridwarden.intake.domain.progress import STATION_OF, Mark, Station, way

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LONS, LATS = st.floats(73, 135), st.floats(18, 54)
SIDES = st.sampled_from([20, 100, 500, 2000])


def metres(lon: float, lat: float, other: tuple[float, float]) -> tuple[float, float]:
    return abs(lon - other[0]) * 111_320 * math.cos(math.radians(lat)), abs(lat - other[1]) * 111_320


@given(LONS, LATS, SIDES)
def test_a_place_moves_by_at_most_half_a_side(lon: float, lat: float, side: float) -> None:
    east, north = metres(lon, lat, coarsen(lon, lat, side))
    assert north <= side / 2 + 0.01
    assert east <= side / 2 * 1.01 + 0.01


@given(LONS, LATS, SIDES)
def test_all_places_of_a_square_are_told_as_one(lon: float, lat: float, side: float) -> None:
    middle = coarsen(lon, lat, side)
    again = coarsen(*middle, side)
    assert again == pytest.approx(middle, abs=1e-9)


def test_the_public_learns_after_the_delay() -> None:
    assert Openness(delay_h=24).shown_until(NOW) == NOW - timedelta(days=1)


@pytest.mark.parametrize(("days", "reopened", "may"), [(0, 0, True), (15, 1, True), (15.01, 0, False), (1, 2, False)])
def test_reopening_has_days_and_times(days: float, reopened: int, may: bool) -> None:  # noqa: FBT001 - a table
    closed = NOW - timedelta(days=days)
    assert Openness(reopen_days=15, reopen_times=2).may_reopen(closed_at=closed, reopened=reopened, now=NOW) is may


@pytest.mark.parametrize("written", ["13800005678", "138 0000 5678", "+86-138-0000-5678", "１３８００００５６７８"])
def test_a_telephone_is_one_however_it_is_written(written: str) -> None:
    assert plain_phone(written) == "13800005678"


@pytest.mark.parametrize("written", ["加微信", "加 微 信", "加\u200b微\u2060信", "加\n微信"])
def test_a_phrase_is_found_through_what_hides_it(written: str) -> None:
    assert plain_text("加微信") in plain_text(f"请{written}领取")


def test_nets_hold_their_addresses() -> None:
    assert plain_net(" 203.0.113.9/24 ") == "203.0.113.0/24"
    assert is_within("203.0.113.200", "203.0.113.0/24")
    assert not is_within("203.0.114.1", "203.0.113.0/24")
    assert not is_within("2001:db8::1", "203.0.113.0/24")
    assert not is_within("nobody", "203.0.113.0/24")
    with pytest.raises(ValueError, match="nowhere"):
        plain_net("nowhere")


def test_every_state_has_its_station() -> None:
    assert set(STATION_OF) == set(CaseState)


@pytest.mark.parametrize("state", list(CaseState))
def test_a_way_has_no_gap(state: CaseState) -> None:
    marks = [stop.mark for stop in way(state, {})]
    ranks = [list(Mark).index(mark) for mark in marks]
    assert ranks == sorted(ranks)
    assert marks.count(Mark.HERE) == (0 if state is CaseState.CLOSED else 1)


def test_stations_ahead_have_no_moment_even_if_one_is_known() -> None:
    """A reopened case was handled once; it is not handled now."""
    stops = {stop.station: stop for stop in way(CaseState.REGISTERED, dict.fromkeys(Station, NOW))}
    assert stops[Station.DONE].at is None
    assert stops[Station.RECEIVED].at == NOW


def test_what_is_not_taken_up_has_two_stations() -> None:
    assert [stop.station for stop in way(CaseState.REFUSED, {})] == [Station.RECEIVED, Station.NOT_TAKEN_UP]
