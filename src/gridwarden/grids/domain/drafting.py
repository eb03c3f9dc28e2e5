"""From the rows of a file to drafts of the territory; every fault is named, none is repaired in silence."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

import shapely

from gridwarden.grids.domain.drafts import CONTROL_OF, GridDraft, RoadDraft, ZoneDraft
from gridwarden.grids.domain.faults import Fault, FaultRule, ImportRefused
from gridwarden.grids.domain.kinds import GridClass, PatrolMode, RoadGrade, ZoneKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

    from gridwarden.grids.domain.features import Feature

D = TypeVar("D")
W = TypeVar("W", bound=StrEnum)

_AREAS = ("Polygon", "MultiPolygon")
_LINES = ("LineString", "MultiLineString")
_POINTS = ("Point",)
CODE_LENGTH, NAME_LENGTH = 32, 80
LONG_NAME_LENGTH = 120
_COMMUNITY_DIGITS = 12
#: A grade may be given by the control that goes with it: strict is arterial, and so on.
_GRADE_OF_CONTROL = {control.value: grade for grade, control in CONTROL_OF.items()}


def boundary_from(features: Sequence[Feature]) -> BaseGeometry:
    """Return the district's area: the only area of the file, or all of them together."""
    whole: BaseGeometry = shapely.union_all(areas_from(features))
    return whole


def areas_from(features: Sequence[Feature]) -> list[BaseGeometry]:
    """Return the area of each row."""
    return each(features, lambda row: row.area())


def zones_from(features: Sequence[Feature]) -> list[ZoneDraft]:
    """Return the zones; the property ``zone`` or ``kind`` says what each is."""
    return each(
        features,
        lambda row: ZoneDraft(
            kind=row.one_of(ZoneKind, "zone", "kind", "类型"),
            name=row.text("name", "名称", limit=NAME_LENGTH, needed=False),
            geometry=row.area(),
            community=row.text("community", "社区编码", limit=_COMMUNITY_DIGITS, needed=False),
        ),
    )


def grids_from(features: Sequence[Feature], *, broken_shapes: bool = False) -> list[GridDraft]:
    """Return the grids: ``code``, ``class``, ``mode`` (``foot`` unless said), ``name`` (the code unless said).

    ``broken_shapes`` lets self-intersecting polygons pass, for a check that is to find them.
    """
    drafts = each(features, _broken_grid if broken_shapes else _grid)
    refuse_duplicates(features, [draft.code for draft in drafts], "code")
    return drafts


def roads_from(features: Sequence[Feature], *, unique: bool = True) -> list[RoadDraft]:
    """Return the roads: ``name``, ``highway``, ``grade`` (or the control that goes with it), ``flow``.

    Without a key of its own a road is known by its course. ``unique``: keys that occur twice are refused.
    """
    drafts = each(features, _road)
    if unique:
        refuse_duplicates(features, [draft.source_key for draft in drafts], "id")
    return drafts


def _broken_grid(row: Row) -> GridDraft:
    draft = _grid(row)
    row.faults = [fault for fault in row.faults if fault.rule is not FaultRule.INVALID_GEOMETRY]
    return draft


def _grid(row: Row) -> GridDraft:
    code = row.text("code", "编码", "编号", limit=CODE_LENGTH)
    return GridDraft(
        code=code,
        name=row.text("name", "名称", limit=NAME_LENGTH, needed=False) or code,
        grid_class=row.one_of(GridClass, "class", "grid_class", "类别"),
        patrol_mode=row.one_of(PatrolMode, "mode", "patrol_mode", "巡查方式", otherwise=PatrolMode.FOOT),
        geometry=row.area(),
    )


def _road(row: Row) -> RoadDraft:
    course = row.line()
    return RoadDraft(
        source_key=row.feature.key or f"course/{hashlib.sha256(shapely.to_wkb(course)).hexdigest()[:24]}",
        name=row.text("name:zh", "name", "名称", limit=LONG_NAME_LENGTH, needed=False),
        highway=row.text("highway", limit=30, needed=False) or "road",
        grade=_grade_of(row),
        flow=row.amount("flow", "流量"),
        geometry=course,
    )


def _grade_of(row: Row) -> RoadGrade | None:
    word = row.feature.word("grade", "等级")
    if word in _GRADE_OF_CONTROL:
        return _GRADE_OF_CONTROL[word]
    return row.one_of(RoadGrade, "grade", "等级") if word else None


