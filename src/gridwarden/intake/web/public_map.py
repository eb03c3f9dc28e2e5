"""The public map, its files, and what the district announces."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar

from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from gridwarden.grids.queries import districts, tiles
from gridwarden.intake.queries import publications, published, terms
from gridwarden.intake.queries.published import PublicCase, PublicFilter
from gridwarden.intake.web.public_common import FILES, READS, count
from gridwarden.intake.web.public_report import choose
from gridwarden.intake.web.public_words import map_words, status_words
from gridwarden.menu.domain.words import ItemClass
from gridwarden.menu.labels import ITEM_CLASSES
from gridwarden.platform.access import system_for
from gridwarden.platform.maps.config import MapConfig
from gridwarden.platform.ui import exports, paging
from gridwarden.platform.ui.tables import Column

if TYPE_CHECKING:
    from django.http import StreamingHttpResponse

    from gridwarden.platform.accounts.requests import ActingRequest

Answer = TypeVar("Answer", bound=HttpResponseBase)

#: What lies on every street map; the responsibility grids are not the public's business.
LAYERS = frozenset({"boundary", "water", "green", "railway", "roads", "buildings"})
_TILE_TYPE = "application/vnd.mapbox-vector-tile"
#: The heads are for programs: they stay, whatever language the reader has.
_COLUMNS: tuple[Column[PublicCase], ...] = (
    Column(label="number", value=lambda row: row.number),
    Column(label="status", value=lambda row: "open" if row.is_open else "closed"),
    Column(label="item_number", value=lambda row: row.condition.item_number if row.condition else ""),
    Column(label="item", value=lambda row: row.item),
    Column(label="item_class", value=lambda row: row.item_class or ""),
    Column(label="condition", value=lambda row: row.condition.text if row.condition else ""),
    Column(label="grid", value=lambda row: row.grid_name),
    Column(label="opened_on", value=lambda row: row.opened_on.isoformat()),
    Column(label="closed_on", value=lambda row: row.closed_on.isoformat() if row.closed_on else ""),
    Column(label="longitude", value=lambda row: f"{row.lon:.6f}"),
    Column(label="latitude", value=lambda row: f"{row.lat:.6f}"),
    Column(label="result", value=lambda row: row.result),
)


@require_safe
def start(request: ActingRequest) -> HttpResponse:
    """Lead to the map of the only district, or let the reader choose one."""
    return choose(request, "public:map")


@require_safe
def page(request: ActingRequest, code6: str) -> HttpResponse:
    """Show the district's cases as the public may know them, on a map and as a list."""
    count(READS, request)
    now = timezone.now()
    place = terms.place(code6)
    openness = terms.of(place.id)
    wanted = _wanted(request)
    query = _query(request)
    values = {
        "place": place,
        "openness": openness,
        "wanted": wanted,
        "query": query,
        "words": status_words(),
        "classes": [(kind.value, ITEM_CLASSES[kind]) for kind in ItemClass],
        "cases": published.page(place.id, openness, now, wanted, cursor=request.GET.get("cursor"), size=20),
        "results": publications.latest_results(place.id, openness.shown_until(now)),
        "notices": publications.announcements(place.id, now).rows[:3],
        "map": MapConfig(
            bounds=districts.own(system_for(place.id)).bounds,
            tiles=f"/public/{place.code6}/tiles/{{layer}}/{{z}}/{{x}}/{{y}}.mvt",
            cases_url=f"{reverse('public:points', args=[place.code6])}?{query}",
            hidden_layers=("grids", "zones"),
            reworded=map_words(),
        ),
    }
    return render(request, "intake/public_map.html", values)


@require_safe
def notices(request: ActingRequest, code6: str) -> HttpResponse:
    """Show what the district announces."""
    count(READS, request)
    place = terms.place(code6)
    page = publications.announcements(place.id, timezone.now(), cursor=request.GET.get("cursor"))
    return render(request, "intake/public_notices.html", {"place": place, "page": page})


@require_safe
@gzip_page
def points(request: ActingRequest, code6: str) -> HttpResponse:
    """Return the newest cases for the map of the page."""
    count(READS, request)
    place = terms.place(code6)
    rows = published.points(place.id, terms.of(place.id), timezone.now(), _wanted(request))
    return _open(JsonResponse(published.geojson(rows, status_words()), content_type="application/geo+json"))


@require_safe
@gzip_page
def geojson(request: ActingRequest, code6: str) -> HttpResponse:
    """Return cases as GeoJSON, 200 at a time; ``next`` and the Link header lead on."""
    count(READS, request)
    place = terms.place(code6)
    found = published.page(
        place.id,
        terms.of(place.id),
        timezone.now(),
        _wanted(request),
        cursor=request.GET.get("cursor"),
        size=paging.LARGEST_SIZE,
    )
    collection = published.geojson(found.rows, status_words())
    following = None
    if found.next:
        query = _query(request)
        following = request.build_absolute_uri(f"{request.path}?{query}{'&' if query else ''}cursor={found.next}")
    response = JsonResponse({**collection, "next": following}, content_type="application/geo+json")
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    return _open(response)


@require_safe
def csv_file(request: ActingRequest, code6: str) -> StreamingHttpResponse:
    """Return every case that fits as CSV, line by line."""
    count(FILES, request)
    place = terms.place(code6)
    rows = published.every(place.id, terms.of(place.id), timezone.now(), _wanted(request))
    return _open(exports.csv_file(f"cases-{place.code6}", _COLUMNS, rows))


@require_safe
@gzip_page
def tile(request: ActingRequest, code6: str, layer: str, zoom: int, x: int, y: int) -> HttpResponse:
    """Answer one tile of what lies on every street map; of other layers an empty one."""
    if layer not in LAYERS:
        return HttpResponse(status=204, headers={"Cache-Control": "public, max-age=86400"})
    found = tiles.tile(terms.place(code6).id, layer, (zoom, x, y), timezone.localdate())
    headers = {"Cache-Control": "public, max-age=3600"}
    if not found.content:
        return HttpResponse(status=204, headers=headers)
    return HttpResponse(found.content, content_type=_TILE_TYPE, headers=headers)


def _wanted(request: ActingRequest) -> PublicFilter:
    status, kind, item = (request.GET.get(name, "") for name in ("status", "class", "item"))
    return PublicFilter(
        is_open={"open": True, "closed": False}.get(status),
        item_class=kind if kind in set(ItemClass) else "",
        item=int(item) if item.isascii() and item.isdigit() and len(item) < 4 else None,  # noqa: PLR2004
        first_day=_day(request, "from"),
        last_day=_day(request, "to"),
    )


def _day(request: ActingRequest, name: str) -> date | None:
    try:
        found = parse_date(request.GET.get(name, ""))
    except ValueError:
        return None
    return found if found and date(1900, 1, 2) < found < date(9000, 1, 1) else None


def _query(request: ActingRequest) -> str:
    """Return the filter as it goes into links, without the place in the list."""
    given = request.GET.copy()
    given.pop("cursor", None)
    return given.urlencode()


def _open(response: Answer) -> Answer:
    """Let pages of other sites read what is public anyway, and everybody keep it for some minutes."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "public, max-age=300"
    return response
