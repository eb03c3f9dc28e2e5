"""Rows of the hard turns: what pages and API show of requests, orders, returns and kin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from gridwarden.algorithms.worktime import Light
    from gridwarden.cases.domain.requests import Standing, Station, Turn
    from gridwarden.cases.domain.states import CaseState
    from gridwarden.cases.domain.supervision import OrderState, Urgency


@dataclass(frozen=True, slots=True)
class RulingRow:
    """What one station said."""

    station: Station
    is_granted: bool
    note: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """One request with what was ruled on it."""

    id: int
    case_id: int
    number: str
    address: str
    turn: Turn
    standing: Standing
    station: Station | None
    unit_name: str
    by_name: str
    at: datetime
    reason: str
    until: datetime | None
    due_at: datetime | None
    rulings: tuple[RulingRow, ...] = ()
    proofs: tuple[UUID, ...] = ()
    #: Whether it waits for the reader, or is the reader's own to take back.
    is_mine_to_rule: bool = False
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class DemandRow:
    """One demand of an order with its answer."""

    number: int
    text: str
    at: datetime
    due_at: datetime
    overdue_at: datetime | None
    reply: str
    replied_by_name: str
    replied_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """One supervision order."""

    id: int
    case_id: int
    number: str
    address: str
    unit_name: str
    urgency: Urgency
    state: OrderState
    light: Light | None
    due_at: datetime | None
    issued_by_name: str
    at: datetime
    signed_off_by_name: str
    signed_off_at: datetime | None
    demands: tuple[DemandRow, ...] = ()
    is_mine_to_answer: bool = False
    has_ended_case: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRow:
    """One return of a wrong dispatch."""

    id: int
    case_id: int
    number: str
    nth: int
    unit_name: str
    proposed_name: str
    reason: str
    at: datetime
    now_with: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KinRow:
    """A case that belongs to another: part, whole, merged or going on for it."""

    id: int
    number: str
    state: CaseState
    light: Light | None
    unit_name: str
    is_visible: bool
    photos: tuple[UUID, ...] = ()
