"""Take a report from somebody without an account."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.algorithms.geodesy import to_cgcs2000
from gridwarden.intake.actions import reception
from gridwarden.intake.queries import terms
from gridwarden.platform.access import Actor, Permission
from gridwarden.platform.attachments.actions import limits, store
from gridwarden.platform.attachments.uploads import read
from gridwarden.platform.refusals import Forbidden, Invalid

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from gridwarden.intake.actions.reception import NewReport, Received
    from gridwarden.platform.attachments.imaging.exif import CameraNotes


class Closed(Forbidden):
    """The district takes no reports on this way."""

    code = "public_reports_closed"


class OutsideTheDistrict(Invalid):
    """The place lies outside the district: whoever keeps that place must be told."""

    code = "outside_the_district"


class TooManyPhotos(Invalid):
    """More photos than one report takes."""

    code = "too_many_photos"


#: Photos of one report.
MOST_PHOTOS = 4


@dataclass(frozen=True, slots=True)
class SentPhoto:
    """One file with what the phone noted beside it."""

    file: UploadedFile[bytes]
    notes: CameraNotes | None = None


def public_actor(district_id: int, name: str = "public") -> Actor:
    """Return the one who acts for people without an account: it may report, and nothing else."""
    return Actor(name=name, district_id=district_id, permissions=frozenset({Permission.CASE_REPORT}))


@transaction.atomic
def send(*, by: Actor, at: datetime, report: NewReport, photos: Sequence[SentPhoto] = ()) -> Received:
    """Store the photos and receive the report, where the district is open and the place is its own."""
    if not terms.of(report.district_id).takes_reports:
        raise Closed("This district takes no reports here.")
    if len(photos) > MOST_PHOTOS:
        raise TooManyPhotos(f"At most {MOST_PHOTOS} photos.", photos="are too many")
    lon, lat = to_cgcs2000(report.lon, report.lat, report.crs)
    if not terms.holds(report.district_id, lon, lat):
        raise OutsideTheDistrict("The place lies outside the district.", lon="lies outside")
    ids = tuple(
        store(
            by=by,
            at=at,
            data=read(photo.file, limits()),
            filename=photo.file.name or "",
            district_id=report.district_id,
            phone=photo.notes,
        ).pk
        for photo in photos
    )
    return reception.receive(by=by, at=at, report=replace(report, photo_ids=ids))
