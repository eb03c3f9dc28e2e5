"""Transfers in the API."""

from __future__ import annotations

from datetime import datetime

from ninja import Field, Schema
from pydantic import AwareDatetime

from gridwarden.algorithms.geodesy import Crs
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.domain.states import CaseState
from gridwarden.intake.actions.desk import Filed
from gridwarden.intake.actions.reception import NewReport
from gridwarden.intake.domain.media import Medium
from gridwarden.intake.queries.transfers import Standing
from gridwarden.platform.api.fields import LARGEST_ID


class TransferBody(Schema):
    """A matter that a hotline passes on."""

    sender: str = Field(min_length=1, max_length=40, description="For example `12345`.")
    number: str = Field(min_length=1, max_length=80, description="The sender's own number; taken once.")
    due_at: AwareDatetime | None = Field(None, description="By when the sender wants the reply.")
    text: str = Field(min_length=1, max_length=2000)
    condition_id: int | None = Field(None, ge=1, le=LARGEST_ID)
    lon: float = Field(ge=-180, le=180, description="Degrees in the system that `crs` names.")
    lat: float = Field(ge=-90, le=90)
    crs: Crs = Crs.WGS84
    address: str = Field("", max_length=200)
    reporter_name: str = Field("", max_length=60)
    reporter_phone: str = Field("", max_length=20)

    def filed(self, district_id: int) -> Filed:
        """Return what the desk files."""
        report = NewReport(
            district_id=district_id,
            channel=Source.TRANSFER,
            condition_id=self.condition_id,
            lon=self.lon,
            lat=self.lat,
            crs=self.crs,
            address=self.address,
            text=self.text,
            reporter_name=self.reporter_name,
            reporter_phone=self.reporter_phone,
        )
        return Filed(
            report=report,
            medium=Medium.TRANSFER,
            sender=self.sender,
            external_number=self.number,
            external_due_at=self.due_at,
        )


class TransferQuery(Schema):
    """Which transfers."""

    standing: Standing | None = None
    cursor: str | None = None
    size: int = Field(50, ge=1, le=200)


class TransferRowBody(Schema):
    """A transfer with its reply."""

    id: int
    sender: str
    number: str
    received_at: datetime
    external_due_at: datetime | None
    case_id: int
    case_number: str
    case_state: CaseState
    due_at: datetime | None = Field(description="Our own deadline.")
    standing: Standing
    reply: str
    replied_at: datetime | None
    returned_at: datetime | None
    return_reason: str


class ReturnBody(Schema):
    """Why a transfer was not ours."""

    reason: str = Field(min_length=1, max_length=500)
