"""The workforce in the API."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Field, Schema

from gridwarden.platform.access import Role
from gridwarden.platform.api.fields import LARGEST_ID, Day
from gridwarden.workforce.domain.rostering import ShiftCode
from gridwarden.workforce.domain.units import UnitKind


class UnitBody(Schema):
    """A unit of the bureau, or a contractor. It holds from `valid_from` up to, not including, `valid_to`."""

    id: int
    kind: UnitKind
    name: str
    code: str
    phone: str
    parent_id: int | None
    valid_from: date
    valid_to: date | None


class StaffBody(Schema):
    """A person in service."""

    id: int
    name: str
    staff_number: str
    phone: str
    unit_id: int | None = Field(description="Null for administrators, who stand outside the units.")
    unit_name: str
    roles: list[Role]
    is_away: bool = Field(description="On leave today.")
    grids_now: int = Field(description="How many postings hold today.")


class PostingBody(Schema):
    """Somebody works in a grid in a role from `valid_from` up to, not including, `valid_to`."""

    id: int
    staff_id: int
    staff_name: str
    grid_id: int
    grid_code: str
    role: Role
    valid_from: date
    valid_to: date | None
    substitute_for_id: int | None


GridId = Annotated[int, Field(ge=1, le=LARGEST_ID)]


class OnDutyBody(Schema):
    """Somebody at work in a grid."""

    staff_id: int
    name: str
    code: ShiftCode
    starts_at: datetime
    ends_at: datetime


class StaffQuery(Schema):
    """Which people are wanted; what is left out does not narrow."""

    text: str = Field("", max_length=100, description="Part of name, number, login name or telephone.")
    unit_id: int | None = Field(None, ge=1, le=LARGEST_ID, description="The unit and everything below it.")
    role: Role | None = None
    after: str | None = None
    size: int = Field(50, ge=1, le=200)


class PostingQuery(Schema):
    """Which postings are wanted; without `on` the whole history."""

    staff_id: int | None = Field(None, ge=1, le=LARGEST_ID)
    grid_id: int | None = Field(None, ge=1, le=LARGEST_ID)
    on: Day | None = None
    after: str | None = None
    size: int = Field(50, ge=1, le=200)
