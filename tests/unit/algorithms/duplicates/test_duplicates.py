"""Comparing matters, and finding them among many."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwarden.algorithms.duplicates import BadMatter, BadParams, Matter, Params, Register, compare
from gridwarden.algorithms.duplicates.solve import photo_distance, ranked, text_likeness

DAY_S = 86_400
#: About 11 m of latitude.
STEP = 0.0001
BIN = Matter(1, 120.0, 31.0, 0.0, 2, "垃圾桶满了没人收", (0b1111,))
AGAIN = Matter(2, 120.0, 31.0 + STEP, DAY_S, 2, "垃圾桶满出来没人收，请处理")

matters = st.builds(
    Matter,
    key=st.integers(1, 10_000),
    lon=st.floats(119.999, 120.001),
    lat=st.floats(30.999, 31.001),
    at_s=st.floats(0, 30 * DAY_S),
    sort=st.integers(0, 2),
    text=st.text(alphabet="垃圾桶满了路灯不亮1，", max_size=12),
    prints=st.lists(st.integers(0, 2**64 - 1), max_size=2).map(tuple),
)


def test_the_same_matter_told_again_is_found_with_its_reasons() -> None:
    found = compare(AGAIN, BIN)
    assert found is not None
    assert found.score > Params().least_score
    assert found.distance_m == pytest.approx(11.1, abs=0.2)
    assert (found.days, found.same_sort, found.photo_bits) == (1.0, True, None)
    assert found.text > 0.5


@pytest.mark.parametrize(
    "other",
    [
        replace(AGAIN, sort=3),
        replace(AGAIN, lat=31.0 + 5 * STEP),
        replace(AGAIN, at_s=15.0 * DAY_S),
    ],
    ids=["another kind", "out of reach", "too long ago"],
)
def test_what_cannot_be_the_same_is_excluded(other: Matter) -> None:
    assert compare(other, BIN) is None


def test_a_photo_makes_up_for_other_words() -> None:
    silent = replace(AGAIN, text="请来看看")
    told, shown = compare(silent, BIN), compare(replace(silent, prints=(0b0111,)), BIN)
    assert told is not None
    assert shown is not None
    assert shown.score > told.score
    assert shown.photo_bits == 1


def test_another_photo_is_no_reason() -> None:
    found = compare(replace(AGAIN, prints=(2**64 - 1,)), BIN)
    assert found is not None
    assert found.photo_bits is None


def test_an_unknown_kind_lowers_the_score() -> None:
    sure, unsure = compare(AGAIN, BIN), compare(replace(AGAIN, sort=0), BIN)
    assert sure is not None
    assert unsure is not None
    assert unsure.score < sure.score
    assert not unsure.same_sort


@given(matters, matters)
def test_comparing_is_symmetric_and_a_share(one: Matter, other: Matter) -> None:
    there, back = compare(one, other), compare(other, one)
    assert (there is None) == (back is None)
    if there and back:
        assert there.score == pytest.approx(back.score)
        assert 0 <= there.score <= 1
        assert there.distance_m <= Params().reach_m
        assert there.days <= Params().days


@given(st.lists(matters, max_size=30, unique_by=lambda matter: matter.key), matters)
@settings(max_examples=80, deadline=None)
def test_a_register_finds_what_comparing_with_all_finds(known: list[Matter], asked: Matter) -> None:
    asked = replace(asked, key=0)
    params = Params(least_score=0.2, limit=50)
    assert Register(known).find(asked, params) == ranked(asked, known, params)


def test_a_matter_is_no_duplicate_of_itself() -> None:
    assert Register([BIN]).find(BIN) == []


def test_an_empty_register_finds_nothing() -> None:
    assert Register([]).find(BIN) == []


def test_no_more_than_the_limit_are_told() -> None:
    known = [replace(BIN, key=key) for key in range(2, 20)]
    assert len(Register(known).find(BIN, Params(limit=3))) == 3


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("垃圾桶满了", "垃圾桶满了", 1, 1),
        ("垃圾桶满了", "路灯不亮", 0, 0),
        ("", "路灯", 0, 0),
        ("路灯12号", "路灯 34 号", 1, 1),
    ],
)
def test_texts_are_alike_by_their_pairs(one: str, other: str, least: float, most: float) -> None:
    assert least <= text_likeness(one, other) <= most


def test_photos_without_counterpart_have_no_distance() -> None:
    assert photo_distance((), (1,)) is None
    assert photo_distance((1,), ()) is None
    assert photo_distance((1, 8), (9,)) == 1


@pytest.mark.parametrize("signed", [-1, -(2**63)])
def test_fingerprints_may_be_stored_with_a_sign(signed: int) -> None:
    assert photo_distance((signed,), (signed & (2**64 - 1),)) == 0


@pytest.mark.parametrize(
    "bad",
    [{"reach_m": 0}, {"reach_m": 9e9}, {"days": 0}, {"limit": 0}, {"least_score": 2}, {"photo_bits": 65}, {"near": -1}],
)
def test_bad_parameters_are_refused(bad: dict[str, float]) -> None:
    with pytest.raises(BadParams):
        Params(**bad)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["lon", "lat", "at_s"])
def test_a_matter_without_place_or_time_is_refused(name: str) -> None:
    with pytest.raises(BadMatter):
        replace(BIN, **{name: float("nan")})