class Row:
    """A feature while it is read; collects what is wrong with it."""

    def __init__(self, feature: Feature) -> None:
        self.feature = feature
        self.faults: list[Fault] = []

    def text(self, *names: str, limit: int, needed: bool = True) -> str:
        """Return a text of at most ``limit`` characters."""
        value = self.feature.word(*names)
        if needed and not value:
            self._note(FaultRule.MISSING, field=names[0])
        elif len(value) > limit:
            self._note(FaultRule.TOO_LONG, field=names[0], value=value[:limit] + "…", expected=str(limit))
        return value

    def one_of(self, words: type[W], *names: str, otherwise: W | None = None) -> W:
        """Return one of the words of an enumeration."""
        first: W = next(iter(words))
        value = self.feature.word(*names)
        if value in [word.value for word in words]:
            return words(value)
        if not value and otherwise is not None:
            return otherwise
        rule = FaultRule.UNKNOWN_WORD if value else FaultRule.MISSING
        self._note(rule, field=names[0], value=value[:NAME_LENGTH], expected=", ".join(words))
        return first

    def amount(self, *names: str) -> float | None:
        """Return a number that is not negative, if there is one."""
        word = self.feature.word(*names)
        try:
            value = float(word) if word else None
        except ValueError:
            value = -1.0
        if value is not None and not 0 <= value < float("inf"):
            self._note(FaultRule.UNKNOWN_WORD, field=names[0], value=word[:NAME_LENGTH], expected="a number from 0 up")
            return None
        return value

    def area(self) -> BaseGeometry:
        """Return a polygon or several."""
        return self._geometry(_AREAS)

    def line(self) -> BaseGeometry:
        """Return a line or several."""
        return self._geometry(_LINES)

    def point(self) -> BaseGeometry:
        """Return a point."""
        return self._geometry(_POINTS)

    def _geometry(self, kinds: tuple[str, ...]) -> BaseGeometry:
        geometry = self.feature.geometry
        if geometry is None or geometry.is_empty:
            self._note(FaultRule.NO_GEOMETRY, field="geometry", expected=", ".join(kinds))
            return shapely.Point()
        if geometry.geom_type not in kinds:
            self._note(FaultRule.WRONG_GEOMETRY, field="geometry", value=geometry.geom_type, expected=", ".join(kinds))
        elif not geometry.is_valid:
            self._note_invalid(geometry)
        return geometry

    def _note_invalid(self, geometry: BaseGeometry) -> None:
        reason, _, place = shapely.is_valid_reason(geometry).partition("[")
        lon, _, lat = place.rstrip("]").partition(" ")
        where = {"lon": float(lon), "lat": float(lat)} if place else None
        self._note(FaultRule.INVALID_GEOMETRY, field="geometry", value=reason.strip(), where=where)

    def _note(
        self, rule: FaultRule, *, field: str, value: str = "", expected: str = "", where: dict[str, float] | None = None
    ) -> None:
        place = where or _place_of(self.feature.geometry)
        self.faults.append(Fault(rule=rule, row=self.feature.row, field=field, value=value, expected=expected, **place))


def each(features: Iterable[Feature], draft: Callable[[Row], D]) -> list[D]:
    """Return a draft of every row, or refuse the file with the faults of all rows."""
    rows = [Row(feature) for feature in features]
    drafts = [draft(row) for row in rows]
    faults = [fault for row in rows for fault in row.faults]
    if not rows:
        faults = [Fault(rule=FaultRule.NOTHING_INSIDE)]
    if faults:
        raise ImportRefused(faults)
    return drafts


def refuse_duplicates(features: Sequence[Feature], keys: Sequence[str], field: str) -> None:
    """Refuse a file in which a key occurs twice; each fault names the row that had it first."""
    first: dict[str, int] = {}
    faults = []
    for feature, key in zip(features, keys, strict=True):
        if key in first:
            place = _place_of(feature.geometry)
            faults.append(
                Fault(
                    rule=FaultRule.DUPLICATE, row=feature.row, field=field, value=key, expected=str(first[key]), **place
                )
            )
        first.setdefault(key, feature.row)
    if faults:
        raise ImportRefused(faults)


def _place_of(geometry: BaseGeometry | None) -> dict[str, float]:
    """Return a place by which to find the row on a map."""
    points = shapely.get_coordinates(geometry)
    if not len(points):
        return {}
    lon, lat = points[0].tolist()
    return {"lon": round(lon, 7), "lat": round(lat, 7)}
