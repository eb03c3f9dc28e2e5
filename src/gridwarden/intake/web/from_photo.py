"""What a photo of a vehicle's camera puts into the desk's form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gridwarden.cases.domain.errors import CaseNotFound
from gridwarden.intake.actions import from_photos
from gridwarden.intake.queries import photo_cases
from gridwarden.patrols.domain.devices import PHOTO_OWNER
from gridwarden.patrols.domain.following import PhotoFollowUp, register_photo
from gridwarden.patrols.queries import devices
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.attachments.queries import claim_of, photo, row_of
from gridwarden.platform.attachments.refusals import PhotoUnknown

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse

    from gridwarden.intake.queries.photo_cases import NearCase
    from gridwarden.platform.access import Actor
    from gridwarden.platform.accounts.requests import ActingRequest
    from gridwarden.platform.attachments.queries import CameraClaim, PhotoRow


@dataclass(frozen=True, slots=True)
class Seen:
    """A photo that a vehicle's camera took: what it claims, and of which device it is."""

    row: PhotoRow
    claim: CameraClaim
    device_id: int
    device_name: str

    @property
    def at(self) -> str:
        """Return when it was taken, in words."""
        return f"{localtime(self.claim.taken_at or self.row.uploaded_at):%m-%d %H:%M}"


def photo_of(request: ActingRequest) -> Seen | None:
    """Return the photo from which the form goes on, when there is one; refuse as if there were none to outsiders."""
    text = request.POST.get("photo") or request.GET.get("photo") or ""
    try:
        photo_id = UUID(text)
    except ValueError:
        return None
    found = photo(request.actor, photo_id)
    if found.owner_type != PHOTO_OWNER or found.owner_id is None:
        raise PhotoUnknown("There is no such photo.")
    device = devices.one(request.actor, found.owner_id)
    return Seen(row_of(found), claim_of(found), device.id, device.name)


def filled(seen: Seen) -> dict[str, Any]:
    """Return what the form begins with."""
    text = _("Seen by the camera of {who}, {at}.").format(who=seen.device_name, at=seen.at)
    claim = seen.claim
    place = {} if claim.lon is None else {"lon": round(claim.lon, 6), "lat": round(claim.lat or 0.0, 6)}
    return {"text": text, **place}


def near_cases(actor: Actor, seen: Seen, now: datetime) -> list[NearCase]:
    """Return the open cases to which the photo may belong; none where the camera noted no place."""
    claim = seen.claim
    if claim.lon is None or claim.lat is None:
        return []
    return photo_cases.near(actor, claim.lon, claim.lat, claim.taken_at or seen.row.uploaded_at, now)


@require_POST
@needs(Permission.INTAKE_REGISTER)
@submitted_once
def add_to_case(request: ActingRequest) -> HttpResponse:
    """Add the photo to the case that was chosen."""
    seen, chosen = photo_of(request), request.POST.get("case", "")
    if seen is None:
        raise PhotoUnknown("There is no such photo.")
    if not (chosen.isascii() and chosen.isdecimal() and len(chosen) < 19):  # noqa: PLR2004 - digits of a bigint
        raise CaseNotFound("There is no such case.")
    number = from_photos.add(by=request.actor, at=timezone.now(), case_id=int(chosen), photo_id=seen.row.id)
    messages.success(request, _("The photo is in the file of case {number}.").format(number=number))
    return redirect("cases:page", int(chosen))


def _href(photo_id: UUID) -> str:
    return f"{reverse('intake:new')}?photo={photo_id}"


register_photo("intake", PhotoFollowUp(Permission.INTAKE_REGISTER, _href))
