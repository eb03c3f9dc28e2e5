"""The hard turns in the API."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from gridwarden.algorithms.worktime import Light
from gridwarden.cases.domain.requests import Standing, Station, Turn
from gridwarden.cases.domain.states import CaseState
from gridwarden.cases.domain.supervision import OrderState, Urgency
from gridwarden.platform.api.fields import LARGEST_ID, Moment
from gridwarden.platform.api.schemas import InputBody


class AskBody(InputBody):
    """What is asked for, why, and what bears it out."""

    turn: Turn
    reason: str = Field(max_length=2000)
    until: Moment | None = Field(None, description="Of a suspension: up to when.")
    clock_id: int | None = Field(None, ge=1, le=LARGEST_ID, description="Of an appeal: the broken clock.")
    proofs: list[UUID] = Field(default_factory=list, max_length=20, description="Photos stored before.")


class TurnAskedBody(Schema):
    """How a request stands."""

    request_id: int
    case_id: int
    turn: Turn
    standing: Standing
    station: Station | None


class RulingBody(InputBody):
    """Grant or refuse."""

    grants: bool
    note: str = Field("", max_length=2000)


class RequestBody(Schema):
    """A request in a list."""

    id: int
    case_id: int
    number: str
    turn: Turn
    standing: Standing
    station: Station | None
    unit_name: str
    by_name: str
    at: datetime
    reason: str
    until: datetime | None


class IssueBody(InputBody):
    """A supervision order."""

    urgency: Urgency
    requirement: str = Field(max_length=2000)
    reply_by: Moment


class AgainBody(InputBody):
    """Another demand."""

    requirement: str = Field(max_length=2000)
    reply_by: Moment


class WordsBody(InputBody):
    """An answer, or a note."""

    text: str = Field("", max_length=2000)


class OrderedBody(Schema):
    """How an order stands."""

    order_id: int
    case_id: int
    state: OrderState
    due_at: datetime | None


class OrderBody(Schema):
    """An order in a list."""

    id: int
    case_id: int
    number: str
    unit_name: str
    urgency: Urgency
    state: OrderState
    light: Light | None
    due_at: datetime | None
    issued_by_name: str
    at: datetime


class ReturnBody(Schema):
    """A return of a wrong dispatch."""

    id: int
    case_id: int
    number: str
    nth: int
    unit_name: str
    proposed_name: str
    reason: str
    at: datetime


class KinBody(Schema):
    """A case that belongs to another."""

    id: int
    number: str
    state: CaseState
    unit_name: str


class CaseTurnsBody(Schema):
    """Everything beside the moves of one case."""

    requests: list[RequestBody]
    orders: list[OrderBody]
    parts: list[KinBody]
    merged: list[KinBody]
    whole: KinBody | None
    goes_on_in: KinBody | None
