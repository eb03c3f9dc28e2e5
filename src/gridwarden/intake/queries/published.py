"""Cases as the public sees them: late, coarse, and without anybody in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.timezone import localdate, make_aware

from gridwarden.cases.domain.states import CaseState
from gridwarden.cases.models import Case
from gridwarden.intake.domain.openness import coarsen
from gridwarden.menu.queries.rows import ConditionRow, condition_row
from gridwarden.platform.ui import paging

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from django.db.models import QuerySet

    from gridwarden.intake.domain.openness import Openness
    from gridwarden.menu.domain.words import ItemClass
    from gridwarden.platform.ui.paging import Page

#: Neither accusations that nobody has looked at nor what turned out to be nothing is shown.
_NEVER = [state.value for state in (CaseState.CANCELLED, CaseState.REFUSED, CaseState.MERGED)]
_RELATED = ("condition__item__menu", "grid", "publication")
_HEAVY = ("search", "grid__geom", "grid__shape", "description", "address")
_ORDER = ("-opened_at", "-id")
#: A map shows at most this many, the newest first.
MOST_POINTS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFilter:
    """Which of the shown cases; days are those on which they were opened, the last one included."""

    is_open: bool | None = None
    item_class: str = ""
    item: int | None = None
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicCase:
    """One case as everybody may know it; the place is the middle of a square in CGCS2000 degrees."""

    id: int
    number: str
    condition: ConditionRow | None
    is_open: bool
    opened_on: date
    closed_on: date | None
    opened_at: datetime
    closed_at: datetime | None
    grid_name: str
    lon: float
    lat: float
    result: str

    @property
    def item(self) -> str:
        """The menu item in the reader's language."""
        return self.condition.item_label if self.condition else ""

    @property
    def item_class(self) -> ItemClass | None:
        """The class of the menu item."""
        return self.condition.item_class if self.condition else None


def shown(district_id: int, openness: Openness, now: datetime, wanted: PublicFilter) -> QuerySet[Case]:
    """Return the cases that the public may know of at ``now``."""
    if not openness.shows_cases:
        return Case.objects.none()
    until = openness.shown_until(now)
    closed = Q(state=CaseState.CLOSED.value, closed_at__lte=until)
    cases = (
        Case.objects.filter(district=district_id, opened_at__lte=until, registered_at__lte=until)
        .filter(Q(publication=None) | Q(publication__is_withheld=False))
        .exclude(state__in=_NEVER)
    )
    if wanted.is_open is not None:
        cases = cases.exclude(closed) if wanted.is_open else cases.filter(closed)
    if wanted.item_class:
        cases = cases.filter(condition__item__item_class=wanted.item_class)
    if wanted.item is not None:
        cases = cases.filter(condition__item__number=wanted.item)
    if wanted.first_day is not None:
        cases = cases.filter(opened_at__gte=_begin_of(wanted.first_day))
    if wanted.last_day is not None:
        cases = cases.filter(opened_at__lt=_begin_of(wanted.last_day + timedelta(days=1)))
    return cases.select_related(*_RELATED).defer(*_HEAVY)


def _begin_of(day: date) -> datetime:
    """Return when a local day begins: a range of moments goes through the index, a day made of each does not."""
    return make_aware(datetime.combine(day, time.min))


def page(
    district_id: int,
    openness: Openness,
    now: datetime,
    wanted: PublicFilter,
    *,
    cursor: str | None = None,
    size: int = paging.DEFAULT_SIZE,
) -> Page[PublicCase]:
    """Return one page of what the public sees, the newest first; one statement."""
    cases = shown(district_id, openness, now, wanted)
    found = paging.page(cases, order=_ORDER, cursor=cursor, size=size)
    return found.map(lambda case: row(case, openness, now))


def points(district_id: int, openness: Openness, now: datetime, wanted: PublicFilter) -> list[PublicCase]:
    """Return the newest cases for a map; one statement."""
    cases = shown(district_id, openness, now, wanted).order_by(*_ORDER)[:MOST_POINTS]
    return [row(case, openness, now) for case in cases]


def every(district_id: int, openness: Openness, now: datetime, wanted: PublicFilter) -> Iterator[PublicCase]:
    """Return every case that fits, page by page, so that a large file needs little memory."""
    cursor: str | None = None
    while True:
        found = page(district_id, openness, now, wanted, cursor=cursor, size=paging.LARGEST_SIZE)
        yield from found.rows
        if found.next is None:
            return
        cursor = found.next


def row(case: Case, openness: Openness, now: datetime) -> PublicCase:
    """Return a case as the public sees it: what happened after the delay has not happened yet."""
    until = openness.shown_until(now)
    is_closed = case.state == CaseState.CLOSED.value and case.closed_at is not None and case.closed_at <= until
    lon, lat = coarsen(case.place.x, case.place.y, openness.coarse_m)
    publication = getattr(case, "publication", None)
    return PublicCase(
        id=case.pk,
        number=case.number,
        condition=row_condition(case),
        is_open=not is_closed,
        opened_on=localdate(case.opened_at),
        closed_on=localdate(case.closed_at) if is_closed and case.closed_at else None,
        opened_at=case.opened_at,
        closed_at=case.closed_at if is_closed else None,
        grid_name=case.grid.name if case.grid else "",
        lon=lon,
        lat=lat,
        result=publication.result if publication and is_closed else "",
    )


def row_condition(case: Case) -> ConditionRow | None:
    """Return the condition of a case that was read with its menu."""
    condition = case.condition
    return condition_row(condition, condition.item, condition.item.menu) if condition else None


def geojson(rows: Iterable[PublicCase], words: dict[bool, str]) -> dict[str, Any]:
    """Return cases as a GeoJSON collection, with what our own map reads beside the open data."""
    return {"type": "FeatureCollection", "features": [_feature(row, words) for row in rows]}


def _feature(row: PublicCase, words: dict[bool, str]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": row.id,
        "geometry": {"type": "Point", "coordinates": [round(row.lon, 6), round(row.lat, 6)]},
        "properties": {
            "number": row.number,
            "status": "open" if row.is_open else "closed",
            "item_number": row.condition.item_number if row.condition else None,
            "item_class": row.item_class or "",
            "title": row.item,
            "grid": row.grid_name,
            "opened_on": row.opened_on.isoformat(),
            "closed_on": row.closed_on.isoformat() if row.closed_on else None,
            "result": row.result,
            "light": "yellow" if row.is_open else "green",
            "note": " · ".join(filter(None, (words[row.is_open], row.opened_on.isoformat(), row.grid_name))),
            "href": "",
        },
    }
