"""What runs at night."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from gridwarden.grids.models import District
from gridwarden.intake.actions import learning, retention
from gridwarden.intake.domain.versions import VersionState
from gridwarden.intake.models import SuggestionModel
from gridwarden.menu.queries.menus import NoMenu
from gridwarden.platform.access import system_for

if TYPE_CHECKING:
    from datetime import datetime

_WEEK = timedelta(days=7)


def anonymise_reports() -> int:
    """Take out who reported where the time is over, district by district; return how many reports that were."""
    now = timezone.now()
    districts = District.objects.order_by("pk").values_list("pk", flat=True)
    return sum(retention.anonymise(at=now, district_id=district_id) for district_id in list(districts))


def learn() -> int:
    """Compare what waits in the shadow, and train anew where cases were confirmed; return how many were trained.

    Every district stands alone: one without a menu keeps none of the others waiting.
    """
    now = timezone.now()
    districts = list(District.objects.order_by("pk").values_list("pk", flat=True))
    return sum(_learn(district_id, now) for district_id in districts)


def _learn(district_id: int, now: datetime) -> bool:
    try:
        learning.compare(at=now, district_id=district_id)
        waits = SuggestionModel.objects.filter(district=district_id, state=VersionState.SHADOW.value)
        # A version is compared for a week before a newer one takes its place.
        if waits.filter(trained_at__gt=now - _WEEK).exists():
            return False
        learning.train(by=system_for(district_id), at=now, district_id=district_id)
    except (learning.NothingNew, NoMenu):
        return False
    return True
