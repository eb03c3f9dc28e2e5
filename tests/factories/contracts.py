"""Contracts and crews on the stage of cases."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from gridwarden.contracts.actions import contracts
from gridwarden.contracts.actions.contracts import Cover, Terms
from gridwarden.inspections.actions import crews, slips
from gridwarden.inspections.actions.crews import CrewContent
from gridwarden.inspections.actions.slips import NewSlip
from gridwarden.menu.domain.words import SlipType
from gridwarden.menu.models import Condition
from tests.factories.cases import MONDAY
from tests.factories.grids import middle_of

if TYPE_CHECKING:
    from gridwarden.contracts.models import Contract
    from gridwarden.inspections.models import ContactSlip, Crew
    from tests.factories.cases import Stage

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def for_slips(stage: Stage) -> Condition:
    """Return a condition that goes by contact slip."""
    found = Condition.objects.filter(item__menu__district=stage.district_id, slip=SlipType.CONTACT_SLIP.value)
    return found.select_related("item").order_by("item__number", "number")[0]


def terms(stage: Stage, **changes: Any) -> Terms:
    """Return a contract of the cleaning company for the item of ``for_slips``."""
    given: dict[str, Any] = {
        "number": "HT-2026-01",
        "name": "核心区保洁",
        "unit_id": stage.cast.contractor.pk,
        "starts_on": FIRST,
        "ends_on": LAST,
        "covers": (Cover(item=for_slips(stage).item.number),),
    }
    return Terms(**given | changes)


def signed(stage: Stage, **changes: Any) -> Contract:
    """Return a signed contract."""
    drafted = contracts.draft(by=stage.by("leader"), at=MONDAY, terms=terms(stage, **changes))
    return contracts.sign(by=stage.by("leader"), at=MONDAY, contract_id=drafted.pk)


def issued(stage: Stage, **changes: Any) -> ContactSlip:
    """Return a slip that an officer has just written."""
    lon, lat = middle_of(0, 0)
    given: dict[str, Any] = {
        "condition_id": for_slips(stage).pk,
        "lon": lon,
        "lat": lat,
        "crs": "cgcs2000",
        "address": "人民路12号",
        "photos": (stage.photo("officer"),),
    }
    return slips.issue(by=stage.by("officer"), at=MONDAY, new=NewSlip(**given | changes))


def crew(stage: Stage, name: str = "一班") -> Crew:
    """Return a crew of the cleaning company."""
    content = CrewContent(name=name, members=(("孙洁", "13800000001"), ("李扫", "")))
    return crews.form(by=stage.by("foreman"), at=MONDAY, content=content)
