"""Searching the gazetteer."""

from __future__ import annotations

from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwarden.algorithms.address import BadEntry, BadParams, Entry, Gazetteer, Kind, Params, Part

ROAD = Entry(key=1, kind=Kind.ROAD, road="春晓路", lon=120.0, lat=31.0)
STREET = Entry(key=2, kind=Kind.ROAD, road="清和街", lon=120.1, lat=31.0)
TWELVE = Entry(key=3, kind=Kind.ADDRESS, road="春晓路", number=12, lon=120.01, lat=31.0)
FIFTY = Entry(key=4, kind=Kind.ADDRESS, road="春晓路", number=52, lon=120.05, lat=31.0)
NOODLES = Entry(
    key=5, kind=Kind.PREMISES, name="阿福面馆", road="春晓路", number=18, area="西照村", lon=120.02, lat=31.0
)
CROSSING = Entry(key=6, kind=Kind.CROSSING, road="春晓路", cross_road="清和街", lon=120.03, lat=31.0)
VILLAGE = Entry(key=7, kind=Kind.AREA, area="石桥村", lon=120.5, lat=31.5)
SCHOOL = Entry(key=8, kind=Kind.LANDMARK, name="石桥小学", area="石桥村", lon=120.51, lat=31.5)
ALL = (ROAD, STREET, TWELVE, FIFTY, NOODLES, CROSSING, VILLAGE, SCHOOL)
TOWN = Gazetteer(ALL, common=("江苏省", "无锡市"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("春晓路", ROAD),
        ("春晓路12号", TWELVE),
        ("春晓路十二号", TWELVE),
        ("春小路12号", TWELVE),
        ("晓春路", ROAD),
        ("江苏省无锡市春晓路 12 号附近", TWELVE),
        ("阿福面馆", NOODLES),
        ("阿富面馆，春晓路", NOODLES),
        ("清和街与春晓路交叉口", CROSSING),
        ("清河街", STREET),
        ("石桥村", VILLAGE),
        ("石桥小学门口", SCHOOL),
        ("石乔小学", SCHOOL),
    ],
)
def test_a_place_is_found_although_it_is_spoilt(typed: str, meant: Entry) -> None:
    assert TOWN.search(typed)[0].entry == meant


@pytest.mark.parametrize("typed", ["", "  ，。", "zzz", "飞机", "号", "12号"])
def test_what_names_no_place_finds_none(typed: str) -> None:
    assert TOWN.search(typed) == []


def test_an_empty_gazetteer_finds_nothing() -> None:
    assert Gazetteer(()).search("春晓路") == []


def test_the_order_of_the_parts_does_not_matter() -> None:
    for parts in permutations(("西照村", "春晓路18号", "阿福面馆")):
        assert TOWN.search("".join(parts))[0].entry == NOODLES


def test_a_hit_says_which_parts_were_recognised_and_in_what() -> None:
    hit = TOWN.search("阿富面馆春晓路")[0]
    assert [(match.part, match.text, match.typed) for match in hit.matches] == [
        (Part.NAME, "阿福面馆", "阿富面馆"),
        (Part.ROAD, "春晓路", "春晓路"),
    ]
    assert hit.matches[0].likeness < hit.matches[1].likeness == 1.0


def test_an_unknown_number_lies_between_its_neighbours_and_says_so() -> None:
    hit = TOWN.search("春晓路35号")[0]
    assert (hit.entry, hit.between) == (ROAD, (18, 52))
    assert 120.02 < hit.lon < 120.05


def test_a_known_number_lies_where_it_is() -> None:
    hit = TOWN.search("春晓路52号")[0]
    assert (hit.lon, hit.between) == (FIFTY.lon, ())


def test_a_number_far_from_all_known_ones_is_not_guessed() -> None:
    hit = next(hit for hit in TOWN.search("春晓路900号") if hit.entry == ROAD)
    assert (hit.lon, hit.between) == (ROAD.lon, ())


def test_a_number_a_little_beyond_the_last_known_one_lies_there() -> None:
    hit = next(hit for hit in TOWN.search("春晓路60号") if hit.entry == ROAD)
    assert (hit.lon, hit.between) == (FIFTY.lon, (52,))


@given(typed=st.text(alphabet="春晓路清和街石桥村小学阿福面馆与号12附近往东50米，", max_size=40))
@settings(max_examples=150, deadline=None)
def test_scores_are_shares_that_only_fall(typed: str) -> None:
    hits = TOWN.search(typed)
    scores = [hit.score for hit in hits]
    assert all(0 <= score <= 1 for score in scores)
    assert all(later <= earlier + 1e-4 for earlier, later in pairwise(scores))
    assert hits == TOWN.search(typed)


@given(typed=st.text(max_size=300))
@settings(max_examples=80, deadline=None)
def test_nothing_that_can_be_typed_breaks_it(typed: str) -> None:
    assert len(TOWN.search(typed)) <= Params().limit


@given(at=st.integers(0, 2), stranger=st.sampled_from("龙虎凤马牛"))
def test_one_wrong_character_still_finds_the_shop(at: int, stranger: str) -> None:
    name = "阿福面馆"
    assert TOWN.search(name[:at] + stranger + name[at + 1 :] + "春晓路18号")[0].entry == NOODLES


def test_no_more_hits_than_asked_for() -> None:
    assert len(TOWN.search("春晓路", Params(limit=2))) == 2


@pytest.mark.parametrize("bad", [{"limit": 0}, {"limit": 100}, {"least_score": 1.5}, {"explained": -0.1}])
def test_bad_parameters_are_refused(bad: dict[str, float]) -> None:
    with pytest.raises(BadParams):
        Params(**bad)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "bad",
    [{"road": ""}, {"lon": float("nan")}, {"lat": float("inf")}, {"number": -1}],
    ids=["no name", "lon", "lat", "-1"],
)
def test_a_place_without_name_or_coordinates_is_refused(bad: dict[str, object]) -> None:
    with pytest.raises(BadEntry):
        Entry(**({"key": 1, "kind": Kind.ROAD, "road": "春晓路", "lon": 1.0, "lat": 1.0} | bad))  # type: ignore[arg-type]


def test_labels_read_as_one_writes_them() -> None:
    assert [entry.label for entry in (TWELVE, NOODLES, CROSSING)] == [
        "春晓路12号",
        "西照村春晓路18号阿福面馆",
        "春晓路与清和街路口",
    ]
