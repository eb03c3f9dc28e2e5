"""Cases in the API."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from gridwarden.algorithms.worktime import Light
from gridwarden.cases.actions.moving import Given
from gridwarden.cases.domain.moves import MoveName, Need
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.domain.states import CaseState, Flag, Level
from gridwarden.cases.models.evidence import EvidenceKind
from gridwarden.cases.presenting.schemas import CaseBody
from gridwarden.cases.queries.filters import CaseFilter
from gridwarden.cases.queries.todo import Todo
from gridwarden.cases.queries.turned import Turned
from gridwarden.platform.api.fields import LARGEST_ID, Day
from gridwarden.platform.api.schemas import InputBody


class CaseQuery(Schema):
    """Which cases are wanted; what is left out does not narrow."""

    states: list[CaseState] = Field(default_factory=list)
    light: Light | None = None
    levels: list[Level] = Field(default_factory=list)
    grid_id: int | None = Field(None, ge=1, le=LARGEST_ID)
    unit_id: int | None = Field(None, ge=1, le=LARGEST_ID)
    item: int | None = Field(None, ge=1, le=99, description="Number of the menu item.")
    sources: list[Source] = Field(default_factory=list)
    opened_from: Day | None = Field(None, description="Local day, included.")
    opened_to: Day | None = Field(None, description="Local day, included.")
    closed_from: Day | None = None
    closed_to: Day | None = None
    text: str = Field("", max_length=100)
    todo: Todo | None = Field(None, description="One duty of the caller.")
    mine: bool = Field(default=False, description="Everything that waits for the caller.")
    open_only: bool = False
    flag: Flag | None = None
    turned: Turned | None = Field(None, description="A hard turn that the case has taken.")
    parent_id: int | None = Field(None, ge=1, le=LARGEST_ID, description="The whole whose parts are wanted.")
    merged_into_id: int | None = Field(None, ge=1, le=LARGEST_ID)
    order: str = Field("newest", pattern="^(newest|oldest|due)$")
    cursor: str | None = Field(None, max_length=2000)
    size: int = Field(50, ge=1, le=200)

    def filter(self) -> CaseFilter:
        """Return the filter of the query."""
        given: dict[str, Any] = self.dict(exclude={"order", "cursor", "size"})
        for name in ("states", "levels", "sources"):
            given[name] = tuple(given[name])
        return CaseFilter(**given)


class StepBody(Schema):
    """One step of the tracking file."""

    seq: int
    move: str
    at: datetime
    by_name: str
    unit_name: str
    is_automatic: bool
    note: str
    to_state: CaseState
    to_level: Level


class CasePageBody(Schema):
    """One case with its file and the moves open to the caller."""

    case: CaseBody
    entries: list[StepBody]
    moves: list[MoveName]


class ChoiceBody(Schema):
    """A unit or person that a move could name."""

    id: int
    label: str
    is_near: bool


class AskedBody(Schema):
    """One thing that a move asks for."""

    need: Need
    at_least: int
    choices: list[ChoiceBody]


class MoveOptionBody(Schema):
    """A move that is open to the caller, with what it asks for."""

    name: MoveName
    asks: list[AskedBody]


class MoveBody(InputBody):
    """What the caller brings along to a move."""

    version: int | None = Field(None, description="The version that the caller saw; another one is refused with 409.")
    text: str = Field("", max_length=2000)
    unit_id: int | None = Field(None, ge=1, le=LARGEST_ID)
    unit_ids: list[int] = Field(default_factory=list, max_length=20)
    person_id: int | None = Field(None, ge=1, le=LARGEST_ID, description="Account of the person to be sent.")
    condition_id: int | None = Field(None, ge=1, le=LARGEST_ID)
    case_id: int | None = Field(None, ge=1, le=LARGEST_ID, description="The case that goes on for this one.")
    case_number: str = Field("", max_length=14, description="The same, by its number.")
    photos: dict[EvidenceKind, list[UUID]] = Field(default_factory=dict, description="Photos stored before, by kind.")

    def given(self) -> Given:
        """Return the body as the action takes it."""
        values: dict[str, Any] = self.dict(exclude={"version"})
        return Given(**{**values, "unit_ids": tuple(self.unit_ids)})


class TileBody(Schema):
    """One figure of the caller's board."""

    key: str
    count: int
    query: str = Field(description="Query string of the list behind the figure.")
