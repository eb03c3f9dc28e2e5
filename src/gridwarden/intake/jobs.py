"""What runs at night."""

from __future__ import annotations

from django.utils import timezone

from gridwarden.grids.models import District
from gridwarden.intake.actions import retention


def anonymise_reports() -> int:
    """Take out who reported where the time is over, district by district; return how many reports that were."""
    now = timezone.now()
    districts = District.objects.order_by("pk").values_list("pk", flat=True)
    return sum(retention.anonymise(at=now, district_id=district_id) for district_id in list(districts))
