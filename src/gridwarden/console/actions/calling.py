"""Call the nearest free person or vehicle to a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from gridwarden.cases.actions import escalation
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.domain.states import OPEN, CaseState
from gridwarden.cases.queries import moves, visibility
from gridwarden.console.notices import CALLED
from gridwarden.patrols.actions import commands
from gridwarden.patrols.domain.devices import DeviceKind, NoSuchDevice
from gridwarden.patrols.queries.nearest import nearest
from gridwarden.platform.access import Permission
from gridwarden.platform.audit import trail
from gridwarden.platform.notifications.actions import notify

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.patrols.queries.nearest import FreeOne
    from gridwarden.platform.access import Actor

#: Among so many of the nearest is looked for who was chosen; somebody who has become busy meanwhile is not called.
_MOST = 200


@transaction.atomic
def call(*, by: Actor, at: datetime, case_id: int, device_id: int) -> FreeOne:
    """Call whoever carries the device, once for each case; return who was called.

    A vehicle speaks; a person is told. Where the case's workflow lets the actor call units, the unit is called too, so
    that its people see the case. Raises ``NoSuchDevice`` when the chosen one is not free any more.
    """
    by.require(Permission.DEVICE_COMMAND)
    case = visibility.get(by, case_id)
    free = nearest(by, case.place.x, case.place.y, at, _MOST) if CaseState(case.state) in OPEN else []
    chosen = next((one for one in free if one.device_id == device_id), None)
    if chosen is None:
        raise NoSuchDevice("Nobody free carries this device.")
    sees = _request(by, at, case_id, chosen)
    if chosen.user_id:
        params = {"number": case.number, "address": case.address, "sees": sees}
        notify(
            user_ids=[chosen.user_id], kind=CALLED, at=at, district_id=case.district_id, subject_type="case",
            subject_id=case.pk, params=params, dedupe_key=f"case:{case.pk}:called",
        )  # fmt: skip
    if chosen.kind is DeviceKind.VEHICLE:
        words = _("Please support case {number}, {address}.").format(number=case.number, address=case.address)
        commands.speak(by=by, at=at, device_id=device_id, text=words, is_urgent=True)
    trail.record(
        "case.called", by=by, at=at, subject_type="case", subject_id=case.pk, district_id=case.district_id,
        device=device_id, metres=round(chosen.metres),
    )  # fmt: skip
    return chosen


def _request(by: Actor, at: datetime, case_id: int, chosen: FreeOne) -> bool:
    """Call the unit through the workflow where that is open to the actor; tell whether it was."""
    if not chosen.unit_id or all(one.name != MoveName.REQUEST_SUPPORT for one in moves.open_to(by, case_id, at)):
        return False
    reason = _("{name} is nearest.").format(name=chosen.name)
    escalation.request_support(by=by, at=at, case_id=case_id, reason=reason, unit_ids=[chosen.unit_id])
    return True
