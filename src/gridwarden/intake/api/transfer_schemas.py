"""Transfers in the API."""

from __future__ import annotations

from datetime import datetime

from ninja import Field, Schema

from gridwarden.algorithms.geodesy import Crs
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.domain.states import CaseState
from gridwarden.intake.actions.desk import Filed
from gridwarden.intake.actions.reception import NewReport
from gridwarden.intake.domain.media import Medium
from gridwarden.intake.queries import addressed
from gridwarden.intake.queries.transfers import Standing
from gridwarden.platform.api.fields import LARGEST_ID, Moment
from gridwarden.platform.api.schemas import InputBody


class TransferBody(InputBody):
    """A matter that a hotline passes on."""

    sender: str = Field(min_length=1, max_length=40, description="For example `12345`.")
    number: str = Field(min_length=1, max_length=80, description="The sender's own number; taken once.")
    due_at: Moment | None = Field(None, description="By when the sender wants the reply.")
    text: str = Field(min_length=1, max_length=2000)
    condition_id: int | None = Field(None, ge=1, le=LARGEST_ID)
    lon: float | None = Field(None, ge=-180, le=180, description="Degrees in the system that `crs` names.")
    lat: float | None = Field(None, ge=-90, le=90)
    crs: Crs = Crs.WGS84
    address: str = Field("", max_length=200, description="Finds the place where no coordinates are given.")
    reporter_name: str = Field("", max_length=60)
    reporter_phone: str = Field("", max_length=20)

    def filed(self, district_id: int) -> Filed:
        """Return what the desk files, at the coordinates or else where the address leads.

        Raises:
            NoPlaceFound: there are no coordinates, and no place of the district is called so.
        """
        place = addressed.resolve(district_id, self.address) if self.lon is None or self.lat is None else None
        lon, lat = (place.lon, place.lat) if place else (self.lon or 0.0, self.lat or 0.0)
        report = NewReport(
            district_id=district_id,
            channel=Source.TRANSFER,
            condition_id=self.condition_id,
            lon=lon,
            lat=lat,
            crs=Crs.CGCS2000 if place else self.crs,
            address=self.address,
            text=self.text,
            reporter_name=self.reporter_name,
            reporter_phone=self.reporter_phone,
            attributes=place.noted if place else {},
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


class ReturnBody(InputBody):
    """Why a transfer was not ours."""

    reason: str = Field(min_length=1, max_length=500)
