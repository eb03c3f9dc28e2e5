"""Find places by name through the API."""

from __future__ import annotations

from typing import Annotated

from ninja import Query, Router, Schema
from pydantic import Field

from gridwarden.algorithms.geodesy import Crs, from_cgcs2000
from gridwarden.grids.queries import districts, places
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.requests import ActingRequest
from gridwarden.platform.api.permissions import requires

router = Router()


class PlaceQuery(Schema):
    """What was typed, and the coordinates in which the answer is wanted."""

    q: Annotated[str, Field(max_length=200, description="Any parts of an address, in any order.")]
    limit: Annotated[int, Field(ge=1, le=20)] = 8
    crs: Annotated[Crs, Field(description="A phone's map often wants `gcj02`.")] = Crs.CGCS2000


class MatchBody(Schema):
    """A part that was recognised."""

    part: str
    text: str
    typed: str
    likeness: float


class PlaceBody(Schema):
    """A place, and why it may be the one."""

    id: int
    label: str
    kind: str
    lon: float
    lat: float
    crs: str
    score: float
    between: list[int]
    matches: list[MatchBody]


@router.get("", response=list[PlaceBody], operation_id="search_places", summary="Places by name")
@requires(Permission.TERRITORY_SEE, Permission.CASE_REPORT, Permission.INTAKE_REGISTER)
def search_places(request: ActingRequest, asked: Query[PlaceQuery]) -> list[PlaceBody]:
    """Places of the caller's district that an address may mean: parts missing, misspelt, in any order."""
    found = places.search(districts.own(request.actor).id, asked.q, asked.limit)
    return [_body(row, asked.crs) for row in found]


def _body(row: places.PlaceRow, crs: Crs) -> PlaceBody:
    lon, lat = from_cgcs2000(row.lon, row.lat, crs)
    matches = [MatchBody(part=one.part, text=one.text, typed=one.typed, likeness=one.likeness) for one in row.matches]
    return PlaceBody(
        id=row.id,
        label=row.label,
        kind=row.kind,
        lon=lon,
        lat=lat,
        crs=crs,
        score=row.score,
        between=list(row.between),
        matches=matches,
    )
