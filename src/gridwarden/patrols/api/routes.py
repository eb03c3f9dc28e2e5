"""Ask for figures of patrols."""

from __future__ import annotations

from datetime import date

from ninja import Field, Router, Schema

from gridwarden.patrols.queries import coverage as found
from gridwarden.patrols.queries.coverage_rows import GridRow
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.requests import ActingRequest
from gridwarden.platform.api.permissions import requires

router = Router()


class PresenceBody(Schema):
    """Seconds of the working time; together all of it. Silence is not absence."""

    in_s: float
    out_s: float
    silent_s: float
    sent_s: float = Field(description="Out of the grid because sent to a case elsewhere.")


class GridCoverageBody(Schema):
    """A grid's day."""

    grid_id: int
    code: str
    grid_class: str
    rate: float | None = Field(
        description="Share of the passes asked for that were made, by length; null when refused."
    )
    once: float | None = Field(description="Share of the length passed at least once; null when refused.")
    refused: str = Field(description="Why there is no rate: no_fixes, sparse, nothing_asked; empty when there is one.")
    people: int
    arrived: int
    presence: PresenceBody
    fixes: int
    dropped: int
    median_gap_m: float | None


class CoverageBody(Schema):
    """A day that was computed."""

    day: date
    plan_version: int = Field(description="0 is the product's own plan.")
    grids: list[GridCoverageBody]


@router.get("/coverage/{day}", response=CoverageBody, operation_id="get_coverage", summary="Coverage of a day")
@requires(Permission.DEVICE_SEE)
def get_coverage(request: ActingRequest, day: date) -> dict[str, object]:
    """How far the plan of passes was kept in the grids that the caller sees, with what each figure rests on."""
    of = found.computed(request.actor, day)
    rows: list[GridRow] = found.grids(request.actor, day)
    return {"day": of.day, "plan_version": of.plan_version, "grids": rows}
