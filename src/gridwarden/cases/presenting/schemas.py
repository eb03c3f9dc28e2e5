"""A case in answers of the API: its own routes and those of contexts above speak of it alike."""

from __future__ import annotations

from datetime import datetime

from ninja import Field, Schema

from gridwarden.algorithms.worktime import Light
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.domain.states import CaseState, Level
from gridwarden.menu.domain.words import ItemClass


class CaseBody(Schema):
    """A case in a list."""

    id: int
    number: str
    version: int
    state: CaseState
    level: Level
    light: Light | None
    source: Source
    item_name: str
    item_class: ItemClass | None
    grid_id: int | None
    grid_code: str
    unit_id: int
    unit_name: str
    lon: float = Field(description="CGCS2000 degrees.")
    lat: float
    address: str
    description: str
    flags: list[str]
    opened_at: datetime
    closed_at: datetime | None
    due_at: datetime | None
    rework_count: int
    return_count: int
    closed_how: str = Field(description="On what ground it was closed: checked, forced or parts; else empty.")
    suspended_until: datetime | None


class MovedBody(Schema):
    """Where the case stands after a move."""

    case_id: int
    number: str
    version: int
    state: CaseState
    level: Level
