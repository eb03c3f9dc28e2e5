"""Points of interest: what a map or a list calls a place that people name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from gridwarden.algorithms.address.reading import read
from gridwarden.grids.domain.drafting import LONG_NAME_LENGTH, Row, each, refuse_duplicates
from gridwarden.grids.domain.drafts import PointDraft
from gridwarden.grids.domain.kinds import PointKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gridwarden.grids.domain.features import Feature

_KEY_LENGTH = 80
#: House numbers beyond are misread postcodes.
_LARGEST_NUMBER = 99_999
#: Which values of OpenStreetMap's keys mean what; "" is any other value of the key. Looked up in this order.
_MEANING: dict[str, dict[str, PointKind]] = {
    "amenity": {
        **dict.fromkeys(("school", "kindergarten", "college", "university", "training"), PointKind.EDUCATION),
        **dict.fromkeys(("hospital", "clinic", "doctors", "pharmacy", "dentist", "nursing_home"), PointKind.HEALTH),
        **dict.fromkeys(("townhall", "courthouse", "police", "fire_station", "community_centre"), PointKind.OFFICE),
        **dict.fromkeys(("restaurant", "fast_food", "cafe", "food_court", "bar", "pub"), PointKind.FOOD),
        **dict.fromkeys(("library", "theatre", "cinema", "arts_centre", "place_of_worship"), PointKind.CULTURE),
        **dict.fromkeys(("bus_station", "ferry_terminal", "fuel", "parking", "taxi"), PointKind.TRANSPORT),
        "marketplace": PointKind.SHOPPING,
        "": PointKind.SERVICE,
    },
    "shop": {"": PointKind.SHOPPING},
    "tourism": {
        **dict.fromkeys(("hotel", "hostel", "guest_house", "motel"), PointKind.LODGING),
        **dict.fromkeys(("museum", "gallery"), PointKind.CULTURE),
        "": PointKind.LEISURE,
    },
    "leisure": {"": PointKind.LEISURE},
    "office": {"": PointKind.OFFICE},
    "healthcare": {"": PointKind.HEALTH},
    "public_transport": {"": PointKind.TRANSPORT},
    "railway": {**dict.fromkeys(("station", "halt"), PointKind.TRANSPORT)},
    "historic": {"": PointKind.CULTURE},
    "place": {"square": PointKind.LEISURE},
}
#: The keys by which a map tells a point of interest.
OSM_KEYS = tuple(_MEANING)
#: Chinese words of a list for each kind, as they head the columns of a bureau's tables.
_KIND_WORDS = {
    "学校": PointKind.EDUCATION,
    "教育": PointKind.EDUCATION,
    "医院": PointKind.HEALTH,
    "医疗": PointKind.HEALTH,
    "机关": PointKind.OFFICE,
    "单位": PointKind.OFFICE,
    "商业": PointKind.SHOPPING,
    "市场": PointKind.SHOPPING,
    "餐饮": PointKind.FOOD,
    "住宿": PointKind.LODGING,
    "文化": PointKind.CULTURE,
    "休闲": PointKind.LEISURE,
    "公园": PointKind.LEISURE,
    "交通": PointKind.TRANSPORT,
    "服务": PointKind.SERVICE,
    "其他": PointKind.OTHER,
}


def kind_of(tags: Mapping[str, str]) -> PointKind | None:
    """Return what OpenStreetMap's tags call a point, or None for what nobody goes to."""
    for key, values in _MEANING.items():
        value = tags.get(key)
        if value and value != "no" and (kind := values.get(value, values.get(""))):
            return kind
    return None


def points_from(features: Sequence[Feature]) -> list[PointDraft]:
    """Return the points of a list: ``name``, ``kind`` (``other`` unless said), ``address``, and where each lies."""
    drafts = each(features, _point)
    refuse_duplicates(features, [draft.source_key for draft in drafts], "name")
    return drafts


def address_of(text: str) -> tuple[str, int]:
    """Return the road and the house number that an address names; empty and 0 where it names none."""
    address = read(text)
    number = address.number if 0 < address.number <= _LARGEST_NUMBER else 0
    return address.text[:LONG_NAME_LENGTH], number


def _point(row: Row) -> PointDraft:
    name = row.text("name", "名称", limit=LONG_NAME_LENGTH)
    road, number = address_of(row.text("address", "地址", limit=LONG_NAME_LENGTH, needed=False))
    point = row.point()
    return PointDraft(
        source_key=row.feature.key or key_of(name, *shapely.bounds(point)[:2].tolist()),
        name=name,
        kind=_kind(row),
        geometry=point,
        road=road,
        number=number,
    )


def _kind(row: Row) -> PointKind:
    word = row.feature.word("kind", "类别", "类型")
    return _KIND_WORDS.get(word) or row.one_of(PointKind, "kind", "类别", "类型", otherwise=PointKind.OTHER)


def key_of(name: str, lon: float, lat: float) -> str:
    """Return the key of a point whose source gives it none: its name, and where it lies to a metre."""
    where = f"@{lon:.5f},{lat:.5f}"
    return name[: _KEY_LENGTH - len(where)] + where


def centre(shape: shapely.geometry.base.BaseGeometry) -> shapely.geometry.base.BaseGeometry:
    """Return the point by which an area is named: within it even where it is bent."""
    return shape if shape.geom_type == "Point" else shapely.point_on_surface(shape)
