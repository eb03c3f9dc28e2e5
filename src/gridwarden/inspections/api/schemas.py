"""Papers to parties in the API."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from gridwarden.algorithms.geodesy import Crs
from gridwarden.inspections.actions.issuing import Contents, Finding, GivenParty
from gridwarden.inspections.actions.rechecking import Result
from gridwarden.inspections.actions.serving import Served
from gridwarden.inspections.domain.words import (
    Alike,
    FollowUp,
    NoticeState,
    Outcome,
    PaperKind,
    PartyKind,
    RecheckState,
    ServiceWay,
    SignedHow,
)
from gridwarden.inspections.queries.lists import NoticeFilter, RecheckFilter
from gridwarden.platform.api.fields import LARGEST_ID, Day, Moment
from gridwarden.platform.api.schemas import InputBody


class PartyBody(InputBody):
    """Whom a paper is for: one that is known, or a description."""

    party_id: int | None = Field(None, ge=1, le=LARGEST_ID)
    kind: PartyKind = PartyKind.SHOP
    name: str = Field("", max_length=80)
    phone: str = Field("", max_length=20)
    code: str = Field("", max_length=30, description="Credit code of a company, identity number of a person.")
    legal_representative: str = Field("", max_length=40)
    address: str = Field("", max_length=200)


class ContentsBody(InputBody):
    """What stands on a paper; empty words and an empty deadline take what the condition says."""

    party: PartyBody
    second_officer_id: int = Field(ge=1, le=LARGEST_ID, description="Staff id of the second officer.")
    article_ids: list[int] = Field(max_length=10)
    fact: str = Field("", max_length=1000)
    requirement: str = Field("", max_length=1000)
    due_at: Moment | None = None
    signature: UUID | None = Field(None, description="Picture of the signature, stored before as a photo.")
    witness: str = Field("", max_length=40, description="Who saw the party refuse to sign.")
    photos: list[UUID] = Field(default_factory=list, max_length=9, description="Photos stored before.")

    def contents(self, *, with_photos: bool) -> Contents:
        """Return what the action takes; photos of a finding belong to its case instead."""
        return Contents(
            party=GivenParty(**self.party.dict()),
            second_officer_id=self.second_officer_id,
            article_ids=tuple(self.article_ids),
            fact=self.fact,
            requirement=self.requirement,
            due_at=self.due_at,
            signature_id=self.signature,
            witness=self.witness,
            photo_ids=tuple(self.photos) if with_photos else (),
        )


class NoticeBody(ContentsBody):
    """A notice: for a case in hand, or with the finding that opens its case."""

    case_id: int | None = Field(None, ge=1, le=LARGEST_ID)
    condition_id: int | None = Field(None, ge=1, le=LARGEST_ID, description="Of a finding.")
    lon: float | None = Field(None, ge=-180, le=180, description="Of a finding, in the system that `crs` names.")
    lat: float | None = Field(None, ge=-90, le=90)
    crs: Crs = Crs.WGS84
    address: str = Field("", max_length=200)

    def finding(self) -> Finding | None:
        """Return the finding, if all of it is there."""
        if self.condition_id is None or self.lon is None or self.lat is None:
            return None
        return Finding(
            condition_id=self.condition_id,
            lon=self.lon,
            lat=self.lat,
            crs=self.crs,
            address=self.address,
            photo_ids=tuple(self.photos),
        )


class OrderBody(ContentsBody):
    """An order to correct, after a notice that was in vain."""

    case_id: int = Field(ge=1, le=LARGEST_ID)


class IssuedBody(Schema):
    """A paper that was handed over."""

    notice_id: int
    number: str
    short_number: str = Field(description="Year, serial and check digit, as typed on a keypad.")
    case_id: int
    case_number: str
    due_at: datetime


class NoticeQuery(Schema):
    """Which papers are wanted; what is left out does not narrow."""

    kind: PaperKind | None = None
    state: NoticeState | None = None
    late: bool = False
    party_id: int | None = Field(None, ge=1, le=LARGEST_ID)
    case_id: int | None = Field(None, ge=1, le=LARGEST_ID)
    item: int | None = Field(None, ge=1, le=99, description="Number of the menu item.")
    issued_from: Day | None = None
    issued_to: Day | None = None
    text: str = Field("", max_length=100)
    cursor: str | None = Field(None, max_length=2000)
    size: int = Field(50, ge=1, le=200)

    def filter(self) -> NoticeFilter:
        """Return the filter of the query."""
        given: dict[str, Any] = self.dict(exclude={"cursor", "size"})
        return NoticeFilter(**given)


class NoticeRowBody(Schema):
    """A paper in a list."""

    id: int
    kind: PaperKind
    number: str
    short_number: str
    sequence: int
    case_id: int
    case_number: str
    item_name: str
    grid_code: str
    party_id: int
    party_name: str
    address: str
    issued_at: datetime
    due_at: datetime
    state: NoticeState
    signed_how: SignedHow
    is_late: bool


class VoidBody(InputBody):
    """Why a paper is withdrawn."""

    reason: str = Field(min_length=1, max_length=300)


class ServedBody(InputBody):
    """How, when, where and to whom an order was served."""

    way: ServiceWay
    served_at: Moment
    place: str = Field(max_length=200)
    receiver: str = Field("", max_length=40)
    relation: str = Field("", max_length=40)
    witness: str = Field("", max_length=40)
    note: str = Field("", max_length=300)

    def served(self) -> Served:
        """Return what the action takes."""
        return Served(**self.dict())


class RecheckQuery(Schema):
    """Which rechecks are wanted."""

    state: RecheckState | None = None
    outcome: Outcome | None = None
    mine: bool = Field(default=False, description="Planned for the caller.")
    due_by: Day | None = Field(None, description="Planned up to the end of this local day and not done.")
    late: bool = False
    cursor: str | None = Field(None, max_length=2000)
    size: int = Field(50, ge=1, le=200)

    def filter(self) -> RecheckFilter:
        """Return the filter of the query."""
        given: dict[str, Any] = self.dict(exclude={"cursor", "size"})
        return RecheckFilter(**given)


class RecheckRowBody(Schema):
    """A recheck in a list."""

    id: int
    notice_id: int
    kind: PaperKind
    number: str
    case_id: int
    case_number: str
    party_name: str
    address: str
    item_name: str
    grid_code: str
    planned_at: datetime
    officer_id: int | None
    officer_name: str
    state: RecheckState
    outcome: Outcome | None
    follow_up: FollowUp | None
    note: str
    done_at: datetime | None
    done_by_name: str
    is_late: bool


class ResultBody(InputBody):
    """What the recheck found."""

    outcome: Outcome
    photos: list[UUID] = Field(max_length=6)
    note: str = Field("", max_length=1000)
    follow_up: FollowUp | None = None

    def result(self) -> Result:
        """Return what the action takes."""
        return Result(outcome=self.outcome, photo_ids=tuple(self.photos), note=self.note, follow_up=self.follow_up)


class RecheckedBody(Schema):
    """What the recheck has led to."""

    recheck_id: int
    notice_id: int
    case_id: int
    outcome: Outcome
    follow_up: FollowUp | None


class PartyQuery(Schema):
    """Parties by words or near a place (CGCS2000)."""

    text: str = Field("", max_length=80)
    lon: float | None = Field(None, ge=-180, le=180)
    lat: float | None = Field(None, ge=-90, le=90)


class PartyRowBody(Schema):
    """A party with how often it was served, and how often in vain."""

    id: int
    kind: PartyKind
    name: str
    phone: str
    legal_representative: str
    address: str
    papers: int
    in_vain: int


class LikenessBody(InputBody):
    """By what a party is recognised."""

    party_id: int | None = Field(None, ge=1, le=LARGEST_ID)
    name: str = Field("", max_length=80)
    phone: str = Field("", max_length=20)
    code: str = Field("", max_length=30)
    lon: float | None = Field(None, ge=-180, le=180)
    lat: float | None = Field(None, ge=-90, le=90)


class EarlierBody(Schema):
    """An earlier paper to what seems to be the same party."""

    number: str
    kind: PaperKind
    day: date
    item_name: str
    party_name: str
    state: NoticeState
    alike: Alike
    state_label: str = Field(description="The state in the words of the caller's language.")
    alike_label: str
