"""Receive a report from any channel and open its case."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.db import transaction

from gridwarden.algorithms.geodesy import Crs
from gridwarden.cases.actions import registration
from gridwarden.cases.actions.registration import NewCase
from gridwarden.cases.domain.sources import OWN_FINDINGS
from gridwarden.intake.domain.codes import new_code
from gridwarden.intake.domain.plain import plain_line, plain_words
from gridwarden.intake.models import Report
from gridwarden.intake.queries.telephones import phone_index
from gridwarden.platform.access import Permission, Role
from gridwarden.platform.refusals import Invalid
from gridwarden.platform.sealing import seal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from gridwarden.cases.domain.sources import Source
    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReport:
    """What is reported: coordinates in degrees of ``crs``; photos already stored as attachments."""

    district_id: int
    channel: Source
    condition_id: int | None
    lon: float
    lat: float
    crs: Crs = Crs.WGS84
    address: str = ""
    text: str = ""
    photo_ids: tuple[UUID, ...] = ()
    reporter_name: str = ""
    reporter_phone: str = ""
    reporter_email: str = ""
    #: Network address from which it came, and the language in which the reporter reads.
    origin: str = ""
    language: str = ""
    #: The program that brought it through Open311, and what it said there.
    client_id: int | None = None
    service_code: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)
    media_url: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """What the reporter takes away."""

    case_id: int
    case_number: str
    code: str


class NotYourFinding(Invalid):
    """A finding of the district's own people needs no verification, so outsiders cannot claim one."""

    code = "not_your_finding"


@transaction.atomic
def receive(*, by: Actor, at: datetime, report: NewReport) -> Received:
    """Open the case of ``report`` and keep who told us, in one transaction; hidden signs in the words are left out.

    Raises:
        PermissionDenied: the actor may not report.
        NotYourFinding: somebody from outside claims a finding of the district's own people.
        Invalid: the case cannot be opened as described.
    """
    by.require(Permission.CASE_REPORT)
    if report.channel in OWN_FINDINGS and not _is_own_people(by):
        raise NotYourFinding("Only the district's own people report their own findings.", channel="is not yours")
    report = _plain(report)
    case = registration.open(
        by=by,
        at=at,
        new=NewCase(
            district_id=report.district_id,
            source=report.channel,
            condition_id=report.condition_id,
            lon=report.lon,
            lat=report.lat,
            crs=report.crs,
            address=report.address,
            description=report.text,
            photos=report.photo_ids,
        ),
    )
    row = Report.objects.create(
        district_id=report.district_id,
        case_id=case.case_id,
        channel=report.channel,
        text=report.text,
        reporter_name=seal(report.reporter_name, place="report.name"),
        reporter_phone=seal(report.reporter_phone, place="report.phone"),
        phone_index=phone_index(report.reporter_phone),
        reporter_email=seal(report.reporter_email, place="report.email"),
        origin=seal(report.origin, place="report.origin"),
        language=report.language,
        client_id=report.client_id,
        service_code=report.service_code,
        attributes=dict(report.attributes),
        media_url=report.media_url,
        code=new_code(),
        received_at=at,
        received_by_id=by.user_id,
    )
    return Received(case.case_id, case.number, row.code)


def _plain(report: NewReport) -> NewReport:
    """Return the report with words that can be shown anywhere."""
    return replace(
        report,
        text=plain_words(report.text),
        address=plain_line(report.address),
        reporter_name=plain_line(report.reporter_name),
        reporter_phone=plain_line(report.reporter_phone),
        reporter_email=plain_line(report.reporter_email),
    )


def _is_own_people(by: Actor) -> bool:
    """Shop keepers and contractors report like everybody outside; software acts for the district."""
    return by.user_id is None or bool(by.roles - {Role.FRONTAGE_HOLDER, Role.CONTRACTOR_OFFICER})
