"""What can be appealed against, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.cases.models import Step

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet


def had_it(case_id: int) -> AbstractSet[int]:
    """Return the units that ever had the case in hand, from its steps."""
    owners = Step.objects.filter(case=case_id, changes__has_key="owner").values_list("changes__owner", flat=True)
    return {int(owner) for owner in owners}
