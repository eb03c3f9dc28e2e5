"""Set on what terms a district is open to the public."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.intake.models import PublicTerms
from gridwarden.intake.queries import terms
from gridwarden.platform.access import Permission
from gridwarden.platform.audit.trail import record
from gridwarden.platform.refusals import Invalid, NotFound

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.intake.domain.openness import Openness
    from gridwarden.platform.access import Actor


class NoOwnDistrict(NotFound):
    """The actor has no district whose terms could be set."""

    code = "no_district"


class TermsOutOfBounds(Invalid):
    """A term lies outside what protects the people behind the cases."""

    code = "terms_out_of_bounds"


#: What the database holds to as well.
BOUNDS = {
    "delay_h": (0, 24 * 90),
    "coarse_m": (20, 2000),
    "reopen_days": (0, 365),
    "reopen_times": (0, 20),
    "reports_per_hour": (1, 1000),
}


@transaction.atomic
def set_terms(*, by: Actor, at: datetime, terms_now: Openness) -> None:
    """Let ``terms_now`` hold in the actor's district from now on."""
    by.require(Permission.INTAKE_PUBLISH)
    if by.district_id is None:
        raise NoOwnDistrict("There is no district for you yet.")
    given = asdict(terms_now)
    outside = {name: f"{low}–{high}" for name, (low, high) in BOUNDS.items() if not low <= given[name] <= high}
    if outside:
        raise TermsOutOfBounds("A term lies outside its bounds.", **outside)
    before = asdict(terms.of(by.district_id))
    PublicTerms.objects.update_or_create(district_id=by.district_id, defaults=given)
    changed = {name: [before[name], value] for name, value in given.items() if before[name] != value}
    record("public.terms", by=by, at=at, subject_type="district", subject_id=by.district_id, changed=changed)
