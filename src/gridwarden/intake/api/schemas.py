"""Reports in the API."""

from __future__ import annotations

from uuid import UUID

from ninja import Field, Schema

from gridwarden.algorithms.geodesy import Crs
from gridwarden.cases.domain.sources import Source
from gridwarden.platform.api.schemas import InputBody


class ReportBody(InputBody):
    """What is reported, and where."""

    channel: Source = Source.PATROL
    condition_id: int | None = Field(
        None, description="A condition of the current menu; the desk settles it otherwise."
    )
    lon: float = Field(ge=-180, le=180, description="Degrees in the system that `crs` names.")
    lat: float = Field(ge=-90, le=90)
    crs: Crs = Crs.WGS84
    address: str = Field("", max_length=200)
    text: str = Field("", max_length=2000)
    photos: list[UUID] = Field(default_factory=list, max_length=9, description="Photos stored before.")
    reporter_name: str = Field("", max_length=60)
    reporter_phone: str = Field("", max_length=20)


class ReceivedBody(Schema):
    """What the reporter takes away."""

    case_id: int
    case_number: str
    code: str = Field(description="Follows the case without an account.")
